import ArgumentParser
import Checking
import Diagnostics
import JobMonitor
import Writing

/// Writes a configuration member, or the commands that make exports agree with it.
struct MemberCommand: Subcommand {
    enum Product: String, Choice {
        case fej, buz, blz

        /// Whose member it is: of Explorer for z/OS, of the agent, of EWM.
        var product: JobMonitorConfig.Product {
            switch self {
            case .fej: .explorer
            case .buz: .agent
            case .blz: .ewm
            }
        }

        init?(argument: String) { self.init(rawValue: String(argument.lowercased().prefix(3))) }
    }

    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Write a configuration member of the Job Monitor.",
        discussion: """
            Writes a commented member for a product: fej (Explorer for z/OS), buz (the agent of UrbanCode Deploy) or blz \
            (Engineering Workflow Management). Directives are NAME=VALUE. With --export it writes the commands of udclient \
            instead that make the properties of the environments agree with that member; secrets are left to be asked for.

            Examples:
              jmoncheck member buz SERV_PORT=6800 TZ=CET-1CEST
              jmoncheck member fej --export app.json

            Exit status: 0 written, 2 wrong use, 3 an input was not read, 4 internal failure.
            """)

    @Argument(help: "Product: fej, buz or blz.")
    var product: Product

    @Argument(help: ArgumentHelp("Directives, such as SERV_PORT=6715.", valueName: "name=value"))
    var directives: [String] = []

    @Option(
        name: .customLong("export"),
        help: ArgumentHelp("Export of UrbanCode Deploy; repeatable.", valueName: "path"))
    var exports: [String] = []

    func execute() throws -> ExitStatus {
        let writer: MemberWriter
        do throws(MemberWriter.BadDirective) {
            writer = try MemberWriter(product.product, settings: directives)
        } catch {
            throw ValidationError(error.reason)
        }
        guard !exports.isEmpty else {
            try Console.write(Report(writer.lines.map { SafeText($0) }))
            return .clean
        }
        let run = try RunOptions.parse(exports)
        let checker = try run.checker(.none)
        let reading = checker.reading(of: try run.input.sources())
        let status = checker.described(reading).status(allowEmpty: false)
        guard status == .clean else { return status }
        let lines = PropertyChanges(checker.setUps(in: reading), port: writer.port).lines
        guard !lines.isEmpty else {
            Console.error("jmoncheck: the properties agree with the member")
            return .clean
        }
        try Console.write(Report(lines.map { SafeText($0) }))
        return .clean
    }
}
