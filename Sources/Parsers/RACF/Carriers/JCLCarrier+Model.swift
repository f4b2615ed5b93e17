import Diagnostics
import Languages

extension JCLCarrier {
    /// The in-stream data of a DD statement.
    struct Data {
        /// The step of a procedure whose DD statement it overrides.
        var qualifier: String?
        var name: String
        /// The range of its name.
        var label = SourceRange(0, 0)
        var lines: Range<Int>
        /// Whether the system replaces symbols (SYMBOLS=).
        var hasSymbols: Bool
        /// The data set that is read instead of lines.
        var dataSet: DataSet?
        /// The statement of an earlier DD with the same name in the step, which is used instead.
        var replaced: Range<Int>?
        /// Whether the statement has no operands, so that it overrides nothing.
        var isBlank = false
    }

    /// Regions with text that a utility writes to data sets.
    struct Written {
        var dataSets: Set<String>
        var regions: Range<Int>
        /// The DD statement with the text.
        var place: SourceRange
    }

    /// A data set that a DD statement names.
    struct DataSet {
        var name: String
        var range: SourceRange
    }

    /// A procedure in the job: its steps run with each call.
    struct Procedure {
        /// The PROC statement, which gives the symbols their default values.
        var statement: JCLStatement
        var range: Range<Int>
        var steps: [Step] = []
        var isCalled = false
    }

    /// The state of the step being read.
    struct Step {
        /// The EXEC statement.
        var statement: JCLStatement?
        var program: String?
        var data: [Data] = []
        /// The line of the first DD statement of each name.
        var names: [String: UInt32] = [:]
        /// The DD to which SYSTSIN refers, if it refers to one.
        var reference: String?
        /// The same name as written.
        var symbolicReference: String?
        /// The command in PARM, and the values of the symbols in it.
        var command: (text: MappedText, flow: RegionFlow)?
        /// PARM of BPXBATCH.
        var script: MappedText?
        /// The exec or CLIST that PARM calls.
        var called: (name: String, range: SourceRange)?
        /// The members that are included after its EXEC statement.
        var included: [(name: String, range: SourceRange)] = []
        /// The DD that has the command instead of PARM.
        var parameters: String?
        /// The step's name in its procedure.
        var name = ""
        /// The procedure in the job that is called, and the symbols of this call.
        var procedure: String?
        var symbols: [(name: String, value: String)] = []
        /// The SET statements before it in its procedure, and the conditions there.
        var settings: [JCLStatement] = []
        var conditions = JobConditions()
        /// Where the terminal monitor program is named, if it has no PARM.
        var needsInput: SourceRange?
        /// Whether it has SYSTSIN of any form.
        var hasInput = false
        /// A condition on the EXEC statement.
        var condition: Range<Int>?
        /// Whether it runs only after an abend of an earlier step (COND=ONLY).
        var isOnlyAfterAbend = false
        /// Whether it passes text on to the internal reader, which runs it as a job.
        var submits = false
        /// Whether it has a library of execs or CLISTs, so that a command may be a member of it.
        var hasExecs: Bool { names["SYSEXEC"] != nil || names["SYSPROC"] != nil }

        var isMonitor: Bool { program?.hasPrefix("IKJEFT") ?? false }

        /// Where a program is named of which nobody knows whether it runs what SYSTSIN has.
        var otherProgram: SourceRange? {
            guard let program, !isMonitor, program != "IRXJCL", !program.contains("&"),
                !OrdinaryProgram.batch.contains(program)
            else { return nil }
            return statement?["PGM"]?.value.range
        }

        /// Whether it calls a procedure that is not in the job.
        var isElsewhere: Bool { program == nil && procedure == nil && data.first.map(\.name.isEmpty) ?? false }
    }
}
