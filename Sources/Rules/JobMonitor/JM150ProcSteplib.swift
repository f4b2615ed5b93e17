import Diagnostics
import JobMonitor
import JobMonitorProc
import Subjects

/// The server is loaded from a library that has to be APF-authorised.
struct JM150ProcSteplib: Rule {
    static let info = RuleInfo(
        id: "JM150",
        area: .jobmonitor,
        name: "proc-steplib",
        title: "The started task loads the server from its authorised library",
        severity: .warning,
        rationale: """
            BUZJMON is shipped in SBUZAUTH, FEJJMON in SFEKAUTH, BLZJMON in SBLZAUTH. That library, and every other \
            one in the STEPLIB concatenation, has to be APF-authorised; otherwise the task ends with return code 66. \
            Without STEPLIB the program has to be in the link list.
            """,
        remedy: "Name the library in STEPLIB and authorise it: SETPROG APF,ADD,DSN=hlq.SBUZAUTH,SMS (or VOL=…).",
        bad: """
            //JMON     EXEC PGM=BUZJMON,REGION=0M
            //STEPLIB  DD DISP=SHR,DSN=UCD.SBUZSAMP
            """,
        good: """
            //JMON     EXEC PGM=BUZJMON,REGION=0M
            //STEPLIB  DD DISP=SHR,DSN=UCD.SBUZAUTH
            """,
        messages: ["return code 66"],
        source:
            "UrbanCode Deploy documentation, authorized program facility; Explorer for z/OS, JMON; EWM, PARMLIB changes"
    )

    func check(_ procedure: JobMonitorProc, _ sink: inout FindingSink) {
        guard let program = procedure.program, let product = procedure.product else {
            return sink.notApplicable("the JCL does not run FEJJMON, BUZJMON or BLZJMON")
        }
        guard let first = procedure.libraries.first else {
            return sink.report(
                "there is no STEPLIB, so \(program.value) has to be in the link list, authorised", at: program.range,
                confidence: .medium)
        }
        let wanted = product.libraryQualifier
        guard !procedure.libraries.contains(where: { $0.lastQualifier == wanted }) else { return }
        if let open = procedure.libraries.first(where: { !$0.isResolved }) {
            return sink.unknown(needs: "give the JCL with the value of the symbol in \(open.name.value)")
        }
        sink.report(
            "\(program.value) is shipped in \(wanted), which is not in STEPLIB", at: first.name.range,
            confidence: .medium)
    }
}
