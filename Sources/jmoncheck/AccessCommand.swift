import ArgumentParser
import Checking
import Diagnostics
import Glibc
import Reporters

/// Shows who may generate PassTickets for whom.
struct AccessCommand: Subcommand {
    enum Format: String, Choice {
        case text, json, csv, dot, mermaid, opengraph
    }

    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Show who may generate PassTickets for whom after the decks.",
        discussion: """
            Answers for every --agent-user and every --target-user, at every application that is found or that --appl \
            names. Then it lists the entries of access lists that let anyone generate PassTickets: all of them, or \
            those that --appl, --agent-user or --target-user are about, which may hold * and %.

            Examples:
              jmoncheck access setup.jcl --agent-user AGNTUSR --target-user USER1 --explain
              jmoncheck access site --format dot | dot -Tsvg > access.svg
              jmoncheck access --write-expected
            """)

    @OptionGroup var answer: AnswerOptions

    @Flag(help: "Show every condition of a decision with its evidence.")
    var explain = false

    @Flag(help: "Write a security descriptor for z/OSMF with the accesses that the pairs need.")
    var descriptor = false

    @Option(
        help: """
            text, json, or the grants alone: csv for spreadsheets, dot for Graphviz, mermaid for Markdown, opengraph for \
            BloodHound.
            """)
    var format = Format.text

    @Flag(
        help: """
            Add the grants that are not approved yet to 'access: approved:' of the set-ups in the configuration. What is \
            written there stays.
            """)
    var writeExpected = false

    /// The day of the run, for tests of approvals that expire.
    @Option(help: .hidden)
    var today: CalendarDate?

    func validate() throws {
        guard writeExpected else { return }
        let system = answer.system
        guard system.agentUsers.isEmpty, system.targetUsers.isEmpty, system.applications.isEmpty else {
            throw ValidationError(
                "--write-expected writes all grants; --agent-user, --target-user and --appl ask for some")
        }
    }

    func execute() throws -> ExitStatus {
        let file = try answer.file()
        let access = try answer.ask(file, allowsPatterns: true) { $0.access($1) }
        let status = access.inputs.status(allowEmpty: answer.allowEmpty)
        if writeExpected { return try write(access, into: file, status) }
        guard !descriptor else {
            try Console.write(SecurityDescriptorReporter().report(access))
            return status
        }
        let report =
            switch format {
            case .text: AccessTextReporter(palette: answer.palette, explains: explain).report(access)
            case .json: AccessJSONReporter().report(access)
            case .csv: AccessCSVReporter().report(access)
            case .dot: AccessDotReporter().report(access)
            case .mermaid: AccessMermaidReporter().report(access)
            case .opengraph: AccessOpenGraphReporter().report(access)
            }
        try Console.write(report)
        return status
    }

    /// Adds what is missing to the configuration, unless an input was not read: then it is not known what is granted.
    private func write(
        _ access: AccessReport, into file: ConfigurationFile, _ status: ExitStatus
    ) throws -> ExitStatus {
        guard status == .clean else {
            Console.error("jmoncheck: nothing is written, because not every input was read")
            return status
        }
        let written: ExpectedAccessWriter.Written
        do throws(ExpectedAccessWriter.Failure) {
            written = try ExpectedAccessWriter.write(
                file.configuration, access, today: today ?? CalendarDate(day: time(nil) / 86400),
                formats: ReportFormat.allCases.map(\.rawValue))
        } catch {
            try Console.write(Report(error.block.map { SafeText($0) }))
            throw ValidationError("\(error)")
        }
        if written.expired > 0 {
            let grants = written.expired == 1 ? "1 grant is" : "\(written.expired) grants are"
            Console.error("jmoncheck: \(grants) left out, because the approval has expired")
        }
        if written.unnameable > 0 {
            let grants = written.unnameable == 1 ? "1 grant is" : "\(written.unnameable) grants are"
            Console.error("jmoncheck: \(grants) left out, because no user or application can have such a name")
        }
        guard written.added > 0 else {
            let isWhole = written.expired + written.unnameable == 0
            try Console.write(
                Report(["\(file.path): \(isWhole ? "everything that is granted is approved" : "nothing is added")"]))
            return .clean
        }
        try ReportFile.write(Report(file: written.text), to: file.path)
        try Console.write(
            Report(["\(file.path): \(written.added == 1 ? "1 entry" : "\(written.added) entries") added"]))
        return .clean
    }
}
