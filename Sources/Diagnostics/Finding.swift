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

/// Something wrong in an input.
public struct Finding: Hashable, Sendable {
    public var rule: RuleID
    public var severity: Severity
    public var confidence: Confidence
    /// One line, no full stop, no severity word; quotes the input, never a secret.
    public var message: String
    public var place: Place
    public var related: [RelatedPlace]
    public var fix: Fix?
    /// The finding that it follows from; `nil` if it has a cause of its own.
    public var because: Cause?
    /// The remedy in this case; `nil` if the general remedy of the rule is enough.
    public var remedy: String?
    /// The subjects of the checks that reported it, see `Check.subject`. One cause can break several steps.
    public var subjects: [String]
    /// The name of what the finding is about: a directive, a property, a command with its profile. It stays when lines
    /// move.
    public var key = ""
    /// A value that is the same from run to run, whatever its line is.
    public var fingerprint = ""
    /// The reason why it does not count; `nil` if it counts.
    public var suppression: Suppression?
    /// Whether it is in the baseline.
    public var isKnown = false
    /// Whether it does not count by itself, because its cause does; see `Outcome.settleCauses`.
    public var isConsequence = false
    /// The number of further findings of the rule, with the same severity in the same input, that are counted and not
    /// listed. The last one that is listed has it, and says so.
    public var more = 0

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
        self.fix = fix
        self.subjects = subjects
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
