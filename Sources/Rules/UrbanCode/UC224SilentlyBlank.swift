import Diagnostics
import Languages
import Subjects
import UrbanCode

/// A lenient reference is blank on purpose, not by a slip of the pen.
struct UC224SilentlyBlank: Rule {
    static let info = RuleInfo(
        id: "UC224",
        area: .urbancode,
        name: "silently-blank",
        title: "A lenient reference is not a misspelt one",
        severity: .warning,
        rationale: """
            ${p?:name} is blank where nothing defines the name, and nobody is told. If a property of almost the same \
            name is defined and nothing reads it, one of the two is misspelt.
            """,
        remedy: "Write the name of the property as it is defined, or delete the property that nothing reads.",
        bad: #""plex": "${p?:cics.cicsplex}"   with cics.cicspex defined"#,
        good: #""plex": "${p?:cics.cicsplex}"   with cics.cicsplex defined"#,
        source: "Deploy documentation, Referring to properties")

    func check(_ subject: DocumentReferences, _ sink: inout FindingSink) {
        for dangling in subject.dangling where dangling.defect == .silentlyBlank {
            let nearest = dangling.nearest?.squeezed ?? ""
            sink.report(
                "\(dangling.reference.text.squeezed) in \(dangling.holder.squeezed) is blank: nothing in the inputs "
                    + "defines it, and nothing reads \(nearest)",
                at: dangling.place)
        }
    }
}
