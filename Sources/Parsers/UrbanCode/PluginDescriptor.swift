public import Diagnostics

/// What the `plugin.xml` of a plug-in declares: step types with their input fields.
public struct PluginDescriptor: Sendable {
    public struct StepType: Sendable {
        public let name: Located<String>
        public let inputs: [Input]
    }

    public struct Input: Sendable {
        /// Name and default; a default that is not given is missing, at the name's place.
        public let field: UrbanCodeDocument.Field
        /// `textBox`, `textAreaBox`, `secureBox`, `checkBox`, `selectBox`, or what a later schema adds.
        public let widget: String
        public let isRequired: Bool
        public let isHidden: Bool
    }

    public let name: String
    public let version: Int?
    public let stepTypes: [StepType]
}
