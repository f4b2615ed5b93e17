import ArgumentParser
import Checking
import Diagnostics
import Glibc

/// Reads the states that `diff` compares.
struct StateReader {
    let input: InputOptions
    let system: SystemOptions
    let configuration: ConfigurationOptions
    /// Names or patterns of the set-ups to compare.
    let setUps: [String]

    /// Two states. Set-ups are compared by their names; if the configuration puts the given files into different ones,
    /// as for two versions of a file in different folders, the files of each state form one set-up.
    func states(_ before: [String], _ after: [String]) throws -> (before: CheckedState, after: CheckedState) {
        let (old, new) = (try side(before), try side(after))
        // A stored report has the digests of its inputs.
        let takesDigests = old.stored != nil || new.stored != nil
        let states = (try state(old, takesDigests), try state(new, takesDigests))
        guard states.0.setUps != states.1.setUps, !old.isOwn, !new.isOwn, setUps.isEmpty else { return states }
        return (try state(old.withoutSetUps, takesDigests), try state(new.withoutSetUps, takesDigests))
    }

    func state(_ paths: [String]) throws -> CheckedState { try state(try side(paths)) }

    func statesAroundDecks(_ paths: [String]) throws -> (before: CheckedState, after: CheckedState) {
        let side = try side(paths)
        guard side.stored == nil else {
            throw ValidationError("a stored report is compared with the state that --to names")
        }
        let checker = try checker(side.file)
        do throws(Baseline.Failure) {
            return try checker.statesAroundDecks(side.sources)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    // MARK: Sides

    /// What a state is read from.
    private struct Side {
        var file: ConfigurationFile
        var sources: [Source]
        /// The outcome, if the state is a stored report.
        var stored: Outcome?
        /// Whether the folder has a configuration of its own, which names its set-ups.
        var isOwn = false

        var withoutSetUps: Side {
            var side = self
            side.file = file.withoutSetUps
            return side
        }
    }

    private func state(_ side: Side, _ takesDigests: Bool = false) throws -> CheckedState {
        if let stored = side.stored { return CheckedState(stored: stored) }
        var checker = try checker(side.file)
        checker.options.keepsRecord = takesDigests
        do throws(Baseline.Failure) {
            return try checker.state(side.sources)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private func side(_ paths: [String]) throws -> Side {
        var input = input
        input.paths = paths
        if paths.count == 1, let stored = try stored(paths[0]) {
            return Side(file: .none, sources: [], stored: stored)
        }
        if configuration.path == nil, paths.count == 1, SourceList.isFolder(paths[0]),
            let own = try ConfigurationFile.own(in: paths[0])
        {
            let file = try chosen(own)
            // Without set-ups everything in the folder is an input.
            input.paths = file.configuration.setUps.isEmpty ? paths : []
            return Side(file: file, sources: try input.sources(file), isOwn: true)
        }
        let file = try configuration.file()
        guard !paths.isEmpty else {
            let file = try chosen(file)
            return Side(file: file, sources: try input.sources(file))
        }
        if paths.count == 1, SourceList.isFolder(paths[0]) {
            let file = try chosen(file).in(paths[0])
            return Side(file: file, sources: try input.sources(file))
        }
        return Side(file: try chosen(file), sources: try input.sources(file))
    }

    private func chosen(_ file: ConfigurationFile) throws -> ConfigurationFile {
        do throws(Configuration.UnknownSetUp) {
            return try file.choosing(setUps)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private func checker(_ file: ConfigurationFile) throws -> Checker {
        var options = Checker.Options()
        input.reading(&options)
        options.preflight = try system.preflight()
        options.configuration = file.configuration
        return Checker(options, version: JmonCheck.version)
    }

    // MARK: Stored reports

    private static let sampleSize = 4096

    /// The outcome in a stored report; `nil` if the file is an input.
    ///
    /// - Throws: `ValidationError` for a report that this program does not read.
    private func stored(_ path: String) throws -> Outcome? {
        // The name of the program stands at the end of a report, because its keys are sorted.
        guard path != "-", FileBytes.tail(path, Self.sampleSize).firstRange(of: "\"jmoncheck\"".utf8) != nil else {
            return nil
        }
        let content: Source.Content
        do throws(FileFailure) { content = try FileBytes.read(path, limit: 1 << 30) } catch { return nil }
        guard !content.isCut, content.bytes.first == UInt8(ascii: "{"),
            (try? UTF8Span(validating: content.bytes.span)) != nil
        else { return nil }
        do throws(StoredReport.Failure) {
            return try StoredReport.read(SourceFile(path: path, bytes: content.bytes))
        } catch {
            guard !error.isOfAnotherKind else { return nil }
            throw ValidationError("\(error)")
        }
    }
}
