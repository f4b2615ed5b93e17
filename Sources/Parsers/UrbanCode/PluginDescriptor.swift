public import Diagnostics
import Secrets

/// The declarations in the `plugin.xml` of a plug-in: step types with their input fields.
public struct PluginDescriptor: Sendable {
    public struct StepType: Sendable {
        public let name: Located<String>
        public let inputs: [Input]
    }

    public struct Input: Sendable {
        /// The name and the default; an absent default is missing, at the place of the name.
        public let field: UrbanCodeDocument.Field
        /// The widget: `textBox`, `textAreaBox`, `secureBox`, `checkBox`, `selectBox`, or a type from a later schema.
        public let widget: String
        public let isRequired: Bool
        public let isHidden: Bool
    }

    public let name: String
    public let version: Int?
    public let stepTypes: [StepType]
}

extension PluginDescriptor {
    /// Whether a step type logs on to the Job Monitor; then its password is a text box.
    public func connects(_ stepType: StepType) -> Bool {
        UrbanCodeDocument.Step.Connection(plugin: name, command: stepType.name.value) != nil
    }

    /// The inputs for the password of a connecting step.
    public func passwordInputs(of stepType: StepType) -> [Input] {
        connects(stepType) ? stepType.inputs.filter { SecretName.matches($0.field.key.value) } : []
    }
}
