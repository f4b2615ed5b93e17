public import Diagnostics

/// Tells what an input is: by its content, then by its name.
public enum Recognizer {
    public struct Recognition: Equatable, Sendable {
        public var kind: InputKind
        /// In a few words, for `check -v`.
        public var reason: String

        public init(kind: InputKind, reason: String) {
            self.kind = kind
            self.reason = reason
        }
    }

    public static func recognise(_ file: SourceFile) -> Recognition? {
        for candidate in candidates(file) {
            if let reason = candidate.reason() { return Recognition(kind: candidate.kind, reason: reason) }
        }
        return nil
    }

    /// In the order in which they are asked: JSON can be nothing else, a deck may quote a member or stand beside a
    /// procedure, a job log may quote a member, and properties look like a member to whoever does not know its
    /// directives.
    private static func candidates(_ file: SourceFile) -> [(kind: InputKind, reason: () -> String?)] {
        let form = UrbanCodeDocument.form(of: file)
        return [
            (.urbancodeExport, { UrbanCodeDocument.recogniseExport(file, form) }),
            (.urbancodePlugin, { UrbanCodeDocument.recognisePlugin(form) }),
            (.racfListing, { RACFListing.recognise(file) }),
            (.racf, { Deck.recognise(file) }),
            (.jobMonitorProc, { JobMonitorProc.recognise(file) }),
            (.console, { ConsoleCapture.recognise(file) }),
            (.jobMonitor, { JobMonitorConfig.recognise(file) }),
            (.urbancodeProperties, { UrbanCodeDocument.recogniseProperties(file, form) }),
        ]
    }
}

extension Recognizer.Recognition {
    /// What the user said with `--as`.
    public init(asked kind: InputKind) { self.init(kind: kind, reason: "--as \(kind.rawValue)") }
}

extension ParsedInput {
    /// Reads a file as what it was recognised as.
    public static func parse(_ file: SourceFile, as recognition: Recognizer.Recognition) -> ParsedInput {
        func input<Model: InputModel>(_ wrap: (Model) -> Document) -> ParsedInput {
            let parsed = Model.parse(file)
            return ParsedInput(
                file: file, kind: recognition.kind, reason: recognition.reason, document: wrap(parsed.model),
                problems: file.defects + parsed.problems, secrets: parsed.secrets)
        }
        return switch recognition.kind {
        case .jobMonitor: input(Document.jobMonitor)
        case .jobMonitorProc: input(Document.jobMonitorProc)
        case .console: input(Document.console)
        case .racf: input(Document.deck)
        case .urbancodeProperties, .urbancodeExport, .urbancodePlugin: input(Document.urbanCode)
        case .racfListing: input(Document.racfListing)
        }
    }
}
