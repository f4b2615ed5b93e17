import Diagnostics
import XML

/// Who may generate PassTickets for whom: the matrix, the graph and every entry, by set-up.
struct HTMLAccess {
    private typealias Grant = AccessReport.Grant

    /// The size up to which the table has a column for each group of targets, and the number of rows of the other form.
    private static let mostColumns = 10
    private static let mostMatrixRows = 60
    private static let mostListRows = 400
    private static let mostNames = 6

    private let page: HTMLPage
    private var places: Places { page.places }

    init(_ page: HTMLPage) { self.page = page }

    func write(_ html: inout HTMLWriter) {
        page.section(.access, &html) { html in
            guard let access = page.outcome.access else {
                return html.paragraph("The report that this page was made from holds no entries of access lists.")
            }
            html.paragraph(
                "Everyone whom an entry lets generate a PassTicket, and so submit jobs as somebody else.",
                style: "lead")
            guard !access.grants.isEmpty else {
                html.paragraph("The inputs show no entry that lets anyone generate PassTickets.")
                return others(access, &html)
            }
            let grants = Dictionary(grouping: access.grants, by: \.setUp)
            for (number, name) in page.setUps.filter({ grants[$0] != nil }).enumerated() {
                let own = grants[name] ?? []
                html.block("h3", content: { $0.text("Set-up \(HTMLText.name(name))") })
                counts(own, &html)
                let groups = AccessGroups(own)
                html.block("h4", content: { $0.text("Callers and targets") })
                matrix(groups, &html)
                html.block("h4", content: { $0.text("Who reaches whom through what") })
                AccessGraph(own).write(number: number, &html)
                html.block("h4", content: { $0.text("Every entry") })
                AccessEntries(own, places).write(&html)
                members(own, &html)
            }
            others(access, &html)
        }
    }

    private func counts(_ grants: [Grant], _ html: inout HTMLWriter) {
        let broad = grants.count { $0.isBroad && $0.generate != .refused }
        let parts: [(Int, SafeText)] = [
            (grants.count { $0.generate == .granted }, "certain"),
            (grants.count { $0.generate == .unknown }, "possible, because the inputs do not decide"),
            (grants.count { $0.generate == .refused }, "without effect at present"),
        ]
        let text = parts.filter { $0.0 > 0 }.map { "\(HTMLText.number($0.0)) \($0.1)" as SafeText }
            .joined(separator: ", ")
        let wide: SafeText =
            " \(HTMLText.count(broad, "entry is", "entries are")) broad: for everyone, or by a pattern."
        html.paragraph(
            "\(HTMLText.count(grants.count, "entry", "entries")): \(text).\(broad == 0 ? "" : wide)")
    }

    // MARK: The matrix

    private static func word(_ verdict: Verdict?) -> (HTMLMark, SafeText) {
        switch verdict {
        case .granted?: (.reach, "can")
        case .unknown?: (.open, "may")
        case .refused?: (.none, "cannot")
        case nil: (.none, "no entry")
        }
    }

    private func matrix(_ groups: AccessGroups, _ html: inout HTMLWriter) {
        if let application = groups.application, application != "*" {
            html.paragraph("All entries are about the application \(HTMLText.name(application)).", style: "quiet")
        }
        if groups.columns.count <= Self.mostColumns, groups.rows.count <= Self.mostMatrixRows {
            html.scrolling("Callers and targets") { html in grid(groups, &html) }
        } else {
            html.scrolling("Callers and targets", style: "scroll tall") { html in list(groups, &html) }
        }
        if groups.rows.count > Self.mostListRows {
            html.paragraph(
                "\(HTMLText.number(groups.rows.count - Self.mostListRows)) more groups of callers are left out here; "
                    + "every entry stands below.")
        }
    }

    private func grid(_ groups: AccessGroups, _ html: inout HTMLWriter) {
        html.block("table", ["class": "matrix filtered"]) { html in
            html.element("caption", ["class": "hidden"], "Who can submit as whom")
            html.element("thead") { html in
                html.element("tr") { html in
                    html.element("th", ["scope": "col"], "Caller")
                    for column in groups.columns {
                        html.element("th", ["scope": "col"]) { $0.names(labels(column, groups), shown: 3) }
                    }
                }
            }
            html.element("tbody") { html in
                for row in groups.rows {
                    html.block("tr") { html in
                        callers(row, &html)
                        for column in groups.columns.indices {
                            let (mark, word) = Self.word(row.verdicts[column])
                            html.element("td") { $0.mark(mark, word) }
                        }
                    }
                }
            }
        }
    }

    private func list(_ groups: AccessGroups, _ html: inout HTMLWriter) {
        let all: [(verdict: Verdict, title: SafeText)] = [
            (.granted, "Can submit as"), (.unknown, "May submit as"), (.refused, "Cannot at present"),
        ]
        let rows = groups.rows.prefix(Self.mostListRows)
        let shown = all.filter { column in rows.contains { $0.verdicts.values.contains(column.verdict) } }
        html.table("Who can submit as whom", ["Caller"] + shown.map(\.title), style: "matrix filtered") { html in
            for row in rows {
                html.block("tr") { html in
                    callers(row, &html)
                    for (verdict, _) in shown {
                        let targets = row.verdicts.filter { $0.value == verdict }.keys.sorted()
                            .flatMap { labels(groups.columns[$0], groups) }
                        html.element("td") { $0.names(targets, shown: Self.mostNames) }
                    }
                }
            }
        }
    }

    private func labels(_ column: [AccessGroups.Target], _ groups: AccessGroups) -> [String] {
        column.map { groups.application == nil ? $0.label : $0.shortLabel }
    }

    private func callers(_ row: AccessGroups.Row, _ html: inout HTMLWriter) {
        html.element("th", ["scope": "row"]) { $0.names(row.callers.map(\.label), shown: Self.mostNames) }
    }

    // MARK: Beside the entries

    /// The members of groups that have an entry, once for each group.
    private func members(_ grants: [Grant], _ html: inout HTMLWriter) {
        var groups = Numbers<String>()
        var named: [Set<String>] = []
        var possible: [Set<String>] = []
        let unexamined = Set(grants.lazy.filter(\.hasManyMembers).map(\.caller))
        for grant in grants where grant.callerKind == .group {
            let number = groups.number(of: grant.caller)
            if number == named.count {
                named.append([])
                possible.append([])
            }
            named[number].formUnion(grant.members)
            possible[number].formUnion(grant.possibleMembers)
        }
        guard !groups.values.isEmpty else { return }
        html.block("h4", content: { $0.text("Members of the groups") })
        html.table("Members of groups", ["Group", "Members", "Perhaps members"]) { html in
            for (index, group) in groups.values.enumerated() {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"]) { $0.name(group) }
                    html.element("td") { html in
                        if named[index].isEmpty, possible[index].isEmpty {
                            html.element(
                                "span", ["class": "quiet"],
                                unexamined.contains(group) ? "too many to examine them" : "no input shows its members")
                        } else {
                            html.names(named[index].sorted(), shown: 20)
                        }
                    }
                    html.element("td") { $0.names(possible[index].subtracting(named[index]).sorted(), shown: 20) }
                }
            }
        }
    }

    private func others(_ access: AccessReport, _ html: inout HTMLWriter) {
        if !access.administrators.isEmpty {
            html.block("h3", content: { $0.text("Who could give it to themselves") })
            html.table(
                "Who could give it to themselves", ["Caller", "By", "Profile", "Set-up", "Place"]
            ) { html in
                for row in access.administrators {
                    html.block("tr") { html in
                        html.element("th", ["scope": "row"]) { $0.name(row.caller) }
                        html.element("td", [:], SafeText(row.via))
                        html.element("td", [:], row.profile.map(HTMLText.name) ?? "every profile")
                        html.element("td", [:], HTMLText.name(row.setUp))
                        html.element("td") { $0.place(row.place, places) }
                    }
                }
            }
        }
        guard !access.orphans.isEmpty else { return }
        html.block("h3", content: { $0.text("IDs on access lists that are neither user nor group") })
        html.paragraph("Whoever gets such an ID gets the access.")
        html.table("IDs that nobody has", ["ID", "Access", "Profile", "Set-up", "Place"]) { html in
            for row in access.orphans {
                html.block("tr") { html in
                    html.element("th", ["scope": "row"]) { $0.name(row.id) }
                    html.element("td", [:], SafeText(row.access))
                    html.element("td") { $0.name(row.profile) }
                    html.element("td", [:], HTMLText.name(row.setUp))
                    html.element("td") { $0.place(row.place, places) }
                }
            }
        }
    }
}
