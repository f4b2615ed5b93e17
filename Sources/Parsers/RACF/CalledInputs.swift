/// The inputs by the names under which a deck, a job or a script may run them.
public struct CalledInputs: Sendable {
    public enum Found: Equatable, Sendable {
        case none
        case one(Int)
        /// Inputs of the same name, of which nothing shows which is meant.
        case several([Int])

        public var indices: [Int] {
            switch self {
            case .none: []
            case .one(let index): [index]
            case .several(let indices): indices
            }
        }
    }

    /// The names of the folders and the file of each path.
    private let paths: [[Substring]]
    private var named: [String: [Int]] = [:]

    /// The number of inputs of the same name that are told apart by their folders.
    private static let sameLimit = 64

    public init(_ paths: [String]) {
        self.paths = paths.map { $0.split(separator: "/") }
        for (index, path) in self.paths.enumerated() {
            for name in Self.names(of: path) where named[name, default: []].count < Self.sameLimit {
                named[name, default: []].append(index)
            }
        }
    }

    /// The input that a part of another one names.
    public func input(for part: Deck.UnreadPart, of caller: Int) -> Found {
        guard part.isNamed else { return .none }
        let written = Self.unquoted(part.name)
        for name in Self.names(ofPart: written) {
            guard let found = named[name] else { continue }
            // `PART1.jcl` that runs `MY.RACF(PART1)` means the other file of this name.
            let others = found.filter { $0 != caller }
            return others.isEmpty ? .one(caller) : nearest(others, written, caller)
        }
        return .none
    }

    /// Of several files with the name those whose folders agree best with those that are named, and then those in the
    /// folder of the caller.
    private func nearest(_ found: [Int], _ written: Substring, _ caller: Int) -> Found {
        guard found.count > 1 else { return .one(found[0]) }
        let folders = written.split(separator: "/").dropLast().filter { $0 != "." && $0 != ".." }
        let agreements = found.map { index in
            zip(paths[index].dropLast().reversed(), folders.reversed()).prefix { $0 == $1 }.count
        }
        let best = agreements.max() ?? 0
        let rest = zip(found, agreements).filter { $0.1 == best }.map(\.0)
        let inOwn = rest.filter { paths[$0].dropLast() == paths[caller].dropLast() }
        let last = inOwn.isEmpty ? rest : inOwn
        return last.count == 1 ? .one(last[0]) : .several(last)
    }

    // MARK: Names

    /// `racf/PART2.jcl` is the member PART2 and the file PART2.jcl, `MY.RACF(PART2)` the member PART2, and
    /// `roles/racf/tasks/main.yml` the role RACF.
    private static func names(of path: [Substring]) -> Set<String> {
        let name = path.last ?? ""
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        var member = name.firstIndex(of: ".").map { name[..<$0] } ?? name
        if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
            member = name[name.index(after: open)..<close]
        } else if stem == "main", path.count > 2, path[path.count - 2] == "tasks" {
            member = path[path.count - 3]
        }
        return [name.uppercased(), stem.uppercased(), member.uppercased()]
    }

    /// The file, or else the member: the name in parentheses, the beginning of the name of a file, or the last qualifier.
    private static func names(ofPart name: Substring) -> [String] {
        if name.last == ")", let open = name.lastIndex(of: "(") {
            return [String(name[name.index(after: open)...].dropLast()).uppercased()]
        }
        guard let slash = name.lastIndex(of: "/") else {
            return [name.uppercased(), String(name.split(separator: ".").last ?? name).uppercased()]
        }
        // The name of a file has an ending, of which a member knows nothing.
        let file = name[name.index(after: slash)...]
        return [file.uppercased(), (file.firstIndex(of: ".").map { file[..<$0] } ?? file).uppercased()]
    }

    private static func unquoted(_ name: String) -> Substring {
        var text = Substring(name).drop { "'\"%".contains($0) }
        while let last = text.last, "'\"".contains(last) { text.removeLast() }
        return text
    }
}
