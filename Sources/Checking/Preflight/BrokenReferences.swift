import Diagnostics
import Languages
import Rules
import Subjects
import UrbanCode

/// References that certainly fail the steps of a set-up, because all fields of a step are resolved before it connects.
struct BrokenReferences {
    struct Broken {
        var rule: RuleID
        var message: String
        var place: Place
        fileprivate var environments: [String] = []
        /// The number of the process, if the reference is in the working directory of all its steps.
        fileprivate var process: UInt32?
    }

    /// The references by file, in the order of their places.
    private let places: [FileID: [Broken]]
    /// References to properties that no input defines, though one that is not shown may.
    private let open: [FileID: [Broken]]

    var isEmpty: Bool { places.isEmpty }

    private static let rules = RuleCatalog.rules(where: \.failsFields)

    /// - Parameter rules: whether a rule ran; a reference that no rule reports fails nothing.
    init(_ setUp: SetUp, rules: (RuleID) -> Bool) {
        guard Self.rules.contains(where: rules) else {
            (places, open) = ([:], [:])
            return
        }
        var all = setUp.resolution.dangling.compactMap { dangling in
            Self.certain(dangling).flatMap { rules($0.rule) ? $0 : nil }
        }
        if rules("UC204") { all += setUp.exports.flatMap(Self.malformed) }
        places = Self.ordered(all)
        open = Self.ordered(rules("UC203") ? setUp.resolution.dangling.compactMap(Self.uncertain) : [])
    }

    private static func ordered(_ all: [Broken]) -> [FileID: [Broken]] {
        Dictionary(grouping: all) { $0.place.file }.mapValues { broken in
            broken.sorted { ($0.place.range?.start ?? 0) < ($1.place.range?.start ?? 0) }
        }
    }

    private static func uncertain(_ dangling: DanglingReference) -> Broken? {
        guard case .undefined(isCertain: false) = dangling.defect, !dangling.reference.isLenient else { return nil }
        let name = dangling.reference.name.squeezed
        return Broken(
            rule: "UC203", message: "give the properties that define \(name): no level in the inputs has it",
            place: dangling.place, environments: dangling.environments, process: dangling.process)
    }

    /// A reference that the server does not replace reaches the step unchanged.
    private static func malformed(_ document: UrbanCodeDocument) -> [Broken] {
        document.flawedTexts.flatMap { text in
            text.value.parts.compactMap { part in
                guard case .malformed = part.kind,
                    !text.isAnothers(part)
                else { return nil }
                return Broken(
                    rule: "UC204", message: "'\(text.value.text(of: part).squeezed)' is not a reference",
                    place: Place(
                        document.file.id, document.file.place(of: part.range, of: text.value.source, at: text.range)))
            }
        }
    }

    private static func certain(_ dangling: DanglingReference) -> Broken? {
        func broken(_ rule: RuleID, _ message: String) -> Broken {
            Broken(
                rule: rule, message: message, place: dangling.place,
                environments: dangling.environments, process: dangling.process)
        }
        let holder = dangling.holder.squeezed
        return switch dangling.defect {
        case .undefined(isCertain: true):
            broken(
                "UC203", "the inputs do not define \(dangling.reference.path.squeezed), which \(holder) refers to")
        case .circular: broken("UC203", "\(dangling.reference.text) in \(holder) leads back to itself")
        case .outOfSight(_, isCertain: true) where !dangling.reference.isLenient:
            broken("UC211", "\(dangling.reference.text) in \(holder): a generic process sees no environment")
        case .noStep where !dangling.reference.isLenient:
            broken(
                dangling.isAwaitedJob ? "UC210" : "UC222",
                "\(holder) refers to '\(dangling.reference.scope?.squeezed ?? "")', which is not a step of the process")
        case .laterStep where !dangling.reference.isLenient:
            broken(
                dangling.isAwaitedJob ? "UC210" : "UC222",
                "\(holder) refers to '\(dangling.reference.scope?.squeezed ?? "")', which has not run by then")
        case .noVersion where !dangling.reference.isLenient:
            broken("UC223", "\(holder) refers to \(dangling.reference.path.squeezed), and the process has no version")
        case .undefined, .outOfSight, .noStep, .laterStep, .noVersion, .silentlyBlank: nil
        }
    }

    /// The first broken reference in a field of the step, or in a property that it leads to.
    func first(in value: ResolvedStep.Value, of step: ResolvedStep) -> Broken? {
        guard let field = value.field else { return nil }
        if let broken = all(in: Place(step.file, field.range), step).first { return broken }
        switch value.resolution.result {
        case .undefined(_, isCertain: true), .circular:
            return value.resolution.origins.lazy.compactMap { all(in: $0.place, step).first }.first
        case .undefined, .text, .secret, .unknown: return nil
        }
    }

    /// The first broken reference in any other field.
    func first(of step: ResolvedStep, except values: [ResolvedStep.Value]) -> Broken? {
        let ranges = values.compactMap { $0.field?.range }
        return all(in: Place(step.file, step.step.range), step).first { Self.isOutside(ranges, $0) }
            ?? inProcess(of: step, of: places)
    }

    /// The first reference in any other field that may not lead anywhere, with what would show it.
    func open(of step: ResolvedStep, except values: [ResolvedStep.Value]) -> Broken? {
        let ranges = values.compactMap { $0.field?.range }
        return all(in: Place(step.file, step.step.range), step, of: open).first { Self.isOutside(ranges, $0) }
            ?? inProcess(of: step, of: open)
    }

    /// The first reference in a field of the step that may not lead anywhere, or in a property that it leads to.
    func open(in value: ResolvedStep.Value, of step: ResolvedStep) -> Broken? {
        guard let field = value.field else { return nil }
        let place = Place(step.file, field.range)
        if let broken = all(in: place, step, of: open).first { return broken }
        switch value.resolution.result {
        case .undefined(_, isCertain: false):
            return value.resolution.origins.lazy.compactMap { all(in: $0.place, step, of: open).first }.first
        case .unknown(let needs):
            // A level that the inputs do not show may have it.
            guard let absent = value.resolution.absent, !absent.isLenient else { return nil }
            return Broken(rule: "UC203", message: needs, place: place)
        case .undefined(_, isCertain: true), .circular, .text, .secret: return nil
        }
    }

    /// The first reference in the working directory that the process gives its steps.
    private func inProcess(of step: ResolvedStep, of places: [FileID: [Broken]]) -> Broken? {
        places[step.file]?.first { $0.process == step.process.number && isIn(step, $0) }
    }

    private static func isOutside(_ ranges: [SourceRange], _ broken: Broken) -> Bool {
        guard let range = broken.place.range else { return false }
        return !ranges.contains { $0.start <= range.start && range.end <= $0.end }
    }

    private func all(in place: Place, _ step: ResolvedStep) -> [Broken] { all(in: place, step, of: places) }

    private func all(in place: Place, _ step: ResolvedStep, of places: [FileID: [Broken]]) -> [Broken] {
        guard let ofFile = places[place.file], let range = place.range else { return [] }
        let first = ofFile.partitioningIndex { ($0.place.range?.start ?? 0) >= range.start }
        return ofFile[first...].prefix { ($0.place.range?.start ?? 0) < range.end }.filter { isIn(step, $0) }
    }

    private func isIn(_ step: ResolvedStep, _ broken: Broken) -> Bool {
        broken.environments.isEmpty || step.environment.map(broken.environments.contains) ?? true
    }
}
