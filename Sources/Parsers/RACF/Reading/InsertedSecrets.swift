public import Diagnostics
import Languages
import Secrets

/// Secrets that a carrier, or the run, puts in for names: `PASSWORD({{ pw }})`.
extension DeckBuilder {
    /// Hides the values of the names from which secrets come, wherever they are used or assigned.
    mutating func hideInserted() {
        flow.substitutions.sort { $0.range.start < $1.range.start }
        let known = hidden
        guard secrets.contains(where: { $0.secret == nil }) || !flow.substitutions.isEmpty else { return }
        let isInOrder = nodes.isAscending(\.start)
        func isHidden(_ range: SourceRange, _ hidden: [SourceRange]) -> Bool {
            let next = hidden.partitioningIndex { $0.end > range.start }
            return next < hidden.count && hidden[next].start < range.end
        }
        let filling = flow.substitutions.filter { isHidden($0.range, known) }
        let values = Set(filling.map(\.value).filter { $0.utf8.count >= Self.shortest })
        var names = Set(filling.flatMap { InsertedNames.find(Array($0.name.utf8)) })
        for written in secrets where written.secret == nil { hide(insertedIn: written.range, &names, isInOrder) }
        for substitution in flow.substitutions {
            guard
                values.contains(substitution.value)
                    || InsertedNames.find(Array(substitution.name.utf8)).contains(
                        where: names.contains)
            else { continue }
            if substitution.origin == nil { names.formUnion(InsertedNames.find(Array(substitution.name.utf8))) }
            if let origin = substitution.origin { hidden.append(origin) }
            guard !isHidden(substitution.range, known) else { continue }
            hidden.append(substitution.range)
            if isInOrder { maskText(in: substitution) }
        }
        hidden += InsertedNames.assignments(of: names, in: file.bytes)
        hidden.sort { $0.start < $1.start }
        flow.secretNames = names
        flow.substitutions = flow.substitutions.map { substitution in
            guard isHidden(substitution.range, hidden) || substitution.isNamedLikeSecret else { return substitution }
            return Deck.Substitution(
                name: InsertedNames.withoutValue(substitution.name), value: Secret.mask, range: substitution.range,
                origin: substitution.origin)
        }
    }

    /// A shorter value is the same as another by chance.
    private static let shortest = 4

    /// Hides what stands in a placeholder for a secret if it has no other value, and adds the placeholder's names.
    private mutating func hide(insertedIn range: SourceRange, _ names: inout Set<[UInt8]>, _ isInOrder: Bool) {
        guard range.count <= 256 else { return }
        let text = Array(file.bytes[range.bounds])
        names.formUnion(InsertedNames.find(text))
        for value in InsertedNames.values(in: text) {
            let value = SourceRange(Int(range.start) + value.lowerBound, Int(range.start) + value.upperBound)
            hidden.append(value)
            if isInOrder { maskWords(at: value) { _ in true } }
        }
    }

    /// Masks text with the value of a secret name, but for what may be the name of a user or a profile: the model
    /// would lose it.
    private mutating func maskText(in substitution: Deck.Substitution) {
        let isKey = substitution.value.utf8.count == 16 && substitution.value.utf8.allSatisfy(\.isHexDigit)
        let isSecret = isKey || substitution.isNamedLikeSecret
        maskWords(at: substitution.range) { $0 == .string || isSecret }
    }

    private mutating func maskWords(at range: SourceRange, _ isMasked: (Deck.Node.Kind) -> Bool) {
        var index = nodes.partitioningIndex { $0.end > range.start }
        while index < nodes.count, nodes[index].start < range.end {
            let node = nodes[index]
            if node.kind != .list, node.keyword == nil, isMasked(node.kind) { nodes[index].flags.insert(.secret) }
            index += 1
        }
    }
}

extension Deck.Substitution {
    fileprivate var isNamedLikeSecret: Bool {
        InsertedNames.find(Array(name.utf8)).contains { SecretName.matches(String(decoding: $0, as: UTF8.self)) }
            && PropertyValue(value, isSecret: true).isSecret
    }
}

extension Deck {
    /// The text of a placeholder for display, with masks in place of the values in it.
    public func shownText(_ range: SourceRange) -> String {
        guard !InsertedNames.values(in: Array(file.bytes[range.bounds])).isEmpty else { return file.text(range) }
        var text = ""
        var offset = range.start
        for hidden in storage.hidden[storage.hidden.partitioningIndex { $0.end > range.start }...] {
            guard hidden.start < range.end else { break }
            if hidden.start > offset { text += file.text(SourceRange(Int(offset), Int(hidden.start))) }
            if hidden.end > offset { text += Secret.mask }
            offset = max(offset, hidden.end)
        }
        return offset < range.end ? text + file.text(SourceRange(Int(offset), Int(range.end))) : text
    }

    /// The names from which its secrets come, in lower case.
    public var secretNames: Set<String> { Set(storage.flow.secretNames.map { String(decoding: $0, as: UTF8.self) }) }
}
