/// The results of the commands of one set-up. There may be one for each line of a deck, so they are kept as numbers,
/// and a step is made when it is asked for.
public struct SimulationRun: Sendable, RandomAccessCollection {
    public typealias Step = SimulationReport.Step

    private struct Result {
        var place: Place
        var outcome: SimulationReport.Outcome
        var returnCode: Int32?
        var verb: UInt32
        var message: UInt32
        var note: UInt32
        /// The end of its changes among all; they begin where those of the result before end.
        var changesEnd: UInt32
    }

    private struct Change {
        var subject: UInt32
        var attribute: UInt32
        var before: UInt32
        var after: UInt32
    }

    public let setUp: String
    private var results: [Result] = []
    private var changes: [Change] = []
    private var texts = TextPool()

    /// - Parameter capacity: the number of steps that are likely.
    public init(setUp: String, capacity: Int) {
        self.setUp = setUp
        results.reserveCapacity(capacity)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { results.count }

    public subscript(index: Int) -> Step {
        let result = results[index]
        var step = Step(place: result.place, verb: texts[result.verb], outcome: result.outcome)
        step.returnCode = result.returnCode.map(Int.init)
        step.message = text(result.message)
        step.note = text(result.note)
        let first = index == 0 ? 0 : results[index - 1].changesEnd
        step.changes = changes[Int(first)..<Int(result.changesEnd)].map { change in
            SimulationReport.Change(
                subject: texts[change.subject], attribute: texts[change.attribute], before: texts[change.before],
                after: texts[change.after])
        }
        return step
    }

    private func text(_ number: UInt32) -> String? {
        let text = texts[number]
        return text.isEmpty ? nil : text
    }

    public mutating func append(_ step: Step) {
        for change in step.changes {
            changes.append(
                Change(
                    subject: texts.add(change.subject), attribute: texts.add(change.attribute),
                    before: texts.add(change.before), after: texts.add(change.after)))
        }
        results.append(
            Result(
                place: step.place, outcome: step.outcome, returnCode: step.returnCode.map(Int32.init),
                verb: texts.add(step.verb), message: texts.add(step.message ?? ""), note: texts.add(step.note ?? ""),
                changesEnd: UInt32(changes.count)))
    }
}

/// Texts by numbers. What was added lately is not added again.
private struct TextPool: Sendable {
    private var bytes: [UInt8] = []
    /// The end of each text in `bytes`; the first one is for a text before all of them.
    private var ends: [UInt32] = [0]
    private var recent: [String: UInt32] = [:]

    private static let memory = 1024

    subscript(number: UInt32) -> String {
        String(decoding: bytes[Int(ends[Int(number)])..<Int(ends[Int(number) + 1])], as: UTF8.self)
    }

    mutating func add(_ text: String) -> UInt32 {
        if let number = recent[text] { return number }
        let number = UInt32(ends.count - 1)
        bytes += text.utf8
        ends.append(UInt32(bytes.count))
        if recent.count == Self.memory { recent.removeAll(keepingCapacity: true) }
        recent[text] = number
        return number
    }
}
