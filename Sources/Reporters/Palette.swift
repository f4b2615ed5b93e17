public import Diagnostics

/// What a terminal shows: colours, marks and the length of its lines.
public struct Palette: Sendable {
    /// The signs for what holds and what does not.
    public enum Marks: Sendable {
        case ascii, unicode

        var good: SafeText { self == .unicode ? "✓" : "+" }
        var bad: SafeText { self == .unicode ? "✗" : "x" }
    }

    /// The width of frames and tables where lines are not broken.
    private static let usualWidth = 100
    /// A narrower terminal would leave no room for a frame.
    private static let leastWidth = 40

    public var isOn: Bool
    public var marks: Marks
    /// The number of columns at which lines are broken; `nil` breaks none, as files and pipes want it.
    public var columns: Int?

    public init(isOn: Bool, marks: Marks = .unicode, columns: Int? = nil) {
        self.isOn = isOn
        self.marks = marks
        self.columns = columns.map { max($0, Self.leastWidth) }
    }

    /// The width of what cannot be broken, such as a line of an input.
    var frameWidth: Int { columns ?? Self.usualWidth }

    /// Breaks text at blanks, see `Wrapping`.
    func wrap(_ text: SafeText, first: SafeText = "", rest: SafeText = "", narrower by: Int = 0) -> [SafeText] {
        Wrapping.wrap(text, first: first, rest: rest, width: columns.map { $0 - by } ?? .max)
    }

    func bold(_ text: SafeText) -> SafeText { paint(text, "1") }
    func dim(_ text: SafeText) -> SafeText { paint(text, "2") }
    func good(_ text: SafeText) -> SafeText { paint(text, "32") }
    func accent(_ text: SafeText) -> SafeText { paint(text, "36") }

    /// A line of a difference that is removed or added.
    public func removed(_ text: SafeText) -> SafeText { paint(text, "31") }
    public func added(_ text: SafeText) -> SafeText { paint(text, "32") }

    func severity(_ severity: Severity, _ text: SafeText) -> SafeText {
        switch severity {
        case .error: paint(text, "1;31")
        case .warning: paint(text, "1;33")
        case .info: paint(text, "1;34")
        }
    }

    func change(_ change: DifferenceReport.Change, _ text: SafeText) -> SafeText {
        switch change {
        case .gained: paint(text, "1;32")
        case .lost: paint(text, "1;31")
        case .changed: paint(text, "1;33")
        case .unknown: paint(text, "1;35")
        }
    }

    func verdict(_ verdict: Verdict) -> SafeText {
        let text: SafeText = "\(verdict.rawValue)"
        return switch verdict {
        case .granted: paint(text, "1;32")
        case .refused: paint(text, "1;31")
        case .unknown: paint(text, "1;33")
        }
    }

    private func paint(_ text: SafeText, _ code: StaticString) -> SafeText {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
