import Diagnostics
import JobMonitor
import JobMonitorProc
import Subjects

/// The configuration that is checked has to be the one that the started task reads.
struct JM151ProcConfiguration: Rule {
    static let info = RuleInfo(
        id: "JM151",
        area: .jobmonitor,
        name: "proc-configuration",
        title: "The started task reads the configuration that is checked",
        severity: .warning,
        rationale: """
            The member that the server reads is named in the JCL: usually by the DD ENVIRON, which the parameter \
            ENVAR("_CEE_ENVFILE_S=DD:ENVIRON") refers to, and a symbol such as CFG. A correct member has no \
            effect if the server reads another one. With _CEE_ENVFILE (without _S) blanks at the end of records belong \
            to the values.
            """,
        remedy: "Correct the DD statement or the symbol, or check the member that it names.",
        bad: """
            //ENVIRON  DD DISP=SHR,DSN=UCD.OLD.PARMLIB(FEJJCNFG)     while BUZJCNFG is checked
            """,
        good: """
            //ENVIRON  DD DISP=SHR,DSN=UCD.PARMLIB(BUZJCNFG)         while BUZJCNFG is checked
            """,
        source: "z/OS XL C/C++ Programming Guide, _CEE_ENVFILE and _CEE_ENVFILE_S")

    func check(_ subject: ProcInSetUp, _ sink: inout FindingSink) {
        let procedure = subject.procedure
        guard let step = procedure.step, procedure.product != nil else {
            return sink.notApplicable("the JCL does not run FEJJMON, BUZJMON or BLZJMON")
        }
        let configuration = procedure.configuration
        if configuration.keepsTrailingBlanks, let parameter = procedure.parameter {
            sink.report(
                "_CEE_ENVFILE keeps the blanks at the end of records; _CEE_ENVFILE_S removes them",
                at: parameter.range)
        }
        guard let dataSet = configuration.dataSet else {
            let name = configuration.ddName ?? "ENVIRON"
            guard !configuration.isInStream else {
                return sink.unknown(needs: "give the configuration that follows DD \(name) as a separate file")
            }
            return sink.report("there is no DD \(name) with a data set, so the server gets no configuration", at: step)
        }
        if let other = configuration.others.first {
            return sink.unknown(
                needs: "give what DD \(configuration.ddName ?? "ENVIRON") concatenates as one file: it also reads "
                    + other.name.value)
        }
        let members = subject.setUp.members
        guard !members.isEmpty else {
            return sink.unknown(needs: "give the configuration that the started task reads: \(dataSet.name.value)")
        }
        guard dataSet.isResolved else {
            return sink.unknown(needs: "give the JCL with the value of the symbol in \(dataSet.name.value)")
        }
        let matches = members.map { dataSet.isFile($0.file.path) }
        if matches.contains(true) { return }
        guard matches.allSatisfy({ $0 == false }), let member = members.first else {
            return sink.unknown(
                needs: "name the file after the member that the started task reads, \(dataSet.name.value)")
        }
        sink.report(
            "the started task reads \(dataSet.name.value), not \(member.file.path)", at: dataSet.name.range,
            related: members.prefix(4).map { RelatedPlace(Place($0.file.id), "this file was checked") })
    }
}
