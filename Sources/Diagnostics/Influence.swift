/// What decided about a run beside its inputs: the configuration in force, what it changes, and the settings with their
/// sources.
public struct Influence: Sendable, Equatable {
    /// A setting that is not the default.
    public struct Setting: Sendable, Equatable {
        public var name: String
        public var value: String
        /// The option of the command line, or the place in the configuration.
        public var source: String

        public init(_ name: String, _ value: String, from source: String) {
            self.name = name
            self.value = value
            self.source = source
        }
    }

    /// The configuration file in force; `nil` for none.
    public var configuration: String?
    /// Whether it was found above the working directory.
    public var isAbove = false
    /// What the file changes about findings: rules that are off, severities, ignored paths, suppressions.
    public var changes: [String] = []
    public var settings: [Setting] = []

    public init() {}
}

extension Influence {
    /// The configuration in force as JSON; null for none.
    public var configurationJSON: JSONValue {
        configuration.map { path in
            [
                "path": .string(path), "above": .bool(isAbove),
                "changes": .array(changes.map { .string($0) }),
            ]
        } ?? .null
    }

    /// The settings as JSON.
    public var settingsJSON: JSONValue {
        .array(
            settings.map { setting in
                [
                    "name": .string(setting.name), "value": .string(setting.value), "source": .string(setting.source),
                ]
            })
    }
}
