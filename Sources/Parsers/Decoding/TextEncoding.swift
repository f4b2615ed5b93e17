import Diagnostics

/// The encoding of an input's bytes.
public enum TextEncoding: Hashable, Sendable, CustomStringConvertible {
    case utf8
    case latin1
    /// Latin-1 with typographic quotes, dashes and the euro sign in place of control characters.
    case windows1252
    case ebcdic(CodePage)

    /// A name that does not denote an encoding.
    public struct UnknownName: Error, Equatable, CustomStringConvertible {
        public var name: String
        public var suggestion: String?

        public var description: String {
            "unknown encoding '\(name)'; " + (suggestion.map { "did you mean '\($0)'? The" } ?? "the")
                + " known ones are \(TextEncoding.all.map(\.description).joined(separator: ", "))"
        }
    }

    static let all = [TextEncoding.utf8, .latin1, .windows1252] + CodePage.allCases.map(TextEncoding.ebcdic)

    /// The name for `--encoding` and reports: `utf-8`, `iso-8859-1`, `ibm-1047`.
    public var description: String {
        switch self {
        case .utf8: "utf-8"
        case .latin1: "iso-8859-1"
        case .windows1252: "windows-1252"
        case .ebcdic(let page): page.name
        }
    }

    /// Accepts a name as people write it: `ibm-1047`, `IBM1047`, `cp037`, `1047`. On z/OS, 1208 is UTF-8 and 819 is
    /// Latin-1.
    public init(named name: String) throws(UnknownName) {
        let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch plain {
        case "utf8", "ascii", "usascii", "iso646us": self = .utf8
        case "latin1", "iso88591": self = .latin1
        default:
            let prefix = ["csibm", "ibm", "cp", "ccsid", "ebcdic", "windows", "win"].first { plain.hasPrefix($0) }
            switch Int(plain.dropFirst(prefix?.count ?? 0)) {
            case 1208?: self = .utf8
            case 819?: self = .latin1
            case 1252?: self = .windows1252
            case let number?:
                guard let page = CodePage(rawValue: number) else { throw Self.unknown(name) }
                self = .ebcdic(page)
            case nil: throw Self.unknown(name)
            }
        }
    }

    private static func unknown(_ name: String) -> UnknownName {
        if name.lowercased().hasPrefix("ebcdic") { return UnknownName(name: name, suggestion: CodePage.ibm1047.name) }
        let names = all.map(\.description)
        let nearest =
            NearestName.find(name, among: names) ?? NearestName.find("ibm-\(name)", among: names)
            ?? NearestName.find(name.filter { $0.isNumber }, among: CodePage.allCases.map(\.number)).map { "ibm-\($0)" }
        return UnknownName(name: name, suggestion: nearest)
    }

    /// The character of each byte in one byte, for texts whose columns count; X'1A' for those that Latin-1 lacks.
    public var columns: [UInt8] {
        (scalars ?? Array(0..<256)).map { $0 < 256 ? UInt8($0) : 0x1A }
    }

    /// The scalar of each byte; `nil` for UTF-8.
    var scalars: [UInt16]? {
        switch self {
        case .utf8: nil
        case .latin1: Array(0..<256)
        case .windows1252: Self.windows1252Scalars
        case .ebcdic(let page): page.scalars
        }
    }

    /// The scalars of X'80' to X'9F'; a control character is one that the page does not define.
    private static let windows1252Scalars: [UInt16] =
        Array(0..<0x80)
        + [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
            0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
            0x0153, 0x9D, 0x017E, 0x0178,
        ] + Array(0xA0..<0x100)
}

/// The supported EBCDIC pages by their numbers.
public enum CodePage: Int, Sendable, CaseIterable {
    case ibm037 = 37
    case ibm273 = 273
    case ibm277 = 277
    case ibm278 = 278
    case ibm280 = 280
    case ibm284 = 284
    case ibm285 = 285
    case ibm297 = 297
    case ibm500 = 500
    case ibm871 = 871
    case ibm1026 = 1026
    case ibm1047 = 1047
    case ibm1140 = 1140
    case ibm1141 = 1141
    case ibm1142 = 1142
    case ibm1143 = 1143
    case ibm1144 = 1144
    case ibm1145 = 1145
    case ibm1146 = 1146
    case ibm1147 = 1147
    case ibm1148 = 1148

    var number: String { rawValue < 100 ? "0\(rawValue)" : String(rawValue) }

    public var name: String { "ibm-\(number)" }

    /// The scalar of each byte.
    var scalars: [UInt16] {
        switch self {
        case .ibm037: CodePageTables.ibm037
        case .ibm273: CodePageTables.ibm273
        case .ibm277: CodePageTables.ibm277
        case .ibm278: CodePageTables.ibm278
        case .ibm280: CodePageTables.ibm280
        case .ibm284: CodePageTables.ibm284
        case .ibm285: CodePageTables.ibm285
        case .ibm297: CodePageTables.ibm297
        case .ibm500: CodePageTables.ibm500
        case .ibm871: CodePageTables.ibm871
        case .ibm1026: CodePageTables.ibm1026
        case .ibm1047: CodePageTables.ibm1047
        case .ibm1140: CodePageTables.ibm1140
        case .ibm1141: CodePageTables.ibm1141
        case .ibm1142: CodePageTables.ibm1142
        case .ibm1143: CodePageTables.ibm1143
        case .ibm1144: CodePageTables.ibm1144
        case .ibm1145: CodePageTables.ibm1145
        case .ibm1146: CodePageTables.ibm1146
        case .ibm1147: CodePageTables.ibm1147
        case .ibm1148: CodePageTables.ibm1148
        }
    }
}
