import Contract
import Diagnostics
import Subjects
import UrbanCode

/// PassTickets need the Java interface of RACF on the class path.
struct UC215PassticketJarPath: Rule {
    static let info = RuleInfo(
        id: "UC215",
        area: .urbancode,
        name: "passticket-jar-path",
        title: "The IRRRacf.jar field is the path of a jar",
        severity: .warning,
        rationale: """
            The field is put on the Java class path of the step. If the path is wrong, PassTickets fail because a \
            class is not found, which does not look like a problem with RACF.
            """,
        remedy: "Set it to /usr/include/java_classes/IRRRacf.jar, or to the path on your system.",
        bad: #""irrracfJarFile": "IRRRacf""#,
        good: #""irrracfJarFile": "/usr/include/java_classes/IRRRacf.jar""#,
        messages: ["NoClassDefFoundError", "ClassNotFoundException"],
        source: "z/OS Utility plug-in documentation, IRRRacf.jar File")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.authentication != .runID, step.ticksPassticket == true, let field = step.jar.field else {
            return sink.notApplicable("the step does not use PassTickets")
        }
        guard let text = step.jar.resolution.text else {
            return sink.unknown(needs: step.jar.resolution.needs ?? "give the path, which is hidden as a secret")
        }
        // Colons separate the parts of a class path.
        let parts = text.trimmed().utf8.split(separator: UInt8(ascii: ":"))
        let isPath =
            !parts.isEmpty
            && parts.allSatisfy { $0.first == UInt8(ascii: "/") && !$0.contains(UInt8(ascii: " ")) }
        let hasJar = parts.contains { part in
            Substring(part).lowercased().utf8.suffix(4).elementsEqual(".jar".utf8)
                || part.suffix(2).elementsEqual("/*".utf8)
        }
        guard !isPath || !hasJar else { return }
        let what = parts.isEmpty ? "blank" : "'\(text.squeezed)', which is not the path of a jar"
        sink.report(
            "field \(field.key.value) of '\(step.step.name.value.squeezed)' is \(what)",
            at: step.jar.place(in: step.file) ?? Place(step.file, field.range))
    }
}
