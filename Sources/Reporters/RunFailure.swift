import Diagnostics

/// What keeps a run from status 0 without being a finding: inputs that were not read, and steps or pairs that fail or are
/// not decided.
struct RunFailure {
    /// The group in reports: `input` or `verdict`.
    var group: String
    var path: String
    var start: Position?
    /// The text without the path.
    var message: String
    /// A stable name.
    var key: String

    static func all(_ outcome: Outcome, _ places: Places) -> [RunFailure] {
        let inputs = outcome.inputs.compactMap { input in
            input.failure.map {
                RunFailure(
                    group: "input", path: input.path, message: "not checked: \($0)", key: "input:\(input.path)")
            }
        }
        return inputs + steps(outcome, places)
    }

    /// The configuration in force, for formats that have only entries with places.
    static func configuration(_ outcome: Outcome) -> RunFailure? {
        guard let path = outcome.influence.configuration, let text = InfluenceSection(outcome).configuration else {
            return nil
        }
        return RunFailure(
            group: "configuration", path: path, message: text.description, key: "configuration:\(path)")
    }

    private static func steps(_ outcome: Outcome, _ places: Places) -> [RunFailure] {
        let failures = outcome.failingSteps
        let found = failures.isEmpty ? nil : FindingIndex(outcome)
        let failing = failures.compactMap { step -> RunFailure? in
            guard let link = step.links.first(where: { $0.result == .failed && !$0.isAccepted }),
                !(link.rule.flatMap { found?.findings(of: $0, about: step.subject, at: link.place) } ?? [])
                    .contains(where: outcome.isRed)
            else { return nil }
            return RunFailure(step, link, "fails: \(link.name.rawValue): \(link.message)", places)
        }
        guard !outcome.allowsUndecided else { return failing }
        let open = outcome.undecidedSteps.compactMap { step in
            step.openLinks.first.map { link in
                RunFailure(
                    step, link, "is not decided: " + step.openLinks.map(\.name.rawValue).joined(separator: ", "), places
                )
            }
        }
        return failing + open
    }

    private init(_ step: PreflightStep, _ link: PreflightStep.Link, _ text: String, _ places: Places) {
        let place = link.place ?? Place(step.file)
        group = "verdict"
        path = places.name(place)
        start = places.start(place)
        message = "\(step.subject) \(text)"
        key = "verdict:\(step.subject)"
    }

    private init(group: String, path: String, message: String, key: String) {
        self.group = group
        self.path = path
        self.message = message
        self.key = key
    }
}
