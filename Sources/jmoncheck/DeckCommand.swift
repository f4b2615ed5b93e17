import ArgumentParser
import Checking
import Diagnostics
import Subjects
import Writing

extension DeckStyle: Choice {}

/// Writes the RACF commands that a set-up lacks.
struct DeckCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "deck",
        abstract: "Write the RACF commands that are missing, and only those.",
        discussion: """
            Reads exports, members, decks, listings and unloads, and works out what the steps that use PassTickets, and \
            every pair of --agent-user and --target-user, still need. What the inputs show to exist is not defined again. \
            Comments say why each command is there. Keys are never written: --key-label names a key in ICSF, and without \
            it a comment describes how to make one.

            Examples:
              jmoncheck deck app.json racf/ --agent-user AGNTUSR --key-label PTK.FEKAPPL.KEY --style jcl
              jmoncheck deck unload.txt --agent-user AGNTUSR --target-user USER1 --undo

            Exit status: 0 written, also if nothing is missing; 2 wrong use; 3 an input was not read, or it does not \
            show for whom; 4 internal failure.
            """)

    @OptionGroup var run: RunOptions

    @Option(help: "Form of the deck: text, jcl, rexx, ansible or workflow.")
    var style = DeckStyle.text

    @Option(help: ArgumentHelp("Label of the key in ICSF, of an 8-byte DES DATA key.", valueName: "label"))
    var keyLabel: String?

    @Flag(help: "One profile for all target users of an application, instead of one for each.")
    var generic = false

    @Flag(help: "Write the commands that take the deck back, instead of the deck.")
    var undo = false

    func validate() throws {
        guard let label = keyLabel else { return }
        let bytes = Array(label.utf8)
        let isHexadecimal = bytes.count == 16 && label.allSatisfy(\.isHexDigit)
        guard !isHexadecimal else {
            throw ValidationError("--key-label takes the label of a key in ICSF, and this looks like a key")
        }
        let isLabel =
            (1...64).contains(bytes.count)
            && bytes.allSatisfy { $0.isUpper || $0.isDigit || ".#@$".utf8.contains($0) }
            && !(bytes.first?.isDigit ?? true) && bytes.first != UInt8(ascii: ".")
        guard isLabel else {
            throw ValidationError(
                "--key-label takes 1 to 64 of A-Z, 0-9, #, @, $ and periods, beginning with none of the digits")
        }
    }

    func execute() throws -> ExitStatus {
        let (file, sources) = try run.input.judged(run.setUps.chosen(from: run.configuration.file()), run.setUps)
        let checker = try run.checker(file)
        if !file.path.isEmpty {
            // Standard output is the deck.
            let above = file.configuration.isAbove ? ", found above the working directory" : ""
            Console.error("jmoncheck: configuration \(file.path)\(above)")
        }
        let reading = checker.reading(of: sources)
        let status = checker.described(reading).status(allowEmpty: true)
        guard status == .clean else { return status }
        var plans: [(setUp: String, plan: DeckPlan)] = []
        for setUp in checker.setUps(in: reading) {
            do throws(DeckPlanner.Gap) {
                plans.append((setUp.name, try DeckPlanner(setUp, keyLabel: keyLabel, isGeneric: generic).plan()))
            } catch {
                Console.error("jmoncheck: \(error.reason)")
                return .incomplete
            }
        }
        let missing = plans.filter { !$0.plan.commands.isEmpty }
        guard missing.count <= 1 else {
            let names = missing.map(\.setUp).joined(separator: ", ")
            throw ValidationError(
                "several set-ups lack commands (\(names)), and each is for its own system: "
                    + "choose one with --set-up")
        }
        guard let plan = missing.first?.plan else {
            Console.error("jmoncheck: nothing is missing, so no deck is written")
            return .clean
        }
        let lines = DeckWriter(style).lines(undo ? plan.undoing : plan, isUndo: undo)
        try Console.write(Report(lines.map { SafeText($0) }))
        return .clean
    }
}
