import Diagnostics
import Languages
import Secrets
import Subjects
import UrbanCode

/// Secrets belong in secure properties, whatever the plug-in.
struct UC219OtherSecretLiteral: Rule {
    static let info = RuleInfo(
        id: "UC219",
        area: .urbancode,
        name: "other-secret-literal",
        title: "Fields and properties contain no secrets in clear text",
        severity: .error,
        rationale: """
            Text in a field of a step, or in a property that is not secure, can be read in the process, on the \
            server's pages and in every export. The name of the field, the kind of its input and the look of the value \
            show that it is a password, a token or a key; if they leave doubt, it is a warning. The rule also reports \
            what follows `password=`, `-password` and the like in scripts, commands and connection strings, and the \
            value of a secure property in a file written by hand: the server shows it encrypted or masked.
            """,
        remedy: "Change the secret, because it is exposed. Put the new one into a secure property and refer to it.",
        bad: #"{"commandName": "FTP Artifacts", "properties": {"password": "Tuesday7"}}"#,
        good: #"{"commandName": "FTP Artifacts", "properties": {"password": "${p:ftp.password}"}}"#,
        source: "Deploy documentation, Setting properties: secure properties", isSecurity: true)

    func check(_ subject: FieldsWithSecrets, _ sink: inout FindingSink) {
        let document = subject.document
        for held in document.heldSecrets where held.language == .other {
            let line = held.line.map { "line \($0) of " } ?? ""
            sink.report(
                "\(line)\(held.holder.squeezed) seems to contain a secret in clear text: \(held.keyword.squeezed)",
                at: held.range, severity: .warning, confidence: .low)
        }
        let configured = Set(document.heldSecrets.lazy.filter { $0.language == .configured }.map(\.range))
        for held in document.heldSecrets where held.language == .configured {
            sink.report("\(held.holder.squeezed) holds a secret in clear text (\(held.keyword))", at: held.range)
        }
        for process in document.processes {
            for step in process.steps {
                // UC201 judges the password fields of connecting steps.
                let judged = step.passwordFields.map(\.range)
                let command = step.command
                for field in step.fields where judged.isEmpty || !judged.contains(field.range) {
                    report(
                        field.value, document, field.range, name: field.name,
                        widget: subject.widgets.isEmpty ? nil : subject.widgets[.init(command, field.name)],
                        in: "field \(field.key.value) of '\(step.name.value)'", &sink)
                }
            }
            for call in process.calls {
                for field in call.passed {
                    report(
                        field.value, document, field.range, name: field.key.value, widget: nil,
                        in: "\(field.key.value), passed to \(call.process),", &sink)
                }
            }
        }
        for field in document.credentials where document.form != .script {
            report(field.value, document, field.range, name: field.key.value, widget: nil, in: field.key.value, &sink)
        }
        for property in document.properties where property.isSecure != true && document.form != .script {
            // UC202 judges those that a password field refers to.
            guard !subject.passwords.contains(property.name.value), let range = property.valueRange,
                !configured.contains(range)
            else { continue }
            report(
                property.value, document, range, name: property.name.value, widget: nil,
                in: "\(property.name.value) of \(property.scope)", &sink)
        }
        for property in document.properties where property.isSecure == true && document.form != .script {
            reportOpen(property, document, &sink)
        }
        guard let plugin = document.plugin else { return }
        for stepType in plugin.stepTypes {
            let judged = Set(plugin.passwordInputs(of: stepType).map(\.field.range))
            for input in stepType.inputs where !judged.contains(input.field.range) {
                report(
                    input.field.value, document, input.field.range, name: input.field.key.value, widget: input.widget,
                    in: "the default of \(input.field.key.value) of \(stepType.name.value)", &sink)
            }
        }
    }

    /// Reports a secure value in clear text. The server shows secure values encrypted or masked, so this one was
    /// written by hand.
    private func reportOpen(
        _ property: UrbanCodeDocument.Property, _ document: UrbanCodeDocument, _ sink: inout FindingSink
    ) {
        guard case .literal = property.value, let range = property.valueRange,
            SecretGuess(document.file.text(range), name: property.name.value, widget: "secureBox") != nil
        else { return }
        sink.report(
            "\(property.name.value.squeezed) of \(property.scope) is secure, but is in clear text here", at: range)
    }

    private func report(
        _ value: PropertyValue, _ document: UrbanCodeDocument, _ range: @autoclosure () -> SourceRange,
        name: @autoclosure () -> String, widget: String?,
        in holder: @autoclosure () -> String, _ sink: inout FindingSink
    ) {
        let guess: SecretGuess?
        switch value {
        case .literal: guess = SecretGuess(document.file.text(range()), name: name(), widget: widget)
        case .text(let text) where text.isPlain && widget == "secureBox":
            guess = SecretGuess(text.source, name: name(), widget: widget)
        case .text, .missing, .blank, .masked, .external, .ciphertext: guess = nil
        }
        guard let guess else { return }
        let verb = guess == .sure ? "contains" : "seems to contain"
        sink.report(
            "\(holder().squeezed) \(verb) a secret in clear text", at: range(),
            severity: guess == .sure ? .error : .warning, confidence: guess == .sure ? .high : .low)
    }
}

/// A document, and what distinguishes its secrets from other values.
struct FieldsWithSecrets: RuleSubject {
    struct Field: Hashable {
        var command: String
        var name: String

        init(_ command: String, _ name: String) {
            self.command = command.lowercased()
            self.name = name.lowercased()
        }
    }

    let prefix: String
    let document: UrbanCodeDocument
    /// Properties that password fields refer to.
    let passwords: Set<String>
    /// The kind of input that each field of a step has, from the descriptors in the set-up.
    let widgets: [Field: String]

    static var isOfExports: Bool { true }

    static func all(in workspace: Workspace) -> [FieldsWithSecrets] {
        workspace.setUps.flatMap { setUp in
            var widgets: [Field: String] = [:]
            for stepType in setUp.exports.compactMap(\.plugin).flatMap(\.stepTypes) {
                for input in stepType.inputs {
                    widgets[Field(stepType.name.value, input.field.key.value)] = input.widget
                }
            }
            return setUp.exports.map {
                FieldsWithSecrets(prefix: setUp.prefix, document: $0, passwords: setUp.passwordNames, widgets: widgets)
            }
        }
    }
    var subjectName: String { prefix + document.file.path }
    var subjectFile: FileID? { document.file.id }
}
