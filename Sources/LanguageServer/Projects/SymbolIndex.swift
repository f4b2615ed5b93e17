import Checking
import Contract
import Diagnostics
import JobMonitor
import Languages
import RACF
import Reading
import Secrets
import Subjects
import UrbanCode

/// The names in the inputs of a check: profiles, users, applications, properties and ports, for going from one to the
/// other.
struct SymbolIndex {
    enum Kind: Hashable { case profile, user, application, property, port }

    struct Symbol: Hashable {
        var kind: Kind
        /// A profile with its class before it; users and applications in upper case.
        var name: String
    }

    struct Occurrence {
        var symbol: Symbol
        var file: FileID
        var range: SourceRange
        /// Whether it says what the name is: a profile that is defined, a property with its value, the port of a server.
        var isDefinition: Bool

        var place: Place { Place(file, range) }
    }

    private var all: [Occurrence] = []
    private var bySymbol: [Symbol: [Int]] = [:]
    /// In the order of the file.
    private var byFile: [FileID: [Int]] = [:]
    /// Every property of the inputs.
    private(set) var properties: [(file: FileID, property: UrbanCodeDocument.Property)] = []

    init(_ inspection: Inspection) {
        for input in inspection.inputs {
            switch input.document {
            case .deck(let deck): for command in deck.commands { add(command, input.file.id) }
            case .jobMonitor(let member): add(member)
            case .urbanCode(let document): add(document)
            case .jobMonitorProc, .console, .racfListing, .unload, .descriptor: break
            }
        }
        for setUp in inspection.setUps { for step in setUp.steps { add(step) } }
        for (index, occurrence) in all.enumerated() {
            bySymbol[occurrence.symbol, default: []].append(index)
            byFile[occurrence.file, default: []].append(index)
        }
        for file in byFile.keys {
            byFile[file]?.sort { (all[$0].range.start, $0) < (all[$1].range.start, $1) }
        }
    }

    private mutating func add(
        _ kind: Kind, _ name: String, _ file: FileID, _ range: SourceRange, isDefinition: Bool = false
    ) {
        guard !name.isEmpty else { return }
        let new = Occurrence(
            symbol: Symbol(kind: kind, name: name), file: file, range: range, isDefinition: isDefinition)
        // Steps of several environments have their values at the same place.
        if let last = all.last, last.symbol == new.symbol, last.place == new.place { return }
        all.append(new)
    }

    // MARK: Decks

    private mutating func add(_ command: Deck.Command, _ file: FileID) {
        let first = command.positional.first
        switch command.verb {
        case .rdefine, .ralter, .rdelete, .rlist:
            guard let name = first?.text, command.positional.count > 1 else { return }
            for value in command.positional[1].items {
                add(value, of: name, file, isDefinition: command.verb == .rdefine)
            }
        case .permit:
            let name = command.operand(.class)?.values.first?.text ?? "DATASET"
            for value in first?.items ?? [] { add(value, of: name, file, isDefinition: false) }
            for value in command.operand(.id)?.values.flatMap(\.items) ?? [] { addUser(value, file) }
        case .adduser, .addgroup:
            for value in first?.items ?? [] { addUser(value, file, isDefinition: true) }
            for value in command.operand(.dfltgrp)?.values ?? [] { addUser(value, file) }
        case .altuser, .deluser, .altgroup, .delgroup, .connect, .remove, .listuser, .listgrp:
            for value in first?.items ?? [] { addUser(value, file) }
            for value in command.operand(.group)?.values ?? [] { addUser(value, file) }
        default: break
        }
    }

    private mutating func addUser(_ value: Deck.Value, _ file: FileID, isDefinition: Bool = false) {
        guard !value.isPlaceholder, value.text != "*" else { return }
        add(.user, value.text.uppercased(), file, value.range, isDefinition: isDefinition)
    }

    private mutating func add(
        _ value: Deck.Value, of resourceClass: String, _ file: FileID, isDefinition: Bool
    ) {
        guard !value.isPlaceholder else { return }
        add(.profile, "\(resourceClass) \(value.text)", file, value.range, isDefinition: isDefinition)
        guard resourceClass == "PTKTDATA" else { return }
        let parts = value.text.split(separator: ".", omittingEmptySubsequences: false)
        // The parts have places only where the name is in the file as it is.
        guard value.range.count == value.text.utf8.count else { return }
        if parts.count == 3, parts[0] == "IRRPTAUTH" {
            let user = SourceRange(Int(value.range.end) - parts[2].utf8.count, Int(value.range.end))
            let start = Int(value.range.start) + parts[0].utf8.count + 1
            add(.application, String(parts[1]), file, SourceRange(start, start + parts[1].utf8.count))
            add(.user, String(parts[2]), file, user)
        } else if parts.count == 1 {
            add(.application, value.text, file, value.range, isDefinition: isDefinition)
        }
    }

    // MARK: Other inputs

    private mutating func add(_ member: JobMonitorConfig) {
        let port = member.effectivePort
        if let number = port.value, let setting = port.setting {
            add(.port, String(number), member.file.id, setting.value.range, isDefinition: true)
        }
        if let setting = member["APPLID"] {
            add(.application, setting.value.value.uppercased(), member.file.id, setting.value.range)
        }
    }

    private mutating func add(_ document: UrbanCodeDocument) {
        for property in document.properties {
            properties.append((document.file.id, property))
            add(.property, property.name.value, document.file.id, property.name.range, isDefinition: true)
        }
        for held in document.referenceTexts {
            for part in held.value.parts {
                guard case .reference(let reference) = part.kind else { continue }
                // A text with escapes is not in the file as it is.
                let isPlain = held.range.count == held.value.source.utf8.count
                let start = Int(held.range.start) + part.range.lowerBound
                let range = isPlain ? SourceRange(start, start + part.range.count) : held.range
                add(.property, reference.name, document.file.id, range)
            }
        }
    }

    /// The user and the port of a step, at the text that decides them.
    private mutating func add(_ step: ResolvedStep) {
        if let user = step.user.resolution.text, let place = step.user.place(in: step.file),
            let range = place.range
        {
            add(.user, user.uppercased(), place.file, range, isDefinition: true)
        }
        if let port = step.port.resolution.text, let place = step.port.place(in: step.file),
            let range = place.range
        {
            add(.port, port, place.file, range)
        }
    }

    // MARK: Questions

    /// The occurrences that contain a place, the longest first.
    func at(_ file: FileID, _ offset: Int) -> [Occurrence] {
        let numbers = byFile[file] ?? []
        let end = numbers.partitioningIndex { Int(all[$0].range.start) > offset }
        // Names are short, but a value may be a text.
        return numbers[max(0, end - 200)..<end].map { all[$0] }.filter { Int($0.range.end) >= offset }
            .sorted { $0.range.count > $1.range.count }
    }

    /// The occurrences in the range of another one, such as the user in the name of a profile.
    private func within(_ outer: Occurrence) -> [Occurrence] {
        (byFile[outer.file] ?? []).map { all[$0] }.filter {
            $0.range.start >= outer.range.start && $0.range.end <= outer.range.end
                && $0.symbol != outer.symbol
        }.sorted { $0.symbol.kind == .user && $1.symbol.kind != .user }
    }

    func occurrences(_ symbol: Symbol) -> [Occurrence] { (bySymbol[symbol] ?? []).map { all[$0] } }

    /// Where the name at a place is defined. At a definition itself it is where the names in it are.
    func definitions(_ file: FileID, _ offset: Int) -> [Occurrence] {
        let here = at(file, offset)
        for occurrence in here + here.flatMap(within) {
            let found = occurrences(occurrence.symbol).filter {
                $0.isDefinition
                    && !($0.file == file && Int($0.range.start) <= offset && offset <= Int($0.range.end))
            }
            if !found.isEmpty { return found }
        }
        return here.filter(\.isDefinition)
    }

    /// Every occurrence of the names at a place.
    func references(_ file: FileID, _ offset: Int, withDefinitions: Bool) -> [Occurrence] {
        var seen: Set<Place> = []
        return at(file, offset).flatMap { occurrences($0.symbol) }
            .filter { (withDefinitions || !$0.isDefinition) && seen.insert($0.place).inserted }
            .sorted { ($0.file, $0.range.start) < ($1.file, $1.range.start) }
    }

    func names(of kind: Kind) -> [String] {
        bySymbol.keys.filter { $0.kind == kind }.map(\.name).sorted()
    }

    /// The names of profiles, without their classes.
    var profileNames: [String] {
        Set(names(of: .profile).compactMap { $0.split(separator: " ").last.map(String.init) }).sorted()
    }
}
