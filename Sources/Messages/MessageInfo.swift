public import Diagnostics

/// A message, return code or exception that people meet when a set-up fails (docs/reference/messages.md).
public struct MessageInfo: Sendable, Equatable {
    /// Identifiers that share one explanation, such as FEJ211I and BUZ211I; in the case of the original.
    public var names: [String]
    /// What it means, in whole sentences.
    public var meaning: String
    /// What usually causes it here; empty if the meaning says so.
    public var cause: String
    /// What to do.
    public var remedy: String
    /// The rules that find the cause in the inputs.
    public var rules: [RuleID]
}
