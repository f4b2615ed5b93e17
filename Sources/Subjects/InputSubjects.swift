package import Diagnostics
package import JobMonitor
package import JobMonitorProc
package import RACF
package import Reading
package import UrbanCode

extension JobMonitorConfig: RuleSubject {
    package static func all(in workspace: Workspace) -> [JobMonitorConfig] {
        workspace.inputs.compactMap { if case .jobMonitor(let member) = $0.document { member } else { nil } }
    }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}

extension JobMonitorProc: RuleSubject {
    package static func all(in workspace: Workspace) -> [JobMonitorProc] {
        workspace.inputs.compactMap { if case .jobMonitorProc(let procedure) = $0.document { procedure } else { nil } }
    }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}

extension Deck: RuleSubject {
    package static func all(in workspace: Workspace) -> [Deck] {
        workspace.inputs.compactMap { if case .deck(let deck) = $0.document { deck } else { nil } }
    }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}

/// An input that shows keys, or that keys exist.
package enum KeySource: RuleSubject {
    case deck(Deck)
    case listing(RACFListing)

    package static func all(in workspace: Workspace) -> [KeySource] {
        workspace.inputs.compactMap { input in
            switch input.document {
            case .deck(let deck): .deck(deck)
            case .racfListing(let listing): .listing(listing)
            case .jobMonitor, .jobMonitorProc, .console, .urbanCode: nil
            }
        }
    }
    private var file: SourceFile {
        switch self {
        case .deck(let deck): deck.file
        case .listing(let listing): listing.file
        }
    }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}

extension UrbanCodeDocument: RuleSubject {
    package static func all(in workspace: Workspace) -> [UrbanCodeDocument] {
        workspace.inputs.compactMap { if case .urbanCode(let document) = $0.document { document } else { nil } }
    }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}

extension ParsedInput: RuleSubject {
    package static func all(in workspace: Workspace) -> [ParsedInput] { workspace.inputs }
    package var subjectName: String { file.path }
    package var subjectFile: FileID? { file.id }
}
