import Contract
public import Diagnostics
import Secrets

/// A Job Monitor configuration member: FEJJCNFG, BUZJCNFG or BLZJCNFG.
///
/// Language Environment reads it as a file of environment variables: every record with `=` sets the variable before the
/// first `=` to the text after it, exactly as typed, except for trailing blanks (z/OS XL C/C++, _CEE_ENVFILE).
public struct JobMonitorConfig: Sendable {
    /// A record that sets a variable. Blanks belong to name and value as they do on the system.
    public struct Setting: Sendable {
        public let name: Located<String>
        /// The value without trailing blanks. For a secret it has only its shape: asterisks, and the characters that
        /// rules about records look for.
        public let value: Located<String>
        /// The whole record without its line end.
        public let record: SourceRange
        private let lineIndex: UInt32
        /// The index of the record, from 0.
        public var line: Int { Int(lineIndex) }

        /// The name without the blanks that turn it into another variable.
        public var intendedName: String { name.value.trimmed() }

        /// People put other programs' variables into the member, and a passphrase after PASS_PHRASE.
        public let holdsSecret: Bool

        init(name: Located<String>, text: Located<String>, record: SourceRange, line: Int) {
            let isDirective = JobMonitorDirective.named(name.value.trimmed().uppercased()) != nil
            holdsSecret =
                isDirective
                ? SecretGuess(text.value, name: name.value) != nil
                : SecretName.matches(name.value) && !text.value.trimmed().isEmpty
            self.name = name
            value = holdsSecret ? text.map { String($0.map { " \t#'\"".contains($0) ? $0 : "*" }) } : text
            self.record = record
            lineIndex = UInt32(line)
        }
    }

    /// The product whose server the member configures; it determines the default port.
    public enum Product: String, Sendable {
        case explorer = "FEJ"
        case agent = "BUZ"
        case ewm = "BLZ"

        /// 6715, or 6716 for RTC / EWM (EWM 7.0.3, Prerequisites and security considerations).
        public var defaultPort: Int { self == .ewm ? 6716 : 6715 }
    }

    /// The port on which the server listens.
    public struct Port: Sendable {
        /// `nil` if it is unknown: the value is invalid, or absent in a member of an unknown product.
        public let value: Int?
        /// The setting that gives the value; `nil` for a default.
        public let setting: Setting?
        public var isDefault: Bool { setting == nil }
    }

    public let file: SourceFile
    /// The settings in the order of the file, without comments.
    public let settings: [Setting]
    /// The records that are neither blank nor a comment nor `NAME=VALUE`.
    public let otherRecords: [SourceRange]
    public let product: Product?

    /// The setting in effect: the last one with exactly this name.
    public subscript(name: String) -> Setting? { settings.last { $0.name.value == name } }

    public var effectivePort: Port {
        guard let setting = self["SERV_PORT"] else { return Port(value: product?.defaultPort, setting: nil) }
        return Port(value: PortNumber.parse(setting.value.value), setting: setting)
    }

    /// The end of the last setting or, without settings, of the last line that is not blank, where another setting may
    /// follow.
    public var lastRecord: Int? {
        if let last = settings.last { return Int(last.record.end) }
        return file.lineStarts.indices.reversed().lazy.map(file.lineBounds)
            .first { line in !file.bytes[line].allSatisfy(\.isBlank) }?.upperBound
    }

    /// Settings that look like `name` but set another variable: with blanks around it, in lower case, or misspelt.
    public func nearMisses(of name: String) -> [Setting] {
        settings.filter {
            let intended = $0.intendedName.uppercased()
            guard $0.name.value != name else { return false }
            return intended == name
                || (JobMonitorDirective.named(intended) == nil && NearestName.find(intended, among: [name]) != nil)
        }
    }
}

/// A TCP port as people write it.
public enum PortNumber {
    /// Accepts 1 to 65535 in decimal digits and nothing else.
    public static func parse(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit),
            let port = Int(text), (1...65535).contains(port)
        else { return nil }
        return port
    }
}

extension JobMonitorConfig.Product {
    /// The last qualifier of the library that contains the server and must be authorised.
    public var libraryQualifier: String {
        switch self {
        case .explorer: "SFEKAUTH"
        case .agent: "SBUZAUTH"
        case .ewm: "SBLZAUTH"
        }
    }
}
