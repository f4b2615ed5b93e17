import Diagnostics
import RACF
import Subjects

/// A deck should not contain a password.
struct RF360PasswordLiteral: Rule {
    static let info = RuleInfo(
        id: "RF360",
        area: .racf,
        name: "password-literal",
        title: "Decks contain no passwords of users",
        severity: .warning,
        rationale: """
            A password or phrase in ADDUSER or ALTUSER stays in the library that holds the deck, in its copies and \
            in the job log. One that equals the user ID is the first that anybody tries.
            """,
        remedy:
            "Create the user with NOPASSWORD if nobody logs on with it, or set a password that expires outside the deck.",
        bad: "ADDUSER AGNTUSR DFLTGRP(SYS1) PASSWORD(AGNTUSR)",
        good: "ADDUSER AGNTUSR DFLTGRP(SYS1) NOPASSWORD",
        source: "RACF Command Language Reference: ADDUSER, ALTUSER", isSecurity: true)

    func check(_ deck: Deck, _ sink: inout FindingSink) {
        for written in deck.writtenSecrets where written.kind != .key {
            guard let secret = written.secret, let command = written.command.map({ deck.commands[$0] }),
                command.verb == .adduser || command.verb == .altuser
            else { continue }
            let users = command.positional.first?.items.map(\.text) ?? []
            if let user = users.first(where: { secret.equals(ignoringCase: $0) }) {
                sink.report(
                    "\(written.operand) of \(user.squeezed) equals the user ID", at: written.range, severity: .error)
            } else {
                sink.report("the deck contains a literal \(written.operand)", at: written.range)
            }
        }
    }
}
