public import Diagnostics

/// The answer of `simulate` as JSON; schema in `reports/simulate.schema.json`.
public struct SimulationJSONReporter: Sendable {
    public init() {}

    public func report(_ simulation: SimulationReport) -> Report {
        let places = Places(simulation.inputs)
        let influence = InfluenceSection(simulation.influence)
        let value: JSONValue = [
            "version": .number(JSONReporter.version),
            "configuration": influence.configurationJSON, "settings": influence.settingsJSON,
            "inputs": .array(simulation.inputs.map(JSONReporter.input)),
            "commands": Self.commands(simulation.runs) { step($0, $1, places) },
            "stop": simulation.stops.first.map { stop($0, places) } ?? .null,
            "stops": .array(simulation.stops.map { stop($0, places) }),
            "classes": .array(simulation.classes.map(Self.resourceClass)),
            "gained": .list(simulation.gained) { AccessJSONReporter.grant($0, places) },
            "lost": .list(simulation.lost) { AccessJSONReporter.grant($0, places) },
            "unread": .array(simulation.unread.map { related($0, places) }),
        ]
        return Report(value, for: .programs)
    }

    /// The commands of all set-ups in one list.
    private static func commands(
        _ runs: [SimulationRun], _ element: @escaping @Sendable (String, SimulationReport.Step) -> JSONValue
    ) -> JSONValue {
        .list(count: runs.reduce(0) { $0 + $1.count }) { number in
            var index = number
            for run in runs {
                if index < run.count { return element(run.setUp, run[index]) }
                index -= run.count
            }
            preconditionFailure("a list has only the elements that it counts")
        }
    }

    private func step(_ setUp: String, _ step: SimulationReport.Step, _ places: Places) -> JSONValue {
        var members: [String: JSONValue] = [
            "setup": .string(setUp), "verb": step.verb.isEmpty ? .null : .string(step.verb),
            "outcome": .string(step.outcome.rawValue),
            "returnCode": .number(orNull: step.returnCode), "message": .text(step.message), "note": .text(step.note),
            "changes": .array(
                step.changes.map { change in
                    [
                        "subject": .string(change.subject), "attribute": .string(change.attribute),
                        "before": .string(change.before), "after": .string(change.after),
                    ]
                }),
        ]
        members.merge(AccessJSONReporter.place(step.place, places)) { $1 }
        return .object(members)
    }

    private func stop(_ stop: SimulationReport.Stop, _ places: Places) -> JSONValue {
        let part = stop.place
        let members: [String: JSONValue] = ["setup": .string(stop.setUp), "message": .string(part.message)]
        return .object(members.merging(AccessJSONReporter.place(part.place, places)) { $1 })
    }

    private func related(_ part: RelatedPlace, _ places: Places) -> JSONValue {
        .object(["message": .string(part.message)].merging(AccessJSONReporter.place(part.place, places)) { $1 })
    }

    private static func resourceClass(_ state: SimulationReport.ClassState) -> JSONValue {
        [
            "setup": .string(state.setUp), "name": .string(state.name), "active": .string(state.active),
            "generic": .string(state.generic), "raclist": .string(state.raclist), "waits": .bool(state.waits),
        ]
    }
}

/// The answer of `simulate` for people.
public struct SimulationTextReporter: Sendable {
    private let palette: Palette

    public init(palette: Palette) { self.palette = palette }

    public func report(_ simulation: SimulationReport) -> Report {
        Report(lines: { add in
            InfluenceSection(simulation.influence).write(palette, add) { write(simulation, add) }
        })
    }

    private func write(_ simulation: SimulationReport, _ add: ([SafeText]) -> Void) {
        let places = Places(simulation.inputs)
        let names = SetUpNames(simulation.inputs.map(\.setUp) + simulation.runs.map(\.setUp))
        for (index, run) in simulation.runs.enumerated() {
            let place = names.place(run.setUp)
            if !place.isEmpty { add((index == 0 ? [] : [""]) + [palette.bold("Commands\(place)")]) }
            for step in run { add(self.step(step, places)) }
        }
        if simulation.runs.isEmpty { add(["The inputs hold no RACF commands."]) }
        for stop in simulation.stops {
            let part = stop.place
            add(
                [""]
                    + palette.wrap(
                        "The job stops\(names.place(stop.setUp)) at \(places.link(part.place)): \(part.message)"))
        }
        if !simulation.unread.isEmpty {
            add(["", palette.bold("Not read")])
            for part in simulation.unread {
                add(palette.wrap("\(places.link(part.place)): \(part.message)", first: "  ", rest: "      "))
            }
        }
        if !simulation.classes.isEmpty {
            for (name, states) in names.grouped(simulation.classes, by: \.setUp) {
                add(["", palette.bold("Classes at the end\(names.place(name))")])
                for state in states {
                    let waits: SafeText = state.waits ? "; changes wait for a REFRESH" : ""
                    add([
                        "  \(state.name): active \(state.active), generic \(state.generic), "
                            + "RACLISTed \(state.raclist)\(waits)"
                    ])
                }
            }
        }
        write("Grants gained", simulation.gained, names, add)
        write("Grants lost", simulation.lost, names, add)
    }

    private func step(_ step: SimulationReport.Step, _ places: Places) -> [SafeText] {
        let code: SafeText = step.returnCode.map { ", code \($0)" } ?? ""
        let message: SafeText = step.message.map { ", \($0)" } ?? ""
        let verb: SafeText = step.verb.isEmpty ? "(no command)" : SafeText(step.verb)
        var lines = palette.wrap(
            "\(palette.bold(places.link(step.place))) \(verb): \(Self.word(step.outcome))\(code)\(message)",
            rest: "    ")
        if let note = step.note { lines += palette.wrap(SafeText(note), first: "    ", rest: "    ") }
        for change in step.changes {
            lines += palette.wrap(
                "\(change.subject): \(change.attribute) \(change.before) -> \(change.after)", first: "    ",
                rest: "      ")
        }
        return lines
    }

    private static func word(_ outcome: SimulationReport.Outcome) -> SafeText {
        switch outcome {
        case .done: "done"
        case .doneWithRemark: "done, with a warning"
        case .doneInPart: "done in part"
        case .refused: "refused, nothing changed"
        case .notRun: "not run"
        case .notReached: "not reached"
        case .unknown: "unknown"
        }
    }

    private func write(
        _ title: SafeText, _ grants: [AccessReport.Grant], _ names: SetUpNames, _ add: ([SafeText]) -> Void
    ) {
        for (name, grants) in names.grouped(grants, by: \.setUp) {
            add(["", palette.bold(title + names.place(name))])
            for grant in grants {
                let verdict: SafeText = grant.generate == .unknown ? " (perhaps)" : ""
                add([
                    "  \(grant.callerInWords) for \(grant.targets) at \(grant.application) through "
                        + "\(grant.profile)\(verdict)"
                ])
            }
        }
    }
}
