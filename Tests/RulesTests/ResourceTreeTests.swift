import Diagnostics
import Reading
import Testing

@testable import Checking
@testable import UrbanCode

/// The runs of component processes on the resources of a tree, and what they read.
@Suite struct ResourceTreeTests {
    /// Three applications with four environments on eight agents, and a user on a random choice of levels.
    private struct Export {
        private var random: UInt64
        /// The environment, agent and user of each run.
        private(set) var rows: Set<String> = []
        private(set) var applications: [String] = []

        init(seed: Int) {
            random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
            let environments = [("PAYROLL", ["TEST", "PROD"]), ("HR", ["PROD"]), ("CRM", ["QA"])]
            var agent = 0
            for (application, names) in environments {
                let ofAll = sheet("A\(application.prefix(3))")
                let texts = names.map { name -> String in
                    agent += 2
                    return environment(name, of: application, agents: [agent - 1, agent], ofAll.user)
                }
                applications.append(
                    """
                    {"name": "\(application)", "propSheet": \(ofAll.text), "components": [\(Self.component)],
                     "environments": [\(texts.joined(separator: ",\n"))], "processes": []}
                    """)
            }
        }

        private mutating func chance(_ one: UInt64) -> Bool {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return random >> 33 % one == 0
        }

        /// A sheet with a user of its own, or without one.
        private mutating func sheet(_ user: String, one: UInt64 = 2) -> (text: String, user: String?) {
            guard chance(one) else { return (#"{"name": "custom", "properties": []}"#, nil) }
            return (
                #"{"name": "custom", "properties": [{"name": "jes.user", "value": "\#(user)", "secure": false}]}"#, user
            )
        }

        private mutating func environment(
            _ name: String, of application: String, agents: [Int], _ above: String?
        ) -> String {
            let ofAll = sheet("E\(agents[0])", one: 2)
            let group = sheet("G\(agents[0])", one: 3)
            let children = agents.map { agent -> String in
                let (ofAgent, own, role) = (
                    sheet("N\(agent)", one: 3), sheet("C\(agent)", one: 4), sheet("R\(agent)", one: 4)
                )
                let user = role.user ?? own.user ?? ofAgent.user ?? group.user ?? ofAll.user ?? above ?? "undefined"
                rows.insert("\(name) LPAR\(agent) \(user)")
                let path = "/\(application)\(name)/LPAR\(agent)"
                return """
                    {"name": "LPAR\(agent)", "path": "\(path)", "type": "agent", "typeName": "LPAR\(agent)",
                     "propSheet": \(ofAgent.text), "children": [
                      {"name": "PAY", "path": "\(path)/PAY", "roleName": "PAY", "roleProperties": \(role.text),
                       "propSheet": \(own.text), "children": []}]}
                    """
            }
            return """
                {"name": "\(name)", "propSheet": \(ofAll.text), "componentPropSheets": [], "baseResourcesFull": [
                 {"basePath": "", "tree": {"name": "\(application)\(name)", "path": "/\(application)\(name)",
                  "propSheet": \(group.text), "children": [\(children.joined(separator: ", "))]}}]}
                """
        }

        private static let component = """
            {"name": "PAY", "componentType": "ZOS", "envPropDefs": [], "propSheetGroup": {"propSheets": []}, "processes": [
             {"name": "Bind", "takesVersion": true, "propDefs": [], "rootActivity": {"type": "graph", "name": "g",
              "edges": [], "children": [{"type": "plugin", "name": "S", "pluginName": "zOS Utility", "pluginVersion": "74",
               "commandName": "Submit Job", "properties": {"hostname": "localhost", "port": "6715",
               "userid": "${p:jes.user}", "password": "", "usePassticket": "true", "maxRC": "4"}, "children": []}]}}]}
            """
    }

    private static func documents(_ files: [String]) throws -> [UrbanCodeDocument] {
        let named = files.enumerated().map { (name: "app\($0).json", bytes: Array($1.utf8)) }
        return try TestRun.reading(named).parsed.compactMap {
            if case .urbanCode(let document) = $0.document { document } else { nil }
        }
    }

    @Test(arguments: 1...40)
    func `each run reads the user that is nearest to its resource`(_ seed: Int) throws {
        let export = Export(seed: seed)
        let isOneFile = seed % 2 == 0
        let files = isOneFile ? ["[\(export.applications.joined(separator: ",\n"))]"] : export.applications
        let steps = UrbanCodeResolution(try Self.documents(files), pluginVersion: nil).steps
        let rows = steps.flatMap { step in
            step.agents.map { "\(step.environment ?? "") \($0) \(step.user.resolution.text ?? "undefined")" }
        }
        #expect(rows.count == 8)
        #expect(Set(rows) == export.rows)
        #expect(Set(steps.map(\.name)).count == steps.count)
    }

    /// A flat list in which each resource is below the one before it.
    private static func list(levels: Int, firstParent: String) -> [UInt8] {
        let resources = (0..<levels).map { level in
            let parent = level == 0 ? firstParent : "/n\(level - 1)"
            return
                #"{"name": "n\#(level)", "path": "/n\#(level)", "parent": "\#(parent)", "impersonationForce": false}"#
        }
        return Array("[\(resources.joined(separator: ",\n"))]".utf8)
    }

    @Test(arguments: ["", "/n9999"])
    func `ten thousand levels are one finding, and a cycle one more`(_ firstParent: String) throws {
        let run = try TestRun([(name: "resources.json", bytes: Self.list(levels: 10_000, firstParent: firstParent))])
        let messages = run.outcome.findings.filter { $0.rule == "UC229" }.map(\.message)
        #expect(messages.count { $0.contains("levels") } == 1, "\(messages.prefix(3))")
        #expect(messages.count == (firstParent.isEmpty ? 1 : 2), "\(messages.prefix(3))")
    }

    @Test func `ten thousand nested resources are an error of the input`() throws {
        let text =
            String(repeating: #"{"name": "n", "path": "/n", "children": ["#, count: 10_000)
            + String(repeating: "]}", count: 10_000)
        let run = try TestRun(
            [(name: "resources.json", bytes: Array(text.utf8))], options: ["--as", "urbancode-export"])
        #expect(run.outcome.findings.contains { $0.rule == "IN001" })
        #expect(run.outcome.findings.count < 300)
    }
}
