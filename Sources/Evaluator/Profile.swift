public import Diagnostics
import RACF

/// A general-resource profile as far as the inputs show it, in the database or in storage.
public struct Profile: Sendable {
    /// An ID on the access list.
    public struct Entry: Sendable {
        let record: EntryRecord
        public let id: String
        /// The highest one, if the deck does not show which.
        public var access: AccessLevel { record.access }
        /// Whether the deck shows which access the ID has.
        public var isAccessKnown: Bool { record.isAccessKnown }
        /// Whether it is on the conditional list, so that it counts only if its condition holds.
        public var isConditional: Bool { record.isConditional }
        /// False if a command that cannot be evaluated may have changed or removed it.
        public var isCertain: Bool { record.isCertain }
        /// The place of the PERMIT.
        public let place: Place?
    }

    let storage: Evaluation.Storage
    let classNumber: ClassNumber
    let number: ProfileNumber
    let view: ProfileView
    let record: ProfileRecord

    init(_ storage: Evaluation.Storage, _ classNumber: ClassNumber, _ number: ProfileNumber, _ view: ProfileView) {
        self.storage = storage
        self.classNumber = classNumber
        self.number = number
        self.view = view
        record = storage.state.classes[classNumber].record(number, in: view)
    }

    private var resourceClass: ResourceClass { storage.state.classes[classNumber] }

    public var name: ProfileName { ProfileName(resourceClass.profileName(number)) }
    public var text: String { String(decoding: resourceClass.profileName(number), as: UTF8.self) }
    /// Whether it was stored as a generic profile, which depends on SETROPTS at its definition.
    public var isGeneric: Truth { record.isGeneric }
    /// The place of the RDEFINE; `nil` if another command shows that it exists.
    public var definition: Place? { storage.evidence.place(record.definition, naming: text) }
    /// The place of the last command that changed it.
    public var lastChange: Place? { storage.evidence.place(record.changed) }
    /// Unknown if a command that cannot be evaluated may have made or removed it.
    public var exists: Truth { record.exists }
    public var uacc: AccessLevel? { record.uacc }
    public var uaccPlace: Place? { storage.evidence.place(record.uaccMark, of: .uacc, .from) }
    public var hasKey: Truth { record.hasKey }
    public var legacyKey: Truth { record.legacyKey.isHeld }
    public var enhancedKey: Truth { record.enhancedKey }
    /// The place of the command that gave it the key or removed it.
    public var keyPlace: Place? {
        if record.legacyKey.isHeld == .yes || record.enhancedKey != .yes {
            return storage.evidence.place(
                record.legacyMark, of: .keymasked, .keyencrypted, .keylabel, .encryptkey, .nolegacykey, .nossignon)
        }
        return enhancedKeyPlace
    }
    public var enhancedKeyPlace: Place? {
        storage.evidence.place(record.enhancedMark, of: .eptkeylabel, .noeptkeylabel, .nossignon)
    }
    public var allowsReplay: Truth { record.allowsReplay }
    public var warning: Fact {
        Fact(record.warning, at: storage.evidence.place(record.warningMark, of: .warning, .nowarning))
    }
    /// Whether the submitter of the deck got ALTER.
    public var creator: Truth { record.creator }
    /// Whether an entry is that of the creator, whom the JOB statement names.
    public func isCreators(_ entry: Entry) -> Bool {
        record.definition != .start && entry.record.added == record.definition
    }
    /// Whether the list has no entries for one caller except `entries`.
    func isListComplete(for caller: SystemState.User, named name: String) -> Bool {
        guard record.isListComplete else { return false }
        return !openPermits.contains { change in
            guard change.mark > max(record.definition, record.standardReset), let ids = change.ids else {
                return false
            }
            if ids.matches(Array(name.utf8)) || ids.matches(Self.everyone) { return true }
            // It may be a group of the caller.
            let state = storage.state
            if ids.isKnown, let id = state.ids.number(of: Array(ids.beginning)) {
                return state.membership(of: caller, in: id).value != .no && state.isGroup(id)
            }
            guard state.showsAllConnections(of: caller) else { return true }
            return caller.groups.contains { group, fact in
                fact.value != .no && ids.matches(state.ids[group])
            }
        }
    }

    private static let everyone = [UInt8(ascii: "*")]

    /// PERMIT commands with an incomplete profile or ID that may concern this profile.
    private var openPermits: [OpenChange] {
        guard !resourceClass.openChanges.isEmpty else { return [] }
        let (name, time) = (resourceClass.profileName(number), resourceClass.time(of: view))
        return resourceClass.openChanges.filter { $0.ids != nil && $0.mark <= time && $0.name.matches(name) }
    }

    /// The last command with an incomplete name that may have changed it.
    var openChange: Place? {
        let (name, time) = (resourceClass.profileName(number), resourceClass.time(of: view))
        return resourceClass.openChanges.last { $0.mark <= time && $0.name.matches(name) }
            .flatMap { storage.evidence.place($0.mark) }
    }
    /// Whether it has changed since the last load.
    public var isStale: Bool { resourceClass.isStale(number) }

    /// Whether APPLDATA is shown, or shown to be absent.
    public var isApplDataKnown: Bool { record.applData != .unknown }
    /// The text as written, with its place.
    public var applData: (text: String, place: Place)? {
        guard record.applData == .set else { return nil }
        return storage.applData(record.applDataMark)
    }

    public var entries: [Entry] {
        let open = openPermits
        // A PERMIT may name many IDs, one after the other on the list.
        var permit: (mark: Mark, place: Place?)?
        func place(_ mark: Mark, permitting id: String) -> Place? {
            if permit?.mark != mark { permit = (mark, storage.evidence.placeOfAccess(mark)) }
            return permit?.place ?? storage.evidence.place(mark, permitting: id)
        }
        return resourceClass.entries(of: record, in: view).map { entry in
            let id = storage.state.ids.text(entry.id)
            let change = open.last { $0.mark > entry.added && ($0.ids?.matches(Array(id.utf8)) ?? false) }
            guard let change else {
                return Entry(record: entry, id: id, place: place(entry.added, permitting: id))
            }
            var entry = entry
            entry.isCertain = false
            return Entry(record: entry, id: id, place: storage.evidence.place(change.mark))
        }
    }
}

extension Profile: Equatable {
    public static func == (left: Profile, right: Profile) -> Bool {
        left.classNumber == right.classNumber && left.number == right.number && left.view == right.view
    }
}
