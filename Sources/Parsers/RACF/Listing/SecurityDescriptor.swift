public import Contract
public import Diagnostics
import Languages
import Trees

/// A descriptor of the z/OSMF Security Configuration Assistant: the accesses that a product needs
/// (docs/reference/unload.md#101-zosmf-security-configuration-assistant). It says what is wanted, not what is there.
public struct SecurityDescriptor: Sendable {
    public let file: SourceFile
    public internal(set) var service: String?
    public internal(set) var items: [Item] = []

    public struct Item: Sendable {
        /// The text that names it.
        public let id: String
        public let resource: Located<String>
        public let className: String
        /// An ID, or words.
        public let who: String
        public let access: Keyword
    }

    /// An access to a PassTicket resource or application that an item wants for an ID.
    public struct Want: Sendable {
        public enum Purpose: Sendable {
            /// To generate PassTickets.
            case generation(application: String, target: String)
            /// To log on to an application.
            case use(application: String)
        }

        public let purpose: Purpose
        public let id: String
        public let place: SourceRange
        public let itemID: String
    }

    /// The items that can be judged: they name one resource and one ID.
    public var wants: [Want] {
        items.compactMap { item in
            guard ClassListLine.isClassName(item.who) else { return nil }
            let parts = item.resource.value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            func want(_ purpose: Want.Purpose) -> Want {
                Want(purpose: purpose, id: item.who, place: item.resource.range, itemID: item.id)
            }
            if item.className == "PTKTDATA", item.access != .read, parts.count == 3, parts[0] == "IRRPTAUTH",
                parts[1...].allSatisfy(ClassListLine.isClassName)
            {
                return want(.generation(application: parts[1], target: parts[2]))
            }
            guard item.className == "APPL", parts.count == 1, ClassListLine.isClassName(parts[0]) else { return nil }
            return want(.use(application: parts[0]))
        }
    }
}

extension SecurityDescriptor: InputModel {
    public static func recognise(_ file: SourceFile) -> Recognised<Never>? {
        guard let first = file.bytes.first(where: { $0 > UInt8(ascii: " ") }), first == UInt8(ascii: "{"),
            file.bytes.contains("\"SecurityValidationItems\"") || file.bytes.contains("\"resourceItems\""),
            file.bytes.contains("\"ResourceProfile\"") || file.bytes.contains("\"resourceProfile\"")
        else { return nil }
        return Recognised("a security descriptor of z/OSMF")
    }

    public static func parse(_ file: SourceFile) -> Parsed<SecurityDescriptor> {
        let (tree, problems) = JSONDocument.parse(file)
        var descriptor = SecurityDescriptor(file: file)
        guard let root = tree.root else { return Parsed(descriptor, problems: problems) }
        descriptor.service = tree.value("ServiceName", of: root).map { tree.string($0) }
        for list in [tree.value("SecurityValidationItems", of: root), tree.value("resourceItems", of: root)] {
            guard let list else { continue }
            for element in tree.elements(list) {
                if let item = Item(element, tree) { descriptor.items.append(item) }
            }
        }
        return Parsed(descriptor, problems: problems)
    }

    public func dumped() -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "items": .array(
                items.map { item in
                    [
                        "id": .string(item.id), "resource": .string(item.resource.value),
                        "class": .string(item.className), "who": .string(item.who), "access": .string(item.access.name),
                    ]
                })
        ]
        members["service"] = service.map { .string($0) }
        return members
    }
}

extension SecurityDescriptor.Item {
    /// Reads an item; `nil` if it names no resource, class or access.
    fileprivate init?(_ node: Int, _ tree: JSONDocument) {
        func text(_ key: StaticString) -> Located<String>? {
            tree.value(key, of: node).flatMap { value in
                guard tree.kind(value) == .string else { return nil }
                let text = tree.string(value).split(separator: " ").joined(separator: " ")
                return Located(text, at: tree.contentRange(value))
            }
        }
        guard let resource = text("ResourceProfile"), let className = text("ResourceClass"),
            let level = (text("LevelOfAccessRequired") ?? text("access")).flatMap({
                RACFListing.level($0.value.uppercased())
            })
        else { return nil }
        self.init(
            id: text("ItemID")?.value ?? "", resource: resource.map { $0.uppercased() },
            className: className.value.uppercased(), who: (text("WhoNeedsAccess")?.value ?? "").uppercased(),
            access: level)
    }
}
