/// Makes unloads of databases of any size, and the forms in which they are transferred
/// (docs/reference/unload.md#9-test-data).
struct UnloadGenerator {
    private(set) var lines: [[UInt8]] = []
    private var random: UInt64

    private static let widths = [
        "0100": 362, "0102": 31, "0200": 658, "0203": 22, "0205": 134, "0500": 1017, "0505": 284, "0507": 556,
        "0530": 419, "0540": 293,
    ]

    init(seed: UInt64) { random = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int { next(bound) }

    private mutating func next(_ bound: Int) -> Int {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return Int(random % UInt64(bound))
    }

    mutating func add(_ type: String, _ fields: [Int: String]) {
        var line = [UInt8](repeating: 0x20, count: Self.widths[type] ?? 300)
        line.replaceSubrange(0..<4, with: type.utf8)
        for (column, text) in fields {
            line.replaceSubrange((column - 1)..<(column - 1 + text.utf8.count), with: text.utf8)
        }
        lines.append(line)
    }

    mutating func group(_ name: String, in superior: String, members: [String] = []) {
        for member in members { add("0102", [6: name, 15: member, 24: "USE"]) }
        add("0100", [6: name, 15: superior, 24: "2018-03-01", 35: "SYS1", 44: "NONE", 53: "NO", 359: "NO"])
    }

    mutating func user(_ name: String, groups: [String], changes: [Int: String] = [:]) {
        for group in groups { add("0203", [6: name, 15: group]) }
        for group in groups {
            add("0205", [6: name, 15: group, 24: "2020-01-15", 35: "SECADM", 64: "NONE", 84: "NO", 94: "No"])
        }
        let fields = [
            6: name, 15: "2020-01-15", 26: "SECADM", 40: "NO", 50: "NO", 64: "2026-05-02", 96: groups.first ?? "",
            114: "2026-06-12", 391: "NO", 510: "YES", 592: "KDFAES", 634: "NO",
        ]
        add("0200", fields.merging(changes) { $1 })
    }

    mutating func profile(
        _ className: String, _ name: String, access: [(String, String)] = [], key: String = "",
        changes: [Int: String] = [:]
    ) {
        for (id, level) in access { add("0505", [6: name, 253: className, 262: id, 271: level, 280: "00000"]) }
        let isGeneric = name.contains("*") || name.contains("%")
        let fields = [
            6: name, 253: className, 262: isGeneric ? "YES" : "NO", 267: "112", 271: "2019-02-03", 282: "SECADM",
            302: "2026-04-01", 337: "NONE", 660: "NO", 750: "000",
        ]
        add("0500", fields.merging(changes) { $1 })
        if !key.isEmpty { add("0530", [6: name, 253: className, 262: key]) }
    }

    /// A small site with a Job Monitor, and as many users more.
    static func site(seed: UInt64 = 1, users: Int = 0) -> UnloadGenerator {
        var site = UnloadGenerator(seed: seed)
        site.group("DEPLOYGR", in: "SYS1", members: ["AGNTUSR"])
        site.group("PAYGROUP", in: "SYS1", members: ["USER1"])
        site.group("SYS1", in: "", members: ["IBMUSER"])
        site.user("irrcerta", groups: [], changes: [50: "YES"])
        site.user("AGNTUSR", groups: ["DEPLOYGR"], changes: [391: "PRO"])
        site.user("IBMUSER", groups: ["SYS1"], changes: [40: "YES"])
        site.user("SECADM", groups: ["SYS1"], changes: [40: "Yes"])
        site.user("USER1", groups: ["PAYGROUP"])
        for number in 0..<users {
            let group = site.next(2) == 0 ? "DEPLOYGR" : "PAYGROUP"
            site.user("X\(1000 + number)", groups: [group], changes: site.next(4) == 0 ? [50: "YES"] : [:])
        }
        site.profile("APPL", "FEKAPPL", access: [("PAYGROUP", "READ")])
        site.profile("FACILITY", "BPX.DAEMON")
        site.profile(
            "PTKTDATA", "IRRPTAUTH.FEKAPPL.*", access: [("DEPLOYGR", "UPDATE"), ("GONEUSR", "UPDATE")])
        site.profile("PTKTDATA", "FEKAPPL", key: "FEK.PTKT.KEY", changes: [754: "NO REPLAY PROTECTION"])
        site.profile("STARTED", "JMON.JMON")
        return site
    }

    /// A site of about 6,000 records in which every way to get or lose an access occurs.
    static func large(seed: UInt64) -> UnloadGenerator {
        var site = UnloadGenerator(seed: seed)
        let groups = (0..<40).map { "GROUP\($0)" }
        let users = (0..<700).map { "X\(1000 + $0)" }
        var members: [String: [String]] = [:]
        var connections: [String: [String]] = [:]
        for user in users {
            let own = Set((0...site.next(3)).map { _ in groups[site.next(groups.count)] }).sorted()
            connections[user] = own
            for group in own { members[group, default: []].append(user) }
        }
        for group in groups { site.group(group, in: "SYS1", members: members[group] ?? []) }
        site.group("SYS1", in: "", members: ["IBMUSER"])
        site.user("irrcerta", groups: [], changes: [50: "YES"])
        site.user("IBMUSER", groups: ["SYS1"], changes: [40: "YES"])
        for user in users { site.anyUser(user, connections[user] ?? []) }
        func names(_ count: Int) -> [String] {
            Set(
                (0..<count).map { _ in
                    site.next(3) == 0 ? users[site.next(users.count)] : groups[site.next(groups.count)]
                }
            )
            .sorted()
        }
        func access(_ count: Int, _ others: [(String, String)] = []) -> [(String, String)] {
            names(count).map { ($0, ["NONE", "READ", "UPDATE", "ALTER"][site.next(4)]) } + others
        }
        for number in 0..<300 { site.profile("FACILITY", "SITE.F\(1000 + number)", access: access(4)) }
        site.profile("APPL", "FEKAPPL", access: access(30))
        site.profile(
            "PTKTDATA", "IRRPTAUTH.FEKAPPL.X11*", access: access(12, [("*", "READ")]), changes: [337: "UPDATE"])
        site.profile("PTKTDATA", "IRRPTAUTH.FEKAPPL.X12%%", access: access(12), changes: [660: "YES"])
        site.add(
            "0507",
            [6: "IRRPTAUTH.FEKAPPL.*", 253: "PTKTDATA", 262: "CONSOLE", 271: "C1", 280: groups[3], 289: "UPDATE"])
        site.profile("PTKTDATA", "IRRPTAUTH.FEKAPPL.*", access: access(12, [("GONEUSR", "UPDATE")]))
        site.profile("PTKTDATA", "FEKAPPL", key: "FEK.PTKT.KEY", changes: [754: "NO REPLAY PROTECTION"])
        for number in stride(from: 0, to: users.count, by: 7) {
            let uacc = ["NONE", "READ", "UPDATE"][site.next(3)]
            let others = site.next(4) == 0 ? [("*", "UPDATE")] : []
            site.profile(
                "PTKTDATA", "IRRPTAUTH.FEKAPPL.\(users[number])", access: access(5, others), changes: [337: uacc])
        }
        return site
    }

    private mutating func anyUser(_ name: String, _ groups: [String]) {
        let days = ["", "", "", "2026-06-01", "2026-07-15"]
        for group in groups { add("0203", [6: name, 15: group]) }
        for group in groups {
            add(
                "0205",
                [
                    6: name, 15: group, 24: "2020-01-15", 35: "SECADM", 64: "NONE", 84: "NO",
                    94: next(6) == 0 ? "YES" : "NO", 114: days[next(5)], 125: days[next(5)],
                ])
        }
        add(
            "0200",
            [
                6: name, 15: "2020-01-15", 26: "SECADM", 40: "NO", 50: next(6) == 0 ? "YES" : "NO", 64: "2026-05-02",
                75: "A USER", 96: groups.first ?? "", 114: "2026-06-12", 391: next(6) == 0 ? "PRO" : "NO",
                458: days[next(5)], 469: days[next(5)], 510: "YES", 542: next(6) == 0 ? "RSTD" : "", 634: "NO",
                650: next(12) == 0 ? "YES" : "NO",
            ])
    }

    // MARK: Forms

    enum Form: CaseIterable, Sendable {
        case full, trimmed, noEnd, crlf, endMark, shifted, page850, gzip, ebcdicLines, lengths, blocks, fixed
    }

    func bytes(_ form: Form = .full) -> [UInt8] {
        switch form {
        case .full: lines.flatMap { $0 + [0x0A] }
        case .trimmed: lines.flatMap { Self.trimmed($0) + [0x0A] }
        case .noEnd: Array(bytes(.trimmed).dropLast())
        case .crlf: lines.flatMap { $0 + [0x0D, 0x0A] }
        case .endMark: lines.flatMap { $0 + [0x0D, 0x0A] } + [0x1A]
        case .shifted: lines.flatMap { [0x20, 0x20, 0x20, 0x20] + $0 + [0x0A] }
        case .page850: lines.flatMap { Self.named($0) + [0x0A] }
        case .gzip: Self.compressed(bytes())
        case .ebcdicLines: ebcdic.flatMap { $0 + [0x15] }
        case .lengths: ebcdic.flatMap(Self.measured)
        case .blocks: blocks
        case .fixed: ebcdic.flatMap { $0 + [UInt8](repeating: 0x40, count: 4096 - $0.count) }
        }
    }

    /// The names of users have letters that ASCII does not have.
    private static func named(_ line: [UInt8]) -> [UInt8] {
        guard line.starts(with: "0200".utf8) else { return line }
        var line = line
        line.replaceSubrange(74..<78, with: [0x8E, 0x94, 0xE1, 0xBD])
        return line
    }

    /// A gzip file of blocks that are stored as they are.
    private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            let count = end - start
            file.append(end == bytes.count ? 1 : 0)
            for number in [count, ~count & 0xFFFF] { file += [UInt8(number & 0xFF), UInt8(number >> 8)] }
            file += bytes[start..<end]
            start = end
        } while start < bytes.count
        var check: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        for number in [~check, UInt32(truncatingIfNeeded: bytes.count)] {
            file += (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
        }
        return file
    }

    /// Without anything between the records.
    var run: [UInt8] { ebcdic.flatMap(\.self) }

    private static func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
        var line = line[...]
        while line.last == 0x20 { line.removeLast() }
        return line
    }

    private static func measured(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8((bytes.count + 4) >> 8), UInt8((bytes.count + 4) & 0xFF), 0, 0] + bytes
    }

    private var blocks: [UInt8] {
        var all: [UInt8] = []
        var block: [UInt8] = []
        for record in ebcdic.map(Self.measured) {
            if block.count + record.count > 8000 {
                all += Self.measured(block)
                block = []
            }
            block += record
        }
        return all + Self.measured(block)
    }

    private var ebcdic: [[UInt8]] { lines.map { $0.map(Self.ebcdic) } }

    private static func ebcdic(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): 0xF0 + (byte - 0x30)
        case UInt8(ascii: "A")...UInt8(ascii: "I"): 0xC1 + (byte - 0x41)
        case UInt8(ascii: "J")...UInt8(ascii: "R"): 0xD1 + (byte - 0x4A)
        case UInt8(ascii: "S")...UInt8(ascii: "Z"): 0xE2 + (byte - 0x53)
        case UInt8(ascii: "a")...UInt8(ascii: "i"): 0x81 + (byte - 0x61)
        case UInt8(ascii: "j")...UInt8(ascii: "r"): 0x91 + (byte - 0x6A)
        case UInt8(ascii: "s")...UInt8(ascii: "z"): 0xA2 + (byte - 0x73)
        case UInt8(ascii: "."): 0x4B
        case UInt8(ascii: "*"): 0x5C
        case UInt8(ascii: "-"): 0x60
        case UInt8(ascii: "%"): 0x6C
        case UInt8(ascii: "&"): 0x50
        default: 0x40
        }
    }
}
