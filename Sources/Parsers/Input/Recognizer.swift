public import Diagnostics

/// Tells what an input is: by its content, then by its name.
public enum Recognizer {
    public struct Recognition: Equatable, Sendable {
        public var kind: InputKind
        /// In a few words, for `check -v`.
        public var reason: String
        /// Somebody says so: the content may be anything.
        public var isGiven: Bool

        public init(kind: InputKind, reason: String, isGiven: Bool = false) {
            self.kind = kind
            self.reason = reason
            self.isGiven = isGiven
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
    public init(asked kind: InputKind) { self.init(kind: kind, reason: "--as \(kind.rawValue)", isGiven: true) }
}

extension ParsedInput {
    /// Reads a file as what it was recognised as.
    public static func parse(_ file: SourceFile, as recognition: Recognizer.Recognition) -> ParsedInput {
        let input = read(file, as: recognition)
        guard recognition.isGiven || recognition.kind == .jobMonitor else { return input }
        let misread = ForeignSecrets.find(in: file, besides: input, isGiven: recognition.isGiven)
        guard !misread.isEmpty else { return input }
        var masked = read(ForeignSecrets.masked(file, misread), as: recognition)
        masked.secrets += misread
        return masked
    }

    /// As what somebody says it is, or as what it looks like.
    static func read(_ file: SourceFile, as recognition: Recognizer.Recognition) -> ParsedInput {
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
