public import Diagnostics

/// The colours and marks of a terminal, or plain ones.
public struct Palette: Sendable {
    /// The signs for what holds and what does not.
    public enum Marks: Sendable {
        case ascii, unicode

        var good: SafeText { self == .unicode ? "✓" : "+" }
        var bad: SafeText { self == .unicode ? "✗" : "x" }
    }

    public var isOn: Bool
    public var marks: Marks

    public init(isOn: Bool, marks: Marks = .unicode) {
        self.isOn = isOn
        self.marks = marks
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
