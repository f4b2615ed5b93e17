public import Diagnostics

/// Writes an outcome in one format. A pure function: no clock, no environment, no file.
public protocol Reporter: Sendable {
    func report(_ outcome: Outcome) -> Report
}

/// The formats of `check`, as `--format` and `--report` name them.
public enum ReportFormat: String, Sendable, CaseIterable {
    case text, concise, json, junit, sarif, github, gitlab, azure, checkstyle, rdjson, markdown, html

    /// Whether it shows everything that the outcome holds, also what is made only for reports that are kept.
    public var keepsRecord: Bool { self == .json || self == .html }

    /// The reporter for a file: without colour, with everything.
    public var reporter: any Reporter {
        switch self {
        case .text: TextReporter()
        case .concise: ConciseReporter()
        case .json: JSONReporter()
        case .junit: JUnitReporter()
        case .sarif: SARIFReporter()
        case .github: GitHubReporter()
        case .gitlab: GitLabReporter()
        case .azure: AzureReporter()
        case .checkstyle: CheckstyleReporter()
        case .rdjson: RDJSONReporter()
        case .markdown: MarkdownReporter()
        case .html: HTMLReporter()
        }
    }
}
