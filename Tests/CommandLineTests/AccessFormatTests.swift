import Foundation
import Testing

/// The grants in formats of other programs.
@Suite struct AccessFormatTests {
    private static let deck = """
        SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
        SETROPTS GENERIC(PTKTDATA)
        RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY))
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)
        PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR @SUM #A) ACCESS(UPDATE)
        ADDGROUP DEPLOY
        CONNECT MEMBER1 GROUP(DEPLOY)
        RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.* UACC(UPDATE)
        PERMIT IRRPTAUTH.FEKAPPL.* CLASS(PTKTDATA) ID(DEPLOY) ACCESS(UPDATE)
        SETROPTS RACLIST(PTKTDATA) REFRESH

        """

    private static func run(_ format: String, _ more: String = "") throws -> Program.Result {
        let program = try Program()
        try program.write("deck.txt", deck)
        return try program.shell("jmoncheck access deck.txt --assume fresh --format \(format) \(more)")
    }

    @Test func `a table has a row for each grant and no formula`() throws {
        let result = try Self.run("csv")
        let lines = result.output.components(separatedBy: "\r\n")
        #expect(result.status == 0 && lines[0].hasPrefix("setup,caller,caller_kind,members") && lines.last == "")
        #expect(lines.contains { $0.hasPrefix("\"default\",\"AGNTUSR\",\"user\",\"\",\"\",\"FEKAPPL\",\"USER1\"") })
        #expect(lines.contains { $0.hasPrefix("\"default\",\"'@SUM\",\"user\"") }, "\(result.output)")
        for line in lines.dropFirst() {
            for sign in ["=", "+", "-", "@"] { #expect(!line.contains("\"\(sign)"), "\(line)") }
        }
    }

    @Test func `a name becomes no markup, and one that is too long is cut`() throws {
        let program = try Program()
        try program.write("deck.txt", Self.deck)
        let name = "<b>\\\"\\\\" + String(repeating: "X", count: 900)
        try program.write(".jmoncheck.yml", "set-ups:\n  \"\(name)\":\n    decks: deck.txt\n    assume: fresh\n")
        for (format, label) in [("dot", "set-up <b>\\\"\\\\XXX"), ("mermaid", "set-up #60;b#62;#34;#92;XXX")] {
            let result = try program.run(["access", "--format", format])
            #expect(result.output.contains(label), "\(result.output)\(result.errors)")
            #expect(result.output.contains("characters") && !result.output.contains(String(repeating: "X", count: 200)))
        }
    }

    @Test(.enabled(if: Graphviz.isThere, "install graphviz"))
    func `Graphviz draws the graph`() throws {
        let result = try Self.run("dot", "| dot -Tsvg")
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(result.output.contains("<svg") && result.output.contains("AGNTUSR") && result.output.contains("#A"))
    }

    @Test func `what may be is drawn in another way than what is`() throws {
        let program = try Program()
        try program.write("deck.txt", Self.deck.replacing("SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)\n", with: ""))
        let dot = try program.run(["access", "deck.txt", "--format", "dot"]).output
        #expect(dot.contains("[style=dashed, label=\"may\"]"), "\(dot)")
        #expect(try !Self.run("dot").output.contains("n0 -> n1 [style=dashed"))
        #expect(try program.run(["access", "deck.txt", "--format", "mermaid"]).output.contains("-. may .->"))
        let graph = try program.run(["access", "deck.txt", "--format", "opengraph"]).output
        #expect(graph.contains("RACFMayPassticketFor") && !graph.contains("\"RACFPassticketFor\""))
    }

    @Test func `the graph for BloodHound is whole`() throws {
        let graph = try KeptReport.object(try Self.run("opengraph").output)["graph"] as? [String: [[String: Any]]]
        let nodes = graph?["nodes"]?.compactMap { $0["id"] as? String } ?? []
        #expect(
            Set(nodes).count == nodes.count && nodes.contains("RACFUSER_AGNTUSR") && nodes.contains("RACFGROUP_DEPLOY"))
        #expect(nodes.contains("RACFUSER_PUBLIC") && nodes.contains("JMAPPLICATION_FEKAPPL"))
        let edges = graph?["edges"] ?? []
        for edge in edges {
            for end in ["start", "end"] {
                let id = (edge[end] as? [String: Any])?["value"] as? String
                #expect(id.map(nodes.contains) == true, "\(edge)")
            }
        }
        #expect(
            edges.contains {
                ($0["properties"] as? [String: Any])?["reason"] as? String
                    == "the access list of IRRPTAUTH.FEKAPPL.USER1"
            })
    }
}

enum Graphviz {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/dot")
}
