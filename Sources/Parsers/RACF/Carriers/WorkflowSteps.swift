import Diagnostics
import XML

/// The order of the steps of a z/OSMF workflow, and those that may be skipped (z/OSMF Programming Guide, workflow
/// definition file).
struct WorkflowSteps {
    private let document: XMLDocument
    /// The steps that may be skipped: optional ones, those with a condition, and those that never become ready.
    private var skippable: Set<Int> = []
    /// The highest return codes that are allowed, by the parent of `submitAs`; `nil` if there are none.
    private var submitted: [Int: (limit: Int, range: SourceRange)]?
    /// The position of each step; empty if the steps are performed in the order of the file.
    private var positions: [Int: Int] = [:]

    /// The times that the steps are gone through; a chain of steps that needs more is not followed.
    private static let roundLimit = 64

    init(_ document: XMLDocument) {
        self.document = document
        /// The steps that each step waits for.
        var prerequisites: [Int: [String]] = [:]
        for (index, element) in document.elements.enumerated() {
            if element.name == "submitAs", let parent = element.parent,
                let limit = document.value("maxRc", of: element).flatMap({ Int($0) })
            {
                submitted = submitted ?? [:]
                submitted?[parent] = (limit, element.tag)
            }
            if element.name == "step", document.value("optional", of: element) == "true" { skippable.insert(index) }
            guard let parent = element.parent, document.elements[parent].name == "step" else { continue }
            if element.name == "condition" { skippable.insert(parent) }
            if element.name == "prereqStep", let name = document.value("name", of: element) {
                prerequisites[parent, default: []].append(name)
            }
        }
        if !prerequisites.isEmpty { order(prerequisites) }
    }

    /// Performs the steps from the first to the last, again and again, as soon as those are done that they wait for.
    private mutating func order(_ prerequisites: [Int: [String]]) {
        var open = document.elements.indices.filter { document.elements[$0].name == "step" }
        var unfinished: [String: Int] = [:]
        let names = open.reduce(into: [:]) { $0[$1] = document.value("name", of: document.elements[$1]) }
        // A step with steps inside is done when they are.
        var children: [Int: Int] = [:]
        for step in open {
            if let name = names[step] { unfinished[name, default: 0] += 1 }
            if let parent = self.step(around: step) { children[parent, default: 0] += 1 }
        }
        for _ in 0..<Self.roundLimit where !open.isEmpty {
            var waiting: [Int] = []
            for step in open {
                let isReady = steps(from: step).allSatisfy { step in
                    prerequisites[step, default: []].allSatisfy { unfinished[$0, default: 1] == 0 }
                }
                guard isReady, children[step, default: 0] == 0 else {
                    waiting.append(step)
                    continue
                }
                positions[step] = positions.count
                if let name = names[step] { unfinished[name, default: 0] -= 1 }
                if let parent = self.step(around: step) { children[parent, default: 0] -= 1 }
            }
            guard waiting.count < open.count else { break }
            open = waiting
        }
        // They wait for each other, or for a step that the workflow does not have.
        for step in open {
            positions[step] = positions.count
            skippable.insert(step)
        }
    }

    /// The step around an element.
    private func step(around index: Int) -> Int? {
        var outer = document.elements[index].parent
        while let index = outer, document.elements[index].name != "step" { outer = document.elements[index].parent }
        return outer
    }

    /// A step with those around it.
    private func steps(from step: Int) -> [Int] {
        var steps = [step]
        while let last = steps.last, let outer = self.step(around: last) { steps.append(outer) }
        return steps
    }

    /// The number of the group of all steps.
    private static let group = 1 << 50

    /// The regions of a template, whose step fails with a return code above the limit that `submitAs` gives.
    func limited(_ regions: [DeckRegion], _ element: XMLDocument.Element) -> [DeckRegion] {
        guard let submitted, !regions.isEmpty else { return regions }
        var regions = regions
        for index in regions.indices { regions[index].group = Self.group }
        guard let (limit, range) = submitted[element.parent ?? -1] else { return regions }
        let last = regions.count - 1
        var flow = regions[last].flow ?? RegionFlow()
        flow.exits.append(
            RegionFlow.Exit(line: .max - 1, limit: limit, isOfAll: true, isSure: false, range: range, endsGroup: true))
        regions[last].flow = flow
        return regions
    }

    /// A region of an element, which runs only if none of the steps around it is skipped.
    func inside(_ region: DeckRegion, _ element: XMLDocument.Element) -> DeckRegion {
        var region = region
        var outer = element.parent
        while let index = outer {
            if skippable.contains(index) {
                region.flow = (region.flow ?? RegionFlow()).inside(.step, at: document.elements[index].tag)
            }
            outer = document.elements[index].parent
        }
        return region
    }

    /// The regions of elements in the order in which the steps around them are performed.
    func inOrder(_ found: [(element: Int, regions: [DeckRegion])]) -> [DeckRegion] {
        guard !positions.isEmpty else { return found.flatMap(\.regions) }
        let placed = found.enumerated().map { number, part in
            (position: step(around: part.element).flatMap { positions[$0] } ?? -1, number: number, part.regions)
        }
        return placed.sorted { ($0.position, $0.number) < ($1.position, $1.number) }.flatMap(\.2)
    }
}

extension XMLDocument {
    /// The value of an attribute by its name.
    func value(_ name: String, of element: Element) -> String? {
        element.attributes.first { $0.name == name }.map { String(decoding: value(of: $0).bytes, as: UTF8.self) }
    }
}
