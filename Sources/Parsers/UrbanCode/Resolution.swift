import Contract
public import Diagnostics
public import Languages

/// The result of resolving the references of a value.
public struct Resolution: Sendable {
    public enum Result: Sendable, Hashable {
        /// The value is known; the empty text is a blank.
        case text(String)
        /// The value is not blank and is not shown.
        case secret
        /// The value has a strict reference that no level in the inputs defines. This is certain if no level that could
        /// define it is missing from the inputs.
        case undefined(PropertyReference, isCertain: Bool)
        /// The value has a reference that leads back to itself.
        case circular(PropertyReference)
        /// The value is unknown; the text tells the user which input to give.
        case unknown(needs: String)
    }

    /// A property in the chain of references.
    public struct Origin: Sendable, Hashable {
        public var place: Place
        public var scope: UrbanCodeDocument.Scope
        public var name: String
        /// A default.
        public var isDefinition = false

        /// `jes.user of environment/TEST`.
        public var description: String { "\(name) of \(scope)" }
    }

    public var result: Result
    /// The chain of properties; the last one has the text.
    public var origins: [Origin]
    /// A reference that no level in the inputs defines, although a level that is not among them may: a lenient one is
    /// blank, or the value is unknown.
    public var absent: PropertyReference?

    init(_ result: Result, _ origins: [Origin] = [], absent: PropertyReference? = nil) {
        self.result = result
        self.origins = origins
        self.absent = absent
    }

    public var through: [Place] { origins.map(\.place) }

    public var text: String? { if case .text(let text) = result { text } else { nil } }

    /// The input that would make the value known; `nil` if it is known.
    public var needs: String? {
        switch result {
        case .text, .secret: nil
        case .undefined(let reference, _):
            "give the properties that define \(reference.name): no level in the inputs has it"
        case .circular(let reference): "give \(reference.name) a value that does not lead back to it"
        case .unknown(let needs): needs
        }
    }

    /// Whether the value is blank; `nil` if it is unknown.
    public var isBlank: Bool? {
        switch result {
        case .text(let text): text.trimmed().isEmpty
        case .secret: false
        case .undefined, .circular, .unknown: nil
        }
    }
}
