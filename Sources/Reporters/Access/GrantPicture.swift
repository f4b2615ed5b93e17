import Diagnostics

/// The grants as a graph for pictures: callers lead to profiles, and profiles to the targets of an application.
struct GrantPicture {
    enum Kind { case user, group, everyone, submitter, profile, target }

    struct Node {
        var kind: Kind
        /// What the picture shows, on several lines.
        var label: [SafeText]
    }

    struct Edge: Hashable {
        var from: Int
        var to: Int
        var isCertain: Bool
    }

    struct Part {
        /// The name of the set-up; empty if it has none.
        var setUp: SafeText
        var nodes: Range<Int>
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    /// The set-ups, each with its own nodes: an ID of one system is not the same on another.
    private(set) var parts: [Part] = []

    private struct Key: Hashable {
        var kind: Kind
        var name: String
    }

    init(_ access: AccessReport) {
        let names = SetUpNames(access.inputs.map(\.setUp) + access.grants.map(\.setUp))
        for (setUp, grants) in names.grouped(access.grants, by: \.setUp) {
            let first = nodes.count
            var numbers: [Key: Int] = [:]
            var seen: Set<Edge> = []
            func number(_ kind: Kind, _ name: String, _ label: [SafeText]) -> Int {
                let key = Key(kind: kind, name: name)
                if let number = numbers[key] { return number }
                nodes.append(Node(kind: kind, label: label.map(Self.cut)))
                numbers[key] = nodes.count - 1
                return nodes.count - 1
            }
            for grant in grants where grant.generate != .refused {
                let profile = number(.profile, grant.profile, [SafeText(grant.profile)])
                let target = number(
                    .target, "\(grant.application) \(grant.targets)",
                    ["\(grant.targets) at \(grant.application)"]
                        + (grant.except.isEmpty && grant.moreExceptions == 0
                            ? [] : ["except \(grant.except.count + grant.moreExceptions)"]))
                let isCertain = grant.generate == .granted
                let caller: Int
                switch grant.callerKind {
                case .user: caller = number(.user, grant.caller, [SafeText(grant.caller)])
                case .group:
                    caller = number(.group, grant.caller, ["group \(grant.caller)"])
                    for (members, isCertain) in [(grant.members, isCertain), (grant.possibleMembers, false)] {
                        for member in members {
                            let user = number(.user, member, [SafeText(member)])
                            let edge = Edge(from: user, to: caller, isCertain: isCertain)
                            if seen.insert(edge).inserted { edges.append(edge) }
                        }
                    }
                case .everyone:
                    caller = number(
                        .everyone, grant.caller, ["everyone", grant.caller == "*" ? "ID(*)" : SafeText(grant.caller)])
                case .creator: caller = number(.submitter, "", ["the submitter of the deck"])
                }
                for edge in [
                    Edge(from: caller, to: profile, isCertain: isCertain),
                    Edge(from: profile, to: target, isCertain: true),
                ] where seen.insert(edge).inserted { edges.append(edge) }
            }
            let place = names.place(setUp)
            parts.append(Part(setUp: place.isEmpty ? "" : Self.cut(SafeText(setUp)), nodes: first..<nodes.count))
        }
    }

    private static let longest = 80

    /// Cuts a name that no picture has room for, so that it is seen to be cut.
    private static func cut(_ text: SafeText) -> SafeText {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return text }
        let end = scalars.index(scalars.startIndex, offsetBy: longest)
        return SafeText(known: String(scalars[..<end])) + "… (\(scalars.count) characters)"
    }
}
