import ArgumentParser
import Checking
import Diagnostics
import Glibc
import SystemPackage

extension InputOptions {
    /// The inputs, each with its entry in the file system.
    struct Found {
        /// Patterns that match nothing.
        var failures: [Source] = []
        var entries: [(entry: SourceList.Entry, source: Source)] = []
        /// The set-ups that the given files belong to, if these bring them; `nil` for all.
        var setUps: [Configuration.SetUpPlan]?
        /// The names of the inputs that nobody gave: they are read because they belong to those set-ups.
        var context: Set<String> = []

        var sources: [Source] { failures + entries.map(\.source) }

        /// The path to open of each input by its name in reports.
        var paths: [String: String] {
            Dictionary(entries.map { ($0.entry.shown, $0.entry.path) }, uniquingKeysWith: { first, _ in first })
        }
    }

    func sources(_ file: ConfigurationFile = .none, _ setUps: SetUpOptions? = nil) throws -> [Source] {
        let sources = try found(file, setUps).sources
        ProgressLine.begin(inputs: sources.count)
        return sources
    }

    /// The inputs, and the configuration with the set-ups that they form: a shared input does not bring in the half of
    /// another set-up.
    func judged(
        _ file: ConfigurationFile, _ setUps: SetUpOptions
    ) throws -> (file: ConfigurationFile, sources: [Source]) {
        let found = try found(file, setUps)
        let sources = found.sources
        ProgressLine.begin(inputs: sources.count)
        return (file.limited(to: found.setUps), sources)
    }

    /// The given paths together with the other inputs of the set-ups that they belong to; without paths, the inputs that
    /// the configuration names. A pattern that matches nothing is an input that fails.
    ///
    /// - Parameters:
    ///   - setUps: which set-ups count; the configuration holds the chosen ones already.
    func found(_ file: ConfigurationFile = .none, _ setUps: SetUpOptions? = nil) throws -> Found {
        func source(_ entry: SourceList.Entry, _ name: String?) -> (entry: SourceList.Entry, source: Source) {
            (entry, Self.source(entry, entry.isStandardInput ? name ?? stdinFilename : nil))
        }
        if let setUps, setUps.alone, paths.isEmpty {
            throw ValidationError("--alone needs a file that is judged by itself")
        }
        guard let root = file.root else {
            return Found(entries: SourceList(paths, threads: threads).entries.map { source($0, nil) })
        }
        let configuration = file.configuration
        guard !paths.isEmpty else {
            var missing: [SourceList.Missing] = []
            let list = SourceList(configuration.setUps, below: root, threads: threads, missing: &missing)
            return Found(failures: failures(missing, file), entries: list.entries.map { source($0, nil) })
        }
        var given = SourceList(paths, below: root, threads: threads).entries
        var names = given.map { name($0, below: root) }
        if let setUps, !setUps.names.isEmpty {
            let belongs = configuration.belongs(names)
            for (index, entry) in given.enumerated() where entry.isNamed && !belongs[index] {
                throw ValidationError("\(names[index]) belongs to no set-up that --set-up names")
            }
            given = zip(given, belongs).filter(\.1).map(\.0)
            names = zip(names, belongs).filter(\.1).map(\.0)
        }
        let plans = setUps?.alone ?? true ? [] : configuration.setUps(of: names)
        guard !plans.isEmpty else {
            return Found(entries: zip(given, names).map { source($0, stdinFilename == nil ? nil : $1) })
        }
        var missing: [SourceList.Missing] = []
        let others = SourceList(plans, below: root, threads: threads, missing: &missing).entries
        // A pattern that standard input matches, or a file that is missing where it was given, is not missing twice.
        missing.removeAll { part in names.contains { part.pattern.glob.matches($0) } }
        let isGiven = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var added: [SourceList.Entry] = []
        for entry in others {
            guard let index = isGiven[entry.shown] else {
                added.append(entry)
                continue
            }
            given[index].fallback = given[index].fallback ?? entry.fallback
        }
        return Found(
            failures: failures(missing, file),
            entries: zip(given, names).map { source($0, stdinFilename == nil ? nil : $1) }
                + added.map { source($0, nil) },
            setUps: plans, context: Set(added.map(\.shown)))
    }

    /// The name by which an entry belongs to set-ups.
    private func name(_ entry: SourceList.Entry, below root: String) -> String {
        guard entry.isStandardInput, let stdinFilename else { return entry.shown }
        return SourceList.shown(stdinFilename, below: root)
    }

    private func failures(_ missing: [SourceList.Missing], _ file: ConfigurationFile) -> [Source] {
        missing.map { part in
            Source(
                path: part.pattern.glob.text,
                failure: "no file matches this pattern of set-up \(part.setUp) (\(file.path):\(part.pattern.line))")
        }
    }

    /// - Parameter stdinFilename: the name of standard input.
    static func source(_ entry: SourceList.Entry, _ stdinFilename: String? = nil) -> Source {
        Source(
            path: entry.shown, name: entry.isStandardInput ? stdinFilename : nil, isNamed: entry.isNamed,
            fallback: entry.fallback
        ) { limit, question throws(Source.Failure) in
            if let obstacle = entry.obstacle { throw Source.Failure(reason: obstacle.reason, obstacle: obstacle) }
            defer { ProgressLine.addInput() }
            do throws(FileFailure) {
                return try FileBytes.read(entry.path, limit: limit, question: question)
            } catch {
                let hint = error == .system(.noSuchFileOrDirectory) ? NearestPath.hint(entry.path) : nil
                throw Source.Failure(reason: error.description + (hint.map { "; \($0)" } ?? ""))
            }
        }
    }

    /// Sets how the inputs are read. Each source has a file open while it is read.
    func reading(_ options: inout Checker.Options) {
        options.kind = kind
        options.encoding = try? encoding()
        options.record = record.form
        options.values = (try? values()) ?? [:]
        options.maxSize = maxSize.bytes
        options.threads = threads
        options.openSources = ProcessState.openFiles
    }
}

extension [Outcome.Input] {
    /// The status of commands that answer: whether all inputs were read.
    func status(allowEmpty: Bool) -> ExitStatus {
        var status = ExitStatus.clean
        for input in self {
            guard let failure = input.failure else { continue }
            Console.error("jmoncheck: \(input.path): \(failure)")
            status = .incomplete
        }
        if isEmpty, !allowEmpty {
            Console.error("jmoncheck: there was nothing to read")
            status = .incomplete
        }
        return status
    }
}
