public import Diagnostics
import Subjects
import YAML

/// Adds what is granted and not approved to `access: approved:` of the set-ups in a configuration. What people wrote
/// stays as it is.
public struct ExpectedAccessWriter {
    /// Why the configuration stays as it is: exit status 2.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var description: String
        /// What the set-up would get, for people who add it themselves.
        public var block: [String]
    }

    public struct Written: Sendable {
        public var text: [UInt8]
        /// The number of new entries.
        public var added: Int
        /// The grants that are left out because somebody's approval of them has expired.
        public var expired: Int
        /// The grants that are left out because no user or application can have such a name.
        public var unnameable: Int
    }

    private let file: SourceFile
    private let document: YAMLDocument
    private let lineEnd: String

    /// - Parameters:
    ///   - access: the grants, each with its set-up.
    ///   - today: the day on which approvals count.
    ///   - formats: names of the report formats, to read the result again.
    public static func write(
        _ configuration: Configuration, _ access: AccessReport, today: CalendarDate, formats: [String]
    ) throws(Failure) -> Written {
        let lists = configuration.setUps.map { plan in
            ExpectedEntries(access, in: plan.name, beside: plan.access?.approved ?? [], today: today)
        }
        guard let file = configuration.file, !configuration.setUps.isEmpty else {
            let all = ExpectedEntries(access, in: Workspace.defaultName, beside: [], today: today)
            throw Failure(
                description: "--write-expected needs a configuration with set-ups; this belongs into one of them",
                block: ["access:", "  everything-else: error", "  approved:"] + all.lines.map { "    \($0)" })
        }
        let writer = ExpectedAccessWriter(file)
        var bytes = file.bytes
        // From the end, so that places before it stay true.
        for (plan, list) in zip(configuration.setUps, lists).reversed() where !list.entries.isEmpty {
            let edit = try writer.edit(plan.name, list)
            bytes.replaceSubrange(edit.range, with: edit.text.utf8)
        }
        let written = Written(
            text: bytes, added: lists.reduce(0) { $0 + $1.entries.count },
            expired: lists.reduce(0) { $0 + $1.expired }, unnameable: lists.reduce(0) { $0 + $1.unnameable })
        try writer.expect(written, of: configuration, lists, formats)
        return written
    }

    private init(_ file: SourceFile) {
        self.file = file
        document = YAMLReader.read(file)
        lineEnd = file.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    }

    /// The result has to be a configuration with the old entries and the new ones.
    private func expect(
        _ written: Written, of configuration: Configuration, _ lists: [ExpectedEntries], _ formats: [String]
    ) throws(Failure) {
        let again = try? ConfigurationReader.read(SourceFile(path: file.path, bytes: written.text), formats: formats)
        // The chosen set-ups may be some of those in the file.
        let counts = Dictionary(
            (again?.setUps ?? []).map { ($0.name, $0.access?.approved.count ?? 0) }, uniquingKeysWith: { $1 })
        for (plan, list) in zip(configuration.setUps, lists) {
            guard counts[plan.name] == (plan.access?.approved.count ?? 0) + list.entries.count else {
                throw Failure(
                    description: "\(file.path): the entries cannot be added to set-up \(plan.name) as it is written; "
                        + "add this block to it", block: block(list))
            }
        }
    }

    private func block(_ list: ExpectedEntries) -> [String] {
        ["access:", "  approved:"] + list.lines.map { "    \($0)" }
    }

    // MARK: Places

    private struct Edit {
        var range: Range<Int>
        var text: String
    }

    private func edit(_ setUp: String, _ list: ExpectedEntries) throws(Failure) -> Edit {
        guard let root = document.roots.first, let setUps = value("set-ups", of: root),
            let plan = value(setUp, of: setUps), !isFlow(plan)
        else { throw refusal(setUp, list) }
        guard let access = value("access", of: plan) else {
            return insertion(
                ["access:", "  everything-else: error", "  approved:"] + list.lines.map { "    \($0)" }, under: plan)
        }
        guard !isFlow(access), document.nodes[access].kind == .mapping else { throw refusal(setUp, list) }
        guard let approved = value("approved", of: access) else {
            return insertion(["approved:"] + list.lines.map { "  \($0)" }, under: access)
        }
        if let first = document.elements(approved).first, !isFlow(approved) {
            let indent = indentation(at: Int(document.nodes[first].range.start))
            return insertion(list.lines, indent, after: approved)
        }
        guard document.elements(approved).isEmpty, let key = key("approved", of: access) else {
            throw refusal(setUp, list)
        }
        // `approved:` with nothing, or with an empty list on its line; what follows it on the line stays.
        let start = Int(document.nodes[key].range.start)
        let edit = insertion(list.lines, indentation(at: start) + "  ", after: key)
        guard document.nodes[approved].kind == .sequence else { return edit }
        let value = Int(document.nodes[approved].range.start)
        guard let end = file.bytes[value...].firstIndex(of: UInt8(ascii: "]")), end < edit.range.lowerBound else {
            throw refusal(setUp, list)
        }
        let rest = String(decoding: file.bytes[(end + 1)..<edit.range.lowerBound], as: UTF8.self)
        return Edit(range: value..<edit.range.upperBound, text: rest + edit.text)
    }

    private func refusal(_ setUp: String, _ list: ExpectedEntries) -> Failure {
        Failure(
            description: "\(file.path): set-up \(setUp) is not written with one key on each line; add this block to it",
            block: block(list))
    }

    /// New lines below the last value of a mapping, with the indentation of its first key.
    private func insertion(_ lines: [String], under node: Int) -> Edit {
        let start = document.members(node).first.map { Int(document.nodes[$0.key].range.start) } ?? 0
        return insertion(lines, indentation(at: start), after: node)
    }

    /// New lines below the line on which a node ends.
    private func insertion(_ lines: [String], _ indent: String, after node: Int) -> Edit {
        let end = Int(document.nodes[node].range.end)
        let next = file.bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        let text = lines.map { indent + $0 + lineEnd }.joined()
        guard let next else {
            return Edit(range: file.bytes.count..<file.bytes.count, text: lineEnd + text)
        }
        return Edit(range: next..<next, text: text)
    }

    private func value(_ key: String, of node: Int) -> Int? {
        document.members(node).first { document.nodes[$0.key].kind == .scalar && document.text($0.key) == key }?.value
    }

    private func key(_ key: String, of node: Int) -> Int? {
        document.members(node).first { document.nodes[$0.key].kind == .scalar && document.text($0.key) == key }?.key
    }

    private func isFlow(_ node: Int) -> Bool {
        guard document.nodes[node].kind != .scalar else { return false }
        let start = Int(document.nodes[node].range.start)
        return start < file.bytes.count && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(file.bytes[start])
    }

    /// The blanks at the beginning of the line of a place.
    private func indentation(at offset: Int) -> String {
        let start = file.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let blanks = file.bytes[start..<offset].prefix { $0 == UInt8(ascii: " ") }
        return String(repeating: " ", count: blanks.count)
    }
}
