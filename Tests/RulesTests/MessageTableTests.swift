import Diagnostics
import Foundation
import Messages
import Rules
import Testing

/// The messages that `explain` knows.
@Suite struct MessageTableTests {
    @Test(arguments: [
        ("ICH10102I", "ICH10102I"), ("ich10102", "ICH10102I"), ("BUZ211I", "FEJ211I"), ("8/16/28", "8/16/28"),
        ("8 16 28", "8/16/28"), ("safRc=8, racfRc=8, racfRsn=16", "8/8/16"),
        ("com.ibm.eserver.zos.racf.IRRPassTicketGenerationException", "IRRPassTicketGenerationException"),
        ("ICH408I USER(AGNTUSR ) GROUP(SYS1 ) NAME(AGENT )", "ICH408I"), ("$HASP373 JMON STARTED", "$HASP373"),
    ])
    func `a message is found in the forms that people paste`(_ text: String, _ name: String) {
        #expect(MessageTable.find(text)?.names.first == name)
    }

    @Test(arguments: ["", " ", "ICH99999I", "FEJ999E", "8/16", "1/2/3/4", "RF302", "commands-on-one-line", "8.16.28.x"])
    func `other words are not messages`(_ text: String) { #expect(MessageTable.find(text) == nil) }

    @Test func `each name occurs once, with a meaning and something to do`() {
        let names = MessageTable.all.flatMap { $0.names.map { $0.uppercased() } }
        #expect(Set(names).count == names.count)
        for info in MessageTable.all {
            #expect(!info.names.isEmpty && info.meaning.hasSuffix(".") && info.remedy.hasSuffix("."), "\(info.names)")
            #expect(info.cause.isEmpty || info.cause.hasSuffix("."), "\(info.names)")
        }
    }

    @Test func `the rules that it names exist`() {
        let known = Set(RuleCatalog.infos.map(\.id))
        for info in MessageTable.all { #expect(known.isSuperset(of: info.rules), "\(info.names)") }
    }

    @Test func `it has every message of the reference and of the rules`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/reference/messages.md"), encoding: .utf8)
        let body = text.components(separatedBy: "\n## 8. ")[0]
        let form = /\b(?:ICH[0-9]{3,5}|IKJ[0-9]{5}|IRR[A-Z]{0,2}[0-9]{3,5}|[A-Z]{3,4}[0-9]{3,5})[AEIW]\b/
        let written = Set(body.matches(of: form).map { String($0.output) })
        #expect(written.count > 180)
        for name in written.sorted() { #expect(MessageTable.find(name) != nil, "\(name)") }
        for info in RuleCatalog.infos {
            for message in info.messages { #expect(MessageTable.find(message) != nil, "\(info.id): \(message)") }
        }
    }
}
