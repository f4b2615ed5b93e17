public import Diagnostics

/// Tells what an input is: by its content, then by its name.
public enum Recognizer {
    public struct Recognition: Sendable {
        public var kind: InputKind
        /// In a few words, for `check -v`.
        public var reason: String
        /// Somebody says so: the content may be anything.
        public var isGiven: Bool
        fileprivate var reading: Reading?

        public init(kind: InputKind, reason: String, isGiven: Bool = false) {
            self.kind = kind
            self.reason = reason
            self.isGiven = isGiven
        }
    }

    /// What was read of a file to tell what it is; whoever parses it need not read it again.
    enum Reading: Sendable {
        case deck(DeckCarrier.Found)
        case json(JSONDocument, [Problem])
    }

    /// What tells a kind of input.
    struct Sign {
        var reason: String
        var reading: Reading?

        init(_ reason: String, _ reading: Reading? = nil) {
            self.reason = reason
            self.reading = reading
        }
    }

    public static func recognise(_ file: SourceFile) -> Recognition? {
        for candidate in candidates(file) {
            guard let sign = candidate.sign() else { continue }
            var recognition = Recognition(kind: candidate.kind, reason: sign.reason)
            recognition.reading = sign.reading
            return recognition
        }
        return nil
    }

    /// In the order in which they are asked: JSON can be nothing else, a deck may quote a member or stand beside a
    /// procedure, a job log may quote a member, and properties look like a member to whoever does not know its
    /// directives.
    private static func candidates(_ file: SourceFile) -> [(kind: InputKind, sign: () -> Sign?)] {
        let form = UrbanCodeDocument.form(of: file)
        return [
            (.urbancodeExport, { UrbanCodeDocument.recogniseExport(file, form) }),
            (.urbancodePlugin, { UrbanCodeDocument.recognisePlugin(form).map { Sign($0) } }),
            (.racfListing, { RACFListing.recognise(file).map { Sign($0) } }),
            (.racf, { Deck.sign(file) }),
            (.jobMonitorProc, { JobMonitorProc.recognise(file).map { Sign($0) } }),
            (.console, { ConsoleCapture.recognise(file).map { Sign($0) } }),
            (.jobMonitor, { JobMonitorConfig.recognise(file).map { Sign($0) } }),
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
        var input = withoutForeignSecrets(file, as: recognition)
        input.suppressions = input.foundSuppressions
        return input
    }

    private static func withoutForeignSecrets(
        _ file: SourceFile, as recognition: Recognizer.Recognition
    ) -> ParsedInput {
        let input = read(file, as: recognition)
        guard recognition.isGiven || recognition.kind == .jobMonitor else { return input }
        let misread = ForeignSecrets.find(in: file, besides: input, isGiven: recognition.isGiven)
        guard !misread.isEmpty else { return input }
        var recognition = recognition
        recognition.reading = nil
        var masked = read(ForeignSecrets.masked(file, misread), as: recognition)
        masked.secrets += misread
        return masked
    }

    /// As what somebody says it is, or as what it looks like.
    static func read(_ file: SourceFile, as recognition: Recognizer.Recognition) -> ParsedInput {
        func input<Model: InputModel>(_ wrap: (Model) -> Document, _ parsed: Parsed<Model>? = nil) -> ParsedInput {
            let parsed = parsed ?? Model.parse(file)
            return ParsedInput(
                file: file, kind: recognition.kind, reason: recognition.reason, document: wrap(parsed.model),
                problems: file.defects + parsed.problems, secrets: parsed.secrets)
        }
        switch recognition.reading {
        case .deck(let found)?: return input(Document.deck, Deck.read(file, found))
        case .json(let tree, let problems)?:
            return input(Document.urbanCode, UrbanCodeDocument.parseTree(tree.of(file), problems))
        case nil: break
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
