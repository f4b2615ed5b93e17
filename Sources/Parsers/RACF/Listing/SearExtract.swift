import Diagnostics
import Trees

/// The JSON that SEAR and pysear return (docs/reference/unload.md#74-json-of-sear-and-pysear).
struct SearExtract {
    private let tree: JSONDocument
    /// Whether the text is whole, so that what a list lacks does not exist.
    private let isWhole: Bool
    private(set) var records: [ExtractRecord] = []

    static func isExtract(_ file: SourceFile) -> Bool {
        guard let first = file.bytes.first(where: { $0 > UInt8(ascii: " ") }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return false }
        guard file.bytes.contains("\"base:"), file.bytes.contains("\"profile\"") else { return false }
        return file.bytes.contains("\"return_codes\"") || file.bytes.contains("\"base:universal_access\"")
            || file.bytes.contains("_classes\"") || file.bytes.contains("\"base:protected\"")
    }

    init(_ file: SourceFile) {
        let (tree, problems) = JSONDocument.parse(file)
        self.tree = tree
        isWhole = problems.isEmpty
        for root in tree.roots { read(root, depth: 0) }
    }

    /// Reads a result, or a list of results.
    private mutating func read(_ node: Int, depth: Int) {
        guard depth < 4 else { return }
        if tree.kind(node) == .array {
            for element in tree.elements(node) { read(element, depth: depth + 1) }
        } else if let profile = tree.value("profile", of: node), tree.kind(profile) == .object {
            records.append(record(profile, in: node))
        } else {
            for member in tree.members(node) { read(member.value, depth: depth + 1) }
        }
    }

    private func record(_ profile: Int, in result: Int) -> ExtractRecord {
        var record = ExtractRecord()
        for part in [result, tree.value("request", of: result)].compactMap(\.self) { subject(part, &record) }
        for segment in tree.members(profile) {
            for trait in tree.members(segment.value) {
                take(tree.string(trait.key), tree.range(trait.key), trait.value, &record)
            }
        }
        if record.className.isEmpty, record.places["CLASSACT"] != nil { record.className = "_SETROPTS" }
        return record
    }

    /// What was asked for.
    private func subject(_ node: Int, _ record: inout ExtractRecord) {
        for member in tree.members(node) where tree.kind(member.value) == .string {
            let value = Located(tree.string(member.value), at: tree.contentRange(member.value))
            switch tree.string(member.key) {
            case "userid", "user_id": (record.className, record.name) = ("USER", value)
            case "group", "group_name": if record.name == nil { (record.className, record.name) = ("GROUP", value) }
            case "resource", "resource_name", "profile_name": record.name = value
            case "class", "class_name": record.className = value.value
            default: break
            }
        }
    }

    private static let fields = [
        "base:universal_access": "UACC", "base:owner": "OWNER", "base:warn_on_insufficient_access": "WARNING",
        "base:application_data": "APPLDATA", "base:revoked": "REVOKEFL", "base:revoke_date": "REVOKE",
        "base:resume_date": "RESUME", "base:protected": "PROTECTD", "base:restrict_global_access_checking": "REST",
        "base:special": "SPECIAL", "base:default_group": "DFLTGRP",
        "ssignon:legacy_pass_ticket_label": "SSIGNON.KEYLABEL",
        "ssignon:enhanced_pass_ticket_label": "SSIGNON.EPTKEYLB",
        "ssignon:enhanced_pass_ticket_replay": "SSIGNON.REPLAY", "stdata:user": "STDATA.USER",
        "stdata:userid": "STDATA.USER", "stdata:trusted": "STDATA.TRUSTED", "stdata:privileged": "STDATA.PRIVLEGE",
    ]

    private func take(_ trait: String, _ place: SourceRange, _ value: Int, _ record: inout ExtractRecord) {
        switch trait {
        case "base:is_generic": record.isGeneric = ["TRUE": true, "FALSE": false][scalar(value)?.value ?? ""]
        case "base:access_list":
            list(value, place, "ACLCNT", &record) {
                $0.hasSuffix("access_id") ? "ACLID" : $0.hasSuffix("access_type") ? "ACLACS" : nil
            }
        case "base:conditional_access_list":
            list(value, place, "ACL2CNT", &record) { name in
                name.hasSuffix("_id")
                    ? "ACL2ID" : name.hasSuffix("_type") ? "ACL2ACS" : name.hasSuffix("class") ? "ACL2COND" : nil
            }
        case "base:group_connections":
            list(value, place, "CONNECTS", &record) { name in
                if name.hasSuffix("revoke_date") { return "CREVOKE" }
                if name.hasSuffix("resume_date") { return "CRESUME" }
                if name.hasSuffix("revoked") { return "CREVOKFL" }
                if name.hasSuffix("special") { return "CSPECIAL" }
                return name.hasSuffix("_group") || name.hasSuffix("group_name") || name.hasSuffix(":group")
                    ? "CGROUP" : nil
            }
        default:
            if let field = Self.fields[trait] {
                if let scalar = scalar(value) {
                    record.set(field, 1, scalar)
                } else if field == "SSIGNON.EPTKEYLB", tree.kind(value) == .null {
                    // The field is known, and there is no key.
                    record.set(field, 1, Located("", at: place))
                }
            } else if let field = Self.option(trait) {
                names(value, place, field, &record)
            }
        }
    }

    /// The field of an option, whose traits are many and have changed.
    private static func option(_ trait: String) -> String? {
        let words = Set(trait.split(whereSeparator: { $0 == ":" || $0 == "_" }).map(String.init))
        if words.contains("creator") { return "ADDCREAT" }
        if words.contains("groups") && words.contains("list") { return "GRPLIST" }
        guard words.contains("classes") else { return nil }
        if words.contains("active") { return "CLASSACT" }
        if words.contains("raclist") { return "RACLIST" }
        if words.contains("global") { return "GLOBAL" }
        guard words.contains("generic") else { return nil }
        if words.contains("command") { return "GENCMD" }
        return words.isDisjoint(with: ["list", "sharing", "owner"]) ? "GENERIC" : nil
    }

    private func names(_ value: Int, _ place: SourceRange, _ field: String, _ record: inout ExtractRecord) {
        guard tree.kind(value) == .array else {
            if let scalar = scalar(value) { record.set(field, 1, scalar) }
            return
        }
        let names = tree.elements(value).compactMap { scalar($0) }
        for name in names { record.append(field, name) }
        record.places[field] = place
        // Whether there are more is not known of a text that is not whole.
        record.counts[field] = isWhole ? names.count : -1
    }

    private func list(
        _ value: Int, _ place: SourceRange, _ counter: String, _ record: inout ExtractRecord,
        _ field: (String) -> String?
    ) {
        var count = 0
        for element in tree.elements(value) {
            count += 1
            for member in tree.members(element) {
                guard let name = field(tree.string(member.key)), let value = scalar(member.value) else { continue }
                record.set(name, count, value)
            }
        }
        record.places[counter] = place
        record.counts[counter] = isWhole ? count : -1
    }

    private func scalar(_ node: Int) -> Located<String>? {
        switch tree.kind(node) {
        case .string: Located(tree.string(node), at: tree.contentRange(node))
        case .true: Located("TRUE", at: tree.range(node))
        case .false: Located("FALSE", at: tree.range(node))
        case .number: Located(tree.string(node), at: tree.range(node))
        case .null, .object, .array, .broken: nil
        }
    }
}
