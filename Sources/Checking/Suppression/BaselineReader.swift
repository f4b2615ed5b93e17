public import Diagnostics
import Subjects
import Trees

extension Baseline {
    /// Reads what `written` makes. Every irregularity is an error, because people resolve conflicts in the file by
    /// hand.
    public static func read(_ file: SourceFile) throws(Failure) -> Baseline {
        let (json, problems) = JSONDocument.parse(file)
        let reader = Reader(json: json)
        if let problem = problems.first { throw reader.damaged(problem.message, at: problem.range) }
        guard let root = json.root, json.kind(root) == .object else {
            throw Failure(path: file.path, message: "is not a baseline of jmoncheck")
        }
        guard json.value("tool", of: root).map(json.string) == tool else {
            throw Failure(path: file.path, message: "is not a baseline of jmoncheck: it does not name the tool")
        }
        guard let version = json.value("version", of: root).map(json.string), json.value("findings", of: root) != nil
        else { throw Failure(path: file.path, message: "is not a baseline of jmoncheck") }
        guard version == "\(Self.version)" else {
            throw Failure(
                path: file.path,
                message:
                    "is a baseline of version \(version.prefix(20)), and this program reads version \(Self.version)")
        }
        let project = json.value("project", of: root)
        return Baseline(
            project: project.flatMap { json.kind($0) == .string ? json.string($0) : nil },
            inputs: try reader.list("inputs", of: root).map { (index) throws(Failure) in
                guard json.kind(index) == .string else {
                    throw reader.damaged("expected a path", at: json.range(index))
                }
                return json.string(index)
            },
            entries: try reader.entries(of: root), file: file)
    }

    private struct Reader {
        let json: JSONDocument

        func list(_ key: StaticString, of object: Int) throws(Failure) -> [Int] {
            guard let value = json.value(key, of: object), json.kind(value) == .array else {
                throw damaged("'\(key)' is not a list", at: json.range(object))
            }
            return Array(json.elements(value))
        }

        /// The entries, which share what is the same in many: paths and messages.
        func entries(of root: Int) throws(Failure) -> [BaselineEntry] {
            var texts: Set<String> = []
            return try list("findings", of: root).map { (index) throws(Failure) in
                var entry = try entry(index)
                entry.path = texts.insert(entry.path).memberAfterInsert
                entry.message = texts.insert(entry.message).memberAfterInsert
                return entry
            }
        }

        private func entry(_ index: Int) throws(Failure) -> BaselineEntry {
            func text(_ key: StaticString) throws(Failure) -> String {
                guard let value = json.value(key, of: index), json.kind(value) == .string else {
                    throw damaged("an entry has no '\(key)'", at: json.range(index))
                }
                return json.string(value)
            }
            guard let fingerprint = Fingerprint(try text("fingerprint")) else {
                throw damaged("a fingerprint needs 16 digits", at: json.range(index))
            }
            var entry = BaselineEntry(
                rule: RuleID(try text("code")), path: try text("path"), key: try text("key"),
                message: try text("message"), fingerprint: fingerprint, range: json.range(index))
            guard json.value("steps", of: index) != nil else { return entry }
            entry.steps = try list("steps", of: index).map { (step) throws(Failure) in
                guard json.kind(step) == .string else {
                    throw damaged("expected the name of a step", at: json.range(step))
                }
                return json.string(step)
            }
            return entry
        }

        func damaged(_ message: String, at range: SourceRange) -> Failure {
            let place = ReportSource(json.file, secrets: []).position(range.start)
            return Failure(path: "\(json.file.path):\(place.line):\(place.column)", message: "is damaged: \(message)")
        }
    }

    /// Throws if the baseline cannot have been written for this project.
    ///
    /// - Parameters:
    ///   - project: the name in the configuration.
    ///   - isThere: whether an input exists or belongs to this run.
    public func check(project: String?, isThere: (String) -> Bool) throws(Failure) {
        if let project, let own = self.project, project != own {
            throw Failure(
                path: file.path, message: "is from another project: it was written for '\(own)', not for '\(project)'")
        }
        guard inputs.isEmpty || inputs.contains(where: isThere) else {
            throw Failure(
                path: file.path,
                message: "is from another project: none of its inputs (\(inputs[0]) …) is here")
        }
    }

    /// The file: one entry per line, in an order that does not depend on places, so that differences are short.
    public var written: Report {
        func text(_ text: String) -> String { JSONValue.quoted(text) }
        let paths = inputs.map { "    \(text($0))" }
        let lines = entries.lazy.map { entry in
            "    {\"path\": \(text(entry.path)), \"code\": \(text(entry.rule.code)), \"key\": \(text(entry.key)), "
                + "\"message\": \(text(entry.message)), \"fingerprint\": \(text(entry.fingerprint.description))"
                + (entry.steps.isEmpty
                    ? "}" : ", \"steps\": [\(entry.steps.sorted().map(text).joined(separator: ", "))]}")
        }
        let head = """
            {
              "tool": \(text(Self.tool)),
              "version": \(Self.version),
              "project": \(project.map(text) ?? "null"),
            """
        let (inputs, findings) = (paths.sorted(by: Self.precedes), lines.sorted(by: Self.precedes))
        return Report(json: { take in
            guard take(Array("\(head)\n  \"inputs\": ".utf8)), write(inputs, take),
                take(Array(",\n  \"findings\": ".utf8)), write(findings, take)
            else { return }
            _ = take(Array("\n}\n".utf8))
        })
    }

    /// Writes a list with an element on each line.
    private func write(_ lines: [String], _ take: ([UInt8]) -> Bool) -> Bool {
        guard !lines.isEmpty else { return take(Array("[]".utf8)) }
        var piece = Array("[\n".utf8)
        for (index, line) in lines.enumerated() {
            piece += line.utf8
            piece += (index + 1 < lines.count ? ",\n" : "\n  ]").utf8
            guard piece.count >= Report.pieceSize else { continue }
            guard take(piece) else { return false }
            piece.removeAll(keepingCapacity: true)
        }
        return take(piece)
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension JSONValue {
    /// A string as JSON, on one line.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case _: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
