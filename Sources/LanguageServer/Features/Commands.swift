import Diagnostics
import Reporters
import Rules

extension LanguageServer {
    /// The commands of `workspace/executeCommand`.
    enum Command: String, CaseIterable {
        /// Shows and answers the page of a rule or message; the argument is its name.
        case explain = "jmoncheck.explain"
        /// Has the client apply an edit, for clients that know only commands.
        case apply = "jmoncheck.apply"
        /// Shows and answers a text of a code lens.
        case show = "jmoncheck.show"
    }

    static let commands = Command.allCases.map(\.rawValue)

    func execute(_ values: Wire?) throws(Failure) -> JSONValue {
        guard let name = values?["command"]?.string else { throw .params }
        guard let command = Command(rawValue: name) else {
            throw Failure(.invalidParams, "the command is not one of this server")
        }
        let argument = values?["arguments"]?.list?.first
        switch command {
        case .explain:
            guard let code = argument?.string else { throw .params }
            guard let page = Explanation.page(code) else {
                throw Failure(.requestFailed, "there is no rule or message of this name")
            }
            show(page.summary)
            return .prose(page.markdown)
        case .apply:
            guard let edit = argument, edit.isObject else { throw .params }
            ask("workspace/applyEdit", ["label": "jmoncheck", "edit": edit.json])
            return .null
        case .show:
            guard let text = argument?.string else { throw .params }
            show(text)
            return .prose(text)
        }
    }

    private func show(_ text: String) {
        notifyClient("window/showMessage", ["type": 3, "message": .prose(text)])
    }
}
