import Diagnostics
import Subjects
import YAML

/// Reads who is meant to have access: `access` of a set-up.
extension ConfigurationReader {
    func access(_ node: Int) throws(Failure) -> ExpectedAccess {
        var expected = ExpectedAccess(range: document.nodes[node].range)
        for (_, value, name) in try members(node, ["approved", "everything-else"], of: "access") {
            if name == "approved" {
                expected.approved = try approvals(value)
            } else {
                expected.everythingElse = try choice(
                    value, ExpectedAccess.EverythingElse.allCases.map(\.rawValue), ExpectedAccess.EverythingElse.init)
            }
        }
        return expected
    }

    private func approvals(_ node: Int) throws(Failure) -> [ExpectedAccess.Approval] {
        guard document.nodes[node].kind == .sequence else {
            if isNull(node) { return [] }
            throw failure("approved needs a list of entries with caller, application and targets", at: node)
        }
        return try document.elements(node).map { (element) throws(Failure) in
            var entry = ExpectedAccess.Approval(
                caller: "", application: "", targets: [], range: document.nodes[element].range)
            let keys = ["caller", "application", "targets", "reason", "owner", "until"]
            for (_, value, name) in try members(element, keys, of: "an entry of approved") {
                switch name {
                case "caller": entry.caller = try caller(value)
                case "application": entry.application = try pattern(try word(value, "application needs a name"), value)
                case "targets":
                    entry.targets = try texts(value).map { (text, node) throws(Failure) in
                        Located(try pattern(text, node), at: document.nodes[node].range)
                    }
                case "reason": entry.reason = try word(value, "reason needs a text")
                case "owner": entry.owner = try word(value, "owner needs a name")
                case _:
                    guard let date = text(value).flatMap({ CalendarDate($0) }) else {
                        throw failure("until needs a date such as 2026-06-30", at: value)
                    }
                    entry.until = date
                }
            }
            guard !entry.caller.isEmpty, !entry.application.isEmpty, !entry.targets.isEmpty else {
                throw failure("an entry of approved needs caller, application and targets", at: element)
            }
            return entry
        }
    }

    private func caller(_ node: Int) throws(Failure) -> String {
        let word = try word(node, "caller needs a name")
        return word == ExpectedAccess.everyone || word == ExpectedAccess.submitter ? word : try pattern(word, node)
    }

    /// A z/OS name in which `*` stands for any characters and `%` for one.
    private func pattern(_ text: String, _ node: Int) throws(Failure) -> String {
        guard ExpectedAccess.isName(text), text != ExpectedAccess.submitter else {
            throw failure("'\(text)' is not a z/OS name or a pattern: 1 to 8 of A-Z 0-9 # $ @ * %", at: node)
        }
        return text.uppercased()
    }
}
