public import Diagnostics
public import JobMonitor
public import JobMonitorProc
public import RACF
public import Reading
public import Unload
public import UrbanCode

extension JobMonitorConfig: RuleSubject {
    public static func all(in workspace: Workspace) -> [JobMonitorConfig] {
        workspace.inputs.compactMap { if case .jobMonitor(let member) = $0.document { member } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension JobMonitorProc: RuleSubject {
    public static func all(in workspace: Workspace) -> [JobMonitorProc] {
        workspace.inputs.compactMap { if case .jobMonitorProc(let procedure) = $0.document { procedure } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension Deck: RuleSubject {
    public static func all(in workspace: Workspace) -> [Deck] {
        workspace.inputs.compactMap { if case .deck(let deck) = $0.document { deck } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

/// An input that shows keys, or that keys exist.
public enum KeySource: RuleSubject {
    case deck(Deck)
    case listing(RACFListing)
    case unload(Unload)

    public static func all(in workspace: Workspace) -> [KeySource] {
        workspace.inputs.compactMap { input in
            switch input.document {
            case .deck(let deck): .deck(deck)
            case .racfListing(let listing): .listing(listing)
            case .unload(let unload): .unload(unload)
            case .jobMonitor, .jobMonitorProc, .console, .urbanCode, .descriptor: nil
            }
        }
    }
    private var file: SourceFile {
        switch self {
        case .deck(let deck): deck.file
        case .listing(let listing): listing.file
        case .unload(let unload): unload.file
        }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension UrbanCodeDocument: RuleSubject {
    public static var isOfExports: Bool { true }

    public static func all(in workspace: Workspace) -> [UrbanCodeDocument] {
        workspace.inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
    }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}

extension ParsedInput: RuleSubject {
    public static func all(in workspace: Workspace) -> [ParsedInput] { workspace.inputs }
    public var subjectName: String { file.path }
    public var subjectFile: FileID? { file.id }
}
