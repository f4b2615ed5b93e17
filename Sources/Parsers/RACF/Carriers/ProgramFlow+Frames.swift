import Diagnostics
import Languages

/// IF, SELECT and DO of REXX and CLIST, which the order of instructions determines.
extension ProgramFlow {
    /// The structure that contains an instruction.
    enum Frame {
        /// The instruction after THEN, the place where ELSE may follow, and the instruction after ELSE.
        case then, afterThen, otherwise
        case select(hasOtherwise: Bool)
        /// The instruction after WHEN, and those after OTHERWISE.
        case when, selectOtherwise
        /// DO, and whether its body may not run.
        case block(isOptional: Bool)
    }

    /// Begins a part that is interpreted separately.
    mutating func takeFrames() -> [Frame] {
        defer { frames = [] }
        return frames
    }

    /// Ends such a part with everything that is open in it.
    mutating func closeFrames(going outer: [Frame]) {
        settle()
        while let frame = frames.popLast() { close(frame) }
        frames = outer
    }

    mutating func beginIf(at range: Range<Int>, truth: Bool?) {
        beginChoice()
        frames.append(.then)
        beginWay(.branch, at: range, truth: truth)
    }

    mutating func beginElse(at range: Range<Int>) {
        guard case .afterThen? = frames.last else { return }
        frames[frames.count - 1] = .otherwise
        beginRest(at: range)
    }

    mutating func beginSelect() {
        beginChoice()
        frames.append(.select(hasOtherwise: false))
    }

    mutating func beginWhen(at range: Range<Int>, truth: Bool?) {
        guard case .select? = frames.last else { return beginIf(at: range, truth: truth) }
        frames.append(.when)
        beginWay(.branch, at: range, truth: truth)
    }

    mutating func beginOtherwise(at range: Range<Int>) {
        guard case .select? = frames.last else { return }
        frames[frames.count - 1] = .select(hasOtherwise: true)
        frames.append(.selectOtherwise)
        beginRest(at: range)
    }

    /// - Parameter range: the range of the condition; `nil` if the block always runs.
    mutating func beginBlock(optionalAt range: Range<Int>? = nil) {
        if let range { beginOptional(.loop, at: range) }
        if range != nil { loops.append(depth - 1) }
        frames.append(.block(isOptional: range != nil))
    }

    /// - Parameter error: the place of an error that ends the program if no branch of a SELECT without OTHERWISE runs;
    ///   `nil` if that is not an error.
    mutating func endBlock(error: Range<Int>? = nil) {
        settle()
        if case .selectOtherwise? = frames.last {
            frames.removeLast()
            endWay()
        }
        guard let frame = frames.popLast() else { return }
        let isUnmatched: Bool? = if case .select(hasOtherwise: false) = frame { isLastChoiceUnmatched } else { false }
        close(frame)
        if let error, isUnmatched == true { end(at: error) }
        if let error, isUnmatched == nil { mayEnd(at: error) }
        done()
    }

    private mutating func close(_ frame: Frame) {
        switch frame {
        case .then, .otherwise:
            endWay()
            endChoice(isExhaustive: false)
        case .afterThen: endChoice(isExhaustive: false)
        case .when, .selectOtherwise: endWay()
        case .select(let hasOtherwise): endChoice(isExhaustive: hasOtherwise)
        case .block(isOptional: true):
            loops.removeLast()
            endOptional()
        case .block: break
        }
    }

    /// Handles the end of an instruction.
    mutating func done() {
        while true {
            switch frames.last {
            case .then?:
                endWay()
                frames[frames.count - 1] = .afterThen
                return
            case .otherwise?:
                endWay()
                endChoice(isExhaustive: true)
                frames.removeLast()
            case .when?:
                endWay()
                frames.removeLast()
                return
            case .afterThen?, .select?, .selectOtherwise?, .block?, nil: return
            }
        }
    }

    /// Handles an IF without ELSE.
    mutating func settle() {
        while case .afterThen? = frames.last {
            endChoice(isExhaustive: false)
            frames.removeLast()
            done()
        }
    }
}
