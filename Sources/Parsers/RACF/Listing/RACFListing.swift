public import Contract
public import Diagnostics
import Languages

/// The output of commands that show what RACF has, or of programs that extract it: the state of the system when it was
/// captured.
///
/// This output is not a programming interface and may change with any release (RACF Command Language Reference), so its
/// facts are less certain than those of commands.
public struct RACFListing: Sendable {
    public let file: SourceFile
    /// The options from SETROPTS LIST.
    public internal(set) var options: Options?
    public internal(set) var classStates: [ClassState] = []
    /// The profiles, users and groups, in the order of the file.
    public internal(set) var profiles: [Profile] = []
    public internal(set) var users: [User] = []
    public internal(set) var groups: [Group] = []
    /// The classes of which it shows all profiles, with the command that says so.
    public internal(set) var wholeClasses: [Located<String>] = []
    /// The names of the generic profiles of these classes in the order of the listing, which is that in which RACF looks
    /// at them (docs/reference/unload.md#62-rlist).
    public internal(set) var genericOrders: [String: [String]] = [:]
    /// The users and groups that RACF says do not exist.
    public internal(set) var missingUsers: [Located<String>] = []
    public internal(set) var missingGroups: [Located<String>] = []
    /// The profiles that RLIST does not find, by the names of their classes.
    public internal(set) var missingProfiles: [(className: String, name: Located<String>)] = []

    /// Whether anything was read.
    public var hasContent: Bool {
        options != nil || !classStates.isEmpty || !profiles.isEmpty || !users.isEmpty || !groups.isEmpty
            || !missingUsers.isEmpty || !missingGroups.isEmpty || !missingProfiles.isEmpty
    }
}

extension RACFListing: InputModel {
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        if let extract = ListedExtract.description(of: file) { return Recognised(extract) }
        var titles = ListingTitles()
        guard titles.mayBegin(file) else { return nil }
        ListingText(file).walk(limit: ListingTitles.sampleLines) { titles.read($0) }
        return titles.found.map { Recognised($0) }
    }

    public static func parse(_ file: SourceFile) -> Parsed<RACFListing> {
        switch ListedExtract(file) {
        case .options(let options):
            var listing = RACFListing(file: file)
            listing.options = options
            return Parsed(listing)
        case .records(let records):
            var listing = RACFListing(file: file)
            for record in records { record.add(to: &listing) }
            listing.mergeRepeated()
            return Parsed(listing)
        case nil:
            var parser = RACFListingParser(file)
            return Parsed(parser.parse())
        }
    }
}
