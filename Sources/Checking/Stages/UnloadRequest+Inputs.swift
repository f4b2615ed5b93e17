import Evaluator
import RACF
import Reading
import Subjects
import Unload

extension UnloadRequest {
    /// What the other inputs and the options need of an unload: the classes that decks change, and the users of steps.
    init(_ inputs: [ParsedInput], _ options: Checker.Options) {
        let setUps = SetUp.planned(inputs, options.preflight, plans: options.configuration.setUps)
        var classes = Set(options.preflight.assumptions.namedClasses)
        var ids: Set<String> = []
        for setUp in setUps {
            for deck in setUp.decks {
                for command in deck.commands { classes.formUnion(command.namedClasses) }
            }
            for use in setUp.passTicketUses { ids.formUnion([use.caller, use.target].compactMap(\.self)) }
            ids.formUnion(setUp.options.agentUsers)
            ids.formUnion(setUp.options.targetUsers)
        }
        self.init(classes: classes.filter { $0.utf8.count <= 8 }, ids: ids.filter { $0.utf8.count <= 8 })
    }
}

extension Deck.Command {
    /// The classes of general resources whose profiles the command is about.
    fileprivate var namedClasses: [String] {
        switch verb {
        case .rdefine, .ralter, .rdelete: positional.first.map { [$0.text] } ?? []
        case .permit: operand(.class)?.values.map(\.text) ?? []
        default: []
        }
    }
}
