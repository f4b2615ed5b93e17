import Checking
import Diagnostics
import Glibc

extension InputOptions {
    /// The given paths, or else those that the configuration names. A pattern that matches nothing is an input that
    /// fails.
    func sources(_ file: ConfigurationFile = .none) -> [Source] { located(file).sources }

    /// The sources, and the path to open of each input by its name in reports.
    func located(_ file: ConfigurationFile) -> (sources: [Source], paths: [String: String]) {
        var failures: [Source] = []
        let list: SourceList
        if let root = file.root {
            if paths.isEmpty {
                var missing: [(String, Configuration.Pattern)] = []
                list = SourceList(file.configuration.setUps, below: root, threads: threads, missing: &missing)
                failures = missing.map { setUp, pattern in
                    Source(
                        path: pattern.glob.text,
                        failure: "no file matches this pattern of set-up \(setUp) (\(file.path):\(pattern.line))")
                }
            } else {
                list = SourceList(paths, below: root, threads: threads)
            }
        } else {
            list = SourceList(paths, threads: threads)
        }
        return (
            failures + list.entries.map { Self.source($0, stdinFilename) },
            Dictionary(list.entries.map { ($0.shown, $0.path) }, uniquingKeysWith: { first, _ in first })
        )
    }

    /// - Parameter stdinFilename: the name of standard input.
    static func source(_ entry: SourceList.Entry, _ stdinFilename: String? = nil) -> Source {
        Source(
            path: entry.shown, name: entry.isStandardInput ? stdinFilename : nil, isNamed: entry.isNamed,
            fallback: entry.fallback
        ) { limit, question throws(Source.Failure) in
            if entry.isForeignLink {
                throw Source.Failure(reason: "a link that leads out of the directory", isForeignLink: true)
            }
            do throws(FileFailure) {
                return try FileBytes.read(entry.path, limit: limit, question: question)
            } catch {
                throw Source.Failure(reason: error.description)
            }
        }
    }

    /// Sets how the inputs are read. Each source has a file open while it is read.
    func reading(_ options: inout Checker.Options) {
        options.kind = kind
        options.encoding = try? encoding()
        options.record = record.form
        options.values = (try? values()) ?? [:]
        options.maxSize = maxSize
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
