import Diagnostics
import Languages

/// The steps of a job: the program of each, and what it reads.
extension JCLCarrier {
    mutating func begin(_ statement: JCLStatement) {
        stepCount += 1
        hasNoStep = false
        step = Step(name: statement.label, number: stepCount)
        // The condition of the first step has no earlier step to test.
        if stepCount > 1, let operand = statement["COND"], operand.text != "EVEN" {
            step.condition = operand.value.range.bounds
        }
        step.symbolicProgram = statement.value("PGM")
        step.program = step.symbolicProgram.map { symbols.resolve($0).text }
        let assignments = statement.assignments.filter { !Self.parameters.contains($0.name) }
        let procedure = statement.value("PROC") ?? statement.positional ?? ""
        if step.program == nil, procedures[procedure] != nil {
            step.procedure = procedure
            step.symbols = assignments
        } else {
            for (name, value) in assignments { symbols[name] = value }
            if step.program == nil, !procedure.isEmpty, let first = statement.operandList.first {
                step.data.append(
                    Data(
                        qualifier: nil, name: "", lines: 0..<0, hasSymbols: false,
                        dataSet: DataSet(name: procedure, range: first.value.range)))
            }
        }
        if step.program == "BPXBATCH", let parm = statement.range(of: "PARM") {
            step.script = parameter(statement, parm).text
        }
        guard isTerminalMonitor else { return }
        step.parameters = statement.value("PARMDD")
        if let parm = statement.range(of: "PARM") {
            step.command = command(statement, parm)
        } else if step.parameters == nil, procedure.isEmpty, self.procedure == nil {
            step.needsInput = statement["PGM"]?.value.range
        }
    }

    /// The step of an in-stream procedure that a DD statement of its call overrides.
    func called(by call: Step, _ qualifier: String?) -> Step? {
        guard let name = call.procedure,
            var step = procedures[name]?.first(where: { qualifier == nil || $0.name == qualifier })
        else { return nil }
        let symbols = symbols.overridden(by: call.symbols)
        step.program = step.symbolicProgram.map { symbols.resolve($0).text }
        step.reference = step.symbolicReference.map { symbols.resolve($0).text }
        return step
    }

    /// The program of `PARM='RACF command'`.
    var isTerminalMonitor: Bool { step.isMonitor }

    /// Programs that use SYSTSIN for their own purpose, or not at all.
    static let otherPrograms: Set<String> = [
        "IRXJCL", "IDCAMS", "SDSF", "ISFAFD", "IEFBR14", "IEBGENER", "ICEGENER", "IEBUPDTE", "IEBCOPY", "ACFBATCH",
        "TSSCFILE", "IRRUT100", "IRRUT200", "IRRMIN00", "IRRDBU00", "DFSORT", "SORT", "ICETOOL", "BPXBATCH",
    ]

    static func isOther(_ step: Step) -> Bool { step.program.map(otherPrograms.contains) ?? false }
    var isOtherProgram: Bool { Self.isOther(step) }

    mutating func endStep() {
        let ended = step
        var isMisnamed = false
        step = Step()
        let first = regions.count
        if let command = ended.command {
            let flow = command.flow.isEmpty ? nil : command.flow
            regions.append(DeckRegion(text: .mapped(command.text), carrier: carrier, joinsLines: false, flow: flow))
        }
        if let script = ended.script, script.bytes.starts(with: "SH ".utf8), script.bytes.contains("tso") {
            regions += ShellCarrier.regions(script.bytes, 3..<script.bytes.count, carrier)
                .map { $0.mapped(through: script, script.bytes, file: file.bytes) }
        }
        if let procedure, !ended.name.isEmpty || ended.symbolicProgram != nil,
            (procedures[procedure]?.count ?? 0) < Self.stepLimit
        {
            procedures[procedure, default: []].append(ended)
        }
        for part in ended.data {
            let firstOfPart = regions.count
            defer { if let replaced = part.replaced { leaveUnread(regionsFrom: firstOfPart, replaced) } }
            // An override without a step name applies to the first step of the procedure.
            let step = called(by: ended, part.qualifier) ?? ended
            let isOther = Self.isOther(step)
            if let dataSet = part.dataSet {
                guard part.replaced == nil else { continue }
                regions += self.dataSet(dataSet, part, step, of: ended.data)
            } else if depth < Self.depthLimit, JCLStatement.beginJCL(file, part.lines) {
                let inner = JCLCarrier(file, part.lines, carrier: carrier, depth: depth + 1)
                regions += inner.regions
                defects += inner.defects
            } else if hasNoStep, isRead(part, step.reference, of: ended.data) {
                // A job without a step runs nothing.
                if let first = part.lines.first(where: hasText),
                    CommandShape(file.bytes, file.lineBounds(first)) != nil
                {
                    defects.append((.unreadData(of: "", lines: range(of: part.lines)), part.label))
                }
            } else if step.parameters == part.name {
                regions += parameters(part)
            } else if !isOther, isRead(part, step.reference, of: ended.data) {
                regions.append(region(part))
            } else if step.program == "IRXJCL", part.name == "SYSTSIN",
                let first = part.lines.first(where: hasText), CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            } else if isOther {
                let found = stored(part, step.program ?? "")
                if !found.isEmpty { noteWritten(ended) }
                regions += found
            } else if ended.needsInput != nil, !ended.hasInput, let first = part.lines.first(where: hasText),
                CommandShape(file.bytes, file.lineBounds(first)) != nil
            {
                isMisnamed = true
                defects.append((.unreadData(of: part.name, lines: range(of: part.lines)), part.label))
            }
        }
        if let place = ended.needsInput, !ended.hasInput, !isMisnamed {
            defects.append((.missingInput, place))
        }
        settle(ended, regionsFrom: first)
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

    /// Applies the program of a step to the regions that it reads.
    mutating func settle(_ ended: Step, regionsFrom first: Int) {
        if let restart, restart.name == ended.name || restart.name.hasPrefix(ended.name + ".") { self.restart = nil }
        let program = called(by: ended, nil)?.program ?? ended.program ?? ""
        for index in first..<regions.count {
            regions[index].step = ended.number
            switch program {
            case "IKJEFT1A": regions[index].stop = .atFailure
            case "IKJEFT1B": regions[index].stop = .perhapsAtFailure
            default: break
            }
            var region = conditions.inside(regions[index])
            let reasons = [ended.condition, restart?.range, hold?.range].compactMap(\.self)
            for range in reasons {
                let place = SourceRange(range.lowerBound, range.upperBound)
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: place)
            }
            if hold?.isDead ?? false { region.flow?.isDead = true }
            regions[index] = region
        }
    }
}
