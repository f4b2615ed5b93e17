extension AccessReport {
    /// The options of a class, or those of the system, as far as the inputs show them.
    public struct ClassOptions: Sendable, Hashable {
        /// The option that tells whether a REFRESH would change what is in effect.
        public static let waiting = "changes wait for a REFRESH"

        /// One option with `yes`, `no` or `unknown`.
        public struct Option: Sendable, Hashable {
            public var name: String
            public var value: String

            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        public var setUp: String
        /// The class; `nil` for options of the whole system.
        public var name: String?
        /// In a fixed order.
        public var options: [Option]

        public init(setUp: String, name: String?, options: [Option]) {
            self.setUp = setUp
            self.name = name
            self.options = options
        }
    }

    /// How a profile holds its key. The key itself never gets here.
    public struct KeyHolding: Sendable, Hashable {
        /// The form of the key for legacy PassTickets.
        public enum Form: String, Sendable {
            case none, masked, encrypted, label
            /// There is one, but the inputs do not show in which form.
            case held
            case unknown

            public var hasKey: Bool { self != .none && self != .unknown }
        }

        public var setUp: String
        /// The profile, which has the name of the application.
        public var profile: String
        public var legacy: Form
        /// Whether there is a key for enhanced PassTickets: `yes`, `no` or `unknown`.
        public var enhanced: String
        /// Which keys they are; `nil` if the inputs do not show it.
        public var legacyIdentity: KeyIdentity?
        public var enhancedIdentity: KeyIdentity?
        public var place: Place?

        public init(setUp: String, profile: String, legacy: Form, enhanced: String, place: Place?) {
            self.setUp = setUp
            self.profile = profile
            self.legacy = legacy
            self.enhanced = enhanced
            self.place = place
        }
    }
}

/// Which key it is: a value or a label, to be compared and never shown.
public struct KeyIdentity: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private enum Value: Hashable {
        case des(DESKey)
        case secret(Secret)
        /// The digest of a label.
        case label(String)
    }

    private let value: Value

    public init(_ secret: Secret) { value = secret.parityClearedKey.map(Value.des) ?? .secret(secret) }

    public init(label: String) { value = .label(SHA256.hexadecimal(Array(label.utf8))) }

    /// A label in a stored report.
    public init(labelDigest: String) { value = .label(labelDigest) }

    /// The SHA-256 digest of the label; `nil` for the value of a key, which a report holds in no form.
    public var labelDigest: String? { if case .label(let digest) = value { digest } else { nil } }

    public var description: String { Secret.mask }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
