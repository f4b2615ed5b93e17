import Diagnostics
import RACF
import Unload

extension Evaluation {
    /// The IDs that unloads and listings show could change the profiles for PassTickets.
    var administrators: [AccessReport.Administrator] {
        guard !unloads.isEmpty || !listings.isEmpty else { return [] }
        var rows = Rows()
        if let unloaded = storage.state.unloaded { unloadedAdministrators(unloaded, &rows) }
        listedAdministrators(&rows)
        for profile in passTicketProfiles(with: .access) where !profile.name.hasGenericCharacters {
            for entry in profile.entries where entry.access == .alter && entry.isAccessKnown && !entry.isConditional {
                rows.add(entry.id, "ALTER", profile.text, entry.place)
            }
        }
        return rows.found
    }

    private struct Rows {
        private(set) var found: [AccessReport.Administrator] = []
        private var known: Set<AccessReport.Administrator> = []

        mutating func add(_ caller: String, _ via: String, _ profile: String?, _ place: Place?) {
            // A listing may show again what the unload shows.
            guard
                known.insert(AccessReport.Administrator(caller: caller, via: via, profile: profile, place: nil))
                    .inserted
            else { return }
            found.append(AccessReport.Administrator(caller: caller, via: via, profile: profile, place: place))
        }
    }

    private func unloadedAdministrators(_ unloaded: UnloadedState, _ rows: inout Rows) {
        let (database, day) = (unloaded.database, unloaded.day)
        func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }
        let administrators = database.administrators(of: "PTKTDATA", on: day)
        for user in administrators.special { rows.add(text(user), "SPECIAL", nil, database.user(user, on: day)?.place) }
        for user in administrators.clauth {
            rows.add(text(user), "CLAUTH(PTKTDATA)", nil, database.user(user, on: day)?.place)
        }
        var scopes: [String: [(user: [UInt8], group: [UInt8])]] = [:]
        for part in database.parts {
            for profile in part.profiles where profile.className == "PTKTDATA" {
                let place = profile.place.map { Place(part.file.id, $0) }
                let owner = Array(profile.owner.utf8)
                if database.user(owner, on: day) != nil { rows.add(profile.owner, "owner", profile.text, place) }
                let scope =
                    scopes[profile.owner] ?? database.groupAdministrators(of: Set(database.scope(of: owner)), on: day)
                scopes[profile.owner] = scope
                for (user, group) in scope {
                    rows.add(text(user), "group-SPECIAL in \(text(group))", profile.text, place)
                }
            }
        }
    }

    private func listedAdministrators(_ rows: inout Rows) {
        for listing in listings {
            let file = listing.file.id
            for user in listing.users where user.isRevoked?.value != true {
                if let special = user.isSpecial, special.value {
                    rows.add(user.id.value, "SPECIAL", nil, Place(file, special.range))
                }
                for name in user.classAuthorities where name.value == "PTKTDATA" {
                    rows.add(user.id.value, "CLAUTH(PTKTDATA)", nil, Place(file, name.range))
                }
            }
            for profile in listing.profiles where profile.className == "PTKTDATA" {
                guard let owner = profile.owner else { continue }
                let place = Place(file, profile.name.range)
                if let id = storage.state.id(owner), storage.state.isKnownUser(id) {
                    rows.add(owner, "owner", profile.text, place)
                }
                for user in listing.users where user.isRevoked?.value != true {
                    for connection in user.connections
                    where connection.id.value == owner && connection.isSpecial == true && connection.isRevoked != true {
                        rows.add(user.id.value, "group-SPECIAL in \(owner)", profile.text, place)
                    }
                }
            }
        }
    }
}

extension RACFListing.Profile {
    fileprivate var text: String { name.value }
}
