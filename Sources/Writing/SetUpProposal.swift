import Contract
import Diagnostics
import JobMonitor
import RACF
public import Reading
public import Subjects
import UrbanCode

/// Proposes which inputs belong together.
public struct SetUpProposal {
    /// A set-up: its name, its inputs by their part in it, and why they are in it.
    public struct Member: Sendable {
        public var name: String
        public var members: [String] = []
        public var exports: [String] = []
        public var environments: [String] = []
        public var decks: [String] = []
        public var evidence: [String] = []
        public var reasons: [String] = []
    }

    public private(set) var setUps: [Member] = []
    /// Inputs that nothing assigns to a set-up.
    public private(set) var others: [String] = []

    /// The words that names of systems and environments consist of.
    private static func words(_ text: String) -> Set<String> {
        Set(
            text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { $0.count > 2 && !["jcl", "json", "yml", "yaml", "txt", "racf", "xml"].contains($0) })
    }

    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// - Parameter inputs: what was recognised in a folder.
    public init(_ inputs: [ParsedInput], _ whole: SetUp) {
        var members: [(path: String, config: JobMonitorConfig)] = []
        var rest: [ParsedInput] = []
        for input in inputs where input.vacancy == nil {
            if case .jobMonitor(let config) = input.document {
                members.append((input.file.path, config))
            } else {
                rest.append(input)
            }
        }
        guard members.count > 1 else {
            propose(one: members.map(\.path), rest)
            return
        }
        var used: Set<String> = []
        for (path, config) in members {
            let folder = Self.folder(path)
            let last = folder.split(separator: "/").last.map(String.init) ?? path
            var name = Self.name(last)
            while !used.insert(name).inserted { name += "-2" }
            var setUp = Member(name: name, members: [path])
            let port = config.effectivePort.value
            setUp.reasons.append(
                port.map { "\(path) listens on port \($0)" } ?? "the port of \(path) cannot be read")
            setUps.append(setUp)
        }
        let ports = members.map(\.config.effectivePort.value)
        let applications = members.map { $0.config["APPLID"]?.value.value.trimmed() ?? "FEKAPPL" }
        for input in rest { assign(input, whole, ports, applications) }
    }

    private mutating func propose(one members: [String], _ rest: [ParsedInput]) {
        guard !members.isEmpty || !rest.isEmpty else { return }
        var setUp = Member(name: "default", members: members)
        setUp.reasons = [
            members.isEmpty ? "no configuration member was found" : "there is one configuration member"
        ]
        for input in rest { Self.add(input, to: &setUp) }
        setUps = [setUp]
    }

    /// Assigns an input by the folder of one member alone, then by the ports of its steps, then by its folder, then by
    /// words of its name.
    private mutating func assign(_ input: ParsedInput, _ whole: SetUp, _ ports: [Int?], _ applications: [String]) {
        let path = input.file.path
        let folder = Self.folder(path)
        let folders = setUps.map { Self.folder($0.members[0]) }
        let same = folders.indices.filter { folders[$0] == folder && !folder.isEmpty }
        // Ports that differ within such a folder are what a check has to find.
        let isAlone = same.count == 1 && !folders.contains { $0.hasPrefix(folder + "/") }
        if !isAlone, case .urbanCode = input.document, assignByPort(input, whole, ports) { return }
        if same.count == 1 { return Self.add(input, to: &setUps[same[0]]) }
        let words = Self.words(path)
        let named = setUps.indices.filter { !words.isDisjoint(with: Self.words(setUps[$0].name)) }
        if named.count == 1 { return Self.add(input, to: &setUps[named[0]]) }
        if case .deck(let deck) = input.document {
            let text = String(decoding: deck.file.bytes, as: UTF8.self).uppercased()
            let matching = setUps.indices.filter { text.contains(applications[$0].uppercased()) }
            if Set(applications).count > 1, matching.count == 1 { return Self.add(input, to: &setUps[matching[0]]) }
            // Decks without a sign are for every system.
            for index in setUps.indices { Self.add(input, to: &setUps[index]) }
            return
        }
        others.append(path)
    }

    /// Assigns an export to every set-up whose port one of its environments uses.
    private mutating func assignByPort(_ input: ParsedInput, _ whole: SetUp, _ ports: [Int?]) -> Bool {
        let path = input.file.path
        var isFound = false
        for step in whole.steps where step.file == input.file.id {
            guard let environment = step.environment, let text = step.port.resolution.text,
                let port = Int(text.trimmed())
            else { continue }
            var matching = ports.indices.filter { ports[$0] == port }
            if matching.count > 1 {
                let words = Self.words(environment)
                matching = matching.filter { !words.isDisjoint(with: Self.words(setUps[$0].name)) }
            }
            guard matching.count == 1, let index = matching.first else { continue }
            isFound = true
            if !setUps[index].exports.contains(path) { setUps[index].exports.append(path) }
            if !setUps[index].environments.contains(environment) {
                setUps[index].environments.append(environment)
                setUps[index].reasons.append("environment \(environment) of \(path) uses its port")
            }
        }
        return isFound
    }

    private static func add(_ input: ParsedInput, to setUp: inout Member) {
        let path = input.file.path
        switch input.document {
        case .jobMonitor: setUp.members.append(path)
        case .urbanCode: setUp.exports.append(path)
        case .deck: setUp.decks.append(path)
        case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: setUp.evidence.append(path)
        }
    }

    private static func name(_ text: String) -> String {
        let plain = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let name = String(plain).split(separator: "-").joined(separator: "-")
        return name.isEmpty ? "system" : name
    }

    // MARK: The configuration

    /// The lines of a `.jmoncheck.yml`.
    public var lines: [String] {
        var lines = [
            "# Which inputs belong together, as jmoncheck init proposes it. Correct it, and run",
            "# jmoncheck without a path to check all set-ups.", "set-ups:",
        ]
        for setUp in setUps {
            lines += setUp.reasons.map { "  # \(Self.comment($0))." }
            lines.append("  \(setUp.name):")
            for (key, values) in [
                ("members", setUp.members), ("exports", setUp.exports), ("environments", setUp.environments),
                ("decks", setUp.decks), ("evidence", setUp.evidence),
            ] where !values.isEmpty {
                lines.append("    \(key): [\(values.map(Self.scalar).joined(separator: ", "))]")
            }
            lines += [
                "    # The user that runs the agent, for the verdicts about PassTickets:",
                "    # agent-users: [AGNTUSR]",
            ]
        }
        if !others.isEmpty {
            lines.append("# Not assigned:")
            lines += others.map { "#   \(Self.comment($0))" }
        }
        return lines
    }

    private static func comment(_ text: String) -> String { SafeText(text).description }

    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "._-/".utf8.contains($0) }
        let isWord = ["true", "false", "yes", "no", "on", "off", "null", "~"].contains(text.lowercased())
        if isPlain, !isWord, text.utf8.contains(where: \.isLetter), text.utf8.first != UInt8(ascii: "-") {
            return text
        }
        return "'" + text.replacing("'", with: "''") + "'"
    }
}
