import Diagnostics
import Languages

/// The data of a step: which of it the terminal monitor program reads, and as what.
extension JCLCarrier {
    /// Records a data set that the terminal monitor program reads, or from which a step is called.
    mutating func dataSet(_ dataSet: DataSet, _ part: Data, _ step: Step) -> [DeckRegion] {
        guard !written.contains(dataSet.name) else {
            noteRead(dataSet.name)
            return []
        }
        // What a procedure does with the commands that it gets is taken to be what its SYSTSIN shows.
        if part.name.isEmpty {
            let isCompiler = !hasLibrary && Self.procedures.contains { dataSet.name.hasPrefix($0) }
            return isCompiler || !hasLibrary && step.data.contains { $0.name == "SYSTSIN" }
                ? [] : [unreadRegion(.program, dataSet.name, dataSet.range, isChanged: changes(step))]
        }
        guard part.name == "SYSTSIN" || part.name == step.parameters, step.program?.hasPrefix("IKJEFT") ?? true,
            !Self.isOther(step)
        else { return [] }
        return [unreadRegion(.dataSet, dataSet.name, dataSet.range)]
    }

    /// Whether a call gives a procedure in another file other operands or data than those that are written there.
    private func changes(_ step: Step) -> Bool {
        !step.symbols.isEmpty || !step.names.isEmpty
            || step.statement?.operandList.contains { operand in
                ["PARM", "COND"].contains { operand.keyword == $0 || operand.keyword.hasPrefix($0 + ".") }
                    && operand.keyword != "COND"
            } ?? false
    }

    /// The beginnings of the names of IBM's procedures that compile and link.
    private static let procedures = ["ASM", "CBC", "CCN", "EDC", "HLASM", "IBMZ", "IGY", "LKED", "PLI", "SMP", "XLC"]

    /// Records a step that writes text, which is read where it stands.
    mutating func noteWritten(_ step: Step, _ regions: Range<Int>, _ place: SourceRange) {
        let names = step.data.compactMap(\.dataSet?.name)
        written.formUnion(names)
        texts.append(Written(dataSets: Set(names), regions: regions, place: place))
    }

    /// Records that a step runs what an earlier one wrote.
    mutating func noteRead(_ dataSet: String) { texts.removeAll { $0.dataSets.contains(dataSet) } }

    /// Whether the texts run that no step of the job reads is not known.
    mutating func doubtTexts() {
        for text in texts {
            for index in text.regions {
                regions[index].flow = (regions[index].flow ?? RegionFlow()).inside(.step, at: text.place)
            }
        }
        texts = []
    }

    /// Whether the terminal monitor program reads the data.
    func isRead(_ part: Data, _ reference: String?, of all: [Data]) -> Bool {
        // The last SYSTSIN counts: the data of a call overrides a reference to another DD.
        let reference = all.contains { $0.name == "SYSTSIN" && $0.replaced == nil } ? nil : reference
        guard let reference, part.name != reference else { return part.name == reference ?? "SYSTSIN" }
        if all.contains(where: { $0.name == reference }) { return false }
        // The job does not set the symbol, so any data that begins with a RACF command may be meant.
        guard part.name != "SYSTSIN", let first = part.lines.first(where: hasText) else { return false }
        return CommandShape(file.bytes, file.lineBounds(first)) != nil
    }

    /// The use of the data by another program, which writes it for the terminal monitor program or a shell.
    func stored(_ part: Data, _ program: String) -> [DeckRegion] {
        if program == "IEBUPDTE", part.name == "SYSIN" {
            return members(part.lines).flatMap { lines in
                DeckCarrier.form(file, lines).map { DeckCarrier.regions(file, lines, $0, as: carrier) } ?? []
            }
        }
        let isWritten = ["SYSUT1", "SYSIN"].contains(part.name) && program.hasPrefix("I") && program.hasSuffix("GENER")
        let isScript = Self.isShell(program) && ["STDIN", "STDPARM"].contains(part.name)
        guard isWritten || isScript, let form = DeckCarrier.form(file, part.lines), isWritten || form == .shell else {
            return []
        }
        let regions = DeckCarrier.regions(file, part.lines, form, as: carrier)
        // BPXBATCH joins the records of STDPARM, and takes STDIN from a file of z/OS UNIX only.
        let isOneCommand =
            part.name == "STDPARM"
            && part.lines.filter(hasText).dropFirst().allSatisfy { index in
                let before = file.bytes[file.lineBounds(index - 1)].split(whereSeparator: \.isBlank).last ?? []
                return before.last.map { ";&|\\".utf8.contains($0) } ?? true || before.elementsEqual("SH".utf8)
            }
        guard isScript, !isOneCommand else { return regions }
        return regions.map { region in
            var region = region
            region.flow = (region.flow ?? RegionFlow()).inside(.step, at: part.label)
            return region
        }
    }

    func hasText(_ index: Int) -> Bool {
        let text = file.bytes[file.lineBounds(index)].drop(while: \.isBlank)
        return !text.isEmpty && !text.starts(with: "/*")
    }

    func region(_ part: Data) -> DeckRegion {
        // In-stream data has records of 80, unless a line shows otherwise.
        let isFixed = part.lines.allSatisfy { index in
            let line = file.lineBounds(index)
            return line.count <= 80 || file.bytes[line].count { $0 & 0xC0 != 0x80 } <= 80
        }
        var flow = RegionFlow()
        let text = substituted(part.lines, isFixed: isFixed, &flow, hasSymbols: part.hasSymbols)
        guard let text else {
            // The lines themselves show it.
            flow.dropped = []
            return DeckRegion(
                text: .lines(part.lines), carrier: carrier, records: isFixed ? .fb80 : .free,
                flow: flow.isEmpty ? nil : flow)
        }
        return DeckRegion(text: .mapped(text), carrier: carrier, flow: flow.isEmpty ? nil : flow)
    }

    /// The command in the DD that PARMDD names, with its records as one text.
    func parameters(_ part: Data) -> [DeckRegion] {
        var text = MappedText()
        for index in part.lines {
            text.append(file.bytes[DeckRecord(file.bytes, file.lineBounds(index), isFixed: true).range])
        }
        guard DeckCarrier.verb(of: text.bytes) != nil else { return [] }
        return [DeckRegion(text: .mapped(text), carrier: carrier, joinsLines: false)]
    }

    /// Records a delimiter before further commands, or a comment that acts as one: the lines after it are not read.
    mutating func noteEnding(of data: InStreamData) {
        let index = data.lines.upperBound
        guard data.ending == .standardDelimiter, !isOtherProgram else { return }
        let isComment = file.bytes[file.lineBounds(index)].dropFirst(2).prefix(70).contains { !$0.isBlank }
        var next = index + 1
        while next < lines.upperBound {
            let line = file.bytes[file.lineBounds(next)]
            guard !line.starts(with: "//") else { return }
            next += 1
            let text = line.drop(while: \.isBlank)
            guard !text.isEmpty, !line.starts(with: "/*") else { continue }
            let word = text.prefix { !$0.isBlank && $0 != TSOBytes.open }
            guard isComment || Verb.named(word) != nil else { continue }
            let ending = file.lineBounds(index)
            return defects.append((.commentEndsDeck, SourceRange(ending.lowerBound, ending.upperBound)))
        }
    }
}
