public import Diagnostics

/// The grants as a flow chart for Mermaid, as in Markdown of GitHub and GitLab.
public struct AccessMermaidReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> Report {
        let graph = GrantPicture(access)
        var lines: [SafeText] = ["flowchart LR"]
        for (number, part) in graph.parts.enumerated() {
            let isNamed = !part.setUp.isEmpty
            if isNamed { lines.append("  subgraph s\(number)[\"set-up \(Self.escaped(part.setUp))\"]") }
            for index in part.nodes {
                let node = graph.nodes[index]
                let (open, close) = Self.shape(node.kind)
                let label = node.label.map(Self.escaped).joined(separator: "<br/>")
                lines.append("    n\(index)\(open)\"\(label)\"\(close)")
            }
            if isNamed { lines.append("  end") }
        }
        for edge in graph.edges {
            lines.append("  n\(edge.from) \(edge.isCertain ? "-->" : "-. may .->" as SafeText) n\(edge.to)")
        }
        return Report(lines)
    }

    private static func shape(_ kind: GrantPicture.Kind) -> (SafeText, SafeText) {
        switch kind {
        case .user: ("[", "]")
        case .group: ("[[", "]]")
        case .everyone: ("{{", "}}")
        case .submitter: ("([", "])")
        case .profile: ("[/", "/]")
        case .target: ("(", ")")
        }
    }

    /// Everything but letters, digits and a few signs as a code of Mermaid's, so that no name is markup.
    private static func escaped(_ text: SafeText) -> SafeText {
        text.replacing { scalar in
            let isPlain =
                scalar.value >= 0x80 || scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
                || [" ", ".", ",", "-", "/"].contains(scalar)
            return isPlain ? nil : "#\(scalar.value);"
        }
    }
}
