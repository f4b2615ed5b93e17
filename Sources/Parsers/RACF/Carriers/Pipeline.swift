import Contract
import Diagnostics
import YAML

/// The jobs of a pipeline, a workflow of GitHub or a pipeline of GitLab or Azure, in the order in which they run.
struct Pipeline {
    /// When a job or a step runs.
    enum When {
        /// If nothing before it failed.
        case success
        case always
        /// If something before it failed.
        case failure
        /// By something that the file does not show, or by a condition.
        case open
        case never
    }

    struct Job {
        var name: String
        /// The name of its stage, if others may need that.
        var stage: String?
        var place: Range<Int>
        /// The place of its condition, if it has one.
        var condition: Range<Int>?
        var needs: [String] = []
        var when = When.success
        var isTolerated = false
        var steps: [Step] = []
    }

    struct Step {
        /// The mapping of the step; `nil` for a script of a job.
        var node: Int?
        var place: Range<Int>
        /// The place of its condition, if it has one.
        var condition: Range<Int>?
        /// The texts of the script.
        var scripts: [Int] = []
        var when = When.success
        var isTolerated = false
        /// Whether the script ends at the first command that fails.
        var isStrict = false
        /// The values of the variables that the file gives to it.
        var environment: [String: String] = [:]
    }

    private let document: YAMLDocument
    private(set) var jobs: [Job] = []

    /// The times that the jobs are gone through; a chain of jobs that needs more is not followed.
    private static let roundLimit = 64

    /// - Parameter root: the top node of a document; another one than that of a pipeline has no jobs.
    init(_ document: YAMLDocument, _ root: Int) {
        self.document = document
        guard document.nodes[root].kind == .mapping else { return }
        let jobs = value("jobs", of: root)
        if let jobs, document.nodes[jobs].kind == .mapping {
            for (key, node) in document.members(jobs) where isAny(["steps", "runs-on"], in: node) {
                self.jobs.append(github(key, node, environment(of: root)))
            }
        } else if let stages = value("stages", of: root), isList(stages, of: ["stage", "jobs"]) {
            var last: String?
            for stage in document.elements(stages) {
                self.jobs += azure(stage: stage, after: last)
                last = text("stage", of: stage) ?? last
            }
        } else if let jobs, isList(jobs, of: ["job", "deployment"]) {
            self.jobs = document.elements(jobs).map { azure($0, stage: nil, needs: [], .success) }
        } else if let steps = value("steps", of: root), isList(steps, of: ["script", "bash", "task", "pwsh"]) {
            self.jobs = [azure(root, stage: nil, needs: [], .success)]
        } else {
            gitlab(root)
        }
        order()
    }

    // MARK: GitHub

    private func github(_ key: Int, _ node: Int, _ outer: [String: String]) -> Job {
        var job = Job(name: document.text(key), place: place(key))
        job.needs = value("needs", of: node).map(texts) ?? []
        job.when = when(text("if", of: node))
        job.condition = value("if", of: node).map(place)
        job.isTolerated = isTrue("continue-on-error", of: node)
        let own = outer.merging(environment(of: node)) { $1 }
        let shell = value("defaults", of: node).flatMap { value("run", of: $0) }.flatMap { text("shell", of: $0) }
        job.steps = (value("steps", of: node).map(document.elements) ?? []).map { element in
            var step = step(element, ["run"])
            step.environment = own.merging(environment(of: element)) { $1 }
            step.when = when(text("if", of: element))
            step.condition = value("if", of: element).map(place)
            step.isTolerated = isTrue("continue-on-error", of: element)
            step.isStrict = (text("shell", of: element) ?? shell ?? "bash").hasPrefix("bash")
            return step
        }
        return job
    }

    /// The values of `env` that are texts without expressions.
    private func environment(of node: Int) -> [String: String] {
        let members = value("env", of: node).map(document.members) ?? []
        return members.reduce(into: [:]) { values, member in
            guard document.nodes[member.value].kind == .scalar else { return }
            let text = document.text(member.value)
            if !text.contains("${{") { values[document.text(member.key)] = text }
        }
    }

    // MARK: Azure

    private func azure(stage: Int, after last: String?) -> [Job] {
        let needs = value("dependsOn", of: stage).map(texts) ?? [last].compactMap(\.self)
        let jobs = value("jobs", of: stage).map(document.elements) ?? [stage]
        let name = text("stage", of: stage)
        return jobs.map { azure($0, stage: name, needs: needs, when(text("condition", of: stage))) }
    }

    private func azure(_ node: Int, stage: String?, needs: [String], _ outer: When) -> Job {
        let key = document.members(node).first?.key ?? node
        let name = text("job", of: node) ?? text("deployment", of: node) ?? ""
        var job = Job(name: name, place: place(key))
        if let stage { (job.name, job.stage) = (stage + "/" + name, stage) }
        job.needs = needs + (value("dependsOn", of: node).map(texts) ?? []).map { stage.map { $0 + "/" } ?? "" + $0 }
        let own = text("stage", of: node) == nil ? when(text("condition", of: node)) : .success
        job.when = own == .success ? outer : own
        job.isTolerated = isTrue("continueOnError", of: node)
        job.steps = azureSteps(node).map { element in
            var step = step(element, ["script", "bash"])
            step.when = when(text("condition", of: element))
            step.condition = value("condition", of: element).map(place)
            if text("enabled", of: element)?.lowercased() == "false" { step.when = .never }
            step.isTolerated = isTrue("continueOnError", of: element)
            return step
        }
        return job
    }

    /// The steps of a job, or of the strategy of a deployment.
    private func azureSteps(_ node: Int) -> [Int] {
        if let steps = value("steps", of: node) { return document.elements(steps) }
        guard document.nodes[node].kind == .mapping else { return [] }
        return document.members(node).filter { document.nodes[$0.value].kind == .mapping }
            .flatMap { azureSteps($0.value) }
    }

    // MARK: GitLab

    private mutating func gitlab(_ root: Int) {
        let members = document.members(root)
        guard members.contains(where: { isAny(["script"], in: $0.value) }) else { return }
        let top = members.reduce(into: [:]) { $0[document.text($1.key)] = $1.value }
        let common = [top["default"], root].compactMap(\.self)
        let before = document.first("before_script", of: common)
        let after = document.first("after_script", of: common)
        let stages = top["stages"].map(texts) ?? ["build", "test", "deploy"]
        let positions = Dictionary(zip(stages, stages.indices), uniquingKeysWith: { first, _ in first })
        for (key, node) in members where isAny(["script", "extends", "trigger"], in: node) {
            var job = Job(name: document.text(key), place: place(key))
            let bases = bases(of: node, top)
            func inherited(_ name: String) -> Int? { document.first(name, of: bases) }
            let stage = inherited("stage").map { document.text($0) } ?? "test"
            job.stage = Self.stage(stage)
            if let needs = inherited("needs") {
                job.needs = texts(needs)
            } else if let position = positions[stage] {
                job.needs = stages[max(0, position - Self.stageLimit)..<position].map(Self.stage)
            }
            job.when = inherited("when").map { when(gitlab: document.text($0)) } ?? .success
            if ["rules", "only", "except"].contains(where: { inherited($0) != nil }) { job.when = .open }
            // Another file may extend it.
            if job.name.hasPrefix(".") { job.when = .open }
            job.isTolerated = inherited("allow_failure").map { document.text($0) == "true" } ?? false
            let scripts = [inherited("before_script") ?? before, inherited("script")].compactMap(\.self)
            job.steps = [Step(place: job.place, scripts: scripts.flatMap { document.scalars($0) }, isStrict: true)]
            if let after = inherited("after_script") ?? after {
                job.steps.append(Step(place: job.place, scripts: scalars(after), when: .always, isTolerated: true))
            }
            jobs.append(job)
        }
        let extended = Set(members.flatMap { value("extends", of: $0.value).map(texts) ?? [] })
        jobs.removeAll { extended.contains($0.name) && $0.name.hasPrefix(".") }
    }

    /// The stages before its own that a job waits for.
    private static let stageLimit = 64

    /// The name of a stage among those of jobs.
    private static func stage(_ name: String) -> String { "stage " + name }

    /// A job and those that it extends, the nearest first.
    private func bases(of node: Int, _ top: [String: Int]) -> [Int] {
        var found = [node]
        var next = 0
        while next < found.count, found.count < 64 {
            for name in value("extends", of: found[next]).map(texts)?.reversed() ?? [] {
                if let base = top[name], !found.contains(base) { found.append(base) }
            }
            next += 1
        }
        return found
    }

    private func when(gitlab text: String) -> When {
        switch text {
        case "on_success": .success
        case "always": .always
        case "on_failure": .failure
        case "never": .never
        default: .open
        }
    }

    // MARK: Order

    /// Runs the jobs from the first to the last, again and again, as soon as those are done that they need.
    private mutating func order() {
        var open = jobs
        var ordered: [Job] = []
        var unfinished: [String: Int] = [:]
        for job in jobs {
            for name in Self.names(of: job) { unfinished[name, default: 0] += 1 }
        }
        for _ in 0..<Self.roundLimit where !open.isEmpty {
            var waiting: [Job] = []
            for job in open {
                guard job.needs.allSatisfy({ unfinished[$0, default: 0] == 0 }) else {
                    waiting.append(job)
                    continue
                }
                for name in Self.names(of: job) { unfinished[name, default: 0] -= 1 }
                ordered.append(job)
            }
            guard waiting.count < open.count else { break }
            open = waiting
        }
        // They need each other.
        jobs = ordered + (ordered.count < jobs.count ? open.map { Self.doubted($0) } : [])
    }

    private static func doubted(_ job: Job) -> Job {
        var job = job
        job.when = .open
        return job
    }

    /// The names by which others need a job.
    static func names(of job: Job) -> [String] { [job.name] + [job.stage].compactMap(\.self) }

    // MARK: Nodes

    private func step(_ node: Int, _ keys: [String]) -> Step {
        let members = document.members(node)
        let script = members.first { keys.contains(document.text($0.key)) }
        var step = Step(node: node, place: place(script?.key ?? members.first?.key ?? node))
        step.scripts = script.map { scalars($0.value) } ?? []
        return step
    }

    /// What a condition says.
    private func when(_ condition: String?) -> When {
        guard var text = condition?.trimmed(), !text.isEmpty else { return .success }
        if text.hasPrefix("${{"), text.hasSuffix("}}") { text = String(text.dropFirst(3).dropLast(2)).trimmed() }
        return switch text {
        case "always()", "succeededOrFailed()", "success() || failure()", "!cancelled()": .always
        case "success()", "succeeded()", "true": .success
        case "failure()", "failed()": .failure
        case "false": .never
        default: JinjaExpression.truth(text, [:]).map { $0 ? .success : .never } ?? .open
        }
    }

    private func place(_ node: Int) -> Range<Int> { document.nodes[node].range.bounds }

    private func value(_ name: String, of node: Int) -> Int? { document.value(name, of: node) }

    private func text(_ name: String, of node: Int) -> String? {
        value(name, of: node).flatMap { document.nodes[$0].kind == .scalar ? document.text($0) : nil }
    }

    private func isTrue(_ name: String, of node: Int) -> Bool {
        text(name, of: node).map { $0.lowercased() != "false" } ?? false
    }

    private func isAny(_ names: [String], in node: Int) -> Bool { names.contains { value($0, of: node) != nil } }

    private func isList(_ node: Int, of keys: [String]) -> Bool {
        document.elements(node).contains { isAny(keys, in: $0) }
    }

    private func scalars(_ node: Int) -> [Int] { document.scalars(node) }

    /// The names in a scalar or a list, also in the form `job: NAME`.
    private func texts(_ node: Int) -> [String] {
        switch document.nodes[node].kind {
        case .scalar: [document.text(node)]
        case .sequence: document.elements(node).flatMap(texts)
        case .mapping: [text("job", of: node)].compactMap(\.self)
        }
    }
}

extension YAMLDocument {
    /// The value of a key in a mapping.
    fileprivate func value(_ name: String, of node: Int) -> Int? { members(node).first { text($0.key) == name }?.value }

    /// The value of a key in the first mapping that has it.
    fileprivate func first(_ name: String, of nodes: [Int]) -> Int? {
        for node in nodes {
            if let value = value(name, of: node) { return value }
        }
        return nil
    }

    /// The scalars of a node in order.
    fileprivate func scalars(_ node: Int) -> [Int] {
        switch nodes[node].kind {
        case .scalar: [node]
        case .sequence: elements(node).flatMap(scalars)
        case .mapping: []
        }
    }
}
