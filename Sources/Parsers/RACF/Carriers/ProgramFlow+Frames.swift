import Diagnostics
import Languages

/// IF, SELECT and DO of REXX and CLIST, which are told by the instructions that follow each other.
extension ProgramFlow {
    /// What an instruction stands in.
    enum Frame {
        /// The instruction behind THEN, the place where an ELSE may follow, the one behind ELSE.
        case then, afterThen, otherwise
        case select(hasOtherwise: Bool)
        /// The instruction behind WHEN, and those behind OTHERWISE.
        case when, selectOtherwise
        /// DO; whether its body need not run.
        case block(isOptional: Bool)
    }

    /// Begins a part that is gone through as if it stood alone.
    mutating func takeFrames() -> [Frame] {
        defer { frames = [] }
        return frames
    }

    /// Ends such a part, whatever is open in it.
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

    /// - Parameter range: of what decides whether it runs; `nil` if it does in any case.
    mutating func beginBlock(optionalAt range: Range<Int>? = nil) {
        if let range { beginOptional(.loop, at: range) }
        frames.append(.block(isOptional: range != nil))
    }

    mutating func endBlock() {
        settle()
        if case .selectOtherwise? = frames.last {
            frames.removeLast()
            endWay()
        }
        guard let frame = frames.popLast() else { return }
        close(frame)
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
        case .block(let isOptional): if isOptional { endOptional() }
        }
    }

    /// An instruction is complete.
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

    /// No ELSE follows.
    mutating func settle() {
        while case .afterThen? = frames.last {
            endChoice(isExhaustive: false)
            frames.removeLast()
            done()
        }
    }
}
