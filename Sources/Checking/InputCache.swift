import Diagnostics
import Reading
import Synchronization
import UrbanCode

/// What was read of sources in earlier checks, so that a program that checks again and again reads only what changed.
///
/// It belongs to one set of options and one list of sources: an input is found again by its path, its stamp and its
/// number.
public final class InputCache: Sendable {
    private struct Entry: Sendable {
        var stamp: String
        var recognised: Result<Checker.Recognised, Rejection>
        var parsed: ParsedInput?
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let lastExports = Mutex<ExportCache?>(nil)

    public init() {}

    func recognised(
        _ source: Source, _ make: () -> Result<Checker.Recognised, Rejection>
    ) -> Result<Checker.Recognised, Rejection> {
        guard let stamp = source.stamp else { return make() }
        if let entry = entries.withLock({ $0[source.path] }), entry.stamp == stamp { return entry.recognised }
        let made = make()
        entries.withLock { $0[source.path] = Entry(stamp: stamp, recognised: made) }
        return made
    }

    func parsed(_ file: SourceFile, _ make: () -> ParsedInput) -> ParsedInput {
        if let entry = entries.withLock({ $0[file.path] }), let parsed = entry.parsed, parsed.file.id == file.id {
            return parsed
        }
        let made = make()
        entries.withLock { $0[file.path]?.parsed = made }
        return made
    }

    /// What is known of the exports among some inputs.
    func exports(_ inputs: [ParsedInput]) -> ExportCache {
        let exports = inputs.compactMap { if case .urbanCode(let export) = $0.document { export.file } else { nil } }
        return lastExports.withLock { last in
            if let last, last.holds(exports) { return last }
            let cache = ExportCache(exports)
            last = cache
            return cache
        }
    }

    /// Forgets sources that are no longer among the inputs.
    func keep(_ sources: [Source]) {
        entries.withLock { entries in
            guard entries.count > sources.count else { return }
            let paths = Set(sources.map(\.path))
            entries = entries.filter { paths.contains($0.key) }
        }
    }
}
