import Diagnostics
import Languages

extension DeckBuilder {
    /// Makes the commands unconditional that every branch of a choice has in the same order at its beginning or its
    /// end.
    mutating func joinChoices() {
        guard flow.choices.contains(true) else { return }
        var joiner = ChoiceJoiner(self)
        joiner.run()
        for (command, condition) in joiner.raised { flow.conditionOf[command] = condition }
        for command in joiner.repeated where commands[command].effect == .runs {
            commands[command].effect = .repeated
        }
    }
}

/// Compares the branches of choices, the inner ones first.
private struct ChoiceJoiner {
    /// An element of a branch.
    private enum Step: Equatable {
        case command(Int)
        /// The branches of an inner choice.
        case choice(Int)
        /// Commands under a condition that is not a choice.
        case opaque
    }

    private let builder: DeckBuilder
    /// The commands that run under an outer condition instead.
    private(set) var raised: [Int: UInt32] = [:]
    /// The commands that count with another branch.
    private(set) var repeated: Set<Int> = []
    private var texts: [Int: [[UInt8]]] = [:]
    /// The elements of a choice as seen from outside.
    private var results: [Int: [Step]] = [:]

    init(_ builder: DeckBuilder) { self.builder = builder }

    private var flow: Deck.Flow { builder.flow }

    mutating func run() {
        let conditions = flow.conditions
        // The direct elements of each condition, in order.
        var steps = [[Step]](repeating: [], count: conditions.count)
        for (command, condition) in flow.conditionOf.enumerated() where condition != 0 {
            steps[Int(condition) - 1].append(.command(command))
            var inner = conditions[Int(condition) - 1]
            while inner.outer != 0 {
                let step: Step = inner.choice == 0 ? .opaque : .choice(Int(inner.choice) - 1)
                if steps[Int(inner.outer) - 1].last == step { break }
                steps[Int(inner.outer) - 1].append(step)
                inner = conditions[Int(inner.outer) - 1]
            }
        }
        var ways = [[Int]](repeating: [], count: flow.choices.count)
        for (index, condition) in conditions.enumerated() where condition.choice != 0 {
            ways[Int(condition.choice) - 1].append(index)
        }
        // Inner choices have higher numbers.
        for choice in flow.choices.indices.reversed() where flow.choices[choice] && ways[choice].count > 1 {
            let outer = conditions[ways[choice][0]].outer
            results[choice] = join(ways[choice].map { expanded(steps[$0]) }, outer: outer)
        }
    }

    private func expanded(_ steps: [Step]) -> [Step] {
        steps.flatMap { step -> [Step] in
            guard case .choice(let choice) = step else { return [step] }
            return results[choice] ?? [.opaque]
        }
    }

    private mutating func join(_ ways: [[Step]], outer: UInt32) -> [Step] {
        let shortest = ways.map(\.count).min() ?? 0
        var front: [Step] = []
        while front.count < shortest, let same = same(ways.map { $0[front.count] }) {
            raise(same, keeping: same[0], outer)
            front.append(.command(same[0]))
        }
        var back: [Step] = []
        while back.count < shortest - front.count, let same = same(ways.map { $0[$0.count - 1 - back.count] }) {
            let kept = same[same.count - 1]
            raise(same, keeping: kept, outer)
            back.append(.command(kept))
        }
        let isWhole = ways.allSatisfy { $0.count == front.count + back.count }
        return front + (isWhole ? [] : [.opaque]) + back.reversed()
    }

    private mutating func raise(_ commands: [Int], keeping kept: Int, _ outer: UInt32) {
        raised[kept] = outer
        for command in commands where command != kept { repeated.insert(command) }
    }

    /// The commands of the branches at one place, if they are the same.
    private mutating func same(_ steps: [Step]) -> [Int]? {
        var commands: [Int] = []
        for step in steps {
            guard case .command(let command) = step, builder.commands[command].effect == .runs else { return nil }
            if let first = commands.first, text(command) != text(first) || !isSameRun(command, first) { return nil }
            commands.append(command)
        }
        return commands
    }

    /// Whether two commands run under the same program, or their failures end neither run.
    private func isSameRun(_ command: Int, _ other: Int) -> Bool {
        let regions = [builder.commands[command].region, builder.commands[other].region]
        return regions[0] == regions[1] || regions.allSatisfy { builder.regions[Int($0)].stop == .never }
    }

    /// A command in a normal form, with operands in a fixed order and without abbreviations.
    private mutating func text(_ command: Int) -> [[UInt8]] {
        if let known = texts[command] { return known }
        let record = builder.commands[command]
        var parts: [[UInt8]] = []
        var level = builder.nodes.level(of: record)
        while let word = builder.nodes.next(&level) {
            var part: [UInt8] = []
            for index in word.index..<max(word.index + 1, Int(builder.nodes[word].next)) {
                part += text(of: Deck.Word(index))
            }
            parts.append(part)
        }
        let positional = parts.prefix { $0.first != Self.operand }
        let text =
            [record.verb.map { Array($0.name.utf8) } ?? []] + positional
            + parts.dropFirst(positional.count).sorted { $0.lexicographicallyPrecedes($1) }
        texts[command] = text
        return text
    }

    private static let operand = UInt8(ascii: "O")

    private func text(of word: Deck.Word) -> [UInt8] {
        let node = builder.nodes[word]
        let kind: UInt8 =
            switch node.kind {
            case .operand: Self.operand
            case .word: UInt8(ascii: "W")
            case .string: UInt8(ascii: "S")
            case .list: UInt8(ascii: "L")
            }
        let count = node.next - word.number
        let depth = [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        if let keyword = node.keyword { return [kind] + depth + Array(keyword.name.utf8) }
        let raw = builder.spliced[word] ?? Array(builder.file.bytes[Int(node.start)..<Int(node.end)])
        return [kind] + depth + (node.kind == .string ? raw : raw.map(\.uppercased))
    }
}
