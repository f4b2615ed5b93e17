import Diagnostics
import Messages
import Reporters
import Rules

/// The page of a rule or of a message of the system, as Markdown and in short.
enum Explanation {
    struct Page {
        var markdown: String
        var summary: String
    }

    static func page(_ name: String) -> Page? {
        if let info = RuleCatalog.infos.first(where: {
            $0.id.code == name.uppercased() || $0.name == name
        }) {
            return Page(
                markdown: RulePage(info).markdown,
                summary: "\(info.id.code) \(info.name): \(info.title). \(info.rationale) \(info.remedy)")
        }
        guard let info = MessageTable.find(name) else { return nil }
        return Page(
            markdown: markdown(info), summary: "\(info.names.joined(separator: ", ")): \(info.meaning)")
    }

    static func markdown(_ info: MessageInfo) -> String {
        var text = "**\(info.names.joined(separator: ", "))**\n\n\(info.meaning)"
        if !info.cause.isEmpty { text += "\n\nUsual cause: \(info.cause)" }
        if !info.remedy.isEmpty { text += "\n\nWhat to do: \(info.remedy)" }
        if !info.rules.isEmpty {
            text += "\n\nRules that find the cause: \(info.rules.map(\.code).joined(separator: ", "))"
        }
        return text
    }
}
