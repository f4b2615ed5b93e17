public import Diagnostics
public import JobMonitor

/// The JCL of the started task: the program that it runs, its libraries, and the configuration that it reads.
public struct JobMonitorProc: Sendable {
    /// A data set as named in JCL.
    public struct DataSet: Sendable {
        /// The name with symbols replaced by the values that the JCL gives.
        public let name: Located<String>
        /// Whether the name has no unresolved symbol.
        public let isResolved: Bool

        /// The text in parentheses after the name; `nil` for a sequential data set.
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

    /// How the server finds its configuration.
    public struct Configuration: Sendable {
        /// `nil` if the parameter names a data set directly.
        public let ddName: String?
        /// `nil` if the JCL has no such DD statement, or one without a data set.
        public let dataSet: DataSet?
        /// What the server reads after it: the DD statement concatenates several data sets, and the last value counts.
        public let others: [DataSet]
        /// Whether the configuration is in-stream data of the JCL.
        public let isInStream: Bool
        /// Whether trailing blanks are kept: `_CEE_ENVFILE` keeps them, `_CEE_ENVFILE_S` does not (z/OS XL C/C++).
        public let keepsTrailingBlanks: Bool
    }

    public let file: SourceFile
    /// The name of the procedure, by which the operator starts it; `nil` in a job.
    public let name: String?
    /// The program that the EXEC statement of the server runs; `nil` if there is none.
    public let step: SourceRange?
    public let program: Located<String>?
    /// The value of PARM with symbols replaced.
    public let parameter: Located<String>?
    /// The values of the PROC statement and of SET statements, in the order of the file.
    public let symbols: [(name: String, value: Located<String>)]
    /// The libraries of STEPLIB, or else of JOBLIB, in the order of the search.
    public let libraries: [DataSet]
    public let configuration: Configuration

    /// The product whose server it runs; `nil` for any other program.
    public var product: JobMonitorConfig.Product? {
        program.flatMap { program in Self.programs.first { $0.name == program.value }?.product }
    }

    /// Load modules (UrbanCode Deploy, authorized program facility; EWM, PARMLIB changes).
    static let programs: [(name: String, product: JobMonitorConfig.Product)] = [
        ("FEJJMON", .explorer), ("BUZJMON", .agent), ("BLZJMON", .ewm),
    ]
}
