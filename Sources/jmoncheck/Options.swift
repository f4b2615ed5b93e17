public import ArgumentParser
import Checking
public import Contract
import Decoding
public import Diagnostics
import Evaluator
import Glibc
public import Reporters
import Subjects
import SystemPackage

/// One of several words, which help shows as they are given.
public protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension Choice {
    public var defaultValueDescription: String { rawValue }

    /// The parser would find the words by reflection, at every start.
    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension ReportFormat: Choice { static let standard = text }
extension FailOn: Choice {}
extension JUnitReporter.Layout: Choice { static let standard = check }
extension InputKind: Choice {}

extension CalendarDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// A z/OS user ID: 1 to 8 of A-Z 0-9 # $ @, folded to upper case (RACF command syntax). For `access` it may hold `*` and
/// `%`.
struct UserID: ExpressibleByArgument {
    let name: String

    var isPattern: Bool { AccessQuestion.isPattern(name) }

    init?(argument: String) {
        // The signs of patterns take the place of letters.
        let plain = String(argument.map { $0 == "*" || $0 == "%" ? "A" : $0 })
        guard PreflightOptions.userID(plain) != nil else { return nil }
        name = argument.uppercased()
    }
}

/// `FORMAT=PATH`.
struct ReportTarget: ExpressibleByArgument {
    let format: ReportFormat
    let path: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="),
            let format = ReportFormat(rawValue: String(argument[..<equals]))
        else { return nil }
        path = String(argument[argument.index(after: equals)...])
        guard !path.isEmpty else { return nil }
        self.format = format
    }
}

enum ColorChoice: String, Choice {
    case auto, always, never

    static let standard = auto

    /// The palette. Without the option `NO_COLOR` and `CLICOLOR_FORCE` decide.
    var palette: Palette {
        Palette(isOn: isOn, marks: Console.showsUnicode ? .unicode : .ascii, columns: Console.columns)
    }

    private var isOn: Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if let off = Console.environment("NO_COLOR"), !off.isEmpty { return false }
            if let force = Console.environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
            return Console.isTerminal(.standardOutput) && Console.environment("TERM") != "dumb"
        }
    }
}

enum RecordChoice: String, Choice {
    case auto, fb80, text

    static let standard = auto

    /// The record form; `nil` to detect it.
    var form: RecordForm? {
        switch self {
        case .auto: nil
        case .fb80: .fb80
        case .text: .text
        }
    }
}

/// The inputs, and how they are read.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .customLong("as"), help: "Read the inputs as this kind, without recognition.")
    var kind: InputKind?

    @Option(
        name: .customLong("encoding"),
        help: ArgumentHelp(
            "Encoding of the inputs, without detection: utf-8, iso-8859-1, windows-1252, or an EBCDIC page: ibm-1047, "
                + "ibm-037, ibm-273, ibm-500 and others, also written 1047 or cp037.",
            valueName: "name"))
    var encodingName: String?

    @Option(
        help: """
            Whether columns 73-80 are sequence numbers: auto, fb80 (also reads text without line ends in records of \
            80) or text.
            """)
    var record = RecordChoice.standard

    @Option(help: ArgumentHelp("Name for standard input, which helps to recognise its kind.", valueName: "name"))
    var stdinFilename: String?

    @Option(
        help: ArgumentHelp(
            "Read at most this much of an input, such as 500K or 20M; IN006 reports what is cut short.",
            valueName: "size"))
    var maxSize = ByteCount.standard

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Value of a variable, symbol or placeholder that comes from outside; repeatable.", valueName: "name=value"))
    var settings: [String] = []

    @Option(help: "Number of threads; the output is the same for any number. Default: one for each processor.")
    var jobs: Int?

    /// The number of threads.
    var threads: Int {
        if let jobs, jobs > 0 { return jobs }
        return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    func encoding() throws -> TextEncoding? {
        do {
            return try encodingName.map { name throws(TextEncoding.UnknownName) in try TextEncoding(named: name) }
        } catch {
            throw ValidationError("--encoding: \(error)")
        }
    }

    /// Values by name; later ones win.
    func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for setting in settings {
            guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
                throw ValidationError("--set takes NAME=VALUE, not '\(setting)'")
            }
            values[String(setting[..<sign])] = String(setting[setting.index(after: sign)...])
        }
        return values
    }

    /// The options that decide how inputs are read. Values are only named, as they may be secrets.
    var given: [Influence.Setting] {
        let names = settings.compactMap { $0.split(separator: "=").first.map(String.init) }
        let values: [(String, String?)] = [
            ("as", kind?.rawValue), ("encoding", encodingName), ("record", record == .auto ? nil : record.rawValue),
            ("set", names.isEmpty ? nil : names.joined(separator: ", ")),
        ]
        return values.compactMap { name, value in value.map { Influence.Setting(name, $0, from: "--\(name)") } }
    }

    func validate() throws {
        _ = try encoding()
        _ = try values()
        guard maxSize.bytes > 0, maxSize.bytes <= ByteCount.standard.bytes else {
            throw ValidationError("--max-size takes 1 byte to 1G, not \(maxSize.bytes) bytes")
        }
        if let jobs, !(0...1024).contains(jobs) { throw ValidationError("--jobs takes 1 to 1024, not \(jobs)") }
        guard paths.count(where: { $0 == "-" }) < 2 else {
            throw ValidationError("standard input can be read only once")
        }
    }
}

/// The option for the configuration file.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Configuration with set-ups and rules. Default: .jmoncheck.yml or .jmoncheck.yaml in the working directory "
                + "or above it.",
            valueName: "file"))
    var path: String?

    func file() throws -> ConfigurationFile { try ConfigurationFile.find(path) }
}

/// What the user knows about the deployment and the system.
struct SystemOptions: ParsableArguments {
    @Option(
        name: .customLong("agent-user"),
        help: ArgumentHelp("User ID that runs the deployment agent; repeatable.", valueName: "id"))
    var agentUsers: [UserID] = []

    @Option(
        name: .customLong("target-user"),
        help: ArgumentHelp("User ID that jobs are submitted as; repeatable.", valueName: "id"))
    var targetUsers: [UserID] = []

    @Option(
        name: .customLong("appl"),
        help: ArgumentHelp(
            "Application that PassTickets are generated for; repeatable. Default: FEKAPPL.", valueName: "name"))
    var applications: [UserID] = []

    @Option(
        name: .customLong("assume"),
        help: ArgumentHelp(
            "State of the system before the deck: unknown, fresh, fresh:CLASS, grplist, addcreator, or "
                + "CLASS=active,generic,gencmd,raclist,complete (each also with 'no' before it); repeatable.",
            valueName: "spec"))
    var assumptions: [String] = []

    @Option(help: ArgumentHelp("z/OS Utility plug-in version, if the export does not say.", valueName: "n"))
    var pluginVersion: Int?

    @Option(
        help: ArgumentHelp(
            "Day for which the dates of REVOKE and RESUME are read. Without it an unload is read for the newest date in it, "
                + "and a date in a deck leaves the user undecided.",
            valueName: "yyyy-mm-dd"))
    var date: CalendarDate?

    func validate() throws {
        if let version = pluginVersion, !(1...9999).contains(version) {
            throw ValidationError("--plugin-version takes a whole number from 1, not \(version)")
        }
        _ = try preflight(allowsPatterns: true)
    }

    /// The settings of the command line, with their options.
    var given: [Influence.Setting] {
        let values: [(String, [String])] = [
            ("assume", assumptions), ("agent-user", agentUsers.map(\.name)), ("target-user", targetUsers.map(\.name)),
            ("appl", applications.map(\.name)), ("plugin-version", pluginVersion.map { ["\($0)"] } ?? []),
            ("date", date.map { ["\($0)"] } ?? []),
        ]
        return values.filter { !$0.1.isEmpty }.map { name, values in
            Influence.Setting(name, values.joined(separator: ", "), from: "--\(name)")
        }
    }

    /// - Parameter allowsPatterns: whether names may hold `*` and `%`.
    func preflight(allowsPatterns: Bool = false) throws -> PreflightOptions {
        if !allowsPatterns, let pattern = (agentUsers + targetUsers + applications).first(where: \.isPattern) {
            throw ValidationError("\(pattern.name) is a pattern, which only access takes")
        }
        do {
            return PreflightOptions(
                agentUsers: agentUsers.map(\.name), targetUsers: targetUsers.map(\.name),
                applications: applications.isEmpty
                    ? PreflightOptions.standardApplications : applications.map(\.name),
                pluginVersion: pluginVersion, assumptions: try Assumptions(parsing: assumptions), date: date,
                isApplicationGiven: !applications.isEmpty)
        } catch {
            throw ValidationError("--assume: \(error)")
        }
    }
}
