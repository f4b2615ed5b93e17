import Diagnostics
import Languages

/// The files that a script writes and runs, and its here-documents.
extension ShellCarrier {
    /// A text that the script writes to a file.
    struct WrittenFile {
        var text: MappedText
        /// Whether the script also adds to it, or may not write it.
        var isPartial: Bool
        var isRun = false
    }

    /// How a text is run.
    enum Use {
        case tso, script
        /// As JCL, or as its form shows.
        case job
        /// By a program that may run it.
        case possible
        /// By no program.
        case none
    }

    /// Runs a file: one that the script writes is read in its place, another is not among the inputs.
    ///
    /// - Parameter isInline: whether this shell itself reads it.
    mutating func runFile(_ file: Word, as use: Use, at place: Range<Int>, isInline: Bool = false) {
        let name = written(file)
        guard name != "/dev/null" else { return }
        guard let written = files[name], !program.isDead else {
            return program.unread(.program, name, at: place, isInline: isInline)
        }
        files[name]?.isRun = true
        guard !written.isPartial else { return program.unread(.program, name, at: place) }
        flush()
        regions += regions(of: written.text, use).map(program.inside)
    }

    /// Handles a command that changes a file which the script has written.
    mutating func change(_ name: String, _ plain: Plain) {
        var names = [plain.output].compactMap(\.self)
        if ["cp", "mv", "sed", "tee", "dd", "perl", "patch"].contains(name) { names += plain.words.dropFirst() }
        for name in names.map(written) { files[name]?.isPartial = true }
    }

    /// Handles the input of a program that runs it.
    mutating func fed(_ plain: Plain, as use: Use, at place: Range<Int>, _ index: Int) {
        if let input = plain.input { return runFile(input, as: use, at: place) }
        guard index > 0, commands[index - 1].isPiped else { return }
        let source = commands[index - 1]
        let keywords: Set = ["{", "then", "else", "do", "if", "while", "until", "!"]
        let words = self.plain(source.words.drop { keywords.contains(Self.keyword($0)) }).words
        let name = words.first.map(Self.name) ?? ""
        if name == "cat", source.documents.isEmpty, let file = words.dropFirst().first {
            for file in words.dropFirst() where file.text.bytes.first != TSOBytes.minus {
                runFile(file, as: use, at: place)
            }
            if file.text.bytes.first != TSOBytes.minus { return }
        }
        let isShown =
            !source.documents.isEmpty
            || Self.writes(name)
                && !words.dropFirst().contains { word in
                    resolved(word.text).bytes.contains(Placeholder.substitution)
                        && DeckCarrier.verb(of: resolved(word.text).bytes) == nil
                }
        if !isShown { program.unread(.generated, "", at: place) }
    }

    /// Emits the texts that are written to files and not run by the script.
    mutating func leaveUnrun() {
        for (_, file) in files.sorted(by: { $0.key < $1.key }) where !file.isRun {
            regions += unrun(regions(of: file.text, .possible))
        }
        guard regions.contains(where: { $0.stop != .never }) else { return }
        for index in regions.indices where regions[index].step == 0 { regions[index].step = 1 }
    }

    func unrun(_ found: [DeckRegion]) -> [DeckRegion] {
        found.map { region in
            var region = region
            region.flow = region.flow ?? RegionFlow()
            region.flow?.isDead = true
            region.flow?.unread = []
            region.isWritten = true
            return region
        }
    }

    // MARK: Here-documents

    mutating func take(
        _ document: ShellScanner.Document, _ name: String, _ plain: Plain, _ reader: String?, _ index: Int
    ) {
        let text = text(of: document)
        if Self.interpreters.contains(name), Self.isCall(text.bytes) {
            return program.unread(.generated, "", at: place(commands[index]))
        }
        var use = use(of: name, plain)
        if use == .none, let reader, ["cat", "tee", "dd", "sed", "tr", "iconv", "envsubst"].contains(name) {
            use = self.use(of: reader, self.plain(commands[index + 1].words[...]))
        }
        if use == .none, ["cat", "tee", "dd", "sed", "envsubst"].contains(name), reader == nil {
            let target = name == "tee" ? plain.words.dropFirst().last : plain.output
            if let target, written(target) != "/dev/null" {
                return write(text, to: written(target), isAppended: plain.isAppended)
            }
        }
        flush()
        switch use {
        case .none: regions += unrun(regions(of: text, use))
        case .possible:
            program.beginOptional(.branch, at: place(commands[index]))
            regions += regions(of: text, use).map(program.inside)
            program.endOptional()
        case .tso, .script, .job:
            regions += regions(of: text, use).map { region in
                var region = program.inside(region)
                if let stop = stop(of: name, plain), region.stop == .never {
                    (region.stop, region.step) = (stop, Self.ownStep + index)
                }
                return region
            }
        }
    }

    private mutating func write(_ text: MappedText, to name: String, isAppended: Bool) {
        if let earlier = files[name], !earlier.isRun {
            if isAppended {
                files[name]?.isPartial = true
                regions += unrun(regions(of: text, .possible))
                return
            }
            regions += unrun(regions(of: earlier.text, .possible))
        }
        guard !program.isDead else {
            regions += unrun(regions(of: text, .possible))
            return
        }
        files[name] = WrittenFile(text: text, isPartial: program.isConditional || isAppended && files[name] != nil)
    }

    /// What a program does with its input.
    func use(of name: String, _ plain: Plain) -> Use {
        let rest = plain.words.dropFirst()
        switch name {
        case "mvscmd", "mvscmdauth":
            let isOther = option("systsin", rest).map { !$0.bytes.elementsEqual("stdin".utf8) }
            let isRead = isOther.map { !$0 } ?? !rest.contains { $0.text.bytes.suffix(6).elementsEqual("=stdin".utf8) }
            return isRead && isMonitor(rest) ? .tso : .none
        case _ where Self.runsTSO(name): return .tso
        case _ where Self.shells.contains(name) || Self.remote.contains(name): return .script
        case _ where Self.submitters.contains(name) || name == "zowe" || Self.interpreters.contains(name): return .job
        case _ where OrdinaryProgram.unix.contains(name): return .none
        default: return .possible
        }
    }

    /// The regions of a text that a program runs.
    func regions(of text: MappedText, _ use: Use) -> [DeckRegion] {
        let source = SourceFile(path: "", bytes: text.bytes)
        let lines = source.lineStarts.indices
        let form = use == .tso ? .text : DeckCarrier.form(source, lines)
        guard let form = form ?? (use == .script ? .shell : nil) else { return [] }
        let isScript = form == .shell
        if isScript, depth == Self.depthLimit { return [] }
        let found =
            isScript
            ? Self.regions(text.bytes, text.bytes.indices, carrier, given: program.given, depth: depth + 1)
            : DeckCarrier.regions(source, lines, form, as: carrier)
        return found.map { $0.mapped(through: text, text.bytes, file: bytes) }
    }

    /// Reads a text as a script.
    mutating func script(_ source: MappedText) {
        let text = resolved(source)
        if text.bytes == [Placeholder.substitution] {
            return program.unread(.generated, "", at: text.fileRange(0, 1).bounds)
        }
        guard lines(of: text).count <= 1, !isCommand(text), depth < Self.depthLimit, text.bytes.count > 3 else {
            return string(source)
        }
        inner(text)
    }
}
