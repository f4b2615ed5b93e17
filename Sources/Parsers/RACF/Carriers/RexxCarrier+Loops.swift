import Diagnostics
import Languages

/// Loops: those whose rounds the exec determines are followed round by round.
extension RexxCarrier {
    mutating func loop(_ index: Int, _ control: ArraySlice<Token>, _ range: Range<Int>) -> Int {
        let end = ends[index]
        let body = (index + 1)..<(end ?? index + 1)
        let name = control.dropFirst().first?.kind == .equals ? control.first.map(upper) ?? "" : ""
        namedLoops.append((name, program.depth))
        defer { namedLoops.removeLast() }
        switch iterations(control) {
        case .once:
            program.beginBlock()
            return index + 1
        case .onceOrMore where end != nil && mayFollow:
            program.forget(changed(in: body))
            _ = iterate(body, range)
        case .values(let variable, let values) where end != nil && mayFollow:
            for value in values {
                program[variable] = ProgramFlow.Value(
                    text: MappedText(Array(String(value).utf8), for: range), origin: nil)
                guard iterate(body, range) else { break }
            }
            if budget <= 0 { program.unread(.limit, "a loop with too many rounds", at: range) }
        case .while(let condition) where end != nil && mayFollow:
            var count = 0
            while true {
                guard let isTrue = truth(condition), count < Self.iterationLimit, mayFollow else {
                    optional(body, range)
                    break
                }
                count += 1
                guard isTrue, iterate(body, range) else { break }
            }
        case .onceOrMore, .values, .while, .unknown:
            program.forget(changed(in: body))
            program.beginBlock(optionalAt: range)
            return index + 1
        }
        program.done()
        return (end ?? index) + 1
    }

    static let iterationLimit = 400

    /// Interprets the body of a loop once.
    ///
    /// - Returns: whether it may continue.
    mutating func iterate(_ body: Range<Int>, _ range: Range<Int>) -> Bool {
        let (outerDepth, outerDeparture, outerDoubt) = (loopDepth, departure, mayHaveLeft)
        mayHaveLeft = false
        program.beginOptional(.loop, at: range, truth: departure == .mayLeave ? nil : true)
        loopDepth = program.depth - 1
        openLoops += 1
        execute(body)
        openLoops -= 1
        // The end of a round of an outer loop also ends this one.
        let left = departure
        if (left == .iterate || left == .leave) && leftDepth < loopDepth {
            program.endOptional()
            (loopDepth, mayHaveLeft) = (outerDepth, outerDoubt)
            return false
        }
        if left == .iterate || left == .leave { program.revive() }
        program.endOptional()
        if mayHaveLeft { program.forget(changed(in: body)) }
        (loopDepth, mayHaveLeft) = (outerDepth, outerDoubt || doubtDepth < loopDepth)
        if !(doubtDepth < loopDepth) { doubtDepth = Int.max }
        departure = left == .back ? .back : left == .mayLeave ? .mayLeave : outerDeparture
        return left != .leave && left != .back && mayFollow && !program.isDead
    }

    mutating func optional(_ body: Range<Int>, _ range: Range<Int>) {
        program.forget(changed(in: body))
        program.beginOptional(.loop, at: range)
        let outerDepth = loopDepth
        loopDepth = program.depth - 1
        openLoops += 1
        execute(body)
        openLoops -= 1
        loopDepth = outerDepth
        if departure == .iterate || departure == .leave || departure == .mayLeave { departure = nil }
        program.endOptional()
        program.forget(changed(in: body))
    }

    /// The variables that the body of a loop changes; in deep loops it may be any.
    private func changed(in body: Range<Int>) -> [String] {
        openLoops + program.frames.count < Self.loopLimit ? assigned(in: body) : program.names
    }

    /// The variables that a range of clauses changes.
    func assigned(in range: Range<Int>) -> [String] {
        var names: [String] = []
        for clause in clauses[range] {
            let rest = Self.instruction(bytes, clause)
            guard let first = rest.first, first.kind == .symbol else { continue }
            if rest.dropFirst().first?.kind == .equals {
                names += matching(upper(first))
            } else if ["PARSE", "PULL", "ARG", "DO", "UPPER", "DROP"].contains(upper(first)) {
                for token in rest.dropFirst() where token.kind == .symbol { names += matching(upper(token)) }
            } else if ["CALL", "INTERPRET"].contains(upper(first)) {
                return program.names
            }
        }
        return names
    }

    /// The variable, or all variables that a changing tail may denote.
    func matching(_ name: String) -> [String] {
        guard let dot = name.firstIndex(of: ".") else { return [name] }
        return program.names.filter { $0.hasPrefix(name[...dot]) }
    }
}
