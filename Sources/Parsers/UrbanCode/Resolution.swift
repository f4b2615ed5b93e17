import Contract
public import Diagnostics
public import Languages

/// What a value comes to when its references are followed.
public struct Resolution: Sendable {
    public enum Result: Sendable, Hashable {
        /// Known; a blank is the empty text.
        case text(String)
        /// Not blank, and not to be shown.
        case secret
        /// A strict reference to what no level in the inputs defines. It is certain if no level that could define it
        /// is missing from the inputs.
        case undefined(PropertyReference, isCertain: Bool)
        /// A reference that leads back to itself.
        case circular(PropertyReference)
        /// The inputs do not tell; the text says what would, as an order to the user.
        case unknown(needs: String)
    }

    /// A property on the way.
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
    /// The properties it went through, the last one holds the text.
    public var origins: [Origin]
    /// A lenient reference that is blank because no level in the inputs defines it; one that was not given may.
    public var absent: PropertyReference?

    init(_ result: Result, _ origins: [Origin] = [], absent: PropertyReference? = nil) {
        self.result = result
        self.origins = origins
        self.absent = absent
    }

    public var through: [Place] { origins.map(\.place) }

    public var text: String? { if case .text(let text) = result { text } else { nil } }

    /// What has to be given so that the value is known; `nil` if it is.
    public var needs: String? {
        switch result {
        case .text, .secret: nil
        case .undefined(let reference, _):
            "give the properties that define \(reference.name): no level in the inputs has it"
        case .circular(let reference): "give \(reference.name) a value that does not lead back to it"
        case .unknown(let needs): needs
        }
    }

    /// Whether there is nothing in it; `nil` if the inputs do not tell.
    public var isBlank: Bool? {
        switch result {
        case .text(let text): text.trimmed().isEmpty
        case .secret: false
        case .undefined, .circular, .unknown: nil
        }
    }
}
