import ArgumentParser
import Checking
import Diagnostics
import Glibc
import Subjects
import SystemPackage
import Writing

/// Writes a first configuration.
struct InitCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Propose set-ups for a folder, and write .jmoncheck.yml.",
        discussion: """
            Looks at all inputs below a folder and proposes which belong together, by ports, applications, environments \
            and names. The proposal is written to .jmoncheck.yml in that folder, never over an existing one. Nothing is \
            asked.

            Examples:
              jmoncheck init
              jmoncheck init site --print

            Exit status: 0 written, 2 wrong use or the file exists, 3 there is nothing to propose or an input was not \
            read, 4 the file could not be written.
            """)

    @Argument(help: "Folder to look at.")
    var folder = "."

    @Flag(help: "Write the proposal to standard output instead.")
    var print = false

    func execute() throws -> ExitStatus {
        var status = stat()
        guard unsafe stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ValidationError("\(folder) is not a folder")
        }
        let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let path = "\(root.isEmpty ? "" : root)/\(ConfigurationFile.name)"
        var existing = stat()
        let isFree = unsafe lstat(path, &existing) != 0
        guard print || isFree else {
            throw ValidationError("\(path) exists, and init never writes over it; --print shows the proposal")
        }
        let run = try RunOptions.parse([folder])
        let checker = try run.checker(.none)
        let reading = checker.reading(of: try run.input.sources(.rooted(at: folder)))
        let answer = checker.described(reading).status(allowEmpty: false)
        guard let whole = checker.setUps(in: reading).first, !reading.parsed.isEmpty else { return .incomplete }
        let proposal = SetUpProposal(reading.parsed, whole)
        guard !proposal.setUps.isEmpty else {
            Console.error("jmoncheck: there is nothing to propose")
            return .incomplete
        }
        let report = Report(proposal.lines.map { SafeText($0) })
        if print {
            try Console.write(report)
        } else {
            try Self.create(path, report)
            try Console.write(Report(["wrote \(path): check it, then run jmoncheck in that folder"]))
        }
        return answer
    }

    /// Writes a file that did not exist.
    private static func create(_ path: String, _ report: Report) throws {
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            defer { try? descriptor.close() }
            do throws(Errno) { try Console.writeAll(report, to: descriptor) } catch {
                _ = unsafe unlink(path)
                throw error
            }
        } catch Errno.fileExists {
            throw ValidationError("\(path) exists, and init never writes over it")
        } catch {
            throw OutputFailure(path: path, errno: error as? Errno ?? .ioError)
        }
    }
}
