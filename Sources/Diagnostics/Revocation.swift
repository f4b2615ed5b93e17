/// Whether a user or a connection is revoked on a day (docs/reference/unload.md#41-mapping).
public enum Revocation {
    /// A revocation begins and ends on days, and the flag need not have followed yet.
    ///
    /// - Parameters:
    ///   - revoke: the day on which it begins; `nil` if there is none.
    ///   - resume: the day on which it ends.
    /// - Returns: `nil` if the day decides and is not known.
    public static func isInForce<Day: Comparable>(flag: Bool, revoke: Day?, resume: Day?, on day: Day?) -> Bool? {
        guard revoke != nil || resume != nil else { return flag }
        guard let day else { return flag && resume == nil ? true : nil }
        let begun = revoke.flatMap { $0 <= day ? $0 : nil }
        let ended = resume.flatMap { $0 <= day ? $0 : nil }
        guard let ended else { return flag || begun != nil }
        guard let begun else { return false }
        return flag ? begun > ended : ended < begun
    }
}
