public import Diagnostics

extension UrbanCodeDocument {
    /// A secret inside of a text that a step, a property or a script holds.
    public struct HeldSecret: Sendable {
        public enum Language: Sendable {
            case jcl
            /// A call of `udclient`.
            case client
            /// A script, a command, a connection string …: what the text is can only be guessed.
            case other
        }

        public let language: Language
        /// `field jclString of 'SUBMIT'`.
        public let holder: String
        /// Of the whole text.
        public let range: SourceRange
        /// In the text, from 1; `nil` if the text is one line.
        public let line: Int?
        /// What the secret stands behind: `PASSWORD= on a statement`, `-password`.
        public let keyword: String
        /// Of the secret itself.
        public let secret: SourceRange
    }

    /// Finds them; a property that holds JCL with a password is a secret from then on.
    ///
    /// - Parameter scan: of the file. Fields are read only where it has found something.
    mutating func findHeldSecrets(_ scan: SecretScanner.Scan) {
        var search = HeldSecretSearch(file: file)
        // Merged and anchored values of YAML stand elsewhere.
        let isInPlace = form == .json
        for process in processes {
            for step in process.steps {
                guard !isInPlace || scan.touches(step.range) else { continue }
                for field in step.fields where !isInPlace || scan.touches(field.range) {
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
        heldSecrets += search.found
    }

    /// Of a script, apart from what it hands to `udclient`.
    mutating func findOtherSecrets(than known: [SourceRange]) {
        for secret in TextSecrets.find(in: String(decoding: file.bytes, as: UTF8.self)) {
            let range = SourceRange(secret.range.lowerBound, secret.range.upperBound)
            guard !known.contains(where: { $0.start < range.end && range.start < $0.end }) else { continue }
            heldSecrets.append(
                .init(
                    language: .other, holder: "the script", range: range, line: nil, keyword: secret.keyword,
                    secret: range))
        }
    }

    private static let jclFields = ["jclstring", "jobcard"]
}

/// Looks into texts, one after the other.
struct HeldSecretSearch {
    let file: SourceFile
    private(set) var found: [UrbanCodeDocument.HeldSecret] = []

    init(file: SourceFile) { self.file = file }

    mutating func look(at value: PropertyValue, _ range: SourceRange, _ holder: String, isJCL: Bool) {
        guard case .text(let text) = value else { return }
        look(at: text.source, range, holder, isJCL: isJCL)
    }

    mutating func look(at text: String, _ range: SourceRange, _ holder: String, isJCL: Bool) {
        if isJCL || JCLSecrets.isJCL(text) {
            for secret in JCLSecrets.find(in: text) {
                add(.jcl, secret.line, secret.keyword, secret.range, text, range, holder)
            }
            return
        }
        var judged: [Range<Int>] = []
        if text.contains("udclient") {
            var script = ClientScript()
            script.read(SourceFile(path: "", bytes: Array(text.utf8)))
            for secret in script.exposed {
                judged.append(secret.range.bounds)
                let line = Self.line(of: secret.range.bounds, text)
                add(.client, line, secret.what, secret.range.bounds, text, range, holder)
            }
        }
        for secret in JCLSecrets.findStatements(in: text) {
            judged.append(secret.range)
            add(.jcl, secret.line, secret.keyword, secret.range, text, range, holder)
        }
        for secret in TextSecrets.find(in: text) where !judged.contains(where: { $0.overlaps(secret.range) }) {
            add(.other, Self.line(of: secret.range, text), secret.keyword, secret.range, text, range, holder)
        }
    }

    private static func line(of range: Range<Int>, _ text: String) -> Int? {
        let lines = text.utf8.prefix(range.lowerBound).count { $0 == UInt8(ascii: "\n") }
        return lines == 0 && !text.utf8.dropLast().contains(UInt8(ascii: "\n")) ? nil : lines + 1
    }

    private mutating func add(
        _ language: UrbanCodeDocument.HeldSecret.Language, _ line: Int?, _ keyword: String, _ secret: Range<Int>,
        _ text: String, _ range: SourceRange, _ holder: String
    ) {
        found.append(
            .init(
                language: language, holder: holder, range: range, line: line, keyword: keyword,
                secret: file.place(of: secret, of: text, at: range)))
    }
}
