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

    // MARK: Forms

    enum Form: CaseIterable, Sendable {
        case full, trimmed, crlf, endMark, shifted, ebcdicLines, lengths, blocks, fixed
    }

    func bytes(_ form: Form = .full) -> [UInt8] {
        switch form {
        case .full: lines.flatMap { $0 + [0x0A] }
        case .trimmed: lines.flatMap { Self.trimmed($0) + [0x0A] }
        case .crlf: lines.flatMap { $0 + [0x0D, 0x0A] }
        case .endMark: lines.flatMap { $0 + [0x0D, 0x0A] } + [0x1A]
        case .shifted: lines.flatMap { [0x20, 0x20, 0x20, 0x20] + $0 + [0x0A] }
        case .ebcdicLines: ebcdic.flatMap { $0 + [0x15] }
        case .lengths: ebcdic.flatMap(Self.measured)
        case .blocks: blocks
        case .fixed: ebcdic.flatMap { $0 + [UInt8](repeating: 0x40, count: 4096 - $0.count) }
        }
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
        default: 0x40
        }
    }
}
