import Contract
public import Diagnostics

/// A Job Monitor configuration member: FEJJCNFG, BUZJCNFG or BLZJCNFG.
///
/// Language Environment reads it as a file of environment variables: every record with `=` sets the variable before
/// the first `=` to what stands after it, exactly as typed, but for trailing blanks (z/OS XL C/C++, _CEE_ENVFILE).
public struct JobMonitorConfig: Sendable {
    /// A record that sets a variable. Blanks belong to name and value as they do on the system.
    public struct Setting: Sendable {
        public let name: Located<String>
        /// Without trailing blanks; of a secret only its shape: asterisks, and what rules about records look for.
        public let value: Located<String>
        /// The whole record, without its line end.
        public let record: SourceRange
        /// Index from 0.
        public let line: Int

        /// The name without the blanks that make it another variable.
        public var intendedName: String { name.value.trimmed() }

        /// No directive holds a password, but people put other programs' variables into the member.
        let holdsSecret: Bool

        init(name: Located<String>, text: Located<String>, record: SourceRange, line: Int) {
            let upper = Array(name.value.uppercased().utf8)[...]
            holdsSecret =
                !text.value.isEmpty && ["PASSWORD", "PASSWD", "SECRET", "TOKEN"].contains { upper.contains($0) }
            self.name = name
            value = holdsSecret ? text.map { String($0.map { " \t#'\"".contains($0) ? $0 : "*" }) } : text
            self.record = record
            self.line = line
        }
    }

    /// Which product's server the member configures; it decides the default port.
    public enum Product: String, Sendable {
        case explorer = "FEJ"
        case agent = "BUZ"
        case ewm = "BLZ"

        /// 6715, but 6716 for RTC / EWM (EWM 7.0.3, Prerequisites and security considerations).
        public var defaultPort: Int { self == .ewm ? 6716 : 6715 }
    }

    /// The port the server listens on.
    public struct Port: Sendable {
        /// `nil` if the inputs do not tell: the value is spoilt, or absent in a member of an unknown product.
        public let value: Int?
        /// The setting it comes from; `nil` for a default.
        public let setting: Setting?
        public var isDefault: Bool { setting == nil }
    }

    public let file: SourceFile
    /// In the order of the file; comments are not among them.
    public let settings: [Setting]
    /// Records that are neither blank, comment nor `NAME=VALUE`.
    public let otherRecords: [SourceRange]
    public let product: Product?

    /// The setting that is in force: the last one whose name is exactly this.
    public subscript(name: String) -> Setting? { settings.last { $0.name.value == name } }

    public var effectivePort: Port {
        guard let setting = self["SERV_PORT"] else { return Port(value: product?.defaultPort, setting: nil) }
        return Port(value: PortNumber.parse(setting.value.value), setting: setting)
    }

    /// Settings that look like `name` but set another variable: blanks around it, lower case, a slip of the fingers.
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
    /// 1 to 65535 in decimal digits and nothing else.
    public static func parse(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            let port = Int(text), (1...65535).contains(port)
        else { return nil }
        return port
    }
}

extension JobMonitorConfig.Product {
    /// Last qualifier of the library that holds the server and has to be authorised.
    public var libraryQualifier: String {
        switch self {
        case .explorer: "SFEKAUTH"
        case .agent: "SBUZAUTH"
        case .ewm: "SBLZAUTH"
        }
    }
}
