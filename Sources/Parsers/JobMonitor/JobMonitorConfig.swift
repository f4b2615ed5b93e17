public import Diagnostics

/// A Job Monitor configuration member: FEJJCNFG, BUZJCNFG or BLZJCNFG.
public struct JobMonitorConfig: Sendable {
    public let file: SourceFile
}
