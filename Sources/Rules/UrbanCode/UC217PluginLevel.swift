import Contract
import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// The version of the plug-in has to support what the step does.
struct UC217PluginLevel: Rule {
    static let info = RuleInfo(
        id: "UC217",
        area: .urbancode,
        name: "plugin-level",
        title: "The plug-in has no known defect in what the step does",
        severity: .warning,
        rationale: """
            Some versions of the z/OS Utility plug-in fail at something that its steps offer: Submit Job of 12 to 16 \
            did not use PassTickets; 49 and 50 end with NoClassDefFoundError when they do (PH23624); versions below 86 \
            corrupt lines of JCL longer than 72 characters (PH57188); 103 to 105 submit in parallel only with Stop On \
            Fail off.
            """,
        remedy: "Install a later version of the plug-in and update the step to it.",
        bad: #""pluginVersion": 50   of a step that uses PassTickets"#,
        good: #""pluginVersion": 74"#,
        messages: ["NoClassDefFoundError"],
        source: "z/OS Utility plug-in history, versions 17, 51, 86, 103 and 106")

    func check(_ step: ResolvedStep, _ sink: inout FindingSink) {
        guard step.step.connection != .executeIMSCommand, let version = step.version else {
            return sink.notApplicable("the version of the z/OS Utility plug-in is not given")
        }
        var name: String { step.step.name.value.squeezed }
        if step.isPassticketTicked, step.step.connection == .submitJob, 12...16 ~= version {
            sink.report(
                "plug-in \(version) of '\(name)' does not use PassTickets in Submit Job; 17 does",
                at: step.step.name.range)
        }
        if step.failsWithPassticket {
            sink.report(
                "plug-in \(version) of '\(name)' fails with NoClassDefFoundError when it uses PassTickets; 51 does not "
                    + "(PH23624)", at: step.step.name.range)
        }
        if version < 86, let field = step.step["jclString"], case .text(let jcl) = field.value,
            let line = Self.longLine(jcl)
        {
            sink.report(
                "line \(line) of the JCL of '\(name)' is longer than 72 characters, which plug-in \(version) corrupts; "
                    + "86 does not (PH57188)", at: field.range)
        }
        for case .parallel(let field) in step.jobDefects {
            sink.report(
                "plug-in \(version) of '\(name)' submits in parallel only with stopOnFail off", at: field.range)
        }
    }

    /// The number of the first line past column 72. Lines with references do not count: their length is not known.
    private static func longLine(_ jcl: ReferenceText) -> Int? {
        var (number, length, holdsReference) = (1, 0, false)
        var isLong: Bool { length > 72 && !holdsReference }
        for byte in jcl.source.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                if isLong { return number }
                (number, length, holdsReference) = (number + 1, 0, false)
            case UInt8(ascii: "\r"): continue
            case UInt8(ascii: "$"): holdsReference = true
            default: if byte & 0xC0 != 0x80 { length += 1 }
            }
        }
        return isLong ? number : nil
    }
}
