import Diagnostics
import Languages
import Secrets

/// The fields that decide how a step logs on, read once for all environments.
struct ConnectingFields {
    struct Read {
        /// `nil` if the step has no such field.
        let field: UrbanCodeDocument.Field?
        let value: PropertyValue

        init(_ field: UrbanCodeDocument.Field?) {
            self.field = field
            value = field?.value ?? .missing
        }
    }

    let host: Read
    let port: Read
    let user: Read
    /// The password fields; if there are several, the last one counts.
    let passwords: [Read]
    let usePassticket: Read
    let useRunID: Read
    let jar: Read
    let dataSet: Read
    let maxRC: Read
    let timeout: Read
    let cutOff: Read
    /// The user that the step impersonates, if any.
    let impersonatedUser: PropertyValue?

    init(_ step: UrbanCodeDocument.Step) {
        host = Read(step.hostField)
        port = Read(step.portField)
        user = Read(step.userField)
        passwords = step.passwordFields.map { Read($0) }
        usePassticket = Read(step["usePassticket"])
        useRunID = Read(step["useRunId"])
        jar = Read(step["irrracfJarFile"])
        dataSet = Read(step["mvsFilename"])
        maxRC = Read(step["maxRC"])
        timeout = Read(step["timeout"])
        cutOff = Read(step["cutOff"])
        impersonatedUser = step.impersonatedUser
    }

    /// The references without a level in the fields that determine host, port and user.
    var bareReferences: [PropertyReference] {
        ([host, port, user, useRunID] + passwords).flatMap { read in
            guard case .text(let text) = read.value else { return [PropertyReference]() }
            return text.references.filter { $0.scope == nil }
        }
    }
}
