import Contract
import Diagnostics
import JobMonitor
import Testing

@testable import JobMonitorProc
@testable import Languages

@Suite struct JobMonitorProcTests {
    private static func parse(_ text: String) -> JobMonitorProc {
        JobMonitorProc.parse(SourceFile(path: "x", bytes: Array(text.utf8))).model
    }

    @Test func `symbols, concatenations and continued operands are read`() {
        let proc = Self.parse(
            """
            //*        JES JOB MONITOR                                              00010000
            //JMON     PROC PRM=,             * PRM='-TV' TO START TRACING
            //            LEPRM='RPTOPTS(ON)',
            //            HLQ=FEK,
            //            CFG=FEK.#CUST.PARMLIB(FEJJCNFG)
            //JMON     EXEC PGM=FEJJMON,REGION=0M,TIME=NOLIMIT,
            //            PARM=('&LEPRM,ENVAR("_CEE_ENVFILE_S=DD:ENVIRON")/&PRM')
            //STEPLIB  DD DISP=SHR,DSN=&HLQ..SFEKAUTH
            //         DD DISP=SHR,DSNAME=CEE.SCEERUN
            //ENVIRON  DD DISP=SHR,DSN=&CFG
            """)
        #expect(proc.name == "JMON" && proc.program?.value == "FEJJMON" && proc.product == .explorer)
        #expect(proc.parameter?.value == #"RPTOPTS(ON),ENVAR("_CEE_ENVFILE_S=DD:ENVIRON")/"#)
        #expect(proc.libraries.map(\.name.value) == ["FEK.SFEKAUTH", "CEE.SCEERUN"])
        #expect(proc.configuration.ddName == "ENVIRON")
        #expect(proc.configuration.dataSet?.name.value == "FEK.#CUST.PARMLIB(FEJJCNFG)")
        #expect(proc.configuration.dataSet?.member == "FEJJCNFG")
        #expect(proc.symbols.map(\.name) == ["PRM", "LEPRM", "HLQ", "CFG"])
    }

    @Test(
        arguments: [
            (#"PARM='ENVAR("_CEE_ENVFILE_S=DD:CONFIG")/'"#, "CONFIG", "A.CONFIG"),
            (#"PARM='ENVAR("TZ=GMT0","_CEE_ENVFILE_S=DD:ENVIRON")/'"#, "ENVIRON", "A.ENVIRON(M)"),
            (#"PARM='ENVAR("_CEE_ENVFILE_S=//''A.B(C)''")/'"#, nil, "A.B(C)"),
            ("REGION=0M", "ENVIRON", "A.ENVIRON(M)"),
        ] as [(String, String?, String)])
    func `the parameter names the configuration`(_ parameter: String, _ name: String?, _ dataSet: String) {
        let proc = Self.parse(
            """
            //S EXEC PGM=BUZJMON,\(parameter)
            //ENVIRON DD DISP=SHR,DSN=A.ENVIRON(M)
            //CONFIG DD DISP=SHR,DSN=A.CONFIG
            """)
        #expect(proc.configuration.ddName == name)
        #expect(proc.configuration.dataSet?.name.value == dataSet)
    }

    @Test func `symbols have the values of PROC and SET, and the name of a procedure is not a symbol`() {
        let proc = Self.parse("//A PROC HLQ=X\n// SET CFG=Y,PGM=Z\n//S EXEC PGM=FEJJMON,PARM='/'\n")
        #expect(proc.symbols.map(\.name) == ["HLQ", "CFG"])
    }

    @Test func `in-stream data ends at its delimiter`() {
        let proc = Self.parse(
            """
            //A PROC
            //X DD DATA,DLM=@@
            //JMON EXEC PGM=OTHER
            @@
            //S EXEC PGM=FEJJMON
            //STEPLIB DD DSN=A.B
            """)
        #expect(proc.program?.value == "FEJJMON" && proc.libraries.map(\.name.value) == ["A.B"])
    }

    @Test(arguments: [
        ("//JMON PROC\n//JMON EXEC PGM=BUZJMON", true), ("//J JOB\n// SET P=BLZ\n//S EXEC PGM=&P.JMON", true),
        ("//BUZAGNT PROC\n//* JES JOB MONITOR\n//S EXEC PGM=BPXBATCH", false), ("PGM=BUZJMON", false), ("", false),
    ])
    func `a procedure is recognised by its program`(_ text: String, _ expected: Bool) {
        #expect((JobMonitorProc.recognise(SourceFile(path: "x", bytes: Array(text.utf8))) != nil) == expected)
    }

    @Test(arguments: [
        ("&HLQ..SFEKAUTH", "FEK.SFEKAUTH", true), ("&hlq", "FEK", true), ("&ONE", "FEK.X", true), ("A&B", "A&B", false),
        ("&&TEMP", "&&TEMP", true), ("&&HLQ", "&&HLQ", true), ("A & B", "A & B", true), ("&", "&", true),
        ("&TOOLONGNAME", "&TOOLONGNAME", true), ("&EIGHTLEN", "&EIGHTLEN", false), ("&NINECHARS", "&NINECHARS", true),
        ("&HLQ&HLQ", "FEKFEK", true), ("&HLQ.&B", "FEK&B", false),
        ("none", "none", true),
    ])
    func `symbols are replaced`(_ text: String, _ expected: String, _ isComplete: Bool) {
        var symbols = JCLSymbols()
        symbols["HLQ"] = "FEK"
        symbols["ONE"] = "&HLQ..X"
        let resolved = symbols.resolve(text)
        #expect(resolved.text == expected && resolved.isComplete == isComplete)
    }
}
