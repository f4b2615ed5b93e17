public import Console
public import Contract
public import Diagnostics
public import JobMonitor
public import JobMonitorProc
import Languages
public import RACF
public import Secrets
import Trees
public import Unload
public import UrbanCode
import XML

/// An input after reading, decoding, recognition and parsing.
public struct ParsedInput: Sendable {
    public let file: SourceFile
    public let kind: InputKind
    /// The evidence of recognition, for `check -v`.
    public let reason: String
    public private(set) var document: InputDocument
    public let problems: [Problem]
    /// What no report may show.
    public internal(set) var secrets: [SourceRange]
    /// The secrets that the model does not hide.
    var unclaimed: [SourceRange] = []
    /// The structure into which the file was parsed.
    let structure: Structure
    /// The suppression comments, in the order of the file.
    public internal(set) var suppressions: [InlineSuppression] = []
    /// The reason why the input does not count as read, although its text was: nothing of its kind is in it.
    public var vacancy: String?

    /// The structure around the texts that were read.
    enum Structure: Sendable {
        case lines
        /// JSON or YAML.
        case tree(JSONDocument)
        case xml(XMLDocument)
        /// In-stream data, in the order of the file.
        case jcl([InStreamData])
    }

    /// Whether it only explains commands that other files run.
    public var isDocumentation: Bool { if case .deck(let deck) = document { deck.isDocumentation } else { false } }

    /// Whether it is a deck for another security product only.
    public var isOfOtherProduct: Bool {
        if case .deck(let deck) = document { deck.otherProduct != nil && !deck.hasContent } else { false }
    }

    /// Completes inputs with facts from each other before rules run: which values are secrets, and where comments quote
    /// them.
    public static func completed(_ inputs: [ParsedInput]) -> [ParsedInput] {
        hidingQuotedSecrets(hidingSharedSecrets(inputs))
    }

    /// A property that a password field of one input refers to is a secret in every input.
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

/// The model of an input by kind. It is indirect because rules get copies of inputs.
public indirect enum InputDocument: Sendable {
    case jobMonitor(JobMonitorConfig)
    case jobMonitorProc(JobMonitorProc)
    case console(ConsoleCapture)
    case deck(Deck)
    case racfListing(RACFListing)
    case unload(Unload)
    case descriptor(SecurityDescriptor)
    case urbanCode(UrbanCodeDocument)

    public var model: any InputModel {
        switch self {
        case .jobMonitor(let config): config
        case .jobMonitorProc(let proc): proc
        case .console(let capture): capture
        case .deck(let deck): deck
        case .racfListing(let listing): listing
        case .unload(let unload): unload
        case .descriptor(let descriptor): descriptor
        case .urbanCode(let document): document
        }
    }
}

extension ParsedInput {
    /// Reads a file as the recognised kind.
    ///
    /// - Parameter patterns: what the user declares secret.
    public static func parse(
        _ file: SourceFile, as recognition: Recognizer.Recognition, hiding patterns: SecretPatterns = SecretPatterns()
    ) -> ParsedInput {
        if let limited = file.limited(as: recognition.kind) {
            return parse(limited, as: recognition.anew, hiding: patterns)
        }
        var input = marked(file, as: recognition)
        if !patterns.isEmpty {
            let hidden = input.hiding(patterns)
            let marks = SecretMarking.without(hidden.secrets, patterns.find(in: file.bytes))
            input =
                marks.isEmpty
                ? hidden
                : marked(SecretMarking.masked(file, marks), as: recognition.anew, knowing: marks).hiding(patterns)
        }
        input.suppressions = input.foundSuppressions
        if let excess = input.suppressions.dropFirst(InlineSuppression.most).first {
            let reason = "only the text before suppression \(InlineSuppression.most + 1) in a comment is read"
            return parse(file.cut(at: Int(excess.range.start), because: reason), as: recognition.anew, hiding: patterns)
        }
        input.vacancy = input.foundVacancy
        return input
    }

    /// Reads a file after everything in it that looks like a secret was marked, but for what its model hides itself.
    ///
    /// - Parameter known: the secrets that were masked before.
    static func marked(
        _ file: SourceFile, as recognition: Recognizer.Recognition, knowing known: [SourceRange] = []
    ) -> ParsedInput {
        var recognition = recognition
        let looks = recognition.isGiven ? Recognizer.recognise(file) : nil
        // The commands that recognition has found are not looked for again.
        if recognition.kind == .racf, case .deck(let found)? = looks?.reading { recognition.reading = .deck(found) }
        var input = read(file, as: recognition)
        var marks = SecretMarking.find(
            in: file, besides: input, isGiven: recognition.isGiven, looks: looks)
        if !marks.isEmpty {
            let before = input
            input = read(SecretMarking.masked(file, marks), as: recognition.anew)
            // The marks may have changed what the text is, so that this reading does not hide what the first one hid.
            let lost = SecretMarking.without(input.hiddenPlaces + marks, before.hiddenPlaces)
            if !lost.isEmpty {
                marks += lost
                input = read(SecretMarking.masked(file, marks), as: recognition.anew)
            }
            if case (.urbanCode(let old), .urbanCode(var new)) = (before.document, input.document) {
                new.keepSecrets(of: old, at: marks)
                input.document = .urbanCode(new)
            }
        }
        input.secrets += marks + known
        return input
    }

    /// The places that its model hides.
    private var hiddenPlaces: [SourceRange] {
        guard case .deck(let deck) = document else { return [] }
        return secrets + deck.writtenSecrets.map(\.range)
    }

    /// Reads a file as the kind that the user gives, or as the recognised kind.
    static func read(_ file: SourceFile, as recognition: Recognizer.Recognition) -> ParsedInput {
        func input<Model: InputModel>(
            _ wrap: (Model) -> InputDocument, _ parsed: Parsed<Model>? = nil, _ structure: Structure = .lines
        ) -> ParsedInput {
            let parsed = parsed ?? Model.parse(file)
            return ParsedInput(
                file: file, kind: recognition.kind, reason: recognition.reason, document: wrap(parsed.model),
                problems: file.defects + parsed.problems, secrets: parsed.secrets, unclaimed: parsed.unclaimed,
                structure: structure)
        }
        switch recognition.kind {
        case .jobMonitor: return input(InputDocument.jobMonitor)
        case .jobMonitorProc: return input(InputDocument.jobMonitorProc)
        case .console: return input(InputDocument.console)
        case .racfListing: return input(InputDocument.racfListing)
        case .securityDescriptor: return input(InputDocument.descriptor)
        case .racfUnload:
            let parsed = Unload.parse(file)
            return ParsedInput(parsed, as: recognition)
        case .racf:
            let found =
                if case .deck(let found)? = recognition.reading { found } else { DeckCarrier.find(file) }
            return input(InputDocument.deck, Deck.parse(file, found), Structure(found.structure))
        case .urbancodeProperties, .urbancodeExport, .urbancodePlugin:
            let reading =
                if case .urbanCode(let reading)? = recognition.reading { reading } else {
                    UrbanCodeDocument.Reading(of: file)
                }
            return input(InputDocument.urbanCode, UrbanCodeDocument.parse(file, reading), Structure(reading.structure))
        }
    }
}

extension ParsedInput {
    fileprivate init(_ parsed: Parsed<Unload>, as recognition: Recognizer.Recognition) {
        self.init(
            file: parsed.model.file, kind: recognition.kind, reason: recognition.reason,
            document: .unload(parsed.model), problems: parsed.problems, secrets: parsed.secrets, structure: .lines)
    }

    /// Reads an unload in pieces.
    public static func parse(
        _ stream: ByteStream, _ form: UnloadForm, _ file: SourceFile, _ recognition: Recognizer.Recognition,
        _ request: UnloadRequest
    ) -> ParsedInput {
        var input = ParsedInput(Unload.read(stream, form, as: file, request), as: recognition)
        input.vacancy = input.foundVacancy
        return input
    }
}

extension ParsedInput.Structure {
    fileprivate init(_ structure: DeckCarrier.Structure) {
        switch structure {
        case .lines: self = .lines
        case .xml(let document): self = .xml(document)
        case .yaml(let document): self = .tree(JSONDocument(document))
        case .jcl(let blocks): self = .jcl(blocks)
        }
    }

    fileprivate init(_ structure: UrbanCodeDocument.Reading.Structure) {
        switch structure {
        case .tree(let tree): self = .tree(tree)
        case .xml(let document): self = .xml(document)
        case .text: self = .lines
        }
    }
}

extension Recognizer.Recognition {
    /// The same kind of a file that has changed.
    fileprivate var anew: Self {
        var anew = self
        anew.reading = nil
        return anew
    }
}

extension ParsedInput {
    /// An export or list with the user's secrets hidden; other inputs are unchanged.
    private func hiding(_ patterns: SecretPatterns) -> ParsedInput {
        guard case .urbanCode(var document) = document else { return self }
        var input = self
        input.secrets += document.hide(patterns)
        input.document = .urbanCode(document)
        return input
    }

    /// A property list with its properties at a level; other inputs are unchanged.
    public func placed(at level: UrbanCodeDocument.Scope) -> ParsedInput {
        guard case .urbanCode(let document) = document else { return self }
        var input = self
        input.document = .urbanCode(document.placed(at: level))
        return input
    }
}
