import Diagnostics
import Testing

@testable import Checking
@testable import Reading

/// The values of fields in every environment, and how each step logs on there.
@Suite struct ResolutionDumpTests {
    @Test func `five environments, three plug-in versions`() throws {
        let expected = """
            Old  bind & grant @ DEV: localhost 6715 DEVUSR blank - -> passTicket: the password is blank, and usePassticket is ticked
            Old  bind & grant @ TEST: zos1.example.com 6715 TSTUSR blank - -> passTicket: the password is blank, and usePassticket is ticked
            Old  bind & grant @ QA: localhost 6716 QAUSR ? - -> unknown: say whether the encrypted value is blank, which its length does not show
            Old  bind & grant @ PREP: localhost 6715 PREPUSR [redacted] - -> password: there is a password, which plug-in 56 uses before a PassTicket
            Old  bind & grant @ PROD: zos9.example.com 6715 PRDUSR ? - -> unknown: give the value of ****, which may be a secret or blank
            Bind @ DEV: localhost 6715 DEVUSR blank blank -> passTicket: the password is blank, and usePassticket is ticked
            Bind @ TEST: zos1.example.com 6715 TSTUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked
            Bind @ QA: localhost 6716 QAUSR ? TRUE -> runID: useRunId is TRUE
            Bind @ PREP: localhost 6715 PREPUSR [redacted] FALSE -> password: there is a password, which plug-in 74 uses before a PassTicket
            Bind @ PROD: zos9.example.com 6715 PRDUSR ? FALSE -> unknown: give the value of ****, which may be a secret or blank
            Wait for bind @ DEV: localhost 6715 DEVUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked
            Wait for bind @ TEST: zos1.example.com 6715 TSTUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked
            Wait for bind @ QA: localhost 6716 QAUSR ? FALSE -> passTicket: usePassticket is ticked, which plug-in 90 tries before a password
            Wait for bind @ PREP: localhost 6715 PREPUSR [redacted] FALSE -> passTicket: usePassticket is ticked, which plug-in 90 tries before a password
            Wait for bind @ PROD: zos9.example.com 6715 PRDUSR ? FALSE -> passTicket: usePassticket is ticked, which plug-in 90 tries before a password
            """
        #expect(try Self.lines("UC207/five-environments.json").joined(separator: "\n") == expected)
    }

    @Test func `component, template and application may be separate files`() throws {
        #expect(
            try Self.lines("clean/separate-files") == [
                "Submit @ TEST: zos1 6715 TSTUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked",
                "Submit @ PROD: localhost 6715 PRDUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked",
            ])
    }

    @Test func `values passed by the caller win, resources give the ID that runs the step`() throws {
        #expect(
            try Self.lines("clean/passed-properties.json") == [
                "Submit @ TEST: localhost 6715 BATUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked"
            ])
        #expect(
            try Self.lines("clean/resource-user") == [
                "Submit: localhost 6715 RESUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked as UCDRUN"
            ])
    }

    @Test func `a version's properties override those of its component`() throws {
        #expect(
            try Self.lines("UC209/version-properties") == [
                "Submit: localhost 6715 VERUSR blank FALSE -> passTicket: the password is blank, and usePassticket is ticked"
            ])
    }

    @Test func `every value names the level that gives it`() throws {
        let fields = try Self.dumped("UC207/five-environments.json")[4]["fields"]
        #expect(fields?["hostname"]?["from"]?.text == "environment/PROD")
        #expect(fields?["port"]?["from"]?.text == "componentEnvironment/PAYROLL-CICS")
        #expect(fields?["userid"]?["path"]?.text == "five-environments.json")
        #expect(fields?["maxRC"]?["from"]?.text == nil && fields?["maxRC"]?["value"]?.text == "4")
    }

    private static func dumped(_ path: String) throws -> [JSONValue] {
        let inputs = try Fixture(path: path).run().inputs
        let dump = ResolutionDump(inputs, pluginVersion: nil)
        return inputs.flatMap { input -> [JSONValue] in
            if case .array(let steps)? = dump[input.file.id] { steps } else { [] }
        }
    }

    /// Host, port, user, password and useRunId of each step in each environment, and its authentication.
    private static func lines(_ path: String) throws -> [String] {
        try dumped(path).map { step in
            let environment = step["environment"]?.text.map { " @ \($0)" } ?? ""
            let values = ["hostname", "port", "userid", "password", "useRunId"].map { field -> String in
                guard let value = step["fields"]?[field] else { return "-" }
                return value["value"]?.text.map { $0.isEmpty ? "blank" : $0 } ?? "?"
            }
            let user = step["runsAs"]?["value"]?.text.map { " as \($0)" } ?? ""
            return "\(step["step"]?.text ?? "")\(environment): \(values.joined(separator: " ")) -> "
                + "\(step["authentication"]?.text ?? ""): \(step["because"]?.text ?? "")\(user)"
        }
    }
}

extension JSONValue {
    fileprivate subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
