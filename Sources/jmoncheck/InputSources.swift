import Checking
import Diagnostics
import Glibc
import SystemPackage

extension InputOptions {
    /// The given paths, or else those that the configuration names. A pattern that matches nothing is an input that
    /// fails.
    func sources(_ file: ConfigurationFile = .none) -> [Source] {
        let sources = found(file)
        ProgressLine.begin(inputs: sources.count)
        return sources
    }

    private func found(_ file: ConfigurationFile) -> [Source] {
        guard let root = file.root else { return SourceList(paths, threads: threads).entries.map(source) }
        guard paths.isEmpty else { return SourceList(paths, below: root, threads: threads).entries.map(source) }
        var missing: [(String, Configuration.Pattern)] = []
        let list = SourceList(file.configuration.setUps, below: root, threads: threads, missing: &missing)
        let failures = missing.map { setUp, pattern in
            Source(
                path: pattern.glob.text,
                failure: "no file matches this pattern of set-up \(setUp) (\(file.path):\(pattern.line))")
        }
        return failures + list.entries.map(source)
    }

    private func source(_ entry: SourceList.Entry) -> Source {
        Source(
            path: entry.shown, name: entry.isStandardInput ? stdinFilename : nil, isNamed: entry.isNamed,
            fallback: entry.fallback
        ) { limit, question throws(Source.Failure) in
            if entry.isForeignLink {
                throw Source.Failure(reason: "a link that leads out of the directory", isForeignLink: true)
            }
            defer { ProgressLine.addInput() }
            do throws(FileFailure) {
                return try FileBytes.read(entry.path, limit: limit, question: question)
            } catch {
                let hint = error == .system(.noSuchFileOrDirectory) ? NearestPath.find(entry.path) : nil
                throw Source.Failure(reason: error.description + (hint.map { "; did you mean '\($0)'?" } ?? ""))
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
