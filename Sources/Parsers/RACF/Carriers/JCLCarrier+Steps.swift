import Diagnostics
import Languages

/// The steps of a job: the program of each, and what it reads.
extension JCLCarrier {
    mutating func begin(_ statement: JCLStatement) {
        hasNoStep = false
        step = Step(statement: statement, name: statement.label, settings: settings)
        settings = []
        if let operand = statement["COND"], operand.text != "EVEN" {
            step.condition = operand.value.range.bounds
            step.isOnlyAfterAbend = operand.text.uppercased().split { "(),".contains($0) }.contains("ONLY")
        }
        let procedure = statement.value("PROC") ?? statement.positional ?? ""
        let assignments = statement.assignments.filter { !Self.parameters.contains($0.name) }
        if statement.value("PGM") == nil { step.symbols = assignments }
        if statement.value("PGM") == nil, procedures[procedure] != nil {
            step.procedure = procedure
            return
        }
        for (name, value) in assignments { symbols[name] = value }
        resolve(&step, statement, statement.range(of: "PARM"))
        if step.program == nil, !procedure.isEmpty, let first = statement.operandList.first {
            step.data.append(
                Data(
                    qualifier: nil, name: "", lines: 0..<0, hasSymbols: false,
                    dataSet: DataSet(name: procedure, range: first.value.range)))
        }
        if step.isMonitor, statement.range(of: "PARM") == nil, step.parameters == nil, self.procedure == nil {
            step.needsInput = statement["PGM"]?.value.range
        }
    }

    /// Determines the program of a step and what it gets, with the current values of the symbols.
    ///
    /// - Parameters:
    ///   - source: the statement with PARM, which may be that of a call.
    ///   - parm: the value of PARM there.
    private func resolve(_ step: inout Step, _ source: JCLStatement, _ parm: Range<Int>?) {
        guard let statement = step.statement else { return }
        step.program = statement.value("PGM").map { symbols.resolve($0).text }
        step.reference = step.symbolicReference.map { symbols.resolve($0).text }
        (step.command, step.script, step.called, step.parameters) = (nil, nil, nil, nil)
        let value = parm.map { parameter(source, $0) }
        if Self.isShell(step.program) { step.script = value?.text }
        guard step.isMonitor else { return }
        step.parameters = statement.value("PARMDD")
        guard let value else { return }
        if DeckCarrier.verb(of: value.text.bytes) != nil {
            step.command = value
        } else if let name = CalledProgram.name(in: value.text.bytes) {
            step.called = (name, value.text.fileRange(0, value.text.bytes.count))
        } else if let name = implicit(value.text.bytes) {
            step.called = (name, value.text.fileRange(0, value.text.bytes.count))
        }
    }

    /// The exec or CLIST whose name is used as a command.
    private func implicit(_ text: [UInt8]) -> String? {
        let word = text.drop(while: \.isBlank).prefix { !TSOBytes.isSeparator($0) }
        guard word.first?.isUpper ?? false, word.count <= 8, word.allSatisfy({ $0.isAlphanumeric || $0.isNational })
        else { return nil }
        let name = String(decoding: word, as: UTF8.self)
        return TSOCommand.isKnown(name) ? nil : name
    }

    // MARK: Procedures

    mutating func begin(procedure statement: JCLStatement, _ line: Int) {
        procedure = statement.label
        procedures[statement.label] = Procedure(statement: statement, range: file.lineBounds(line))
        outerConditions = conditions
        outerSymbols = symbols
        conditions = JobConditions()
        set(statement)
        settings = []
    }

    mutating func endProcedure() {
        guard procedure != nil else { return }
        procedure = nil
        settings = []
        outerConditions.join(conditions)
        (conditions, symbols) = (outerConditions, outerSymbols)
    }

    /// Runs the procedures that no step calls: in a job never, and otherwise as a job elsewhere calls them.
    mutating func endJob() {
        let isOpen = procedure != nil
        for (name, procedure) in procedures.sorted(by: { $0.key < $1.key }) where !procedure.isCalled {
            let outer = (symbols, self.procedure)
            self.procedure = isOpen || !hasJob ? name : nil
            for step in procedure.steps {
                if self.procedure != nil { for setting in [procedure.statement] + step.settings { apply(setting) } }
                let first = regions.count
                emit(step, of: step.name)
                guard hasJob, !isOpen else { continue }
                leaveUnread(regionsFrom: first, procedure.range)
            }
            (symbols, self.procedure) = outer
        }
        procedures = [:]
    }

    /// Runs the steps of a procedure with the symbols and the DD statements of a call.
    private mutating func run(_ name: String, for call: Step) {
        procedures[name]?.isCalled = true
        guard let procedure = procedures[name], let statement = call.statement else { return }
        budget -= procedure.steps.reduce(0) { $0 + $1.data.reduce(10) { $0 + $1.lines.count } }
        guard budget > 0 else {
            return unread(.limit, "the procedure \(name), which is called too often,", procedure.range)
        }
        guard nesting < Self.nestingLimit else {
            return unread(.limit, "the procedure \(name), which calls itself,", procedure.range)
        }
        nesting += 1
        let outer = (symbols, origins)
        apply(procedure.statement)
        for (name, value) in call.symbols {
            symbols[name] = file.given[name] ?? outer.0.resolve(value).text
            origins[name] = statement[name]?.value.range
        }
        for (index, step) in procedure.steps.enumerated() {
            for setting in step.settings { apply(setting) }
            var step = step
            if let inner = self.procedure(calledBy: step) {
                runInner(inner, step, of: call)
                continue
            }
            let own = statement.range(of: "PARM." + step.name) ?? (index == 0 ? statement.range(of: "PARM") : nil)
            let isReplaced = own != nil || statement.range(of: "PARM") != nil
            let source = isReplaced ? statement : step.statement ?? statement
            resolve(&step, source, isReplaced ? own : source.range(of: "PARM"))
            step.condition =
                call.condition ?? statement["COND." + step.name]?.value.range.bounds ?? step.condition
            step.isOnlyAfterAbend = call.isOnlyAfterAbend || step.isOnlyAfterAbend
            override(&step, isFirst: index == 0, call)
            emit(step, of: call.name)
        }
        (symbols, origins) = outer
        nesting -= 1
    }

    /// The procedure in the job that a step of a procedure calls, which may come after it in the job.
    private func procedure(calledBy step: Step) -> String? {
        if let procedure = step.procedure { return procedure }
        guard step.program == nil, let name = step.data.first(where: \.name.isEmpty)?.dataSet?.name else { return nil }
        return procedures[name] == nil ? nil : name
    }

    /// Runs a procedure that a step of another one calls.
    private mutating func runInner(_ name: String, _ step: Step, of call: Step) {
        var step = step
        step.data.removeAll(where: \.name.isEmpty)
        step.condition = call.condition ?? step.condition
        step.isOnlyAfterAbend = call.isOnlyAfterAbend || step.isOnlyAfterAbend
        let first = regions.count
        run(name, for: step)
        for index in first..<regions.count { regions[index] = step.conditions.inside(regions[index]) }
    }

    private mutating func apply(_ setting: JCLStatement) {
        let outer = (procedure, settings)
        procedure = nil
        set(setting)
        (procedure, settings) = outer
    }

    /// Replaces the data of a step by the data of a call, statement by statement.
    private func override(_ step: inout Step, isFirst: Bool, _ call: Step) {
        var counts: [String: Int] = [:]
        // A DD without a step name belongs to the step of the one before it, or to the first step.
        var isMeant = isFirst
        for part in call.data {
            if let qualifier = part.qualifier { isMeant = qualifier == step.name }
            guard isMeant else { continue }
            let number = counts[part.name, default: 0]
            counts[part.name] = number + 1
            let same = step.data.indices.filter { step.data[$0].name == part.name }
            guard !part.isBlank else { continue }
            var part = part
            part.qualifier = nil
            if number < same.count { step.data[same[number]] = part } else { step.data.append(part) }
            if part.name == "SYSTSIN" { step.hasInput = true }
        }
    }

    /// Whether a program runs a shell: BPXBATCH under any of its names (z/OS UNIX System Services Command Reference).
    static func isShell(_ program: String?) -> Bool {
        program.map { ["BPXBATCH", "BPXBATSL", "BPXBATA2", "BPXBATA8"].contains($0) } ?? false
    }

    static func isOther(_ step: Step) -> Bool { step.program.map(OrdinaryProgram.batch.contains) ?? false }
    var isOtherProgram: Bool { Self.isOther(step) }

    mutating func endStep() {
        var ended = step
        step = Step()
        defer { unsettled = [] }
        if let procedure, ended.statement != nil {
            ended.conditions = conditions
            guard let count = procedures[procedure]?.steps.count, count < Self.stepLimit else { return }
            procedures[procedure]?.steps.append(ended)
        } else if let name = ended.procedure {
            run(name, for: ended)
        } else {
            emit(ended, of: ended.name)
        }
    }

    /// Adds the regions of a step.
    ///
    /// - Parameter name: the name of the step in the job.
    private mutating func emit(_ ended: Step, of name: String) {
        if ended.statement != nil { (stepCount, totalSteps) = (stepCount + 1, totalSteps + 1) }
        var isMisnamed = false
        let first = regions.count
        if let command = ended.command {
            let flow = command.flow.isEmpty ? nil : command.flow
            regions.append(DeckRegion(text: .mapped(command.text), carrier: carrier, joinsLines: false, flow: flow))
        }
        if let called = ended.called {
            let member = "(\(called.name.drop { $0 == "%" }))"
            if let dataSet = written.first(where: { $0.hasSuffix(member) }) {
                noteRead(dataSet)
            } else {
                regions.append(unreadRegion(.program, called.name, called.range))
            }
        }
        if let script = ended.script, script.bytes.starts(with: "SH ".utf8) {
            regions += ShellCarrier.regions(script.bytes, 3..<script.bytes.count, carrier)
                .map { $0.mapped(through: script, script.bytes, file: file.bytes) }
        }
        for part in ended.data {
            let firstOfPart = regions.count
            defer { if let replaced = part.replaced { leaveUnread(regionsFrom: firstOfPart, replaced) } }
            let isOther = Self.isOther(ended)
            guard part.dataSet != nil || !part.lines.isEmpty else { continue }
            if let dataSet = part.dataSet {
                guard part.replaced == nil else { continue }
                regions += self.dataSet(dataSet, part, ended)
            } else if depth < Self.depthLimit, JCLStatement.beginJCL(file, part.lines) {
                let inner = JCLCarrier(file, part.lines, carrier: carrier, depth: depth + 1)
                regions += inner.regions
                defects += inner.defects
                if isOther, !ended.submits { noteWritten(ended, firstOfPart..<regions.count, part.label) }
            } else if hasNoStep, isRead(part, ended.reference, of: ended.data) {
                // A job without a step runs nothing.
                if let first = part.lines.first(where: hasText),
                    CommandShape(file.bytes, file.lineBounds(first)) != nil
                {
                    defects.append((.unreadData(of: "", lines: range(of: part.lines)), part.label))
                }
            } else if ended.parameters == part.name {
                regions += parameters(part)
            } else if !isOther, isRead(part, ended.reference, of: ended.data) {
                regions.append(region(part))
            } else if ended.program == "IRXJCL", part.name == "SYSTSIN",
                let first = part.lines.first(where: hasText), CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            } else if part.name == "ISFIN", isOther {
                for line in part.lines where holdsCommand(file.bytes[file.lineBounds(line)]) {
                    let range = file.lineBounds(line)
                    regions.append(
                        unreadRegion(.generated, "", SourceRange(range.lowerBound, range.upperBound)))
                }
            } else if isOther {
                let found = stored(part, ended.program ?? "")
                regions += found
                if !found.isEmpty, !ended.submits, !Self.isShell(ended.program) {
                    noteWritten(ended, firstOfPart..<regions.count, part.label)
                }
            } else if ended.needsInput != nil, !ended.hasInput, let first = part.lines.first(where: hasText),
                CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                isMisnamed = true
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            }
        }
        if ended.submits, let dataSet = ended.data.first(where: { $0.name == "SYSUT1" })?.dataSet {
            if written.contains(dataSet.name) {
                noteRead(dataSet.name)
            } else {
                regions.append(unreadRegion(.program, dataSet.name, dataSet.range))
            }
        }
        if let place = ended.needsInput, !ended.hasInput, !isMisnamed {
            defects.append((.missingInput, place))
        }
        settle(ended, name, regionsFrom: first)
        for member in ended.included {
            regions.append(conditions.inside(unreadRegion(.program, member.name, member.range)))
            doubt(&regions[regions.count - 1])
        }
    }

    func range(of lines: Range<Int>) -> SourceRange {
        let bounds = file.bounds(of: lines)
        return SourceRange(bounds.lowerBound, bounds.upperBound)
    }

    /// `//NAME` of a statement.
    func label(_ line: Int) -> SourceRange {
        let bounds = file.lineBounds(line)
        let end = bounds.first { file.bytes[$0] == TSOBytes.blank } ?? bounds.upperBound
        return SourceRange(bounds.lowerBound, end)
    }

    /// Records that nothing reads some regions, because an earlier DD has their name.
    mutating func leaveUnread(regionsFrom first: Int, _ range: Range<Int>) {
        for index in first..<regions.count {
            let place = SourceRange(range.lowerBound, range.upperBound)
            regions[index].flow = (regions[index].flow ?? RegionFlow()).inside(.step, at: place)
            regions[index].flow?.isDead = true
        }
    }

    /// Applies to a member that is included what may keep its steps from running.
    func doubt(_ region: inout DeckRegion) {
        for range in [jobCondition, restart?.range, hold?.range].compactMap(\.self) {
            region.flow = (region.flow ?? RegionFlow()).inside(
                .step, at: SourceRange(range.lowerBound, range.upperBound))
        }
    }

    /// Applies the program of a step to the regions that it reads.
    private mutating func settle(_ ended: Step, _ name: String, regionsFrom first: Int) {
        if let restart, restart.name == name || restart.name.hasPrefix(name + ".") { self.restart = nil }
        // The condition of the first step of a job has no earlier step to test.
        let isFirst = stepCount == 1 && hasJob
        let reasons = [
            isFirst ? nil : ended.condition, isFirst ? nil : jobCondition, restart?.range, hold?.range,
        ].compactMap(\.self)
        for index in first..<regions.count {
            regions[index].step = DeckRegion.job + lines.lowerBound << 12 + totalSteps
            regions[index].hasExecs = ended.hasExecs
            regions[index].submitter = submitter
            switch ended.program {
            case "IKJEFT1A": regions[index].stop = .atFailure
            case "IKJEFT1B": regions[index].stop = .perhapsAtFailure
            // A procedure elsewhere may run any of them.
            case nil where ended.isElsewhere: regions[index].stop = .perhapsAtFailure
            default: break
            }
            var inner = ended.conditions
            var region = conditions.inside(inner.inside(regions[index]))
            for range in reasons {
                let place = SourceRange(range.lowerBound, range.upperBound)
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: place)
            }
            if isFirst, ended.isOnlyAfterAbend, let range = ended.condition {
                region.flow = (region.flow ?? RegionFlow()).inside(
                    .step, at: SourceRange(range.lowerBound, range.upperBound))
                region.flow?.isDead = true
            }
            if let place = ended.otherProgram {
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: place)
            }
            if hold?.isDead ?? false { region.flow?.isDead = true }
            regions[index] = region
        }
    }
}
