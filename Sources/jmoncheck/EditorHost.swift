import Checking
import Contract
import Diagnostics
import Glibc
import LanguageServer
import Reporters

/// The file system as the language server sees it.
struct EditorHost: ServerHost {
    private static let threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    /// The findings of an input that are sent: an editor shows them all at once.
    private static let maxFindings = 2000

    func configuration(above folder: String) -> String? { ConfigurationFile.path(above: folder) }

    func configurationBytes(_ path: String) -> [UInt8]? {
        let content = try? FileBytes.read(path, limit: ConfigurationFile.sizeLimit)
        return content.flatMap { $0.isCut ? nil : $0.bytes }
    }

    func options(_ configuration: Configuration, root: String) throws(HostFailure) -> Checker.Options {
        var options = Checker.Options()
        options.threads = Self.threads
        options.openSources = ProcessState.openFiles
        options.configuration = configuration
        options.failOn = configuration.failOn ?? .error
        options.maxFindings = Self.maxFindings
        options.suppression.today = CalendarDate(day: time(nil) / 86400)
        guard configuration.file != nil else { return options }
        let file = ConfigurationFile(configuration, root: root)
        guard let baseline = BaselineFile(nil, file) ?? BaselineFile(existing: file) else { return options }
        do {
            options.suppression.baseline = try baseline.read()
            options.suppression.isGone = { baseline.isGone($0) }
        } catch {
            throw HostFailure(reason: "\(error)")
        }
        return options
    }

    func files(of configuration: Configuration, root: String) -> (files: [ProjectFile], missing: [MissingFile]) {
        guard !configuration.setUps.isEmpty else { return ([], []) }
        var missing: [SourceList.Missing] = []
        let list = SourceList(configuration.setUps, below: root, threads: Self.threads, missing: &missing)
        let files = list.entries.map { entry in
            var source = InputOptions.source(entry)
            source.stamp = Self.stamp(entry.path)
            return ProjectFile(path: entry.path, source: source)
        }
        return (
            files,
            missing.map { part in
                MissingFile(
                    line: part.pattern.line,
                    reason: "no file matches \(part.pattern.glob.text), a pattern of set-up \(part.setUp)")
            }
        )
    }

    /// What changes when a file is written to.
    private static func stamp(_ path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return "\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }

    func log(_ line: SafeText) { Console.error("jmoncheck: \(line)") }

    func isAlive(process: Int) -> Bool {
        guard let number = Int32(exactly: process), number > 0 else { return true }
        return kill(number, 0) == 0 || errno != ESRCH
    }
}
