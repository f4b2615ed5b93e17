public import Diagnostics

/// The grants as a table for spreadsheets: RFC 4180, one row for each grant.
///
/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
public struct AccessCSVReporter: Sendable {
    private static let columns: [SafeText] = [
        "setup", "caller", "caller_kind", "members", "possible_members", "application", "targets", "except",
        "more_exceptions", "generate", "note", "profile", "path", "line",
    ]

    public init() {}

    public func report(_ access: AccessReport) -> Report {
        let places = Places(access.inputs)
        let rows = access.grants.map { grant -> [String] in
            [
                grant.setUp, grant.caller, grant.callerKind.rawValue, Self.list(grant.members),
                Self.list(grant.possibleMembers), grant.application, grant.targets, Self.list(grant.except),
                "\(grant.moreExceptions)", grant.generate.rawValue, grant.note ?? "", grant.profile,
                grant.place.map(places.name) ?? "", grant.place.flatMap { places.start($0) }.map { "\($0.line)" } ?? "",
            ]
        }
        let lines = [Self.columns.joined(separator: ",")] + rows.map { $0.map(Self.cell).joined(separator: ",") }
        return Report(lines.map { $0 + "\r" })
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: " ") }

    /// The signs with which spreadsheets begin a formula.
    private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"]

    private static func cell(_ text: String) -> SafeText {
        let isFormula = text.unicodeScalars.first { $0 != " " }.map(signs.contains) ?? false
        let clean = SafeText(text).replacing { $0 == "\"" ? "\"\"" : nil }
        return "\"\(isFormula ? "'" : "" as SafeText)\(clean)\""
    }
}
