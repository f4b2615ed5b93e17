public import Diagnostics
public import UrbanCode

/// The references of one document that lead nowhere, judged with all documents of the set-up.
public struct DocumentReferences: RuleSubject {
    public let prefix: String
    public let document: UrbanCodeDocument
    public let dangling: [DanglingReference]
    public let unmapped: [UnmappedComponent]

    public static func all(in workspace: Workspace) -> [DocumentReferences] {
        workspace.setUps.flatMap { setUp in
            let all = setUp.resolution.dangling
            let first = all.first?.place.file
            // Those of a single document are shared, because there may be very many.
            let dangling =
                all.allSatisfy { $0.place.file == first }
                ? first.map { [$0: all] } ?? [:] : Dictionary(grouping: all) { $0.place.file }
            let unmapped = Dictionary(grouping: setUp.resolution.unmapped) { $0.place.file }
            return setUp.exports.map {
                DocumentReferences(
                    prefix: setUp.prefix, document: $0, dangling: dangling[$0.file.id] ?? [],
                    unmapped: unmapped[$0.file.id] ?? [])
            }
        }
    }
    public var subjectName: String { prefix + document.file.path }
    public var subjectFile: FileID? { document.file.id }
    public static var isOfExports: Bool { true }
}

/// The properties of one document whose names are those of passwords anywhere in the set-up.
public struct PasswordProperties: RuleSubject {
    public let prefix: String
    public let document: UrbanCodeDocument
    public let names: Set<String>

    public static func all(in workspace: Workspace) -> [PasswordProperties] {
        workspace.setUps.flatMap { setUp in
            setUp.exports.map { PasswordProperties(prefix: setUp.prefix, document: $0, names: setUp.passwordNames) }
        }
    }
    public var subjectName: String { prefix + document.file.path }
    public var subjectFile: FileID? { document.file.id }
    public static var isOfExports: Bool { true }
}
