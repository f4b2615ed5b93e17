/// A small change of one file: some bytes replaced by others.
struct Variation: Sendable {
    /// The index of the file among those of the fixture.
    var file: Int
    var range: Range<Int>
    var bytes: [UInt8]
    /// What is changed, in the words of the file.
    var label: String

    func applied(to files: [(name: String, bytes: [UInt8])]) -> [(name: String, bytes: [UInt8])] {
        var changed = files
        changed[file].bytes.replaceSubrange(range, with: bytes)
        return changed
    }

    /// The place in the unchanged file of what is at a place in the changed one.
    func original(_ offset: Int) -> Int {
        if offset < range.lowerBound + bytes.count { return min(offset, max(range.lowerBound, range.upperBound - 1)) }
        return offset - bytes.count + range.count
    }
}

/// Chooses small changes of files, the same on every machine: every kind of change in turn, each at some place.
struct VariationChooser {
    private let files: [(name: String, bytes: [UInt8])]
    private let layouts: [TextLayout]
    private var random: SplitMix

    init(_ files: [(name: String, bytes: [UInt8])], name: String) {
        self.files = files
        layouts = files.map { TextLayout($0.bytes) }
        random = SplitMix(seed: name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }

    private static let texts: [Change] = [
        .lineLeftOut, .lineDoubled, .linesSwapped, .wordCut, .wordReplaced, .numberMoved, .caseChanged, .signLeftOut,
        .wordLeftOut, .lineBroken, .signDoubled, .blankLeftOut, .endCut, .endsChanged,
    ]
    private static let trees: [Change] = [
        .memberLeftOut, .memberDoubled, .valueReplaced, .valueEmptied, .wordCut, .keyChanged, .numberMoved,
        .valueRetyped, .membersSwapped, .wordReplaced, .caseChanged, .signLeftOut,
    ]

    enum Change {
        case lineLeftOut, lineDoubled, linesSwapped, lineBroken
        case wordCut, wordReplaced, wordLeftOut, numberMoved, caseChanged
        case signLeftOut, signDoubled, blankLeftOut
        case endCut, endsChanged
        case memberLeftOut, memberDoubled, membersSwapped, keyChanged
        case valueReplaced, valueEmptied, valueRetyped
    }

    /// Some changes that differ; fewer where there are not so many.
    mutating func choose(_ count: Int) -> [Variation] {
        var found: [Variation] = []
        var seen: Set<[UInt8]> = []
        let candidates = files.indices.filter { !files[$0].bytes.isEmpty }
        guard !candidates.isEmpty else { return [] }
        var kinds: [Bool: [Change]] = [:]
        for _ in 0..<(count * 4) where found.count < count {
            let file = candidates[Int.random(in: candidates.indices, using: &random)]
            let isTree = !layouts[file].members.isEmpty
            if kinds[isTree, default: []].isEmpty {
                kinds[isTree] = (isTree ? Self.trees : Self.texts).shuffled(using: &random)
            }
            guard let kind = kinds[isTree]?.popLast(), let variation = make(kind, file) else { continue }
            var key = Array("\(file) ".utf8)
            key += variation.applied(to: files)[file].bytes
            if variation.bytes != Array(files[file].bytes[variation.range]), seen.insert(key).inserted {
                found.append(variation)
            }
        }
        return found
    }

    private func text(_ bytes: some Collection<UInt8>) -> String {
        let shown = bytes.prefix(16).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self) + (bytes.count > 16 ? "…" : "")
    }

    private func make(
        _ file: Int, _ range: Range<Int>, _ bytes: [UInt8], _ what: String
    ) -> Variation {
        let name = files.count > 1 ? "\(files[file].name):" : ""
        return Variation(
            file: file, range: range, bytes: bytes, label: "\(name)\(layouts[file].place(range.lowerBound)) \(what)")
    }

    private mutating func make(_ change: Change, _ file: Int) -> Variation? {
        let (bytes, layout) = (files[file].bytes, layouts[file])
        switch change {
        case .lineLeftOut, .lineDoubled, .lineBroken, .linesSwapped:
            return line(change, file)
        case .wordCut, .wordReplaced, .wordLeftOut, .caseChanged:
            return word(change, file)
        case .numberMoved:
            guard let word = layout.numbers.randomElement(using: &random),
                let number = Int(String(decoding: bytes[word], as: UTF8.self)), number < 1 << 40
            else { return nil }
            let moved = String(Bool.random(using: &random) || number == 0 ? number + 1 : number - 1)
            return make(file, word, Array(moved.utf8), "\(number) becomes \(moved)")
        case .signLeftOut:
            guard let sign = layout.signs.randomElement(using: &random) else { return nil }
            return make(file, sign..<(sign + 1), [], "without '\(text([bytes[sign]]))'")
        case .signDoubled:
            guard let sign = layout.signs.randomElement(using: &random) else { return nil }
            return make(file, sign..<sign, [bytes[sign]], "another '\(text([bytes[sign]]))'")
        case .blankLeftOut:
            guard let blank = layout.blanks.randomElement(using: &random) else { return nil }
            return make(file, blank..<(blank + 1), [], "without the blank")
        case .endCut:
            guard let word = layout.words.randomElement(using: &random) else { return nil }
            return make(file, word.upperBound..<bytes.count, [], "end of the file")
        case .endsChanged:
            guard bytes.contains(0x0A), !bytes.contains(0x0D) else { return nil }
            let ends: [UInt8] = Bool.random(using: &random) ? [0x0D, 0x0A] : [0x0D]
            let changed = bytes.flatMap { $0 == 0x0A ? ends : [$0] }
            return make(file, 0..<bytes.count, changed, "lines end in \(ends.count == 1 ? "CR" : "CRLF")")
        case .memberLeftOut, .memberDoubled, .membersSwapped, .keyChanged, .valueReplaced, .valueEmptied,
            .valueRetyped:
            return member(change, file)
        }
    }

    private mutating func line(_ change: Change, _ file: Int) -> Variation? {
        let (bytes, layout) = (files[file].bytes, layouts[file])
        let lines = layout.lines.indices.filter { line in
            bytes[layout.lines[line]].contains { $0 > 0x20 && $0 != 0x40 }
        }
        guard let index = lines.randomElement(using: &random) else { return nil }
        let line = layout.lines[index]
        switch change {
        case .lineLeftOut: return make(file, line, [], "line left out")
        case .lineDoubled: return make(file, line.lowerBound..<line.lowerBound, Array(bytes[line]), "line doubled")
        case .lineBroken:
            guard let blank = layout.blanks.randomElement(using: &random) else { return nil }
            return make(file, blank..<(blank + 1), [UInt8(ascii: "\n")], "line broken")
        default:
            guard layout.lines.indices.contains(index + 1) else { return nil }
            let next = layout.lines[index + 1]
            // The last line may have no end.
            guard bytes[next].last == bytes[line].last else { return nil }
            return make(
                file, line.lowerBound..<next.upperBound, Array(bytes[next] + bytes[line]), "swapped with the next line")
        }
    }

    private mutating func word(_ change: Change, _ file: Int) -> Variation? {
        let (bytes, layout) = (files[file].bytes, layouts[file])
        guard let word = layout.words.randomElement(using: &random) else { return nil }
        let shown = text(bytes[word])
        switch change {
        case .wordCut: return make(file, word, Array(bytes[word].dropLast()), "\(shown) cut")
        case .wordLeftOut: return make(file, word, [], "\(shown) left out")
        case .caseChanged:
            let changed = bytes[word].map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte ^ 0x20
                default: byte
                }
            }
            return make(file, word, changed, "\(shown) in the other case")
        default:
            // More often a word after the same sign, such as an operand in parentheses.
            let sign = word.lowerBound > 0 ? bytes[word.lowerBound - 1] : 0
            let alike = layout.words.filter { $0.lowerBound > 0 && bytes[$0.lowerBound - 1] == sign }
            let words = alike.count > 1 ? alike : layout.words
            guard let other = words.randomElement(using: &random) else { return nil }
            return make(file, word, Array(bytes[other]), "\(shown) becomes \(text(bytes[other]))")
        }
    }

    private mutating func member(_ change: Change, _ file: Int) -> Variation? {
        let (bytes, layout) = (files[file].bytes, layouts[file])
        guard let member = layout.members.randomElement(using: &random) else { return nil }
        let name = member.key.map { text(bytes[$0]) } ?? "element"
        let value = bytes[member.value]
        switch change {
        case .memberLeftOut: return make(file, member.removal, [], "\(name) left out")
        case .memberDoubled:
            return make(
                file, member.whole.lowerBound..<member.whole.lowerBound,
                Array(bytes[member.whole]) + [UInt8(ascii: ",")], "\(name) doubled")
        case .membersSwapped:
            guard let next = member.next else { return nil }
            let between = Array(bytes[member.whole.upperBound..<next.lowerBound])
            return make(
                file, member.whole.lowerBound..<next.upperBound,
                Array(bytes[next]) + between + Array(bytes[member.whole]), "\(name) swapped with the next")
        case .keyChanged:
            guard let key = member.key, key.count > 2 else { return nil }
            return make(file, key, Array(bytes[key].dropLast(2)) + [UInt8(ascii: "\"")], "\(name) cut")
        case .valueEmptied:
            let empty: String =
                switch value.first {
                case UInt8(ascii: "{"): "{}"
                case UInt8(ascii: "["): "[]"
                case UInt8(ascii: "\""): "\"\""
                default: "null"
                }
            return make(file, member.value, Array(empty.utf8), "\(name) emptied")
        case .valueRetyped:
            let shown = String(decoding: value.prefix(8), as: UTF8.self)
            let others = ["true", "false", "null", "7", "\"true\"", "[]", "{}"].filter { $0 != shown }
            let other = others.randomElement(using: &random) ?? "null"
            return make(file, member.value, Array(other.utf8), "\(name) becomes \(other)")
        default:
            let others = layout.members.filter { $0.value.count < 200 }
            guard let other = others.randomElement(using: &random) else { return nil }
            return make(
                file, member.value, Array(bytes[other.value]), "\(name) becomes \(text(bytes[other.value]))")
        }
    }
}
