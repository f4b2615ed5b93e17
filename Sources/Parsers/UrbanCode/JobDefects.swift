import Contract
public import Diagnostics
import Languages
import Secrets

extension ResolvedStep {
    /// What keeps a step that logs on from submitting its job or from waiting for it.
    public enum JobDefect: Sendable {
        /// None of the fields has JCL; those that the step has, if any, are blank.
        case noJCL([UrbanCodeDocument.Field])
        case severalSources([UrbanCodeDocument.Field])
        /// A pattern of members or a whole data set, with token sets for each job.
        case tokenSets(UrbanCodeDocument.Field, isPattern: Bool, dataSet: UrbanCodeDocument.Field)
        /// It stops on failure and submits in parallel, which its version does not do.
        case parallel(UrbanCodeDocument.Field)
        /// It waits for a job without an ID.
        case noJob(UrbanCodeDocument.Field)

        /// What would settle whether the step works, where that is not documented; `nil` if it certainly fails.
        public var needs: String? {
            switch self {
            case .noJCL: "give the step JCL: what it submits without any is not documented"
            case .severalSources(let fields):
                "leave one source of JCL: which of \(fields.map(\.name).joined(separator: ", ")) counts is not documented"
            case .tokenSets: nil
            case .parallel(let field): "untick stopOnFail or \(field.name)"
            case .noJob: "give the ID of the job to wait for: jobId is blank"
            }
        }

        /// The rule that reports it.
        public var rule: RuleID {
            switch self {
            case .noJCL, .severalSources, .tokenSets: "UC218"
            case .parallel: "UC217"
            case .noJob: "UC210"
            }
        }
    }

    /// The defects of its job, those of JCL first.
    public var jobDefects: [JobDefect] {
        switch step.connection {
        case .submitJob?: sourceDefects + [tokenSets, parallel].compactMap(\.self)
        case .waitForJob?: jobID.field.flatMap { jobID.resolution.isBlank == true ? [.noJob($0)] : nil } ?? []
        case .executeIMSCommand?, nil: []
        }
    }

    private var sourceDefects: [JobDefect] {
        let fields = ["mvsFilename", "ussFilename", "jclString"].compactMap { step[$0] }
        // Text of a process may leave out what the plug-in has a default for.
        guard !fields.isEmpty || step.showsAllFields else { return [] }
        let filled = fields.filter { field in
            !field.isBlank
                && !(field.name.isEqual(ignoringCase: "mvsFilename") && dataSet.resolution.isBlank == true)
        }
        if filled.count > 1 { return [.severalSources(filled)] }
        return filled.isEmpty ? [.noJCL(fields)] : []
    }

    private var tokenSets: JobDefect? {
        guard let field = dataSet.field, let sets = step["explicitTokensForeachJob"], !sets.isBlank else { return nil }
        if let name = dataSet.resolution.text {
            if Self.isPattern(name) { return .tokenSets(sets, isPattern: true, dataSet: field) }
            let isWhole = !name.trimmed().isEmpty && !name.contains("(")
            return isWhole ? .tokenSets(sets, isPattern: false, dataSet: field) : nil
        }
        guard case .text(let text) = field.value else { return nil }
        if Self.isPattern(text.source) { return .tokenSets(sets, isPattern: true, dataSet: field) }
        return Self.isWhole(text) ? .tokenSets(sets, isPattern: false, dataSet: field) : nil
    }

    /// `PAY.JCL`, not `${p:jcl}`, which may bring a member with it.
    private static func isWhole(_ dataSet: ReferenceText) -> Bool {
        guard !dataSet.source.contains("(") else { return false }
        if case .text? = dataSet.parts.last?.kind { return true }
        return dataSet.isPlain
    }

    /// `PAY.JCL(BIND*)`.
    private static func isPattern(_ dataSet: String) -> Bool {
        guard let open = dataSet.firstIndex(of: "(") else { return false }
        return dataSet[open...].contains { $0 == "*" || $0 == "%" }
    }

    private var parallel: JobDefect? {
        guard let version, 103...105 ~= version, Self.isTrue(step["stopOnFail"]?.value ?? .missing) else { return nil }
        return step.fields.first { $0.name.lowercased().contains("parallel") && Self.isTrue($0.value) }
            .map(JobDefect.parallel)
    }

    private static func isTrue(_ value: PropertyValue) -> Bool {
        if case .text(let text) = value { text.source.trimmed().lowercased() == "true" } else { false }
    }
}
