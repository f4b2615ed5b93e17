import Diagnostics
import Secrets
import Trees

/// Reads resources: the trees of environments, exports, listings and bodies of requests.
extension UrbanCodeReader {
    /// Listings state for each resource whether it forces its ID on steps.
    func isResource(_ object: UrbanCodeObject) -> Bool {
        object.has(.roleProperties) || object.has(.impersonationUser) || object.has(.impersonationForce)
            || object.has(.roleName) || object.has(.path) && object.has(.children)
            || object.has(.parent) && (object.has(.agent) || object.has(.component) || object.has(.role))
    }

    /// Reads `baseResourcesFull` of an environment.
    mutating func trees(_ array: Int, _ context: Context) {
        each(array) { $0.tree($1, context) }
    }

    /// Reads a base resource with the resources below it.
    mutating func tree(_ object: UrbanCodeObject, _ context: Context) {
        guard let root = object[.tree], json.kind(root) == .object else {
            text(.basePath, of: object).map { addBase($0.value, context) }
            return
        }
        let node = self.object(root)
        guard node.has(.name) || node.has(.path) || node.has(.children) else { return }
        addBase(nil, context)
        resource(node, context, below: nil)
    }

    /// Reads paths, or objects that contain them.
    mutating func basePaths(_ array: Int, _ context: Context) {
        for element in json.elements(array) {
            if json.kind(element) == .string {
                addBase(json.string(element), context)
            } else if json.kind(element) == .object {
                let object = object(element)
                guard let path = text(.path, of: object) ?? text(.basePath, of: object) else { continue }
                addBase(path.value, context)
            }
        }
    }

    private mutating func addBase(_ path: String?, _ context: Context) {
        guard let home = context.home else { return }
        if let path {
            guard !path.isEmpty else { return }
            document.bases[home, default: .init()].paths.append(path)
        } else {
            document.bases[home, default: .init()].isShown = true
        }
    }

    mutating func resource(_ object: UrbanCodeObject, _ context: Context, below parent: Int?) {
        let nobody = Located(
            "", at: SourceRange(Int(json.range(object.index).start), Int(json.range(object.index).start) + 1))
        let name = text(.name, of: object) ?? nobody
        let user = text(.impersonationUser, of: object) ?? text(.impersonationUsername, of: object) ?? nobody
        let above = parent.map { document.resources[$0].path } ?? text(.parent, of: object)?.value
        let isAgent = text(.type, of: object)?.value.lowercased().hasPrefix("agent") == true
        var agent = text(.agent, of: object)?.value
        if agent == nil, isAgent { agent = text(.typeName, of: object)?.value ?? name.value }
        let named = [UrbanCodeWord.roleName, .component, .role].compactMap { text($0, of: object)?.value }
        let index = document.resources.count
        document.resources.append(
            .init(
                name: name,
                path: text(.path, of: object)?.value ?? "\(above ?? "")/\(name.value)",
                agent: agent,
                component: named.first { !$0.isEmpty },
                hasRole: object.has(.roleProperties),
                impersonationUser: .init(
                    key: user, value: PropertyValue(user.value, isSecret: false), range: user.range),
                isForced: boolean(.impersonationForce, of: object) == true,
                home: context.home, parent: parent, parentPath: parent == nil ? above : nil,
                number: UInt32(index)))
        var inner = context
        inner.resource = index
        inner.scope = document.resources[index].sheetScope
        members(object, inner)
    }

    /// Reads an object that maps names to values, or a separate sheet.
    mutating func roleProperties(_ value: Int, _ context: Context) {
        let scope = context.resource.map { document.resources[$0].roleScope } ?? .init(level: .resource)
        guard json.kind(value) == .object, let list = object(value)[.properties], json.kind(list) == .array else {
            return map(value, scope)
        }
        each(list) { $0.property($1, scope, isDefinition: false) }
    }
}
