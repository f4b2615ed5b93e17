import Diagnostics
import Evaluator
import Subjects

extension AccessReport.Grant {
    /// Who for whom, as rows are named.
    var pair: String {
        // Whatever lets everyone do it, it is the same.
        "\(callerKind == .everyone ? "everyone" : callerInWords) for \(targets) at \(application)"
    }

    /// Whether and through what.
    var way: String {
        var text = "\(generate == .granted ? "can" : "may"), through \(profile)"
        if callerKind == .everyone { text += " by \(caller == "*" ? "ID(*)" : caller)" }
        if !members.isEmpty { text += "; members \(Self.list(members))" }
        if !possibleMembers.isEmpty { text += "; perhaps members \(Self.list(possibleMembers))" }
        if !except.isEmpty || moreExceptions > 0 {
            text += "; except \(Self.list(except, more: moreExceptions))"
        }
        if let note { text += "; \(note)" }
        return text
    }

    private static func list(_ names: [String], more: Int = 0) -> String {
        let most = 12
        let left = max(0, names.count - most) + more
        return names.prefix(most).joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
    }
}

extension AccessReport.KeyHolding {
    static let noKey = "none"
    static let unknownKey = "unknown"

    /// The form of the key for legacy PassTickets in words.
    var legacyState: String {
        switch legacy {
        case .none: Self.noKey
        case .masked: "masked"
        case .encrypted: "encrypted"
        case .label: "by a label"
        case .held: "held in a form that is not shown"
        case .unknown: Self.unknownKey
        }
    }

    var enhancedState: String {
        switch enhanced {
        case "yes": "by a label"
        case "no": Self.noKey
        case _: Self.unknownKey
        }
    }
}

extension AccessReport.ClassOptions {
    static let unknownValue = "unknown"
}

extension SystemPicture {
    /// The options of a class, also of one that nothing names; `nil` for those that a stored report does not hold.
    func options(of name: String?) -> AccessReport.ClassOptions? {
        if let found = classes.first(where: { $0.name == name }) { return found }
        guard let live else { return nil }
        return name.map { live.evaluation.classOptions(of: $0, setUp) } ?? live.evaluation.systemOptions(setUp)
    }
}
