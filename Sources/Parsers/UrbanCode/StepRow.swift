import Diagnostics
import Secrets

/// A step in an environment, while contexts with the same result are joined and before it has a name.
struct StepRow: Sendable {
    let content: ResolvedStep.Content
    private(set) var agents: [String]
    private(set) var paths: [String]
    /// What would show whether and where it runs; `nil` if nothing is missing.
    let needs: String?
    /// Further environments in which nothing differs.
    private var otherEnvironments: Set<String> = []

    init(_ content: ResolvedStep.Content, in context: PropertyContext) {
        self.content = content
        agents = context.agents
        paths = context.paths
        needs = context.needs
    }

    fileprivate mutating func join(_ other: StepRow) {
        agents += other.agents
        paths += other.paths
        if let name = other.content.environment, name != content.environment { otherEnvironments.insert(name) }
    }

    /// In an order that does not depend on that of the resources.
    fileprivate var withoutRepeats: StepRow {
        var row = self
        row.agents = Set(agents).sorted()
        row.paths = Set(paths).sorted()
        return row
    }

    // MARK: Names

    /// The number of distinguishing parts in a name.
    private enum Naming: Int, CaseIterable { case plain, component, application, paths, starter }

    /// The maximum number of agents that a name lists; beyond it the name gives their number.
    private static let listed = 4

    private func name(_ naming: Naming) -> String {
        var name = "\(content.file.path): "
        if naming.rawValue >= Naming.application.rawValue, let application = content.application {
            name += "\(application): "
        }
        if naming != .plain, let component = content.process.component { name += "\(component): " }
        name += "\(content.process.name) / \(content.step.name.value)"
        if let environment = content.environment { name += " @ \(environment)" }
        if !otherEnvironments.isEmpty { name += " and \(otherEnvironments.count) more" }
        let places = naming.rawValue >= Naming.paths.rawValue ? paths : agents
        if !places.isEmpty {
            name += " on " + places.prefix(Self.listed).joined(separator: ", ")
            if places.count > Self.listed { name += " and \(places.count - Self.listed) more" }
        }
        if naming == .starter, let starter = content.starter { name += " by \(starter)" }
        return name
    }

    /// The names of rows. Those with the same name get their component and application before it, then the paths of
    /// their resources and the process that starts theirs, then a number after it.
    private static func names(of rows: [StepRow]) -> [String] {
        var names = rows.map { $0.name(.plain) }
        for naming in Naming.allCases.dropFirst() {
            let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            guard counts.count < names.count else { return names }
            for index in names.indices where counts[names[index], default: 0] > 1 {
                names[index] = rows[index].name(naming)
            }
        }
        var seen: [String: Int] = [:]
        for index in names.indices {
            seen[names[index], default: 0] += 1
            if let number = seen[names[index]], number > 1 { names[index] += " (\(number))" }
        }
        return names
    }

    static func named(_ rows: [StepRow]) -> [ResolvedStep] { zip(names(of: rows), rows).map(ResolvedStep.init) }
}

/// The rows of a step: contexts of one environment with the same result are one row.
struct StepRows {
    private struct Key: Hashable {
        var environment: String?
        var results: [Resolution.Result]
        var authentication: ResolvedStep.Authentication
        var needs: String?
    }

    /// Whether environments in which nothing differs are one row.
    private let joinsEnvironments: Bool
    private var rows: [StepRow] = []
    private var known: [Key: Int] = [:]
    /// The only row of an environment, whose key is made when another one comes.
    private var alone: [String?: Int] = [:]

    init(joinsEnvironments: Bool) { self.joinsEnvironments = joinsEnvironments }

    var finished: [StepRow] { rows.map(\.withoutRepeats) }

    /// - Parameter isApart: whether each context is a separate row.
    mutating func add(_ row: StepRow, isApart: Bool) {
        guard !isApart else { return rows.append(row) }
        let environment = joinsEnvironments ? nil : row.content.environment
        guard let first = alone.updateValue(-1, forKey: environment) else {
            alone[environment] = rows.count
            return rows.append(row)
        }
        if first >= 0 { known[key(of: rows[first])] = first }
        let key = key(of: row)
        guard let index = known[key],
            rows[index].content.environmentDocument == row.content.environmentDocument
        else {
            known[key] = rows.count
            return rows.append(row)
        }
        rows[index].join(row)
    }

    private func key(of row: StepRow) -> Key {
        let content = row.content
        let fields =
            content.connectingValues
            + (joinsEnvironments ? [content.maxRC, content.timeout, content.cutOff] : [])
        return Key(
            environment: joinsEnvironments ? nil : content.environment,
            results: (fields.map(\.resolution) + [content.impersonatedUser].compactMap(\.self)).map(\.result),
            authentication: content.authentication, needs: row.needs)
    }
}
