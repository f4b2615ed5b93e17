public import Diagnostics

/// The grants as a graph for Graphviz.
public struct AccessDotReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> Report {
        let graph = GrantPicture(access)
        var lines: [SafeText] = [
            "digraph access {", "  rankdir=LR", "  node [fontname=\"Helvetica\", fontsize=11]",
            "  edge [fontname=\"Helvetica\", fontsize=9]",
        ]
        for (number, part) in graph.parts.enumerated() {
            let isNamed = !part.setUp.isEmpty
            if isNamed {
                lines += ["  subgraph cluster_\(number) {", "    label=\"set-up \(Self.escaped(part.setUp))\""]
            }
            for index in part.nodes {
                let node = graph.nodes[index]
                let label = node.label.map(Self.escaped).joined(separator: "\\n")
                lines.append("    n\(index) [label=\"\(label)\", \(Self.style(node.kind))]")
            }
            if isNamed { lines.append("  }") }
        }
        for edge in graph.edges {
            let style: SafeText = edge.isCertain ? "" : " [style=dashed, label=\"may\"]"
            lines.append("  n\(edge.from) -> n\(edge.to)\(style)")
        }
        return Report(lines + ["}"])
    }

    private static func style(_ kind: GrantPicture.Kind) -> SafeText {
        switch kind {
        case .user: "shape=box"
        case .group: "shape=box3d"
        case .everyone: "shape=doubleoctagon"
        case .submitter: "shape=box, style=dotted"
        case .profile: "shape=note"
        case .target: "shape=ellipse"
        }
    }

    private static func escaped(_ text: SafeText) -> SafeText {
        text.replacing { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _: nil
            }
        }
    }
}
