import Diagnostics

/// The names of steps, with the environments of the same step in one line.
struct StepNames {
    struct Name {
        var text: String
        var environments: [String]
        /// The ways in which it logs on.
        var ways: [String]

        var details: [String] { environments + ways }
        /// The name without the file.
        var short: String {
            let name = text.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? text
            return environments.isEmpty ? name : "\(name) @ \(environments.joined(separator: ", "))"
        }
    }

    let names: [Name]

    init(_ steps: [PreflightStep]) {
        var numbers = Numbers<String>()
        var names: [Name] = []
        for step in steps {
            let suffix = step.environment.map { " @ \($0)" } ?? ""
            let isInName = !suffix.isEmpty && step.name.hasSuffix(suffix)
            let text = isInName ? String(step.name.dropLast(suffix.count)) : step.name
            let number = numbers.number(of: text)
            if number == names.count { names.append(Name(text: text, environments: [], ways: [])) }
            if isInName, let environment = step.environment { names[number].environments.append(environment) }
            let way = step.isPair ? "pair of users" : step.authentication
            if !names[number].ways.contains(way) { names[number].ways.append(way) }
        }
        self.names = names
    }
}
