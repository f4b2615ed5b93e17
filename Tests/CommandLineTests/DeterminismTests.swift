import Foundation
import Testing

/// The same bytes of every format for the same inputs, whatever surrounds the run.
@Suite struct DeterminismTests {
    private static let formats = [
        "text", "concise", "json", "junit", "sarif", "github", "gitlab", "azure", "checkstyle", "rdjson", "markdown",
        "html",
    ]

    /// All reports and outputs for the inputs, in order.
    ///
    /// - Parameters:
    ///   - program: the command that runs `jmoncheck`.
    ///   - paths: the inputs.
    private static func everything(_ program: String, _ paths: String, _ options: String) -> String {
        let system = "--agent-user AGNTUSR --assume fresh --today 2026-11-25"
        let reports = formats.map { "--report \($0)=\"$OUT\"/\($0)" }.joined(separator: " ")
        return """
            OUT=$(mktemp -d -p .); OUT=$PWD/$OUT
            \(program) check \(paths) \(options) \(system) \(reports) -v > "$OUT/verbose"; echo $? > "$OUT/status"
            \(program) check \(paths) \(options) \(system) -q > "$OUT/quiet"
            \(program) dump \(paths) \(options) > "$OUT/dump"
            \(program) access \(paths) \(options) --assume fresh --agent-user A --target-user B --explain > "$OUT/access"
            \(program) suppressions \(paths) \(options) --format json > "$OUT/suppressions"
            \(program) baseline write \(paths) \(options) \(system) --baseline "$OUT/baseline" > /dev/null 2>&1
            cd "$OUT"; for name in *; do echo "== $name"; cat "$name"; done
            """
    }

    /// The environment of a run that is compared with a plain run.
    static let runs: [(program: String, paths: String, options: String)] = [
        ("jmoncheck", "examples many", ""),
        ("jmoncheck", "examples many", "--jobs 1"), ("jmoncheck", "examples many", "--jobs 2"),
        ("jmoncheck", "examples many", "--jobs 8"), ("jmoncheck", "\"$OLD/examples\" \"$OLD/many\"", ""),
        ("jmoncheck", "./examples/ .//many//", ""),
        // Only the variables that sanitizers need are kept (scripts/sanitize).
        ("env -i $(env | grep SAN_OPTIONS=) \"$(command -v jmoncheck)\"", "examples many", ""),
        ("env -u HOME TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 LANG=de_DE jmoncheck", "examples many", ""),
        ("env TZ=:nowhere LC_ALL=xx TERM=xterm jmoncheck", "examples many", ""),
    ]

    private static func folder(reversed: Bool = false) throws -> Program {
        let program = try Program()
        let names = ["correct", "as-printed", "password"]
        for name in reversed ? names.reversed() : names { try program.copy("examples/\(name)") }
        let numbers = Array(0..<20)
        for number in reversed ? numbers.reversed() : numbers {
            try program.write("many/\(number)/FEJJCNFG", "SERV_PORT=\(number)\nLOOPBACK_ONLY=OFF\nTZ=UTC\n")
            try program.write(
                "many/\(number % 3)/\(number).txt", "PERMIT X CLASS(PTKTDATA) ID(\(number)) ACCESS(UPDTE)\n")
        }
        return program
    }

    private static func output(
        of program: Program, _ run: (program: String, paths: String, options: String)
    ) throws -> String {
        let result = try program.shell("OLD=$PWD; " + everything(run.program, run.paths, run.options))
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(result.output.contains("== verbose\n") && result.output.contains("\"exitStatus\" : 1"))
        #expect(!result.output.contains(program.folder.path))
        return result.output
    }

    @Test func `reports do not depend on threads, paths, locale and time zone`() throws {
        let program = try Self.folder()
        let plain = try Self.output(of: program, Self.runs[0])
        for run in Self.runs { #expect(try Self.output(of: program, run) == plain, "\(run)") }
    }

    @Test func `reports do not depend on how set-ups are distributed to threads`() throws {
        let program = try Self.folder()
        // The set-ups have different sizes, most share inputs with others, and some inputs are in none.
        let setUps = (0..<20).map { "  s\($0): {members: many/\($0)/FEJJCNFG, decks: many/\($0 % 3)/*.txt}" }
        let example = "  correct: {exports: examples/correct/*.json, decks: examples/correct/*.jcl}"
        try program.write(".jmoncheck.yml", "set-ups:\n" + (setUps + [example]).joined(separator: "\n") + "\n")
        let plain = try Self.output(of: program, ("jmoncheck", "examples many", "--jobs 1"))
        for jobs in [2, 3, 8] {
            #expect(try Self.output(of: program, ("jmoncheck", "examples many", "--jobs \(jobs)")) == plain, "\(jobs)")
        }
    }

    @Test func `reports do not depend on the order in which files were made`() throws {
        let plain = try Self.output(of: try Self.folder(), Self.runs[0])
        #expect(try Self.output(of: try Self.folder(reversed: true), Self.runs[0]) == plain)
    }

    @Test func `reports do not depend on the working directory where there is a configuration`() throws {
        let program = try Self.folder()
        try program.write(".jmoncheck.yml", "set-ups:\n  prod: {members: many/*/FEJJCNFG, decks: many/**/*.txt}\n")
        let outputs = try ["", "cd many/3; ", "cd examples; "].flatMap { place in
            try ["json", "text", "sarif"].map { format in
                // Only how the configuration was found depends on the working directory.
                try program.shell("\(place)jmoncheck check --format \(format)").output
                    .replacing(#/(\.\./)+\.jmoncheck\.yml/#, with: ".jmoncheck.yml")
                    .replacing("Configuration: .jmoncheck.yml, found above the working directory.\n\n", with: "")
                    .replacing("\"above\" : true", with: "\"above\" : false")
            }
        }
        #expect(!outputs[0].isEmpty && Set(outputs).count == 3)
    }
}
