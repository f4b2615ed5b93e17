/// A place in an input; without a range, the input as a whole.
public struct Place: Hashable, Sendable {
    public var file: FileID
    public var range: SourceRange?

    public init(_ file: FileID, _ range: SourceRange? = nil) {
        self.file = file
        self.range = range
    }
}

/// A second place that belongs to a finding: the evidence, often in another file.
public struct RelatedPlace: Hashable, Sendable {
    public var place: Place
    /// What is at the place, such as `SERV_PORT is set here`.
    public var message: String

    public init(_ place: Place, _ message: String) {
        self.place = place
        self.message = message
    }
}

/// A change that removes its finding and leaves a readable file.
public struct Fix: Hashable, Sendable {
    public struct Replacement: Hashable, Sendable {
        public var range: SourceRange
        public var text: String

        public init(range: SourceRange, text: String) {
            self.range = range
            self.text = text
        }
    }

    /// What the change does, in the imperative: `set LOOPBACK_ONLY=OFF`.
    public var title: String
    /// The replacements in ascending order, without overlaps, all in the finding's file.
    public var replacements: [Replacement]
    /// Whether a line has a sequence number that has to stay in its columns, so that only `jmoncheck fix` can apply it.
    public var movesColumns = false

    public init(_ title: String, replace range: SourceRange, with text: String) {
        self.init(title, [(range, text)])
    }

    public init(_ title: String, _ replacements: [(SourceRange, String)]) {
        self.title = title
        self.replacements = replacements.map { Replacement(range: $0.0, text: $0.1) }
    }
}

/// The finding that another one follows from: a deck that ends early is the cause, and a class that is not refreshed the
/// consequence.
public struct Cause: Hashable, Sendable {
    public var rule: RuleID
    public var place: Place

    public init(_ rule: RuleID, _ place: Place) {
        self.rule = rule
        self.place = place
    }
}

/// A value that is the same from run to run, whatever its line is.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    private let hash: UInt64

    public init(_ hash: UInt64) { self.hash = hash }

    /// Reads 16 hexadecimal digits, small ones.
    public init?(_ digits: String) {
        guard digits.utf8.count == 16, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
            let hash = UInt64(digits, radix: 16)
        else { return nil }
        self.hash = hash
    }

    public var description: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Something wrong in an input. There may be one for each command of a deck, so it is small.
public struct Finding: Hashable, Sendable {
    public var rule: RuleID
    public var severity: Severity
    public var confidence: Confidence
    /// One line, no full stop, no severity word; quotes the input, never a secret.
    public var message: String
    public var place: Place
    public var related: [RelatedPlace]
    /// The subjects of the checks that reported it, see `Check.subject`. One cause can break several steps.
    public var subjects: [String]
    /// The name of what the finding is about: a directive, a property, a command with its profile. It stays when lines
    /// move.
    public var key = ""
    public var fingerprint: Fingerprint?
    /// Whether it is in the baseline.
    public var isKnown = false
    /// Whether it does not count by itself, because its cause does; see `Outcome.settleCauses`.
    public var isConsequence = false
    /// None or one. It is an array because few of very many findings have one.
    private var addition: [Addition] = []

    public init(
        rule: RuleID, severity: Severity, confidence: Confidence = .high, message: String, place: Place,
        related: [RelatedPlace] = [], fix: Fix? = nil, subjects: [String]
    ) {
        self.rule = rule
        self.severity = severity
        self.confidence = confidence
        self.message = message
        self.place = place
        self.related = related
        self.subjects = subjects
        self.fix = fix
    }
}

extension Finding {
    /// Whether it counts by itself: nobody accepted it, and it has no other finding as its cause.
    public var isCounted: Bool { suppression == nil && !isConsequence }
}

/// What few findings have.
extension Finding {
    private struct Addition: Hashable {
        var fix: Fix?
        var because: Cause?
        var remedy: String?
        var suppression: Suppression?
        var more = 0
    }

    public var fix: Fix? {
        get { addition.first?.fix }
        set { if newValue != nil || fix != nil { change { $0.fix = newValue } } }
    }

    /// The finding that it follows from; `nil` if it has a cause of its own.
    public var because: Cause? {
        get { addition.first?.because }
        set { if newValue != nil || because != nil { change { $0.because = newValue } } }
    }

    /// The remedy in this case; `nil` if the general remedy of the rule is enough.
    public var remedy: String? {
        get { addition.first?.remedy }
        set { if newValue != nil || remedy != nil { change { $0.remedy = newValue } } }
    }

    /// The reason why it does not count; `nil` if it counts.
    public var suppression: Suppression? {
        get { addition.first?.suppression }
        set { if newValue != nil || suppression != nil { change { $0.suppression = newValue } } }
    }

    /// The number of further findings of the rule, with the same severity in the same input, that are counted and not
    /// listed. The last one that is listed has it, and says so.
    public var more: Int {
        get { addition.first?.more ?? 0 }
        set { if newValue != more { change { $0.more = newValue } } }
    }

    private mutating func change(_ change: (inout Addition) -> Void) {
        if addition.isEmpty { addition.append(Addition()) }
        change(&addition[0])
    }
}

/// Something that a parser could not read, or read in spite of a defect. It becomes a finding.
public struct Problem: Hashable, Sendable {
    public var code: RuleID
    public var range: SourceRange
    public var message: String

    public init(_ code: RuleID, _ message: String, at range: SourceRange) {
        self.code = code
        self.message = message
        self.range = range
    }
}
