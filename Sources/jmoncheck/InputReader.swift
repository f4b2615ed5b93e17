import Checking
import Contract
import Decoding
import Diagnostics
import Glibc
import JobMonitor
import Reading

/// Turns paths into parsed inputs, in the given order.
struct InputReader {
    struct Reading {
        /// `FileID.index` of a parsed input is its index here.
        var inputs: [Run.Input] = []
        var notes: [String] = []
        /// Other files in directories, with the reason, for `check -v`.
        var passedOver: [String] = []

        /// The status of commands that answer: whether all inputs were read.
        func status(allowEmpty: Bool) -> ExitStatus {
            var isIncomplete = false
            for case .failed(let path, let reason, _) in inputs {
                Console.error("jmoncheck: \(path): \(reason)")
                isIncomplete = true
            }
            if inputs.isEmpty, !allowEmpty {
                Console.error("jmoncheck: there was nothing to read")
                isIncomplete = true
            }
            return isIncomplete ? .incomplete : .clean
        }
    }

    /// A file that was read, decoded and recognised, or the reason why not.
    private enum Recognised: Sendable {
        case file(SourceFile, Recognizer.Recognition)
        case failed(String)
        /// A file that is not an input; an error only if it was named.
        case foreign(Foreign, String)
    }

    /// The other files in directories, as the note counts them.
    private enum Foreign: Int, CaseIterable {
        case unknown, binary, archive

        func note(_ count: Int) -> String {
            let files =
                count == 1 ? "1 other file in the directories was" : "\(count) other files in the directories were"
            return switch self {
            case .unknown: "\(files) not recognised and not checked."
            case .binary: "\(files) binary and not checked."
            case .archive: count == 1 ? "1 archive was not opened." : "\(count) archives were not opened."
            }
        }
    }

    private let options: InputOptions
    private let encoding: TextEncoding?
    private let file: ConfigurationFile

    /// - Parameter file: the configuration whose patterns are the inputs if no path is given.
    init(_ options: InputOptions, _ file: ConfigurationFile = .none) {
        self.options = options
        self.file = file
        encoding = try? options.encoding()
    }

    /// The given paths, or else those that the configuration names. A pattern that matches nothing is an input that
    /// fails.
    private func sources(_ reading: inout Reading) -> SourceList {
        guard let root = file.root else { return SourceList(options.paths, threads: threads) }
        guard options.paths.isEmpty else { return SourceList(options.paths, below: root, threads: threads) }
        var missing: [(String, Configuration.Pattern)] = []
        let sources = SourceList(file.configuration.setUps, below: root, threads: threads, missing: &missing)
        reading.inputs = missing.map { setUp, pattern in
            .failed(
                path: pattern.glob.text,
                reason: "no file matches this pattern of set-up \(setUp) (\(file.path):\(pattern.line))")
        }
        return sources
    }

    func read() -> Reading {
        var reading = Reading()
        let sources = sources(&reading)
        let recognised = map(sources.entries) { recognise($0) }
        var kept: [(SourceFile, Recognizer.Recognition)] = []
        var counts = [Int](repeating: 0, count: Foreign.allCases.count)
        for (entry, result) in zip(sources.entries, recognised) {
            switch result {
            case .file(var file, let recognition):
                file.id = FileID(reading.inputs.count)
                kept.append((file, recognition))
                reading.inputs.append(.failed(path: file.path, reason: "not parsed"))
            case .foreign(let what, let reason) where !entry.isNamed && !Self.isMember(entry, what):
                counts[what.rawValue] += 1
                reading.passedOver.append("\(entry.shown): \(reason)")
            case .failed(let reason): reading.inputs.append(.failed(path: entry.shown, reason: reason))
            case .foreign(let what, let reason):
                reading.inputs.append(
                    .failed(path: entry.shown, reason: reason, isUndecodable: what == .binary))
            }
        }
        for parsed in ParsedInput.completed(map(kept, { ParsedInput.parse($0.0, as: $0.1) })) {
            reading.inputs[parsed.file.id.index] = .parsed(parsed)
        }
        reading.notes += Foreign.allCases.filter { counts[$0.rawValue] > 0 }.map { $0.note(counts[$0.rawValue]) }
        return reading
    }

    /// Whether a file that is empty or not text has the name of a configuration member, so that it was damaged in
    /// transfer.
    private static func isMember(_ entry: SourceList.Entry, _ what: Foreign) -> Bool {
        what != .archive && JobMonitorConfig.isMemberName(entry.shown)
    }

    private func recognise(_ entry: SourceList.Entry) -> Recognised {
        let content: FileBytes.Content
        do throws(FileFailure) {
            content = try FileBytes.read(
                entry.path, limit: options.maxSize, isWanted: encoding == nil ? { TextDecoder.mayBeText($0) } : nil)
        } catch {
            return .failed(error.description)
        }
        let name = entry.isStandardInput ? options.stdinFilename ?? entry.shown : entry.shown
        let file: SourceFile
        do throws(TextDecoder.Failure) {
            file = try TextDecoder.decode(
                content.bytes, path: name, encoding: encoding, record: options.record.form,
                limit: content.isCut ? options.maxSize : nil)
        } catch {
            if case .archive = error { return .foreign(.archive, error.description) }
            return .foreign(.binary, error.description)
        }
        if let recognition = recognition(of: file, entry) {
            return content.isChanged ? .failed("changed while it was read") : .file(file, recognition)
        }
        if content.bytes.isEmpty { return .foreign(.unknown, "the file is empty") }
        let defects = file.defects.map { "; \($0.message)" }.joined()
        return .foreign(
            .unknown,
            "not recognised as an input of any kind; --as sets its kind" + defects)
    }

    /// The kind that the user gives, or else the one recognised by the content, or else the one in the configuration.
    private func recognition(of file: SourceFile, _ entry: SourceList.Entry) -> Recognizer.Recognition? {
        if let kind = options.kind { return Recognizer.Recognition(asked: kind) }
        return Recognizer.recognise(file)
            ?? entry.fallback.map {
                Recognizer.Recognition(kind: $0, reason: "named in \(self.file.path)", isGiven: true)
            }
    }

    /// The number of threads. Each has a file open.
    private var threads: Int { min(options.threads, ProcessState.openFiles) }

    /// Maps on several threads from 8 elements on. Below that another thread costs more than it gains.
    private func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        Parallel.map(elements, threads: elements.count < 8 ? 1 : threads, transform)
    }
}
