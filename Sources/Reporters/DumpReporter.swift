public import Diagnostics

/// What the parsers understood, for people: the JSON of `dump` as an outline.
public struct DumpReporter: Sendable {
    private let palette: Palette

    public init(palette: Palette) { self.palette = palette }

    /// - Parameter objects: an object for each input, with its `path`.
    public func report(_ objects: [JSONValue]) -> Report {
        var lines: [SafeText] = []
        for object in objects {
            guard case .object(var members) = object else { continue }
            if !lines.isEmpty { lines.append("") }
            let path = members.removeValue(forKey: "path").flatMap(Self.text) ?? ""
            lines.append("== \(palette.bold(path))")
            append(members, depth: 1, to: &lines)
        }
        return Report(lines)
    }

    /// Short members first, in the order of their names, then those with parts.
    private func append(_ members: [String: JSONValue], depth: Int, to lines: inout [SafeText]) {
        let sorted = members.sorted { $0.key < $1.key }
        for (name, value) in sorted {
            guard let text = Self.text(value) else { continue }
            lines += wrapped("\(name): \(text)", depth)
        }
        for (name, value) in sorted where Self.text(value) == nil {
            append(value, named: SafeText(name), depth, &lines)
        }
    }

    private func append(_ value: JSONValue, named name: SafeText, _ depth: Int, _ lines: inout [SafeText]) {
        switch value {
        case .object(let members):
            lines += wrapped("\(name):", depth)
            append(members, depth: depth + 1, to: &lines)
        case .array, .list: append(value.elements ?? [], named: name, depth, &lines)
        case let scalar: lines += wrapped("\(name): \(Self.text(scalar) ?? "")", depth)
        }
    }

    private func append(_ values: [JSONValue], named name: SafeText, _ depth: Int, _ lines: inout [SafeText]) {
        let texts = values.compactMap(Self.text)
        guard texts.count < values.count else {
            lines += wrapped("\(name): \(texts.joined(separator: ", "))", depth)
            return
        }
        lines += wrapped("\(name) (\(values.count)):", depth)
        for value in values {
            var part: [SafeText] = []
            switch value {
            case .object(let members): append(members, depth: depth + 2, to: &part)
            case let other: append(other, named: "", depth + 2, &part)
            }
            // The first line of a part gets a mark in its margin.
            if let first = part.first {
                let margin = Wrapping.repeated(" ", 2 * depth)
                part[0] = SafeText(known: "\(margin)  - \(first.description.drop { $0 == " " })")
            }
            lines += part
        }
    }

    private func wrapped(_ text: SafeText, _ depth: Int) -> [SafeText] {
        let margin = Wrapping.repeated(" ", 2 * depth)
        return palette.wrap(text, first: margin, rest: margin + "    ")
    }

    /// A value without parts; `nil` for objects and lists.
    private static func text(_ value: JSONValue) -> SafeText? {
        switch value {
        case .null: "-"
        case .bool(let flag): flag ? "yes" : "no"
        case .number(let number): "\(number)"
        case .string(let text), .exact(let text): text.isEmpty ? "\"\"" : SafeText(text)
        case .array(let values) where values.isEmpty: "none"
        case .list(0, _): "none"
        case .object(let members) where members.isEmpty: "none"
        default: nil
        }
    }
}
