import Diagnostics

extension UrbanCodeDocument {
    /// The name of the application that the export describes.
    var applicationName: String? { application ?? starts.first { $0.isApplication }?.name }

    /// The beginning of an application in a file, or of the part between two of them: the counts of elements before it.
    struct Start: Sendable {
        var isApplication: Bool
        /// The name of the application.
        var name: String?
        var properties: Int
        var environments: Int
        var processes: Int
        var components: Int
        var resources: Int
        var texts: Int
    }

    /// The applications of a file, each with its own parts: environments with the same name in different applications
    /// differ.
    public var parts: [UrbanCodeDocument] {
        guard starts.count > 1 else { return [self] }
        return starts.indices.map { part(starts[$0], upTo: $0 + 1 < starts.count ? starts[$0 + 1] : nil) }
    }

    private func part(_ start: Start, upTo end: Start?) -> UrbanCodeDocument {
        var part = self
        part.starts = []
        part.application = start.name
        part.isApplication = start.isApplication
        part.properties = Array(properties[start.properties..<(end?.properties ?? properties.count)])
        part.environments = Array(environments[start.environments..<(end?.environments ?? environments.count)])
        part.processes = Array(processes[start.processes..<(end?.processes ?? processes.count)])
        part.components = Array(components[start.components..<(end?.components ?? components.count)])
        part.resources = resources[start.resources..<(end?.resources ?? resources.count)].map { resource in
            var resource = resource
            resource.parent = resource.parent.map { $0 - start.resources }
            return resource
        }
        part.texts = texts[start.texts..<(end?.texts ?? texts.count)].map { text in
            var text = text
            text.process = text.process.map { $0 - start.processes }
            return text
        }
        return part
    }
}

extension UrbanCodeReader {
    /// One document for each application, and one for everything else.
    mutating func noteStart(isApplication: Bool, name: String?) {
        if !isApplication, document.starts.last?.isApplication == false { return }
        knownComponents = []
        knownEnvironments = []
        document.starts.append(
            .init(
                isApplication: isApplication, name: isApplication ? name : nil, properties: document.properties.count,
                environments: document.environments.count, processes: document.processes.count,
                components: document.components.count, resources: document.resources.count,
                texts: document.texts.count))
    }
}
