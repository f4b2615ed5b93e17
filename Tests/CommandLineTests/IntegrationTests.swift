import Foundation
import Testing

/// The files with which other systems run jmoncheck, as those systems' own checkers read them, and the scripts in them, run.
struct IntegrationTests {
    private static let tools = Program.root.appending(path: ".build/tools/bin").path
    static var hasTools: Bool { FileManager.default.isExecutableFile(atPath: "\(tools)/mkdocs") }

    @Test(
        .enabled(if: hasTools, "run 'make tools' first"),
        arguments: [
            "check-jsonschema --builtin-schema vendor.github-actions action.yml",
            "check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/release.yml",
            "actionlint .github/workflows/release.yml",
            "check-jsonschema --regex-variant python --builtin-schema vendor.azure-pipelines integrations/azure/jmoncheck.yml",
            "yamllint -s -d '{extends: relaxed, rules: {line-length: disable}}' action.yml templates integrations .github "
                + ".pre-commit-hooks.yaml",
            "shellcheck packaging/ucd-plugin/step.sh scripts/dist/build scripts/dist/check scripts/dist/libxml2",
        ])
    func `checkers accept the files`(_ command: String) throws {
        let result = try Program().shell("cd '\(Program.root.path)' && '\(Self.tools)'/\(command) 2>&1")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(.enabled(if: hasTools, "run 'make tools' first"))
    func `the component of GitLab is valid with its defaults`() throws {
        let program = try Program()
        let result = try program.shell(
            """
            '\(Self.tools)/python' - '\(Program.root.path)/templates/jmoncheck.yml' <<'END' > job.yml &&
            import re, sys, yaml
            head, text = open(sys.argv[1]).read().split("\\n---\\n")
            inputs = yaml.safe_load(head)["spec"]["inputs"]
            print(re.sub(r"\\$\\[\\[ inputs\\.(\\w+) \\]\\]", lambda found: inputs[found[1]]["default"] or '""', text))
            END
            '\(Self.tools)/check-jsonschema' --builtin-schema vendor.gitlab-ci job.yml 2>&1
            """)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }

    /// Runs the script of the first step whose name is given, as the runner would.
    @Test(
        .enabled(if: hasTools, "run 'make tools' first"),
        arguments: [("examples/correct", 0), ("examples/as-printed", 1)])
    func `the action's script reports and keeps the status`(folder: String, status: Int) throws {
        let program = try Program()
        try program.copy(folder)
        let result = try program.shell(
            """
            '\(Self.tools)/python' - '\(Program.root.path)/action.yml' > step.sh <<'END'
            import sys, yaml
            steps = yaml.safe_load(open(sys.argv[1]))["runs"]["steps"]
            print(next(step["run"] for step in steps if step.get("id") == "check"))
            END
            export RUNNER_TEMP="$PWD/temp" GITHUB_OUTPUT="$PWD/output" GITHUB_STEP_SUMMARY="$PWD/summary"
            mkdir temp; touch output summary
            PATHS='\(folder)' ARGUMENTS='--agent-user
            AGNTUSR
            --assume
            fresh' bash -e -o pipefail step.sh
            """)
        #expect(result.status == 0, "\(result)")
        #expect(try program.read("output").contains("status=\(status)\n"))
        #expect(try !program.read("summary").isEmpty)
        let report = program.folder.appending(path: "temp/jmoncheck-reports/jmoncheck.sarif")
        #expect(FileManager.default.fileExists(atPath: report.path))
    }

    /// The scripts in the other files, cut out of them by Python and run as their systems would. `$FILE` is the file.
    private static let scripts: [(file: String, cut: String)] = [
        (
            "templates/jmoncheck.yml",
            """
            import sys, yaml
            print("\\n".join(list(yaml.safe_load_all(open(sys.argv[1])))[1]["jmoncheck"]["script"]))
            """
        ),
        (
            "integrations/azure/jmoncheck.yml",
            """
            import sys, yaml
            print(yaml.safe_load(open(sys.argv[1]))["steps"][0]["bash"])
            """
        ),
        (
            "vars/jmoncheck.groovy",
            """
            import sys
            print(open(sys.argv[1]).read().split("\'\'\'")[1])
            """
        ),
        (
            "integrations/tekton/task.yaml",
            """
            import shlex, sys, yaml
            step = yaml.safe_load(open(sys.argv[1]))["spec"]["steps"][0]
            assert step["command"] == ["/usr/bin/jmoncheck"]
            words = [arg if arg == "$(params.arguments[*])" else shlex.quote(arg) for arg in step["args"]]
            print("jmoncheck", *["$ARGUMENTS $PATHS" if word.startswith("$(") else word for word in words])
            """
        ),
    ]

    @Test(
        .enabled(if: hasTools, "run 'make tools' first"),
        arguments: scripts.flatMap { script in
            [("examples/correct", 0), ("examples/as-printed", 1)].map { (script.file, script.cut, $0.0, $0.1) }
        })
    func `the scripts of other systems report and keep the status`(
        file: String, cut: String, folder: String, status: Int
    ) throws {
        let program = try Program()
        try program.copy(folder)
        let result = try program.shell(
            """
            '\(Self.tools)/python' - '\(Program.root.path)/\(file)' > step.sh <<'END'
            \(cut)
            END
            words='--agent-user
            AGNTUSR
            --assume
            fresh'
            export ARGUMENTS="$words" PATHS='\(folder)' JMONCHECK_ARGUMENTS="$words" JMONCHECK_PATHS='\(folder)'
            export JMONCHECK_WORDS="$words
            \(folder)" JMONCHECK_VERSION=0.2.0
            bash -e -o pipefail step.sh
            """)
        #expect(Int(result.status) == status, "\(result)")
        #expect(try program.read("jmoncheck.xml").contains("<testsuites"))
    }

    @Test(.enabled(if: hasTools, "run 'make tools' first"))
    func `the plug-in has the published shape, and our own rules find nothing in it`() throws {
        let program = try Program()
        let folder = Program.root.appending(path: "packaging/ucd-plugin").path
        let schema = Program.root.appending(path: "Tests/Schemas/ucd-plugin.xsd").path
        let result = try program.shell(
            """
            '\(Self.tools)/python' -c 'import sys, xmlschema; xmlschema.XMLSchema(sys.argv[1]).validate(sys.argv[2])' \
              '\(schema)' '\(folder)/plugin.xml' 2>&1 && jmoncheck check '\(folder)/plugin.xml' -q
            """)
        #expect(result.status == 0 && result.output.isEmpty, "\(result)")
    }

    /// The fields come as arguments; those that are not filled in are empty or the reference itself.
    @Test(arguments: [
        ("examples/correct", "fresh", 0, "passes"), ("examples/as-printed", "fresh", 1, "fails"),
        ("examples/correct", "", 3, "undecided"), ("nothing/here", "fresh", 3, "undecided"),
    ])
    func `the step of the plug-in tells the verdict`(
        paths: String, assume: String, status: Int, verdict: String
    ) throws {
        let program = try Program()
        try program.copy("examples/correct")
        try program.copy("examples/as-printed")
        let step = Program.root.appending(path: "packaging/ucd-plugin/step.sh").path
        let result = try program.shell(
            """
            mkdir plugin && ln -s "$(command -v jmoncheck)" plugin/jmoncheck && touch outputs
            sh '\(step)' "$PWD/plugin" "$PWD/outputs" check '\(paths)' AGNTUSR '' '${setUp}' '\(assume)' error '${allowUndecided}'
            """)
        #expect(Int(result.status) == status, "\(result)")
        let outputs = try program.read("outputs")
        #expect(outputs.contains("verdict=\(verdict)\n"), "\(outputs)")
        #expect(result.output.contains("jmoncheck-verdict: \(verdict)\n"))
        if status == 1 { #expect(outputs.contains(/errors=[1-9]/), "\(outputs)") }
    }

    @Test func `the step of the plug-in reads no field as a command`() throws {
        let program = try Program()
        let step = Program.root.appending(path: "packaging/ucd-plugin/step.sh").path
        let result = try program.shell(
            """
            mkdir plugin && ln -s "$(command -v jmoncheck)" plugin/jmoncheck && touch outputs
            sh '\(step)' "$PWD/plugin" "$PWD/outputs" check '$(touch owned); `touch owned`;--version;-' '* ?' '' '' '' '' ''
            """)
        #expect(result.status == 2 || result.status == 3, "\(result)")
        #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "owned").path))
    }
}
