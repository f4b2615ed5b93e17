import Diagnostics
import Reading
import Subjects

extension ReadInputs {
    /// Whether everything was read that was asked for.
    var isWhole: Bool {
        inputs.allSatisfy { input in
            switch input {
            case .parsed(let input): input.vacancy == nil && input.cut == nil
            case .failed: false
            }
        }
    }

    /// The inputs of an answer, which has no findings: what a limit cuts was not read.
    func answered(_ setUps: [SetUp]) -> [Outcome.Input] {
        var answered = described(setUps)
        for case .parsed(let input) in inputs {
            let index = input.file.id.index
            answered[index].failure = answered[index].failure ?? input.cut
        }
        return answered
    }
}

extension AccessReport.Decision {
    /// The decision if an input was not read: its commands may grant what is refused, and take away what is granted.
    var opened: Self {
        var decision = self
        for index in conditions.indices where conditions[index].state == .fails {
            decision.conditions[index].state = .unknown
            decision.conditions[index].ground = nil
            decision.conditions[index].message += ", unless an input that was not read says otherwise"
        }
        decision.generate = .unknown
        decision.logon = .unknown
        for (first, prefix) in [("G1", "G"), ("E1", "E")] {
            let own = decision.conditions.filter { $0.id.hasPrefix(prefix) }
            guard own.allSatisfy({ $0.state == .holds }),
                let index = decision.conditions.firstIndex(where: { $0.id == first })
            else { continue }
            decision.conditions[index].state = .unknown
            decision.conditions[index].ground = nil
            decision.conditions[index].message += ", unless an input that was not read says otherwise"
        }
        return decision
    }
}

extension ParsedInput {
    /// Why not all of it was read, if a limit cuts it.
    fileprivate var cut: String? { problems.first { $0.code == "IN006" }?.message }
}
