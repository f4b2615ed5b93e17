import Diagnostics
import XML

/// The ways from callers through profiles to targets, as a drawing. Profiles with the same callers, and callers with the same
/// profiles, share a box.
struct AccessGraph {
    private typealias Grant = AccessReport.Grant

    /// The number of boxes of a column.
    private static let mostBoxes = 24

    private struct Box {
        var title: SafeText
        var detail: SafeText
    }

    /// A way from a box of callers to a box of profiles.
    private struct Way {
        var caller: Int
        var profile: Int
        var verdict: Verdict
        var note: String?
    }

    private var callers: [Box] = []
    private var profiles: [Box] = []
    private var targets: [Box] = []
    private var ways: [Way] = []
    private var leftOut = 0

    init(_ grants: [AccessReport.Grant]) {
        var names = Numbers<String>()
        var reached: [Set<String>] = []
        var lists: [[(caller: AccessGroups.Caller, grant: Grant)]] = []
        for grant in grants {
            let number = names.number(of: grant.profile)
            if number == lists.count {
                lists.append([])
                reached.append([])
            }
            lists[number].append((AccessGroups.Caller(name: grant.caller, kind: grant.callerKind), grant))
            if reached[number].count < 4 {
                reached[number].insert(
                    AccessGroups.Target(
                        application: grant.application, name: grant.targets, except: grant.except,
                        moreExceptions: grant.moreExceptions
                    ).label)
            }
        }
        // Profiles with the same list stand together.
        var signatures = Numbers<[String]>()
        var groups: [[Int]] = []
        for (profile, list) in lists.enumerated() {
            let signature = list.map { caller, grant in
                "\(caller.label)\u{0}\(grant.generate.rawValue)\u{0}\(grant.note ?? "")"
            }
            let number = signatures.number(of: signature.sorted())
            if number == groups.count { groups.append([]) }
            groups[number].append(profile)
        }
        let shown = Self.widest(
            groups.map { group in
                let list = lists[group[0]]
                return Rank(isFirst: list.contains { $0.grant.isBroad }, size: group.count * list.count)
            })
        leftOut = groups.indices.filter { !shown.contains($0) }.reduce(0) { sum, number in
            sum + groups[number].reduce(0) { $0 + lists[$1].count }
        }
        draw(groups.indices.filter(shown.contains).map { groups[$0] }, lists, names.values, reached)
    }

    /// The numbers of the boxes that are drawn: those that are broad first, then the largest.
    private static func widest(_ ranks: [Rank]) -> Set<Int> {
        guard ranks.count > mostBoxes else { return Set(ranks.indices) }
        func key(_ number: Int) -> (Int, Int, Int) { (ranks[number].isFirst ? 0 : 1, -ranks[number].size, number) }
        return Set(ranks.indices.sorted { key($0) < key($1) }.prefix(mostBoxes))
    }

    private struct Rank {
        var isFirst: Bool
        var size: Int
    }

    private mutating func draw(
        _ groups: [[Int]], _ lists: [[(caller: AccessGroups.Caller, grant: Grant)]], _ names: [String],
        _ reached: [Set<String>]
    ) {
        // Callers that are on the same lists with the same verdicts stand together.
        var members = Numbers<AccessGroups.Caller>()
        var uses: [[String]] = []
        for (number, group) in groups.enumerated() {
            for (caller, grant) in lists[group[0]] {
                let index = members.number(of: caller)
                if index == uses.count { uses.append([]) }
                uses[index].append("\(number) \(grant.generate.rawValue) \(grant.note ?? "")")
            }
        }
        var signatures = Numbers<[String]>()
        var callerGroups: [[Int]] = []
        for (caller, use) in uses.enumerated() {
            let number = signatures.number(of: use)
            if number == callerGroups.count { callerGroups.append([]) }
            callerGroups[number].append(caller)
        }
        let shown = Self.widest(
            callerGroups.map { group in
                Rank(isFirst: members.values[group[0]].kind != .user, size: group.count * uses[group[0]].count)
            })
        var boxOfCaller: [AccessGroups.Caller: Int] = [:]
        for (number, group) in callerGroups.enumerated() {
            guard shown.contains(number) else { continue }
            for caller in group { boxOfCaller[members.values[caller]] = callers.count }
            let first = members.values[group[0]]
            callers.append(Self.box(first.label, group.count, "callers with the same access"))
        }
        for group in groups {
            let list = lists[group[0]]
            guard list.contains(where: { boxOfCaller[$0.caller] != nil }) else {
                leftOut += group.count * list.count
                continue
            }
            var drawn = Set<Int>()
            for (caller, grant) in list {
                guard let box = boxOfCaller[caller] else {
                    leftOut += group.count
                    continue
                }
                if drawn.insert(box).inserted {
                    ways.append(Way(caller: box, profile: profiles.count, verdict: grant.generate, note: grant.note))
                }
            }
            profiles.append(Self.box(names[group[0]], group.count, "profiles with the same list"))
            let labels = reached[group[0]].sorted()
            targets.append(Self.box(labels.joined(separator: "; "), group.count, "targets or patterns"))
        }
    }

    private static func box(_ name: String, _ count: Int, _ many: SafeText) -> Box {
        Box(
            title: HTMLText.name(name),
            detail: count == 1 ? "" : "and \(HTMLText.number(count - 1)) more, \(many)")
    }

    // MARK: The drawing

    private static let row = 52
    private static let boxHeight = 38
    private static let width = 1040
    private static let columns: [(x: Int, width: Int, title: SafeText)] = [
        (8, 250, "Callers"), (376, 300, "Profiles"), (780, 250, "Targets"),
    ]
    private static let top = 40
    private static let legend = 44

    private var bodyHeight: Int { max(callers.count, profiles.count) * Self.row }

    private func center(_ index: Int, of count: Int) -> Int {
        Self.top + (2 * index + 1) * bodyHeight / (2 * max(count, 1))
    }

    func write(number: Int, _ html: inout HTMLWriter) {
        guard !ways.isEmpty else { return }
        let height = Self.top + bodyHeight + Self.legend
        html.scrolling("Graph of access") { html in
            html.element(
                "svg",
                [
                    "xmlns": "http://www.w3.org/2000/svg", "class": "graph", "role": "img",
                    "viewBox": "0 0 \(Self.width) \(height)", "width": "\(Self.width)", "height": "\(height)",
                    "aria-labelledby": "graph-\(number)-title graph-\(number)-text",
                ]
            ) { html in
                html.element("title", ["id": "graph-\(number)-title"], "Graph of access")
                html.element("desc", ["id": "graph-\(number)-text"], description)
                for (x, _, title) in Self.columns {
                    html.element("text", ["class": "column", "x": "\(x)", "y": "20"], title)
                }
                for way in ways { write(way, &html) }
                for index in profiles.indices { reach(index, &html) }
                for (column, boxes) in zip(Self.columns, [callers, profiles, targets]) {
                    for (index, box) in boxes.enumerated() {
                        write(box, x: column.x, width: column.width, y: center(index, of: boxes.count), &html)
                    }
                }
                writeLegend(y: height - 14, &html)
            }
        }
        if leftOut > 0 {
            html.paragraph(
                "\(HTMLText.count(leftOut, "entry is", "entries are")) not drawn; the table below has every entry.",
                style: "quiet")
        }
    }

    /// The graph in words, for those who do not see it.
    private var description: SafeText {
        let sentences = ways.prefix(60).map { way -> SafeText in
            "\(callers[way.caller].title)\(Self.verb(way.verdict))submit as \(targets[way.profile].title) through "
                + "\(profiles[way.profile].title)\(way.note.map { " (\($0))" } ?? "")."
        }
        let more: SafeText = ways.count > 60 ? " \(ways.count - 60) more ways are in the table of entries." : ""
        return sentences.joined(separator: " ") + more
    }

    private static func verb(_ verdict: Verdict) -> SafeText {
        switch verdict {
        case .granted: " can "
        case .unknown: " may be able to "
        case .refused: " cannot at present "
        }
    }

    private static func style(_ verdict: Verdict) -> SafeText {
        switch verdict {
        case .granted: "way can"
        case .unknown: "way may"
        case .refused: "way cannot"
        }
    }

    private func write(_ way: Way, _ html: inout HTMLWriter) {
        let start = (x: Self.columns[0].x + Self.columns[0].width, y: center(way.caller, of: callers.count))
        let end = (x: Self.columns[1].x, y: center(way.profile, of: profiles.count))
        html.block("g", ["class": Self.style(way.verdict)]) { html in
            let words: SafeText =
                "\(callers[way.caller].title)\(Self.verb(way.verdict))use \(profiles[way.profile].title)"
            html.element("title", [:], words + (way.note.map { ": \($0)" } ?? ""))
            Self.curve(from: start, to: end, &html)
            Self.sign(way.verdict, x: (start.x + end.x) / 2, y: (start.y + end.y) / 2, &html)
        }
    }

    /// The line from a profile to what it reaches, as certain as the best way to it.
    private func reach(_ index: Int, _ html: inout HTMLWriter) {
        let verdicts = ways.filter { $0.profile == index }.map(\.verdict)
        let best: Verdict =
            verdicts.contains(.granted) ? .granted : verdicts.contains(.unknown) ? .unknown : .refused
        let y = center(index, of: profiles.count)
        html.block("g", ["class": Self.style(best)]) { html in
            html.element("title", [:], "\(profiles[index].title) is about \(targets[index].title)")
            Self.curve(
                from: (x: Self.columns[1].x + Self.columns[1].width, y: y), to: (x: Self.columns[2].x, y: y), &html)
        }
    }

    private static func curve(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ html: inout HTMLWriter) {
        let middle = (start.x + end.x) / 2
        html.element(
            "path",
            ["d": "M\(start.x) \(start.y)C\(middle) \(start.y) \(middle) \(end.y) \(end.x) \(end.y)"])
    }

    /// The sign on a way that is not certain, so that its dashes are not all that tells.
    private static func sign(_ verdict: Verdict, x: Int, y: Int, _ html: inout HTMLWriter) {
        let sign: SafeText
        switch verdict {
        case .granted: return
        case .unknown: sign = "?"
        case .refused: sign = "✕"
        }
        html.element("circle", ["cx": "\(x)", "cy": "\(y)", "r": "9"])
        html.element("text", ["x": "\(x)", "y": "\(y + 4)", "text-anchor": "middle"], sign)
    }

    private func write(_ box: Box, x: Int, width: Int, y: Int, _ html: inout HTMLWriter) {
        let isPlain = box.detail.isEmpty
        html.block("g", ["class": "box"]) { html in
            html.element("title", [:], isPlain ? box.title : "\(box.title) \(box.detail)")
            html.element(
                "rect",
                [
                    "x": "\(x)", "y": "\(y - Self.boxHeight / 2)", "width": "\(width)", "height": "\(Self.boxHeight)",
                    "rx": "4",
                ])
            html.element(
                "text", ["class": "name", "x": "\(x + 10)", "y": "\(isPlain ? y + 4 : y - 2)"],
                Self.fitted(box.title, (width - 20) * 10 / 73))
            if !isPlain {
                html.element(
                    "text", ["class": "detail", "x": "\(x + 10)", "y": "\(y + 12)"],
                    Self.fitted(box.detail, (width - 20) * 10 / 60))
            }
        }
    }

    private static func fitted(_ text: SafeText, _ limit: Int) -> SafeText {
        guard text.unicodeScalars.count > limit else { return text }
        return "\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))))…"
    }

    private func writeLegend(y: Int, _ html: inout HTMLWriter) {
        let parts: [(Verdict, SafeText)] = [
            (.granted, "can"), (.unknown, "may: the inputs do not decide"),
            (.refused, "cannot at present, although an entry says so"),
        ]
        var x = Self.columns[0].x
        for (verdict, text) in parts {
            html.block("g", ["class": Self.style(verdict)]) { html in
                Self.curve(from: (x: x, y: y - 4), to: (x: x + 56, y: y - 4), &html)
                Self.sign(verdict, x: x + 28, y: y - 4, &html)
            }
            html.element("text", ["class": "legend", "x": "\(x + 64)", "y": "\(y)"], text)
            x += verdict == .granted ? 140 : 330
        }
    }
}
