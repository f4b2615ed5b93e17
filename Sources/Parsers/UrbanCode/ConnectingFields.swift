import Diagnostics
import Languages
import Secrets

/// The fields that decide how a step logs on, read once for all environments.
struct ConnectingFields {
    /// The keys of the fields in lower case.
    enum Key: String {
        case hostname, port, userid, password, usepassticket, userunid, irrracfjarfile, mvsfilename, maxrc, timeout
        case cutoff, jobid
    }

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
    let jobID: Read
    /// The user that the step impersonates, if any.
    let impersonatedUser: PropertyValue?

    init(_ step: UrbanCodeDocument.Step) {
        // For duplicates the last one counts.
        var last: [Key: UrbanCodeDocument.Field] = [:]
        var passwords: [Read] = []
        step.eachConnecting { key, field in
            if key == .password { passwords.append(Read(field)) } else { last[key] = field }
        }
        // The fields of the IMS step have other names.
        let isIMS = step.connection == .executeIMSCommand
        host = Read(isIMS ? step.field(ending: ["hostname", "host"]) : last[.hostname])
        port = Read(isIMS ? step.field(ending: ["port"]) : last[.port])
        user = Read(isIMS ? step.field(ending: ["userid", "username", "user"]) : last[.userid])
        self.passwords = isIMS ? step.passwordFields.map { Read($0) } : passwords
        usePassticket = Read(last[.usepassticket])
        useRunID = Read(last[.userunid])
        jar = Read(last[.irrracfjarfile])
        dataSet = Read(last[.mvsfilename])
        maxRC = Read(last[.maxrc])
        timeout = Read(last[.timeout])
        cutOff = Read(last[.cutoff])
        jobID = Read(last[.jobid])
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
