public import Contract
public import Diagnostics

extension JobMonitorConfig: InputModel {
    public static func parse(_ file: SourceFile) -> Parsed<JobMonitorConfig> {
        var settings: [Setting] = []
        // Unused capacity costs nothing, but growing an array copies it.
        settings.reserveCapacity(file.lineStarts.count)
        var others: [SourceRange] = []
        var comment = UInt8(ascii: "#")
        let damaged = DamagedCommentSign(file)
        for line in file.lineStarts.indices {
            let record = JobMonitorRecord(file, line: line)
            if let damaged, damaged.begins(file.bytes[record.range.bounds]) { continue }
            switch record.kind(comment: comment) {
            case .blank, .comment: continue
            case .other: others.append(record.range)
            case .setting(let setting):
                settings.append(setting)
                if setting.name.value == "_CEE_ENVFILE_COMMENT", let sign = setting.value.value.utf8.first {
                    comment = sign
                }
            }
        }
        return Parsed(
            JobMonitorConfig(
                file: file, settings: settings, otherRecords: others,
                product: Product(path: file.path) ?? Product(content: file.bytes)),
            problems: damaged.map { [$0.problem] } ?? [], secrets: settings.filter(\.holdsSecret).map(\.value.range))
    }

    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        if Product(path: file.path) != nil, file.bytes.contains(UInt8(ascii: "=")) {
            return Recognised("its name is that of a configuration member")
        }
        guard !file.bytes.starts(with: "#!") else { return nil }
        var found: [String] = []
        for line in file.lineStarts.indices.prefix(2000) {
            guard let name = JobMonitorRecord(file, line: line).directiveName,
                let directive = JobMonitorDirective.named(name), directive.isDistinctive, !found.contains(name)
            else { continue }
            found.append(name)
            if found.count == 2 { break }
        }
        let isEnough = found.count == 2 || found.contains("SERV_PORT") || found.contains("LOOPBACK_ONLY")
        return isEnough ? Recognised("it sets \(found.joined(separator: " and "))") : nil
    }

    /// Whether a path names a configuration member: FEJJCNFG, BUZJCNFG, BLZJCNFG.
    public static func isMemberName(_ path: String) -> Bool {
        path.split(separator: "/").last.map { Product(path: String($0)) != nil } ?? false
    }

    public func dumped() -> [String: JSONValue] {
        [
            "product": product.map { .string($0.rawValue) } ?? .null,
            "directives": .array(effectiveDirectives.map(dumped)),
            "settings": .array(
                settings.map { setting in
                    [
                        "name": .string(setting.name.value),
                        "value": .string(setting.holdsSecret ? Secret.mask : setting.value.value),
                        "line": .number(setting.line + 1),
                    ]
                }),
        ]
    }
}

extension JobMonitorConfig.Product {
    /// Members are named after their product: FEJJCNFG, BUZJCNFG, BLZJCNFG, and BLZJNCFG on one EWM page.
    init?(path: String) {
        let upper = Array(path.uppercased().utf8)[...]
        guard let product = [Self.explorer, .agent, .ewm].first(where: { upper.contains($0.rawValue + "JCNFG") })
        else {
            guard upper.contains("BLZJNCFG") else { return nil }
            self = .ewm
            return
        }
        self = product
    }
}

extension JobMonitorConfig.Product {
    /// The product of a file with another name: the only product whose member, library or program its text names.
    init?(content bytes: [UInt8]) {
        let text = Array(String(decoding: bytes.prefix(65536), as: UTF8.self).uppercased().utf8)[...]
        let named = [Self.explorer, .agent, .ewm].filter { product in
            [product.rawValue + "JCNFG", product.rawValue + "JMON", product.libraryQualifier].contains {
                text.contains($0)
            }
        }
        guard named.count == 1, let product = named.first else { return nil }
        self = product
    }
}

/// One record of a member, not yet checked.
private struct JobMonitorRecord {
    enum Kind {
        case blank, comment, other
        case setting(JobMonitorConfig.Setting)
    }

    private let file: SourceFile
    private let line: Int
    private let bounds: Range<Int>

    init(_ file: SourceFile, line: Int) {
        self.file = file
        self.line = line
        bounds = file.lineBounds(line)
    }

    var range: SourceRange { SourceRange(bounds.lowerBound, bounds.upperBound) }

    /// A blank record may have a sequence number in columns 73 to 80: it has no `=` and sets nothing.
    func kind(comment: UInt8) -> Kind {
        let bytes = file.bytes[bounds]
        guard let first = bytes.first, bytes.prefix(72).contains(where: { !$0.isBlank && $0 != 0x1A }) else {
            return .blank
        }
        // A `#` record is harmless in both cases: if no comment character is in effect, it sets a variable that no
        // program reads.
        if first == comment || first == UInt8(ascii: "#") { return .comment }
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return .other }
        // Trailing blanks are removed; a trailing tab remains part of the value.
        let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? equals + 1
        let name = SourceRange(bounds.lowerBound, equals)
        let value = SourceRange(equals + 1, max(equals + 1, end))
        let setting = JobMonitorConfig.Setting(
            name: Located(file.text(name), at: name), text: Located(file.text(value), at: value), record: range,
            line: line)
        let isVariable = !setting.intendedName.isEmpty && setting.intendedName.utf8.allSatisfy(Self.isNameByte)
        return isVariable ? .setting(setting) : .other
    }

    /// The name of the directive that the record sets or comments out.
    var directiveName: String? {
        let bytes = file.bytes[bounds].drop { $0.isBlank || $0 == UInt8(ascii: "#") }
        guard let equals = bytes.prefix(40).firstIndex(of: UInt8(ascii: "=")) else { return nil }
        return String(decoding: bytes[..<equals], as: UTF8.self).trimmed().uppercased()
    }

    /// The bytes that an intended variable name may contain; a `=` in prose has other bytes before it.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte.isNational || byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
