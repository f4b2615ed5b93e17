public import Diagnostics

/// An input after reading, decoding, recognition and parsing.
public struct ParsedInput: Sendable {
    public let file: SourceFile
    public let kind: InputKind
    /// Why it was taken for that kind, for `check -v`.
    public let reason: String
    public internal(set) var document: Document
    public let problems: [Problem]
    /// What no report may show.
    public internal(set) var secrets: [SourceRange]
    /// Comments that speak to jmoncheck, in the order of the file.
    public internal(set) var suppressions: [InlineSuppression] = []

    /// Whether it only explains what others run.
    public var isDocumentation: Bool { if case .deck(let deck) = document { deck.isDocumentation } else { false } }

    /// What inputs say of each other before anything is judged: which values are secrets, and where comments quote
    /// them.
    public static func completed(_ inputs: [ParsedInput]) -> [ParsedInput] {
        hidingQuotedSecrets(hidingSharedSecrets(inputs))
    }

    /// A property that a password field of one input refers to is a secret in every other.
    private static func hidingSharedSecrets(_ inputs: [ParsedInput]) -> [ParsedInput] {
        let documents = inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
        guard documents.count > 1 else { return inputs }
        let names = UrbanCodeDocument.passwordNames(in: documents)
        return inputs.map { input in
            guard case .urbanCode(var document) = input.document else { return input }
            var hidden = input
            hidden.secrets += document.hide(names)
            hidden.document = .urbanCode(document)
            return hidden
        }
    }
}

/// The model of an input, by kind. Indirect: rules are handed copies of inputs.
public indirect enum Document: Sendable {
    case jobMonitor(JobMonitorConfig)
    case jobMonitorProc(JobMonitorProc)
    case console(ConsoleCapture)
    case deck(Deck)
    case racfListing(RACFListing)
    case urbanCode(UrbanCodeDocument)

    public var model: any InputModel {
        switch self {
        case .jobMonitor(let config): config
        case .jobMonitorProc(let proc): proc
        case .console(let capture): capture
        case .deck(let deck): deck
        case .racfListing(let listing): listing
        case .urbanCode(let document): document
        }
    }
}
