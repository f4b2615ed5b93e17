import Diagnostics
import XML

/// The table of every entry of an access list, by profile, in parts that open one by one.
struct AccessEntries {
    private typealias Grant = AccessReport.Grant

    /// The number of rows of a part.
    private static let partSize = 500

    /// The entries of a profile with the same verdict and the same remark.
    private struct Row {
        var profile: String
        var reach: String
        var verdict: Verdict
        var note: String?
        var grants: [Grant]
    }

    private struct Key: Hashable {
        var profile: String
        var target: AccessGroups.Target
        var verdict: Verdict
        var note: String?
    }

    private let rows: [Row]
    private let places: Places

    init(_ grants: [AccessReport.Grant], _ places: Places) {
        self.places = places
        var keys = Numbers<Key>()
        var rows: [Row] = []
        for grant in grants {
            let target = AccessGroups.Target(
                application: grant.application, name: grant.targets, except: grant.except,
                moreExceptions: grant.moreExceptions)
            let number = keys.number(
                of: Key(profile: grant.profile, target: target, verdict: grant.generate, note: grant.note))
            if number == rows.count {
                rows.append(
                    Row(
                        profile: grant.profile, reach: target.label, verdict: grant.generate, note: grant.note,
                        grants: []))
            }
            rows[number].grants.append(grant)
        }
        self.rows = rows
    }

    func write(_ html: inout HTMLWriter) {
        let isOne = rows.count <= Self.partSize
        for start in stride(from: 0, to: rows.count, by: Self.partSize) {
            let part = rows[start..<min(start + Self.partSize, rows.count)]
            guard let first = part.first, let last = part.last else { continue }
            html.block("details", ["open": isOne && rows.count <= 40 ? "" : nil]) { html in
                html.element("summary") { html in
                    html.text("\(HTMLText.count(part.count, "row")): ")
                    html.name(first.profile)
                    if part.count > 1 {
                        html.text(" to ")
                        html.name(last.profile)
                    }
                }
                html.scrolling("Entries \(start + 1) to \(start + part.count)") { html in table(part, &html) }
            }
        }
    }

    private func table(_ rows: ArraySlice<Row>, _ html: inout HTMLWriter) {
        let files = Set(rows.lazy.flatMap(\.grants).compactMap { $0.place?.file })
        let file = files.count == 1 ? files.first : nil
        let titles: [SafeText] = ["Profile", "Lets", "Callers"]
        html.table("Entries of access lists", titles, style: "entries filtered") { html in
            for row in rows { write(row, in: file, &html) }
        }
        if let file {
            html.paragraph("Lines are those of \(HTMLText.name(places.name(Place(file)))).", style: "quiet")
        }
    }

    private func write(_ row: Row, in file: FileID?, _ html: inout HTMLWriter) {
        html.block("tr") { html in
            html.element("th", ["scope": "row"]) { html in
                html.text(HTMLText.name(row.profile))
                // The name of a plain profile says by itself whom it is about.
                if row.grants[0].isBroad || !row.grants[0].except.isEmpty {
                    html.element("i", [:], SafeText(row.reach))
                }
            }
            html.element("td") { html in
                switch row.verdict {
                case .granted: html.text("can")
                case .unknown: html.text("may")
                case .refused: html.text("cannot")
                }
                if let note = row.note { html.element("i", [:], HTMLText.message(note)) }
            }
            html.element("td") { html in
                for (index, grant) in row.grants.enumerated() {
                    if index > 0 { html.text(", ") }
                    html.text(HTMLText.name(AccessGroups.Caller(name: grant.caller, kind: grant.callerKind).label))
                    place(grant.place, in: file, &html)
                }
            }
        }
    }

    private func place(_ place: Place?, in file: FileID?, _ html: inout HTMLWriter) {
        guard let place else { return }
        let line: SafeText = places.start(place).map { "\($0.line)" } ?? ""
        let text: SafeText = file == nil ? "\(HTMLText.name(places.name(place))):\(line)" : "line \(line)"
        if file == nil || !line.isEmpty { html.element("small", [:], " (\(text))") }
    }
}
