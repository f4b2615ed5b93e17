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
    }

    /// A data set that a DD statement names.
    struct DataSet {
        var name: String
        var range: SourceRange
    }

    /// The state of the step being read.
    struct Step {
        var program: String?
        /// The same name as written.
        var symbolicProgram: String?
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
        /// The DD that has the command instead of PARM.
        var parameters: String?
        /// The step's name in its procedure.
        var name = ""
        /// The in-stream procedure that is called, and the symbols of this call.
        var procedure: String?
        var symbols: [(name: String, value: String)] = []
        /// Where the terminal monitor program is named, if it has no PARM.
        var needsInput: SourceRange?
        /// Whether it has SYSTSIN of any form.
        var hasInput = false
        /// A condition on the EXEC statement.
        var condition: Range<Int>?
        var number = 0

        var isMonitor: Bool { program?.hasPrefix("IKJEFT") ?? false }
    }
}
