import Contract
public import Diagnostics
import Languages
import Trees

/// A part of an export that runs and that no input shows, so that nobody knows whether it logs on to the Job Monitor.
public struct UnshownPart: Sendable {
    /// A stable and unique name: `app.json: Deploy all / Bind plan (not shown)`.
    public let name: String
    /// What the user should give.
    public let needs: String
    public let place: Place

    /// The maximum number of parts of one file that are listed.
    private static let limit = 20

    /// - Parameter parts: the documents, one for each application.
    static func all(in documents: [UrbanCodeDocument], parts: [UrbanCodeDocument]) -> [UnshownPart] {
        let shown = ShownProcesses(parts)
        var found: [UnshownPart] = []
        var names: Set<String> = []
        var counts: [FileID: Int] = [:]
        func add(_ name: String, _ needs: String, _ range: SourceRange, in file: SourceFile) {
            let name = "\(file.path): \(name) (not shown)"
            guard names.insert(name).inserted else { return }
            counts[file.id, default: 0] += 1
            guard counts[file.id, default: 0] <= limit else { return }
            found.append(UnshownPart(name: name, needs: needs, place: Place(file.id, range)))
        }
        for document in documents {
            for part in document.hollowParts {
                add(
                    part.value, "give the export again: one of its \(part.value) has nothing in it", part.range,
                    in: document.file)
            }
        }
        for part in parts {
            for process in part.processes {
                if let range = process.unshownRange, process.steps.isEmpty, process.calls.isEmpty {
                    add(process.name, "give the steps of process \(process.name)", range, in: part.file)
                }
                for call in process.calls where !shown.has(call) {
                    add(
                        "\(process.name) / \(call.process)",
                        "give \(described(call)), which \(process.name) runs", call.range, in: part.file)
                }
            }
        }
        return found
    }

    private static func described(_ call: UrbanCodeDocument.Call) -> String {
        switch call.kind {
        case .component:
            "process \(call.process) of component \(call.component ?? "")"
        case .generic, .application: "process \(call.process)"
        }
    }
}

/// The processes that the inputs show, by what a call names.
private struct ShownProcesses {
    private var keys: Set<PropertyIndex.CallKey> = []
    private let templates: [String: Set<String>]

    init(_ documents: [UrbanCodeDocument]) {
        for process in documents.lazy.flatMap(\.processes) {
            keys.insert(.init(kind: process.kind, component: process.component, process: process.name))
        }
        templates = documents.reduce(into: [:]) { templates, document in
            for (component, template) in document.templates { templates[component, default: []].insert(template) }
        }
    }

    func has(_ call: UrbanCodeDocument.Call) -> Bool {
        // Where a process alone is exported, nothing may tell its kind or its component.
        let template = call.component.flatMap { templates[$0] } ?? []
        let owners = [nil, call.component] + template.map(Optional.some)
        return owners.contains { owner in
            [call.kind, .component, .generic].contains { kind in
                keys.contains(.init(kind: kind, component: owner, process: call.process))
            }
        }
    }
}

extension UrbanCodeReader {
    /// Reads the parts of an export in a list. What has neither a name nor any content stands for a part that the server
    /// did not give.
    mutating func eachPart(
        _ array: Int, of parts: String, _ body: (inout UrbanCodeReader, UrbanCodeObject) -> Void
    ) {
        each(array) { reader, object in
            guard reader.isHollow(object) else { return body(&reader, object) }
            reader.document.hollowParts.append(Located(parts, at: reader.json.range(object.index)))
        }
    }

    private func isHollow(_ object: UrbanCodeObject) -> Bool {
        guard !object.has(.name), !object.has(.processName) else { return false }
        return json.members(object.index).allSatisfy { _, value in
            switch json.kind(value) {
            case .object: false
            case .array: json.elements(value).allSatisfy { json.kind($0) != .object }
            case .string, .number, .true, .false, .null, .broken: true
            }
        }
    }

    /// The place of a process whose graph the export does not show, or of which it shows a part only.
    func unshownRange(of process: UrbanCodeObject) -> SourceRange? {
        guard let root = process[.rootActivity], json.kind(root) == .object,
            let children = self.object(root)[.children], json.kind(children) == .array,
            json.elements(children).allSatisfy({ json.kind($0) == .object })
        else { return json.range(process.index) }
        return nil
    }
}
