import Diagnostics
import Languages

/// The variables of IRRXUTIL as a REXX program prints them, such as `RES.BASE.CLASSACT.1 = PTKTDATA`
/// (docs/reference/unload.md#72-irrxutil-stems).
struct StemExtract {
    private(set) var records: [ExtractRecord] = []
    private var stem = ""
    private var seen: Set<String> = []

    private static let segments: Set<String> = ["BASE", "SSIGNON", "STDATA"]
    /// Fields that only R_admin has. Properties of other programs have parts named `base` too.
    private static let fields: Set<String> = [
        "UACC", "CLASSACT", "RACLIST", "GENCMD", "GRPLIST", "ADDCREAT", "ACLCNT", "ACLID", "ACLACS", "APPLDATA",
        "DFLTGRP", "REVOKEFL", "PROTECTD", "CONNECTS", "CGROUP", "CREATDAT", "KEYLABEL", "SUPGROUP", "GUSERID",
    ]
    /// The first lines, which show whether the file is one.
    private static let sampleLines = 200

    static func isExtract(_ file: SourceFile) -> Bool {
        var (matching, known, others) = (0, 0, 0)
        for index in file.lineStarts.indices.prefix(sampleLines) {
            let bounds = file.lineBounds(index)
            guard let variable = Variable(file, bounds) else {
                if file.bytes[bounds].contains(where: { !$0.isBlank }) { others += 1 }
                continue
            }
            matching += 1
            guard let segment = variable.names.firstIndex(where: segments.contains) else { continue }
            if segment + 1 < variable.names.count, fields.contains(variable.names[segment + 1]) { known += 1 }
        }
        return known >= 2 && matching > 2 * others
    }

    init(_ file: SourceFile) {
        for index in file.lineStarts.indices {
            if let variable = Variable(file, file.lineBounds(index)) { add(variable) }
        }
        for index in records.indices where records[index].className.isEmpty {
            if !records[index].values(of: "CLASSACT").isEmpty { records[index].className = "_SETROPTS" }
        }
    }

    private mutating func add(_ variable: Variable) {
        let names = variable.names
        let segment = names.firstIndex(where: Self.segments.contains)
        let stem = names[..<(segment ?? names.count - 1)].joined(separator: ".")
        // A variable that is printed again belongs to the next profile.
        let full = names.joined(separator: ".")
        if records.isEmpty || stem != self.stem || !seen.insert(full).inserted {
            records.append(ExtractRecord())
            self.stem = stem
            seen = [full]
        }
        let last = records.count - 1
        let value = variable.value
        guard let segment else {
            switch names.last {
            case "CLASS": records[last].className = value.value.uppercased()
            case "PROFILE": records[last].name = value
            case "GENERIC": records[last].isGeneric = ["TRUE": true, "FALSE": false][value.value.uppercased()]
            default: break
            }
            return
        }
        guard segment + 1 < names.count, Int(names[segment + 1]) == nil else { return }
        let field = names[segment] == "BASE" ? names[segment + 1] : "\(names[segment]).\(names[segment + 1])"
        guard segment + 2 < names.count else { return records[last].set(field, 1, value) }
        let part = names[segment + 2]
        if part == "REPEATCOUNT" || part == "0" {
            records[last].counts[field] = Int(value.value)
            records[last].places[field] = value.range
        } else if let index = Int(part), index > 0, segment + 3 == names.count {
            records[last].set(field, index, value)
        }
    }

    /// A line with the name of a compound variable and its value.
    struct Variable {
        let names: [String]
        let value: Located<String>

        init?(_ file: SourceFile, _ bounds: Range<Int>) {
            let bytes = file.bytes
            var start = bounds.lowerBound
            while start < bounds.upperBound, bytes[start].isBlank { start += 1 }
            var end = start
            while end < bounds.upperBound, Self.isName(bytes[end]) { end += 1 }
            guard end > start, end < bounds.upperBound, bytes[start].isLetter else { return nil }
            let parts = bytes[start..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count >= 2, !parts.contains([]) else { return nil }
            let names = parts.map { String(decoding: $0.map(\.uppercased), as: UTF8.self) }
            var first = end
            while first < bounds.upperBound, bytes[first].isBlank { first += 1 }
            if first < bounds.upperBound, bytes[first] == UInt8(ascii: "=") || bytes[first] == UInt8(ascii: ":") {
                first += 1
                while first < bounds.upperBound, bytes[first].isBlank { first += 1 }
            }
            var last = bounds.upperBound
            while last > first, bytes[last - 1].isBlank { last -= 1 }
            if last - first >= 2, bytes[first] == bytes[last - 1],
                bytes[first] == UInt8(ascii: "'") || bytes[first] == UInt8(ascii: "\"")
            {
                (first, last) = (first + 1, last - 1)
            }
            self.names = names
            value = Located(String(decoding: bytes[first..<last], as: UTF8.self), at: SourceRange(first, last))
        }

        private static func isName(_ byte: UInt8) -> Bool {
            byte.isLetter || byte.isDigit || byte.isNational || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
    }
}

extension ExtractRecord {
    func values(of field: String) -> [Located<String>] {
        (values[field] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }
}
