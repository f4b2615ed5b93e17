import Diagnostics

/// The tests of whether an unload is whole (docs/reference/unload.md#42-completeness). Those about records that refer to
/// others are finished when all parts of a database are known.
struct UnloadTests: Sendable {
    /// Tests that no other part can make pass, in words.
    var failures: [String] = []
    var hasRoot = false
    var hasKnownUser = false
    var users = 0
    var groups = 0
    /// IDs that 0102 and 0205 records name as users, but which have no 0200 record here.
    var missingUsers: [UInt64] = []
    /// Profiles that 0505, 0507, 0530 and 0540 records name, but which have no 0500 record here.
    var missingProfiles: [UInt64] = []
    var missingProfileNames: [UInt64: String] = [:]
    /// The hashes of the 0500 records, in their order.
    var shownProfiles: [UInt64] = []
    /// The first user, group or profile with two basic records, which no database has.
    private(set) var twice: String?
    /// A connection with 0203 but without 0205.
    var halfConnect: String?

    mutating func noteTwice(_ name: String) { twice = twice ?? name }
}
