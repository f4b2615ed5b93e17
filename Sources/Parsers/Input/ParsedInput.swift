public import Diagnostics

/// An input after reading, decoding, recognition and parsing.
public struct ParsedInput: Sendable {
    public let file: SourceFile
    public let kind: InputKind
    /// Why it was taken for that kind, for `check -v`.
    public let reason: String
    public let document: Document
    public let problems: [Problem]
    /// What no report may show.
    public let secrets: [SourceRange]
}

/// The model of an input, by kind.
public enum Document: Sendable {
    case jobMonitor(JobMonitorConfig)
    case deck(Deck)
    case urbanCode(UrbanCodeDocument)

    public var model: any InputModel {
        switch self {
        case .jobMonitor(let config): config
        case .deck(let deck): deck
        case .urbanCode(let document): document
        }
    }
}
