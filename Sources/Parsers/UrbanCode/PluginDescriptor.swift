public import Diagnostics
import Secrets

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

extension PluginDescriptor {
    /// Whether a step type logs on to the Job Monitor; its password is a text box then.
    public func connects(_ stepType: StepType) -> Bool {
        UrbanCodeDocument.Step.Connection(plugin: name, command: stepType.name.value) != nil
    }

    /// The inputs that take the password of a connecting step.
    public func passwordInputs(of stepType: StepType) -> [Input] {
        connects(stepType) ? stepType.inputs.filter { SecretName.matches($0.field.key.value) } : []
    }
}
