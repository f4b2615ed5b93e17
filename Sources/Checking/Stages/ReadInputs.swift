import Contract
import Decoding
import Diagnostics
import JobMonitor
package import Reading
import Secrets
import Subjects
import Unload

/// Inputs that were parsed, or the reason why not.
package struct ReadInputs: Sendable {
    package enum Input: Sendable {
        case parsed(ParsedInput)
        /// An input that is missing, unreadable or not recognised, with one sentence; or one that is not text, which is
        /// IN003.
        case failed(path: String, reason: String, isUndecodable: Bool = false)

        package var path: String {
            switch self {
            case .parsed(let input): input.file.path
            case .failed(let path, _, _): path
            }
        }
    }

    /// `FileID.index` of a parsed input is its index here.
    package var inputs: [Input] = []
    /// Inputs that are not judged, because the state without them is asked for.
    var setAside: Set<FileID> = []
    package var notes: [String] = []

    package var parsed: [ParsedInput] { inputs.compactMap { if case .parsed(let input) = $0 { input } else { nil } } }

    /// The inputs that rules judge. Those without anything of their kind are left out, but for decks of other products
    /// and damaged inputs, which are reported.
    package var judged: [ParsedInput] {
        parsed.filter { ($0.vacancy == nil || $0.isOfOtherProduct || $0.isDamaged) && !setAside.contains($0.file.id) }
    }

    /// Whether a deck of RACF is among the inputs, so that one of another product beside it is only out of scope.
    var holdsDeck: Bool {
        parsed.contains { if case .deck = $0.document { $0.vacancy == nil && !$0.isDocumentation } else { false } }
    }
}

extension ReadInputs {
    /// Beside a deck of RACF a deck of another product is out of scope and nothing else.
    fileprivate mutating func acceptOtherProducts() {
        guard holdsDeck else { return }
        for index in inputs.indices {
            guard case .parsed(var input) = inputs[index], input.isOfOtherProduct else { continue }
            input.vacancy = nil
            inputs[index] = .parsed(input)
        }
    }
}

extension ReadInputs {
    /// Inputs that do not count as read, with the reasons.
    fileprivate mutating func refuse(_ reasons: [FileID: String]) {
        for index in inputs.indices {
            guard case .parsed(var input) = inputs[index], let reason = reasons[input.file.id] else { continue }
            input.vacancy = reason
            inputs[index] = .parsed(input)
        }
    }
}

/// Why a source is not an input.
enum Rejection: Error {
    case failed(String)
    /// A file that is not an input; an error only if somebody named it.
    case foreign(Foreign, String)

    /// The other files in directories, as the note counts them.
    enum Foreign: CaseIterable {
        case unknown, binary, archive, link, special

        func note(_ paths: [String]) -> String {
            let count = paths.count
            let files =
                count == 1 ? "1 other file in the directories was" : "\(count) other files in the directories were"
            return switch self {
            case .unknown: "\(files) not recognised and not checked."
            case .binary: "\(files) binary and not checked."
            case .archive: count == 1 ? "1 archive was not opened." : "\(count) archives were not opened."
            case .link:
                (count == 1 ? "1 link leads" : "\(count) links lead")
                    + " out of the directories and \(count == 1 ? "was" : "were") not followed: " + Self.names(paths)
            case .special:
                (count == 1 ? "1 pipe or device" : "\(count) pipes and devices")
                    + " in the directories \(count == 1 ? "was" : "were") not read: " + Self.names(paths)
            }
        }

        private static func names(_ paths: [String]) -> String {
            paths.prefix(nameLimit).joined(separator: ", ") + (paths.count > nameLimit ? ", …" : ".")
        }

        /// The number of files that a note names.
        private static let nameLimit = 10
    }
}

extension Source.Failure {
    fileprivate var rejection: Rejection {
        switch obstacle {
        case .link?: .foreign(.link, reason)
        case .special?: .foreign(.special, reason)
        case nil: .failed(reason)
        }
    }
}

extension Checker {
    /// A text, and what is known of the bytes that it was made of.
    struct Decoded {
        var file: SourceFile
        var isEmpty: Bool
        var isChanged: Bool
        var unload: StreamedUnload?
    }

    /// An unload that is read in pieces when the other inputs are known.
    struct StreamedUnload: Sendable {
        var form: UnloadForm
        var stream: ByteStream
    }

    /// A text that is an input.
    struct Recognised: Sendable {
        var file: SourceFile
        var recognition: Recognizer.Recognition
        var unload: StreamedUnload?
    }

    func read(_ source: Source) throws(Rejection) -> Source.Content {
        do throws(Source.Failure) {
            return try source.content(options.maxSize) { sample in
                switch unload(in: sample) {
                case .form?: return .stream
                case .refused?: return .stop
                case nil: break
                }
                return options.encoding != nil || TextDecoder.mayBeText(sample) ? .read : .stop
            }
        } catch {
            throw error.rejection
        }
    }

    /// What the beginning of an input says about an unload, unless the user says that it is another kind.
    private func unload(in sample: [UInt8]) -> UnloadForm.Found? {
        guard options.kind == nil || options.kind == .racfUnload else { return nil }
        return UnloadForm.find(in: sample, encoding: options.encoding, isAsked: options.kind == .racfUnload)
    }

    func decode(_ content: Source.Content, of source: Source) throws(Rejection) -> Decoded {
        switch unload(in: content.bytes) {
        case .form(let form)?:
            var stream = content.stream ?? ByteStream(content.bytes)
            var file = SourceFile(path: source.name, bytes: [])
            if options.keepsRecord { (stream, file.digest) = stream.digesting() }
            return Decoded(
                file: file, isEmpty: false, isChanged: content.isChanged,
                unload: StreamedUnload(form: form, stream: stream))
        case .refused(let reason)?: throw .failed(reason)
        case nil: break
        }
        do throws(TextDecoder.Failure) {
            var file = try TextDecoder.decode(
                content.bytes, path: source.name, encoding: options.encoding, record: options.record,
                limit: content.isCut ? options.maxSize : nil)
            if options.keepsRecord, !content.isCut { file.digest = InputDigest(content.bytes) }
            file.given = givenValues
            return Decoded(
                file: file,
                isEmpty: content.bytes.isEmpty, isChanged: content.isChanged)
        } catch {
            if case .archive = error { throw .foreign(.archive, error.description) }
            throw .foreign(.binary, error.description)
        }
    }

    func recognise(_ text: Decoded, of source: Source) throws(Rejection) -> Recognised {
        if let unload = text.unload {
            let recognition = options.kind.map(Recognizer.Recognition.init(asked:))
            return Recognised(
                file: text.file,
                recognition: recognition
                    ?? Recognizer.Recognition(
                        kind: .racfUnload, reason: "records of IRRDBU00, \(unload.form.description)"),
                unload: unload)
        }
        if let recognition = recognition(of: text.file, source) ?? Recognizer.recogniseCaller(text.file) {
            if text.isChanged { throw .failed("changed while it was read") }
            return Recognised(file: text.file, recognition: recognition)
        }
        throw rejection(of: text.file, source)
    }

    private func rejection(of file: SourceFile, _ source: Source) -> Rejection {
        if let reason = HollowText.reason(file) {
            return HollowText.isPromising(source.name) ? .failed(reason) : .foreign(.unknown, reason)
        }
        let defects = file.defects.map { "; \($0.message)" }.joined()
        return .foreign(.unknown, "not recognised as an input of any kind; --as sets its kind" + defects)
    }

    /// The sources without those that would be decks if one of the others were.
    func settled(_ results: [Result<Recognised, Rejection>], _ sources: [Source]) -> [Result<Recognised, Rejection>] {
        let recognised = results.enumerated().compactMap { index, result in
            (try? result.get()).map { (index: index, input: $0) }
        }
        let callers = Recognizer.callersOfDecks(recognised.map { ($0.input.file.path, $0.input.recognition) })
        var settled = results
        for (number, (index, input)) in recognised.enumerated()
        where input.recognition.isCaller && !callers.contains(number) {
            settled[index] = .failure(rejection(of: input.file, sources[index]))
        }
        return settled
    }

    /// The kind that the user gives, or else the one recognised by the content, or else the one in the configuration.
    private func recognition(of file: SourceFile, _ source: Source) -> Recognizer.Recognition? {
        if let kind = options.kind { return Recognizer.Recognition(asked: kind) }
        let isPlaced = options.configuration.placements.contains { $0.paths.contains { $0.matches(source.path) } }
        return Recognizer.recognise(file)
            ?? (source.fallback ?? (isPlaced ? .urbancodeProperties : nil)).map { kind in
                Recognizer.Recognition(
                    kind: kind, reason: "named in \(options.configuration.file?.path ?? "")", isGiven: true)
            }
    }

    /// Numbers the inputs and parses what was recognised; counts what else there was.
    func parse(_ results: [Result<Recognised, Rejection>], _ sources: [Source]) -> ReadInputs {
        var reading = ReadInputs()
        var files: [Recognised] = []
        var foreign: [Rejection.Foreign: [String]] = [:]
        var others: [String] = []
        for (source, result) in zip(sources, results) {
            switch result {
            case .success(var recognised):
                recognised.file.id = FileID(reading.inputs.count)
                files.append(recognised)
                reading.inputs.append(.failed(path: recognised.file.path, reason: "not parsed"))
            case .failure(.failed(let reason)): reading.inputs.append(.failed(path: source.path, reason: reason))
            case .failure(.foreign(let what, let reason)) where !source.isNamed && !Self.isExpected(source, what):
                foreign[what, default: []].append(source.path)
                others.append("\(source.path.maskingSecrets): \(reason)")
            case .failure(.foreign(let what, let reason)):
                reading.inputs.append(.failed(path: source.path, reason: reason, isUndecodable: what == .binary))
            }
        }
        let parsed = ParsedInput.completed(parse(files))
        for input in options.configuration.prepared(parsed) {
            reading.inputs[input.file.id.index] = .parsed(input)
        }
        let misplaced = options.configuration.misplaced(reading.parsed)
        if options.kind == nil { reading.acceptOtherProducts() }
        reading.refuse(misplaced)
        reading.notes = Rejection.Foreign.allCases.compactMap { what in foreign[what].map(what.note) }
        if options.namesOthers { reading.notes += others }
        return reading
    }

    /// Parses unloads after the other inputs, which name the classes and users that are wanted of them.
    private func parse(_ files: [Recognised]) -> [ParsedInput] {
        let patterns = options.configuration.secrets
        let others = each(files.filter { $0.unload == nil }) { file in
            func make() -> ParsedInput { ParsedInput.parse(file.file, as: file.recognition, hiding: patterns) }
            return options.cache?.parsed(file.file, make) ?? make()
        }
        guard others.count < files.count else { return others }
        let request = UnloadRequest(others, options)
        let unloads = each(files.filter { $0.unload != nil }) { file -> ParsedInput? in
            file.unload.map { ParsedInput.parse($0.stream, $0.form, file.file, file.recognition, request) }
        }.compactMap(\.self)
        return (others + unloads).sorted { $0.file.id < $1.file.id }
    }

    /// Whether a file that is not text, or that has no content, has a name that promises an input, so that it was
    /// damaged in transfer.
    private static func isExpected(_ source: Source, _ what: Rejection.Foreign) -> Bool {
        switch what {
        case .unknown, .link: JobMonitorConfig.isMemberName(source.path)
        case .binary, .archive, .special:
            JobMonitorConfig.isMemberName(source.path) || HollowText.isPromising(source.path)
        }
    }

    /// Maps on several threads from 8 elements on. Below that another thread costs more than it gains.
    func each<Element: Sendable, Made: Sendable>(
        _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Made
    ) -> [Made] {
        let threads = min(options.threads, options.openSources)
        return Parallel.map(elements, threads: elements.count < 8 ? 1 : threads, transform)
    }
}
