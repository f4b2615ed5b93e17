public import Diagnostics

/// The traits of a PTKTDATA profile, so that rules look only at relevant ones.
public struct Traits: OptionSet, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// It protects, or may protect, the generation of PassTickets.
    public static let access = Traits(rawValue: 1)
    /// Its name is that of an application, so it should have a key.
    public static let key = Traits(rawValue: 2)
    /// Its name has a generic character.
    public static let pattern = Traits(rawValue: 4)
    public static let universalAccess = Traits(rawValue: 8)
    /// ID(*) has access.
    public static let everyone = Traits(rawValue: 16)
    public static let warning = Traits(rawValue: 32)
    /// Somebody has less than UPDATE, but not NONE.
    public static let lowAccess = Traits(rawValue: 64)
    public static let creator = Traits(rawValue: 128)
    public static let holdsKey = Traits(rawValue: 256)
    /// Somebody has UPDATE or more.
    public static let grants = Traits(rawValue: 512)
}

/// The traits of all PTKTDATA profiles.
struct Survey: Sendable {
    /// The traits by record; empty if the profile does not exist.
    private(set) var traits = Table<ProfileNumber, Traits>()
    /// The first profile for each application that IRRPTAUTH profiles name.
    private(set) var applications: [(name: String, profile: ProfileNumber)] = []

    private struct ApplicationNumber: TableNumber { var value: UInt32 }

    static let prefix = Array("IRRPTAUTH".utf8)

    init(_ resourceClass: ResourceClass, everyone: IDNumber?) {
        var names = NameTable<ApplicationNumber>()
        // The start of the last name, up to its application, because successive profiles mostly have the same one.
        var last: [UInt8] = []
        var isPattern = Table<ProfileNumber, Bool>([Bool](repeating: false, count: resourceClass.records.count))
        for number in resourceClass.patterns { isPattern[number] = true }
        traits.reserve(resourceClass.records.count)
        for number in resourceClass.records.numbers {
            guard resourceClass.records[number].isTouched, resourceClass.records[number].exists != .no else {
                traits.append([])
                continue
            }
            var found = Self.traits(resourceClass.records[number])
            if isPattern[number] { found.insert(.pattern) }
            let name = resourceClass.profileName(number)
            let isLast = !last.isEmpty && name.starts(with: last)
            found.insert(isLast || Self.isAccess(name) ? .access : .key)
            traits.append(found)
            if !isLast, found.contains(.access) { addApplication(name, number, &names, &last) }
        }
        for entry in resourceClass.entries.elements.dropFirst() where entry.access > .none {
            let profile = entry.profile
            guard !traits[profile].isEmpty, entry.isVisible(at: .now, resourceClass.records[profile])
            else { continue }
            traits[profile].insert(entry.access >= .update ? .grants : .lowAccess)
            if entry.id == everyone { traits[profile].insert(.everyone) }
        }
    }

    /// The traits that do not depend on the name.
    private static func traits(_ record: ProfileRecord) -> Traits {
        var traits: Traits = []
        if let uacc = record.uacc, uacc > .none { traits.insert(.universalAccess) }
        if record.warning == .yes { traits.insert(.warning) }
        if record.creator == .yes { traits.insert(.creator) }
        if record.hasKey == .yes { traits.insert(.holdsKey) }
        return traits
    }

    private static func isAccess(_ name: ArraySlice<UInt8>) -> Bool {
        var place = name.startIndex
        for byte in prefix {
            guard place < name.endIndex, name[place] == byte else { break }
            place += 1
        }
        let next = place < name.endIndex ? name[place] : 0
        let isLiteral = place - name.startIndex == prefix.count
        return isLiteral && next == ProfileName.dot || ProfileName.isGenericCharacter(next)
    }

    /// Adds the application that a name contains: FEKAPPL for `IRRPTAUTH.FEKAPPL.USER1`.
    private mutating func addApplication(
        _ name: ArraySlice<UInt8>, _ number: ProfileNumber, _ names: inout NameTable<ApplicationNumber>,
        _ last: inout [UInt8]
    ) {
        guard name.starts(with: Self.prefix) else { return }
        let rest = name.dropFirst(Self.prefix.count + 1)
        guard let dot = rest.firstIndex(of: ProfileName.dot) else { return }
        last = Array(name[...dot])
        let application = rest[..<dot]
        guard !application.contains(where: ProfileName.isGenericCharacter) else { return }
        let before = names.count
        guard names.insert(Array(application)).index == before else { return }
        applications.append((String(decoding: application, as: UTF8.self), number))
    }
}

extension Evaluation {
    /// The applications for which the decks protect the generation of PassTickets, each with a profile.
    public var applicationsInUse: [(name: String, profile: Profile)] {
        storage.survey.applications.map { ($0.name, Profile(storage, storage.passTickets, $0.profile, .database)) }
    }
}

extension Evaluation {
    /// Something that a command did, or could not do.
    public struct Event: Sendable {
        public enum Kind: UInt8, Sendable {
            /// A generic name was defined while generics were off, or possibly off.
            case genericName
            /// RDEFINE names an existing profile and changes nothing (ICH10102I).
            case redefined
            /// RALTER or PERMIT names a profile that does not exist, or that the inputs do not show.
            case missingProfile
            /// RDELETE names a profile that does not exist.
            case missingForDelete
            /// GENERIC(class) REFRESH is used while generics are not known to be on.
            case genericRefresh
            /// RACLIST or REFRESH names a class that is not active and loads nothing.
            case raclistInactive
            /// RACLIST names a class that is already RACLISTed.
            case raclistAgain
            /// REFRESH names a class that is not RACLISTed (ICH14070I).
            case refreshInVain
        }

        let storage: Storage
        let record: EventRecord

        public var kind: Kind { record.kind }
        /// Whether it certainly happened; unknown if the inputs do not show it.
        public var state: Truth { record.truth }
        public var className: String { storage.state.classes[record.resourceClass].name }
        /// The profile; empty for events about a class.
        public var profile: String {
            guard let number = record.profile else { return "" }
            return String(
                decoding: storage.state.classes[record.resourceClass].profileName(number), as: UTF8.self)
        }
        /// The name of the profile, for events about one; else the command.
        public var place: Place? { storage.evidence.place(record.mark, naming: profile) }
        /// The command.
        public var command: Place? { storage.evidence.place(record.mark) }
        /// The RDEFINE that was there first.
        public var first: Place? { storage.evidence.place(record.other, naming: profile) }
    }

    /// Events of some kinds, in the order of the commands; made one by one when they are asked for.
    public func events(_ kinds: Event.Kind...) -> [Event] {
        storage.events.lazy.filter { kinds.contains($0.kind) }.map { Event(storage: storage, record: $0) }
    }
}
