import Diagnostics
import Languages

/// The output of IBM's sample program RACSEQ (docs/reference/unload.md#73-racseq-ibm-sample-program).
struct RacseqExtract {
    private(set) var records: [ExtractRecord] = []
    private var segment = "BASE"
    /// The field that repeats, its first subfield, and the number of the repetition.
    private var repeated: (first: String, number: Int)?

    private static let sampleLines = 200

    static func isExtract(_ file: SourceFile) -> Bool {
        let end = sampleLines < file.lineStarts.count ? Int(file.lineStarts[sampleLines]) : file.bytes.count
        let sample = file.bytes[..<end]
        return (sample.contains("Displaying profile ") || sample.contains("Displaying SETROPTS data"))
            && sample.contains("Segment:") && sample.contains("Fields:")
    }

    init(_ file: SourceFile) {
        for index in file.lineStarts.indices { read(ListingLine(file, file.lineBounds(index))) }
    }

    private mutating func read(_ line: ListingLine) {
        guard !line.words.isEmpty else { return }
        if line.begins(with: "Displaying") { return begin(line) }
        guard let last = records.indices.last else { return }
        if line.words[0].text.hasPrefix("Segment:") {
            let name = line.words[0].text.dropFirst("Segment:".count)
            segment = name.isEmpty && line.words.count > 1 ? line.words[1].text : String(name)
            repeated = nil
        } else if line.begins(with: "Repeat") {
            let words = line.words.map(\.text)
            let name = words.first { $0.hasPrefix("field:") }?.dropFirst("field:".count)
            let count = words.first { $0.hasPrefix("Occurrences:") }.flatMap { Int($0.dropFirst("Occurrences:".count)) }
            if let name, !name.isEmpty { records[last].counts[String(name)] = count }
            repeated = ("", 0)
        } else {
            field(line, last)
        }
    }

    /// Reads `Displaying profile FEKAPPL in class PTKTDATA. Segments:02` or `Displaying SETROPTS data`.
    private mutating func begin(_ line: ListingLine) {
        var record = ExtractRecord()
        if line.begins(with: "Displaying", "SETROPTS") {
            record.className = "_SETROPTS"
        } else if line.begins(with: "Displaying", "profile"), line.words.count >= 6, line.words[3].text == "in" {
            record.name = Located(line.words[2].text, at: line.words[2].range)
            record.className = String(line.words[5].text.prefix { $0 != "." })
        } else {
            return
        }
        records.append(record)
        (segment, repeated) = ("BASE", nil)
    }

    /// Reads `UACC     :NONE`.
    private mutating func field(_ line: ListingLine, _ last: Int) {
        guard let colon = line.words.firstIndex(where: { $0.text.contains(":") }), colon <= 1,
            let split = line.words[colon].text.firstIndex(of: ":")
        else { return }
        let before = line.words[colon].text[..<split]
        let name = colon == 0 ? String(before) : line.words[0].text
        guard colon == 0 || before.isEmpty, ClassListLine.isClassName(name) else { return }
        let rest = line.rest(of: colon, after: "\(before):")
        var values = rest.map { $0.value.isEmpty ? [] : [$0] } ?? []
        values += line.words[(colon + 1)...].map { Located($0.text, at: $0.range) }
        let field = segment == "BASE" ? name : "\(segment).\(name)"
        if records[last].className == "_SETROPTS" {
            for value in values { records[last].append(field, value) }
            return
        }
        let range = values.first.map { SourceRange(Int($0.range.start), Int(line.range.end)) } ?? line.range
        let value = Located(values.map(\.value).joined(separator: " "), at: range)
        guard var open = repeated else { return records[last].set(field, 1, value) }
        if open.first.isEmpty { open.first = field }
        if open.first == field { open.number += 1 }
        repeated = open
        records[last].set(field, open.number, value)
    }
}
