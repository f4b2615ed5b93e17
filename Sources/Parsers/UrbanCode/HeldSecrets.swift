public import Diagnostics
import Languages
import Secrets
import Trees

extension UrbanCodeDocument {
    /// A secret inside a text of a step, a property or a script.
    public struct HeldSecret: Sendable {
        public enum Language: Sendable {
            case jcl
            /// A call of `udclient`.
            case client
            /// A script, a command, a connection string or the like; the language of the text can only be guessed.
            case other
            /// A value that the configuration declares secret.
            case configured
        }

        public let language: Language
        /// `field jclString of 'SUBMIT'`.
        public let holder: String
        /// The range of the whole text.
        public let range: SourceRange
        /// The line in the text, from 1; `nil` if the text is one line.
        public let line: Int?
        /// The text before the secret: `PASSWORD= on a statement`, `-password`.
        public let keyword: String
        /// The range of the secret itself.
        public let secret: SourceRange
    }

    /// Finds the secrets; a property with JCL that contains a password becomes a secret.
    ///
    /// - Parameters:
    ///   - scan: the scan of the file. Only fields in which it found something are read.
    ///   - tree: the tree of JSON or YAML, for texts that are neither fields nor values of properties.
    ///   - known: the places of secrets that were found before.
    mutating func findHeldSecrets(_ scan: SecretScanner.Scan, _ tree: JSONDocument?, known: [SourceRange]) {
        var search = HeldSecretSearch(file: file)
        // Merged and anchored values of YAML are elsewhere in the file.
        let isInPlace = form == .json
        for process in processes {
            for step in process.steps {
                guard !isInPlace || step.connection != nil || scan.touches(step.range) else { continue }
                for field in step.fields
                where !isInPlace || Self.isTokens(field, of: step) || scan.touches(field.range) {
                    search.look(
                        at: field.value, field.range, "field \(field.key.value) of '\(step.name.value)'",
                        isJCL: step.connection != nil && Self.jclFields.contains(field.key.value.lowercased()))
                }
            }
        }
        for index in properties.indices {
            let property = properties[index]
            guard let range = property.valueRange, !isInPlace || scan.touches(range) else { continue }
            let count = search.found.count
            search.look(at: property.value, range, "\(property.name.value) of \(property.scope)", isJCL: false)
            if search.found.count > count, case .text(let text) = property.value {
                properties[index].value = .literal(Secret(.password, text.source.utf8))
            }
        }
        if let tree, isInPlace { search.lookElsewhere(scan, tree, known: known) }
        heldSecrets += search.found
    }

    /// The secrets of a script, except those in calls of `udclient`.
    mutating func findOtherSecrets(than known: [SourceRange]) {
        let text = String(decoding: file.bytes, as: UTF8.self)
        for secret in TextSecrets.find(in: text, except: known.map(\.bounds)) {
            let range = SourceRange(secret.range.lowerBound, secret.range.upperBound)
            heldSecrets.append(
                .init(
                    language: secret.isForServer ? .client : .other, holder: "the script", range: range,
                    line: nil, keyword: secret.keyword,
                    secret: range))
        }
    }

    /// Whether a field holds replacements of tokens, whose marks hide their names: `@PW@=x`.
    private static func isTokens(_ field: Field, of step: Step) -> Bool {
        step.connection != nil && field.key.value.lowercased().hasPrefix("explicittokens")
    }

    private static let jclFields = ["jclstring", "jobcard"]
}

/// Searches texts in order.
struct HeldSecretSearch {
    let file: SourceFile
    fileprivate(set) var found: [UrbanCodeDocument.HeldSecret] = []
    fileprivate var seen: Set<SourceRange> = []

    init(file: SourceFile) { self.file = file }

    mutating func look(at value: PropertyValue, _ range: SourceRange, _ holder: String, isJCL: Bool) {
        seen.insert(range)
        guard case .text(let text) = value else { return }
        look(at: text.source, range, holder, isJCL: isJCL)
    }

    private struct Hit {
        var language: UrbanCodeDocument.HeldSecret.Language
        var keyword: String
        /// The range in the text.
        var range: Range<Int>
    }

    /// The maximum number of secrets of one text that are distinguished; beyond it the whole text is masked.
    private static let limit = 200

    mutating func look(at text: String, _ range: SourceRange, _ holder: String, isJCL: Bool) {
        let hits = Self.hits(in: text, isJCL: isJCL)
        var line = 1
        var counted = text.utf8.startIndex
        let isOneLine = !text.utf8.dropLast().contains(UInt8(ascii: "\n"))
        for hit in hits.prefix(Self.limit) {
            let start = text.utf8.index(text.startIndex, offsetBy: hit.range.lowerBound)
            line += text.utf8[counted..<start].count { $0 == UInt8(ascii: "\n") }
            counted = start
            found.append(
                .init(
                    language: hit.language, holder: holder, range: range,
                    line: isOneLine && hit.language != .jcl ? nil : line, keyword: hit.keyword,
                    secret: hits.count > Self.limit ? range : file.place(of: hit.range, of: text, at: range)))
        }
    }

    /// The requests in the order of the text.
    private static func hits(in text: String, isJCL: Bool) -> [Hit] {
        func jcl(_ found: [JCLSecrets.Found]) -> [Hit] {
            found.map { Hit(language: .jcl, keyword: $0.keyword, range: $0.range) }
        }
        if isJCL || JCLSecrets.isJCL(text) { return jcl(JCLSecrets.find(in: text)) }
        var hits = jcl(JCLSecrets.findStatements(in: text))
        if text.contains("udclient") {
            var script = ClientScript()
            script.read(SourceFile(path: "", bytes: Array(text.utf8)))
            hits += script.exposed.map { Hit(language: .client, keyword: $0.what, range: $0.range.bounds) }
        }
        let judged = hits.map(\.range)
        hits += TextSecrets.find(in: text, except: judged).map {
            Hit(language: .other, keyword: $0.keyword, range: $0.range)
        }
        hits.sort { $0.range.lowerBound < $1.range.lowerBound }
        let tokens = SecretScanner.tokens(in: text).filter { token in
            let next = hits.partitioningIndex { $0.range.upperBound > token.lowerBound }
            return next == hits.count || !hits[next].range.overlaps(token)
        }
        hits += tokens.map { Hit(language: .other, keyword: "a token, or a password in a URL", range: $0) }
        return hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Reads scripts around a step, templates of configuration files, and texts that later versions may add.
    mutating func lookElsewhere(_ scan: SecretScanner.Scan, _ json: JSONDocument, known: [SourceRange]) {
        seen.formUnion(known)
        let places = scan.secrets.map { Int($0.start) } + scan.marks
        for place in places {
            guard let index = json.value(at: place) else {
                lookAtValue(of: place, json)
                continue
            }
            guard seen.insert(json.contentRange(index)).inserted else { continue }
            let key = json.keyName(before: index)
            look(at: json.string(index), json.contentRange(index), key ?? "a text", isJCL: false)
        }
    }
}

extension HeldSecretSearch {
    /// Looks at the value of a key that says what it is: `"Authorization": "Digest …"`.
    private mutating func lookAtValue(of place: Int, _ json: JSONDocument) {
        guard let index = json.value(ofKeyAt: place), seen.insert(json.contentRange(index)).inserted else { return }
        let start = Int(json.nodes[index - 1].start)
        let pair = Array(file.bytes[start..<Int(json.nodes[index].end)])
        for secret in TextSecrets.find(in: pair) {
            let range = SourceRange(start + secret.range.lowerBound, start + secret.range.upperBound)
            found.append(
                .init(
                    language: .other, holder: json.string(index - 1), range: json.contentRange(index), line: nil,
                    keyword: secret.keyword, secret: range))
        }
    }
}

extension JSONDocument {
    /// The string value of the key that contains a byte of the file.
    fileprivate func value(ofKeyAt offset: Int) -> Int? {
        let next = nodes.partitioningIndex { Int($0.start) > offset }
        guard next > 0, next < nodes.count, nodes[next - 1].kind == .string, Int(nodes[next - 1].end) > offset,
            nodes[next].kind == .string
        else { return nil }
        return next
    }

    /// The string value, which is not a key, that contains a byte of the file.
    fileprivate func value(at offset: Int) -> Int? {
        let next = nodes.partitioningIndex { Int($0.start) > offset }
        guard next > 0, nodes[next - 1].kind == .string, Int(nodes[next - 1].end) > offset else { return nil }
        let behind = file.bytes[Int(nodes[next - 1].end)...].first { $0 > UInt8(ascii: " ") }
        return behind == UInt8(ascii: ":") ? nil : next - 1
    }

    private static let keysOfNames: Set<String> = [
        "name", "application", "component", "componentname", "environment", "path", "process", "processname",
        "resource", "role", "rolename",
    ]

    /// Whether a byte of the file is in a key, or in the value of a key for names.
    func isName(at offset: Int) -> Bool {
        guard let index = value(at: offset) else {
            let next = nodes.partitioningIndex { Int($0.start) > offset }
            return next > 0 && nodes[next - 1].kind == .string && Int(nodes[next - 1].end) > offset
        }
        return keyName(before: index).map { Self.keysOfNames.contains($0.lowercased()) } ?? false
    }

    /// The key of a scalar; `nil` in a list.
    fileprivate func keyName(before index: Int) -> String? {
        guard index > 0, nodes[index - 1].kind == .string, nodes[index - 1].end <= nodes[index].start else {
            return nil
        }
        let between = file.bytes[Int(nodes[index - 1].end)..<Int(nodes[index].start)]
        return between.contains(UInt8(ascii: ":")) ? string(index - 1) : nil
    }
}
