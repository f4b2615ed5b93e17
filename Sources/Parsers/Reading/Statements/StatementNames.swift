import Diagnostics
import JobMonitor
import RACF
import UrbanCode

extension JobMonitorConfig {
    /// The setting that contains a place.
    func setting(at range: SourceRange) -> Setting? {
        let next = settings.partitioningIndex { $0.record.start > range.start }
        guard next > 0, settings[next - 1].record.end >= range.start else { return nil }
        return settings[next - 1]
    }
}

extension Deck {
    /// The command that contains a place or precedes it on the same line.
    func command(around range: SourceRange) -> Command? {
        let next = commands.partitioningIndex { $0.range.start > range.start }
        guard next > 0 else { return nil }
        let command = commands[next - 1]
        let isInside = command.range.end > range.start
        return isInside || command.endLine == file.lineIndex(at: Int(range.start)) + 1 ? command : nil
    }
}

extension Deck.Command {
    /// The command in short form: `PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR)`.
    var title: String {
        guard let verb else {
            return deck.isHidden(verbRange) ? Secret.mask : deck.file.text(verbRange)
        }
        var words = ["\(verb.name)"]
        words += positional.flatMap(\.items).map(\.text)
        for operand in operands where verb == .setropts || operand.keyword == .class || operand.keyword == .id {
            let values = operand.values.map(\.text).joined(separator: " ")
            words.append(values.isEmpty ? operand.text : "\(operand.text)(\(values))")
        }
        return Statement.named(words.joined(separator: " "))
    }
}

extension UrbanCodeDocument {
    /// The places of properties, steps and credentials. Names are made on demand, because an export may have a million
    /// of them.
    struct Index {
        private enum Part {
            case property(Int)
            case step(process: Int, step: Int)
            case credential(Int)
        }

        private let document: UrbanCodeDocument
        private let parts: [(range: SourceRange, part: Part)]
        /// The number of parts before a place that are examined.
        private static let depth = 64

        init(_ document: UrbanCodeDocument) {
            self.document = document
            var parts = document.properties.enumerated().map { index, property in
                (hull([property.name.range, property.place]), Part.property(index))
            }
            for (process, steps) in document.processes.map(\.steps).enumerated() {
                parts += steps.enumerated().map { ($1.range, Part.step(process: process, step: $0)) }
            }
            parts += document.credentials.enumerated().map { index, field in
                (hull([field.key.range, field.range]), Part.credential(index))
            }
            self.parts = parts.sorted { ($0.0.start, $1.0.end) < ($1.0.start, $0.0.end) }
        }

        /// The name of the innermost part that contains a place.
        func name(at place: SourceRange) -> String? {
            let end = parts.partitioningIndex { $0.range.start > place.start }
            let found = parts[..<end].suffix(Self.depth).last {
                $0.range.end >= place.end && $0.range.end > place.start
            }
            guard let found else { return nil }
            return Statement.named(name(of: found.part, at: place))
        }

        /// The ranges of all parts, as statements that a comment can precede.
        var ranges: [SourceRange] { parts.map(\.range) }

        private func name(of part: Part, at place: SourceRange) -> String {
            switch part {
            case .property(let index):
                let property = document.properties[index]
                return "\(property.scope): \(property.name.value)"
            case .credential(let index): return document.credentials[index].key.value
            case .step(let index, let number):
                let process = document.processes[index]
                let step = process.steps[number]
                let name = [process.component, process.name, step.name.value].compactMap(\.self)
                    .joined(separator: " / ")
                let field = step.fields.first {
                    let range = hull([$0.key.range, $0.range])
                    return range.start <= place.start && place.end <= range.end
                }
                return field.map { "\(name): \($0.key.value)" } ?? name
            }
        }
    }
}

/// The range from the first to the last of several ranges.
private func hull(_ ranges: [SourceRange]) -> SourceRange {
    SourceRange(Int(ranges.map(\.start).min() ?? 0), Int(ranges.map(\.end).max() ?? 0))
}
