import Contract
import Decoding
import Diagnostics
import Testing

@testable import Unload

/// The records of IRRDBU00 in all forms of transfer.
@Suite struct UnloadTests {
    private static func read(
        _ bytes: [UInt8], encoding: TextEncoding? = nil, ids: Set<String> = []
    ) throws -> Unload {
        let found = try #require(UnloadForm.find(in: Array(bytes.prefix(65536)), encoding: encoding))
        guard case .form(let form) = found else { throw Refused() }
        let file = SourceFile(path: "unload.txt", bytes: [])
        // In small pieces, so that records cross their borders.
        let stream = ByteStream { body in
            var start = 0
            while start < bytes.count {
                let piece = Array(bytes[start..<min(start + 777, bytes.count)])
                guard body(piece, piece.count) else { return }
                start += piece.count
            }
        }
        return Unload.read(stream, form, as: file, UnloadRequest(ids: ids)).model
    }

    private struct Refused: Error {}

    @Test(arguments: UnloadGenerator.Form.allCases, [1, 2, 3] as [UInt64])
    func `every form has the same records`(_ form: UnloadGenerator.Form, _ seed: UInt64) throws {
        let site = UnloadGenerator.site(seed: seed, users: 40)
        func plain(_ value: JSONValue) -> String {
            switch value {
            case .object(let members):
                members.sorted { $0.key < $1.key }.map { "\($0.key):\(plain($0.value))" }.joined(separator: ",")
            case .array(let elements): "[" + elements.map(plain).joined(separator: ";") + "]"
            default: "\(value)"
            }
        }
        func text(_ unload: Unload) -> String {
            var members = unload.dumped()
            members["form"] = nil
            return plain(.object(members))
        }
        let other = try Self.read(site.bytes(form))
        #expect(try text(Self.read(site.bytes())) == text(other))
        #expect(UnloadDatabase([other]).isComplete)
        #expect(UnloadDatabase([other]).users.count == 44)
    }

    @Test func `a run of records without lengths is refused`() {
        guard case .refused(let reason)? = UnloadForm.find(in: UnloadGenerator.site().run) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains("SITE RDW"))
    }

    @Test func `the order of records does not matter`() throws {
        let site = UnloadGenerator.site(users: 10)
        let lines: [UInt8] = site.lines.reversed().flatMap { $0 + [0x0A] }
        let unload = try Self.read(lines)
        let database = UnloadDatabase([unload])
        #expect(database.isComplete, "\(database.failures)")
        #expect(database.isInOrder("PTKTDATA") == false)
        #expect(UnloadDatabase([try Self.read(site.bytes())]).isInOrder("PTKTDATA"))
        let profile = try #require(unload.profiles.first { $0.text == "IRRPTAUTH.FEKAPPL.*" })
        #expect(Set(profile.entries.map(\.id.value)) == ["DEPLOYGR", "GONEUSR"])
    }

    /// A field, its record type and its columns.
    struct Column: Sendable, CustomStringConvertible {
        var type: String
        var field: ClosedRange<Int>
        var columns: ClosedRange<Int>
        var description: String { "\(type) \(columns)" }

        init(_ type: String, _ field: ClosedRange<Int>, _ columns: ClosedRange<Int>) {
            (self.type, self.field, self.columns) = (type, field, columns)
        }
    }

    /// From the tables of docs/reference/unload.md, section 3.
    static let columns = [
        Column("0100", UnloadField.superiorGroup, 15...22), Column("0100", UnloadField.groupOwner, 35...42),
        Column("0102", UnloadField.member, 15...22), Column("0200", UnloadField.special, 40...43),
        Column("0200", UnloadField.revoke, 50...53), Column("0200", UnloadField.defaultGroup, 96...103),
        Column("0200", UnloadField.lastLogonDate, 114...123), Column("0200", UnloadField.noPassword, 391...394),
        Column("0200", UnloadField.revokeDate, 458...467), Column("0200", UnloadField.resumeDate, 469...478),
        Column("0200", UnloadField.attributes, 542...549), Column("0200", UnloadField.contain, 650...653),
        Column("0205", UnloadField.groupSpecial, 84...87), Column("0205", UnloadField.connectRevoke, 94...97),
        Column("0205", UnloadField.connectRevokeDate, 114...123),
        Column("0205", UnloadField.connectResumeDate, 125...134), Column("0500", UnloadField.generic, 262...265),
        Column("0500", UnloadField.profileOwner, 282...289), Column("0500", UnloadField.lastChange, 302...311),
        Column("0500", UnloadField.uacc, 337...344), Column("0500", UnloadField.warning, 660...663),
        Column("0500", UnloadField.applData, 754...1008), Column("0503", UnloadField.resourceMember, 262...516),
        Column("0503", UnloadField.globalAccess, 518...525), Column("0505", UnloadField.accessID, 262...269),
        Column("0505", UnloadField.access, 271...278), Column("0507", UnloadField.conditionClass, 262...269),
        Column("0507", UnloadField.conditionID, 280...287), Column("0507", UnloadField.conditionAccess, 289...296),
        Column("0530", UnloadField.protection, 262...325), Column("0530", UnloadField.keyLabel, 327...390),
        Column("0530", UnloadField.replay, 416...419), Column("0540", UnloadField.taskUser, 262...269),
        Column("0540", UnloadField.trusted, 280...283), Column("0540", UnloadField.privileged, 285...288),
    ]

    @Test(arguments: columns)
    func `a field has the columns of the table`(_ column: Column) { #expect(column.field == column.columns) }

    /// What happens to a site, and the word of the test that then fails.
    @Test(
        arguments: [
            ("0100 SYS1", "superior group"), ("0200 USER1", "USER1"), ("0205 USER1", "0203"),
            ("0500 FEKAPPL", "FEKAPPL"), ("0500 ", "general resource"), ("0200 ", "user"),
        ])
    func `a filtered unload is not complete`(_ prefix: String, _ word: String) throws {
        let lines = UnloadGenerator.site(users: 4).lines.filter { !$0.starts(with: prefix.utf8) }
        let database = UnloadDatabase([try Self.read(lines.flatMap { $0 + [0x0A] })])
        #expect(!database.isComplete)
        #expect(database.failures.joined().contains(word), "\(database.failures)")
    }

    @Test func `a file that ends in a record is not complete`() throws {
        let bytes = UnloadGenerator.site().bytes().dropLast(40)
        let database = UnloadDatabase([try Self.read(Array(bytes))])
        #expect(database.failures.contains { $0.contains("middle of a record") })
    }

    /// Nothing else shows that a file was cut between two records.
    @Test func `a file that ends before a class does not show that the class is empty`() throws {
        func isOfClass(_ line: [UInt8]) -> Bool { line.count > 260 && line[252..<260].elementsEqual("PTKTDATA".utf8) }
        let lines = UnloadGenerator.site().lines
        let cut = UnloadDatabase([try Self.read(lines.prefix { !isOfClass($0) }.flatMap { $0 + [0x0A] })])
        #expect(cut.isComplete && cut.doubt?.contains("FACILITY") == true)
        #expect(!cut.isComplete("PTKTDATA", isSupplied: true) && cut.isComplete("APPL", isSupplied: true))
        let without = UnloadDatabase([try Self.read(lines.filter { !isOfClass($0) }.flatMap { $0 + [0x0A] })])
        #expect(without.isComplete("PTKTDATA", isSupplied: true) && without.doubt == nil)
    }

    @Test(arguments: ["0100 SYS1 ", "0200 USER1 ", "0500 FEKAPPL "])
    func `two copies in one file are not a database`(_ prefix: String) throws {
        let lines = UnloadGenerator.site().lines
        let twice = lines.filter { $0.starts(with: prefix.utf8) }.suffix(1)
        let database = UnloadDatabase([try Self.read((lines + twice).flatMap { $0 + [0x0A] })])
        #expect(database.failures.contains { $0.hasSuffix("is in it twice") }, "\(database.failures)")
    }

    @Test(arguments: [0, 0xFF, 0x20] as [UInt8])
    func `IDs may be any bytes`(_ byte: UInt8) throws {
        let first = Array("0102 SYS1     ".utf8) + [UInt8](repeating: byte, count: 8) + Array(" USE     \n".utf8)
        let database = UnloadDatabase([try Self.read(first + UnloadGenerator.site().bytes())])
        #expect(!database.isComplete && database.user(Array("USER1".utf8), on: nil) != nil)
    }

    @Test func `a part that begins with data sets is recognised`() throws {
        var site = UnloadGenerator(seed: 1)
        for number in 0..<60 {
            site.add("0404", [6: "HLQ.A\(number)", 58: "USER1", 67: "READ"])
            site.add("0400", [6: "HLQ.A\(number)", 63: "2020-01-15"])
        }
        #expect(try Self.read(site.bytes()).recordCount == 120)
    }

    @Test func `two halves are one database and two copies are not`() throws {
        let lines = UnloadGenerator.site(users: 6).lines
        let first = lines.filter { $0.starts(with: "01".utf8) || $0.starts(with: "02".utf8) }
        let halves = try [first, lines.filter { !first.contains($0) }].map { try Self.read($0.flatMap { $0 + [0x0A] }) }
        #expect(UnloadDatabase(halves).failures == [])
        let whole = try Self.read(lines.flatMap { $0 + [0x0A] })
        #expect(UnloadDatabase([whole, whole]).overlap != nil)
    }

    /// REVOKE, REVOKE_DATE, RESUME_DATE, the day, and whether the user is revoked then.
    @Test(
        arguments: [
            ("NO", "", "", "2026-06-30", false), ("YES", "", "", "2026-06-30", true),
            ("NO", "2026-06-30", "", "2026-06-30", true), ("NO", "2026-07-01", "", "2026-06-30", false),
            ("NO", "2026-06-01", "2026-06-20", "2026-06-30", false), ("YES", "", "2026-06-20", "2026-06-30", false),
            ("YES", "", "2026-07-20", "2026-06-30", true), ("NO", "2026-06-25", "2026-06-20", "2026-06-30", true),
        ] as [(String, String, String, String, Bool)])
    func `dates of revocation count on the day`(
        _ flag: String, _ revoke: String, _ resume: String, _ day: String, _ isRevoked: Bool
    ) throws {
        var site = UnloadGenerator.site()
        site.user("DATED", groups: ["SYS1"], changes: [50: flag, 458: revoke, 469: resume])
        let database = UnloadDatabase([try Self.read(site.bytes(), ids: ["DATED"])])
        let date = UnloadDay(try #require(CalendarDate(day)))
        let user = try #require(database.user("DATED".utf8, on: date))
        #expect(user.isRevoked.value == isRevoked)
        #expect(user.isRevoked.place.range != nil)
    }

    /// A text in a code page or in UTF-8 before a field does not move it.
    @Test(arguments: [[0xBD, 0x82], Array("üé€".utf8)] as [[UInt8]])
    func `bytes that are not ASCII keep the columns`(_ text: [UInt8]) throws {
        var lines = UnloadGenerator.site().lines
        let count = String(validating: text, as: UTF8.self)?.unicodeScalars.count ?? text.count
        for index in lines.indices where lines[index].starts(with: "0200 AGNTUSR".utf8) {
            lines[index].replaceSubrange(74..<(74 + count), with: text)
        }
        let database = UnloadDatabase([try Self.read(lines.flatMap { $0 + [0x0A] })])
        #expect(database.user("AGNTUSR".utf8, on: nil)?.isProtected.value == true)
        #expect(database.isComplete)
    }

    @Test func `a page with other signs gives IDs that RACF does not accept`() throws {
        var site = UnloadGenerator.site()
        site.user("A{B", groups: ["SYS1"])
        let found = try #require(UnloadForm.find(in: site.bytes()))
        guard case .form(let form) = found else { return }
        let file = SourceFile(path: "unload.txt", bytes: [])
        let parsed = Unload.read(ByteStream(site.bytes()), form, as: file, UnloadRequest())
        #expect(parsed.problems.map(\.code.code) == ["IN003"])
        #expect(!UnloadDatabase([parsed.model]).isComplete)
    }

    /// PROTECTION, KEY_LABEL, and the keys that the profile has.
    @Test(
        arguments: [
            ("*MASKED*", "", true, false), ("FEK.KEY", "", true, false), ("", "FEK.EPT", false, true),
            ("*KEYTOKEN*", "FEK.EPT", true, true),
        ])
    func `0530 says which keys there are`(
        _ protection: String, _ label: String, _ hasLegacy: Bool, _ hasEnhanced: Bool
    ) throws {
        var site = UnloadGenerator.site()
        site.profile("PTKTDATA", "ZZAPPL")
        site.add("0530", [6: "ZZAPPL", 253: "PTKTDATA", 262: protection, 327: label])
        let key = try #require(try Self.read(site.bytes()).profiles.first { $0.text == "ZZAPPL" }?.key)
        if case .none = key.legacy { #expect(!hasLegacy) } else { #expect(hasLegacy) }
        #expect(key.enhanced == hasEnhanced)
    }

    @Test func `the place of a field is its line and column in the input`() throws {
        let unload = try Self.read(UnloadGenerator.site().bytes())
        let profile = try #require(unload.profiles.first { $0.text == "IRRPTAUTH.FEKAPPL.*" })
        let range = try #require(profile.entries.last?.access.range)
        let position = ReportSource(unload.file, secrets: []).position(range.start)
        let line = UnloadGenerator.site().lines.firstIndex {
            $0.starts(with: "0505 IRRPTAUTH".utf8) && $0.contains(UInt8(ascii: "G")) && $0[261] == UInt8(ascii: "G")
        }
        #expect(position == Position(line: (line ?? 0) + 1, column: 271))
        #expect(unload.file.text(range) == "UPDATE")
    }
}
