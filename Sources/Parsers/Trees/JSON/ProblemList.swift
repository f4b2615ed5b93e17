public import Diagnostics

/// The problems of one input, up to a limit.
public struct ProblemList {
    private static let limit = 20
    public private(set) var list: [Problem] = []
    private var counts: [RuleID: Int] = [:]

    public init() {}

    public mutating func add(_ code: RuleID, _ message: String, _ start: Int, _ end: Int) {
        let count = (counts[code] ?? 0) + 1
        counts[code] = count
        if count < Self.limit {
            list.append(Problem(code, message, at: SourceRange(start, end)))
        } else if count == Self.limit {
            list.append(Problem(code, "\(message); further ones are not reported", at: SourceRange(start, end)))
        }
    }
}
