import ArgumentParser
import Checking

/// Reads the usual arguments of `check`, all of them or none. The argument parser looks each type of option up among
/// all conformances of the program, which is a third of the check of a small set-up.
struct UsualArguments {
    private var input = InputOptions.unset
    private var system = SystemOptions.unset
    private var configuration = ConfigurationOptions.unset
    private var setUps = SetUpOptions.unset
    private var run = RunOptions.unset
    private var baseline = BaselineOptions.unset
    private var report = ReportOptions.unset

    /// - Returns: `nil` if the argument parser has to read them: it knows all options, and what to say of mistakes.
    static func read(_ arguments: [String]) -> CheckCommand? {
        var reader = UsualArguments()
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "-" || !argument.isEmpty && !argument.hasPrefix("-") {
                reader.input.paths.append(argument)
            } else if let sign = argument.firstIndex(of: "="), argument.hasPrefix("--") {
                let value = String(argument[argument.index(after: sign)...])
                guard !value.isEmpty, reader.set(String(argument[..<sign]), value) else { return nil }
            } else if !reader.set(argument) {
                guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"), reader.set(argument, value)
                else { return nil }
            }
        }
        return try? reader.command()
    }

    /// - Returns: false if it is not one of these options.
    private mutating func set(_ flag: String) -> Bool {
        switch flag {
        case "--strict-evidence": run.strictEvidence = true
        case "--allow-empty": run.allowEmpty = true
        case "--allow-undecided": run.allowUndecided = true
        case "--alone": setUps.alone = true
        case "--statistics": report.statistics = true
        case "-q", "--quiet": report.quiet = true
        case "-v", "--verbose": report.verbose = true
        default: return false
        }
        return true
    }

    /// - Returns: false if it is not one of these options, or has another type of value.
    private mutating func set(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--as": set(&input.kind, value)
        case "--encoding": set(&input.encodingName, value)
        case "--stdin-filename": set(&input.stdinFilename, value)
        case "--set": add(&input.settings, value)
        case "--jobs": set(&input.jobs, value)
        case "--agent-user": add(&system.agentUsers, value)
        case "--target-user": add(&system.targetUsers, value)
        case "--appl": add(&system.applications, value)
        case "--assume": add(&system.assumptions, value)
        case "--date": set(&system.date, value)
        case "--config": set(&configuration.path, value)
        case "--set-up": add(&setUps.names, value)
        case "--select": add(&run.select, value)
        case "--ignore": add(&run.ignore, value)
        case "--baseline": set(&baseline.path, value)
        case "--format": set(&report.format, value)
        case "--report": add(&report.reports, value)
        case "-o", "--output": set(&report.output, value)
        case "--fail-on": set(&report.failOn, value)
        case "--color": set(&report.color, value)
        default: false
        }
    }

    private func set<Value: ExpressibleByArgument>(_ option: inout Value, _ text: String) -> Bool {
        guard let value = Value(argument: text) else { return false }
        option = value
        return true
    }

    private func set<Value: ExpressibleByArgument>(_ option: inout Value?, _ text: String) -> Bool {
        option = Value(argument: text)
        return option != nil
    }

    private func add<Value: ExpressibleByArgument>(_ option: inout [Value], _ text: String) -> Bool {
        guard let value = Value(argument: text) else { return false }
        option.append(value)
        return true
    }

    /// - Throws: if the argument parser would refuse the values.
    private consuming func command() throws -> CheckCommand {
        try input.validate()
        try system.validate()
        try run.validate()
        try report.validate()
        (run.input, run.system, run.configuration, run.setUps) = (input, system, configuration, setUps)
        var command = CheckCommand()
        (command.run, command.baseline, command.report) = (run, baseline, report)
        (command.maxAlike, command.fix) = (FindingLimit.alike, false)
        (command.edits, command.watch) = (.unset, false)
        try command.validate()
        return command
    }
}

// The options as they are without arguments. All need a value, because the argument parser gives them none.

extension InputOptions {
    fileprivate static var unset: Self {
        var options = Self()
        (options.paths, options.settings) = ([], [])
        (options.kind, options.encodingName, options.record) = (nil, nil, .standard)
        (options.stdinFilename, options.maxSize, options.jobs) = (nil, .standard, nil)
        return options
    }
}

extension SystemOptions {
    fileprivate static var unset: Self {
        var options = Self()
        (options.agentUsers, options.targetUsers, options.applications) = ([], [], [])
        (options.assumptions, options.pluginVersion, options.date) = ([], nil, nil)
        return options
    }
}

extension ConfigurationOptions {
    fileprivate static var unset: Self {
        var options = Self()
        options.path = nil
        return options
    }
}

extension SetUpOptions {
    fileprivate static var unset: Self {
        var options = Self()
        (options.names, options.alone) = ([], false)
        return options
    }
}

extension RunOptions {
    /// Without the groups of options in it.
    fileprivate static var unset: Self {
        var options = Self()
        (options.select, options.ignore, options.strictEvidence) = ([], [], false)
        (options.allowEmpty, options.allowUndecided, options.allowCriticalSuppressions) = (false, false, false)
        (options.maxFindings, options.today) = (nil, nil)
        return options
    }
}

extension BaselineOptions {
    fileprivate static var unset: Self {
        var options = Self()
        options.path = nil
        return options
    }
}

extension ReportOptions {
    fileprivate static var unset: Self {
        var options = Self()
        (options.format, options.reports, options.output, options.statistics) = (.standard, [], nil, false)
        (options.junitLayout, options.failOn, options.color) = (.standard, nil, .standard)
        (options.quiet, options.verbose) = (false, false)
        return options
    }
}

extension EditOptions {
    fileprivate static var unset: Self {
        var options = Self()
        (options.unsafe, options.diff) = (false, false)
        return options
    }
}
