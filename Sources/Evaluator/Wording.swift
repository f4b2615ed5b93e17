import Diagnostics
public import RACF

extension Deck.Condition.Kind {
    /// The phrase that follows the name of a command.
    var phrase: String {
        switch self {
        case .branch: "runs only under a condition"
        case .loop: "is in a loop that may not run"
        case .routine: "is in a routine that may not be called"
        case .step: "is in a step that may not run"
        case .stop: "follows a command that may end the run"
        case .unread: "follows a part that may end the run"
        }
    }
}

extension Deck.UnreadPart {
    /// The phrase that begins a sentence.
    public var phrase: String {
        switch kind {
        case .dataSet: "the data set \(name)"
        case .program: "\(name)"
        case .generated: "a command that is built at run time"
        case .limit: "what follows from \(name)"
        }
    }
}

extension Truth {
    init(_ state: AccessReport.Condition.State) {
        switch state {
        case .holds: self = .yes
        case .fails: self = .no
        case .unknown: self = .unknown
        }
    }

    /// The state of a condition that holds if this is true.
    var state: AccessReport.Condition.State {
        switch self {
        case .yes: .holds
        case .no: .fails
        case .unknown: .unknown
        }
    }
}

extension Verdict {
    init(_ truth: Truth) {
        switch truth {
        case .yes: self = .granted
        case .no: self = .refused
        case .unknown: self = .unknown
        }
    }
}
