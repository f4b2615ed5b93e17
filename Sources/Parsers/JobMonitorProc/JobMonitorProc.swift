public import Diagnostics
public import JobMonitor

/// The JCL of the started task: which program it runs, from which libraries, and which configuration it reads.
public struct JobMonitorProc: Sendable {
    /// A data set as JCL names it.
    public struct DataSet: Sendable {
        /// With symbols replaced as far as the JCL gives them.
        public let name: Located<String>
        /// Whether no symbol is left in it.
        public let isResolved: Bool

        /// What stands in parentheses behind the name; `nil` for a sequential data set.
        public var member: String? {
            let parts = name.value.split(separator: "(", maxSplits: 1)
            guard parts.count == 2, parts[1].hasSuffix(")") else { return nil }
            return String(parts[1].dropLast())
        }

        /// The last qualifier, such as `SBUZAUTH`.
        public var lastQualifier: String {
            String(name.value.prefix { $0 != "(" }.split(separator: ".").last ?? "")
        }
    }

    /// How the server is told its configuration.
    public struct Configuration: Sendable {
        /// `nil` if the parameter names a data set directly.
        public let ddName: String?
        /// `nil` if the JCL has no such DD, or one without a data set.
        public let dataSet: DataSet?
        /// It stands in the JCL itself.
        public let isInStream: Bool
        /// `_CEE_ENVFILE` keeps the blanks at the end of records, `_CEE_ENVFILE_S` does not (z/OS XL C/C++).
        public let keepsTrailingBlanks: Bool
    }

    public let file: SourceFile
    /// The name of the procedure, by which it is started; `nil` in a job.
    public let name: String?
    /// What the EXEC statement of the server runs; `nil` if there is none.
    public let step: SourceRange?
    public let program: Located<String>?
    /// PARM, with symbols replaced.
    public let parameter: Located<String>?
    /// Defaults of the PROC statement and SET statements, in the order of the file.
    public let symbols: [(name: String, value: Located<String>)]
    /// STEPLIB, else JOBLIB; in the order in which they are searched.
    public let libraries: [DataSet]
    public let configuration: Configuration

    /// Whose server it runs; `nil` if the program is none of them.
    public var product: JobMonitorConfig.Product? {
        program.flatMap { program in Self.programs.first { $0.name == program.value }?.product }
    }

    /// Load modules (UrbanCode Deploy, authorized program facility; EWM, PARMLIB changes).
    static let programs: [(name: String, product: JobMonitorConfig.Product)] = [
        ("FEJJMON", .explorer), ("BUZJMON", .agent), ("BLZJMON", .ewm),
    ]
}
