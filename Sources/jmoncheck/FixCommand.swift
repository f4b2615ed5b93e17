import ArgumentParser
import Checking
import Diagnostics
import Fixing
import Reporters

/// Applies the edits that findings come with.
struct FixCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Apply the edits that findings come with.",
        discussion: """
            Changes files in their own encoding, records, line ends and quotes. Without --unsafe only edits that keep the \
            evident meaning are applied; 'jmoncheck explain CODE' shows what the edit of a rule does. Either all files \
            are written or none.

            Examples:
              jmoncheck fix prod/ --diff
              jmoncheck fix deck.jcl FEJJCNFG --unsafe

            Exit status:
              0  everything was written, and no finding that is left reaches --fail-on
              1  a finding is left that reaches --fail-on; with --diff, also when there are edits
              2  wrong use, or two set-ups need a file to say different things
              3  an input was not read
              4  internal failure, or a file that could not be written; then none is
            """)

    @OptionGroup var run: RunOptions
    @OptionGroup var baseline: BaselineOptions
    @OptionGroup var edits: EditOptions

    @Option(help: "Lowest severity of a finding that is left for status 1.")
    var failOn: FailOn?

    @Option(help: "Use colour.")
    var color = ColorChoice.standard

    func execute() throws -> ExitStatus {
        let file = try run.configuration.file()
        guard let fixing = try edits.fix(run, file, baseline.path, failOn: failOn) else { return .failure }
        let (result, isWritten) = fixing
        let reporter = FixReporter(palette: color.palette, allowsUnsafe: edits.unsafe)
        try Console.write(reporter.report(result, isWritten: isWritten))
        for input in result.after.inputs {
            if let failure = input.failure { Console.error("jmoncheck: \(input.path): \(failure)") }
        }
        if result.after.isEmpty { Console.error("jmoncheck: there was nothing to read") }
        return reporter.status(result, isWritten: isWritten)
    }
}

/// Which edits are applied, and whether files are written.
struct EditOptions: ParsableArguments {
    @Flag(help: "Also apply edits that change what an input means.")
    var unsafe = false

    @Flag(help: "Show the changes as a difference, and write nothing.")
    var diff = false

    /// Works out the edits and writes the files.
    ///
    /// - Returns: the result, and whether it was written; `nil` if a file could not be, which is said.
    func fix(
        _ run: RunOptions, _ file: ConfigurationFile, _ baseline: String?, failOn: FailOn?,
        says isVerbose: Bool = false,
        keepsRecord: Bool = false
    ) throws -> (FixResult, isWritten: Bool)? {
        guard diff || !run.input.paths.contains("-") else {
            throw ValidationError("standard input cannot be changed; --diff shows the changes")
        }
        let chosen = try run.setUps.chosen(from: file)
        let found = try run.input.found(chosen, run.setUps)
        let own = chosen.limited(to: found.setUps)
        let checker = try run.checker(
            own, baseline: BaselineFile(baseline, own) ?? BaselineFile(existing: own), failOn: failOn,
            says: isVerbose, keepsRecord: keepsRecord)
        var sources = found.sources
        let paths = found.paths
        var kept: [String: [UInt8]] = [:]
        // Standard input can be read only once.
        for (index, source) in sources.enumerated() where paths[source.path] == "-" {
            guard let content = try? FileBytes.read("-", limit: run.input.maxSize.bytes) else { continue }
            kept[source.name] = content.bytes
            sources[index] = Source(
                path: source.path, name: source.name, isNamed: true, fallback: source.fallback
            ) { (_, _) throws(Source.Failure) in content }
        }
        let limit = run.input.maxSize.bytes
        // Of a set-up only what was given is changed.
        let context = found.context
        let mayChange = { (path: String) in !context.contains(path) }
        let fixer = Fixer(checker, allowsUnsafe: unsafe, mayChange: mayChange) { [paths, kept] path throws(Refusal) in
            if let bytes = kept[path] { return bytes }
            do throws(FileFailure) {
                return try FileBytes.read(paths[path] ?? path, limit: limit).bytes
            } catch {
                throw Refusal(path: path, reason: error.description)
            }
        }
        do throws(Fixer.Failure) {
            let result = try fixer.fix(sources)
            guard !diff else { return (result, false) }
            do throws(Refusal) { try FileReplacement.write(result.files, paths: paths) } catch {
                Console.error("jmoncheck: \(error.path): \(error.reason); nothing is written")
                return nil
            }
            return (result, true)
        } catch {
            switch error {
            case .baseline(let failure): throw ValidationError("\(failure)")
            case .refused(let refusal):
                let sentence = "\(refusal.path): \(refusal.reason); nothing is written"
                if refusal.isContradiction { throw ValidationError(sentence) }
                Console.error("jmoncheck: \(sentence)")
                return nil
            }
        }
    }
}

/// What `fix` did, for people.
struct FixReporter {
    let palette: Palette
    var allowsUnsafe = false

    func report(_ result: FixResult, isWritten: Bool) -> Report {
        var lines: [SafeText] = []
        if !isWritten {
            for file in result.files {
                lines += UnifiedDiff.lines(file.path, file.shownBefore, file.shownAfter).map(coloured)
            }
        }
        lines += edits(result)
        let edits = Self.count(result.applied.count, "edit")
        let files = Self.count(result.files.count, "file")
        if result.applied.isEmpty {
            lines.append("There is nothing to edit.")
        } else if isWritten {
            lines.append("\(edits) in \(files).")
        } else {
            lines.append("\(edits) in \(files); nothing was written.")
        }
        let left = result.after.activeFindings
        if !left.isEmpty {
            let offered =
                allowsUnsafe ? 0 : left.count { $0.fix != nil && result.after.info($0.rule)?.edit?.safety == .unsafe }
            lines.append(
                "\(Self.count(left.count, "finding")) left\(offered == 0 ? "" : "; --unsafe has an edit for \(offered)")."
            )
        }
        return Report(lines)
    }

    /// A line for each edit.
    func edits(_ result: FixResult) -> [SafeText] {
        result.applied.map { "\($0.path):\($0.line): \($0.rule) \($0.title)" }
    }

    func status(_ result: FixResult, isWritten: Bool) -> ExitStatus {
        if result.after.isIncomplete { return .incomplete }
        if !isWritten, !result.files.isEmpty { return .findings }
        return result.after.findings.contains(where: result.after.fails) ? .findings : .clean
    }

    private func coloured(_ line: SafeText) -> SafeText {
        switch line.utf8.first {
        case UInt8(ascii: "-")?: palette.removed(line)
        case UInt8(ascii: "+")?: palette.added(line)
        case _: line
        }
    }

    private static func count(_ count: Int, _ noun: SafeText) -> SafeText {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
