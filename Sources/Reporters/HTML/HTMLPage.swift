import Diagnostics
import XML

/// An outcome with what the sections of its HTML report share.
struct HTMLPage {
    /// A section of the page, in the order in which they are written.
    enum Section: CaseIterable {
        case verdict, steps, findings, access, evidence, accepted, run

        var id: SafeText {
            switch self {
            case .verdict: "verdict"
            case .steps: "steps"
            case .findings: "findings"
            case .access: "access"
            case .evidence: "evidence"
            case .accepted: "accepted"
            case .run: "run"
            }
        }

        var title: SafeText {
            switch self {
            case .verdict: "Verdict"
            case .steps: "Steps"
            case .findings: "Findings"
            case .access: "Who can submit as whom"
            case .evidence: "Evidence and its limits"
            case .accepted: "Accepted"
            case .run: "How it was run"
            }
        }
    }

    let outcome: Outcome
    let places: Places
    let rules: [RuleID: RuleInfo]
    let site: DocumentationSite?

    init(_ outcome: Outcome, _ site: DocumentationSite?) {
        self.outcome = outcome
        self.site = site
        places = Places(outcome)
        rules = Dictionary(outcome.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The names of the set-ups, in the order of the inputs.
    var setUps: [String] {
        var names: [String] = []
        var seen = Set<String>()
        let all = outcome.inputs.lazy.map(\.setUp) + outcome.steps.lazy.map(\.setUp)
        for name in all where seen.insert(name).inserted { names.append(name) }
        for name in (outcome.access?.grants ?? []).lazy.map(\.setUp) where seen.insert(name).inserted {
            names.append(name)
        }
        return names
    }

    func writeHead(_ html: inout HTMLWriter) {
        // Nothing but the style and the script of this file may be used, whatever a text in it quotes.
        let policy: SafeText =
            "default-src 'none'; style-src '\(Self.hash(HTMLStyle.text))'; script-src '\(Self.hash(HTMLScript.text))'; "
            + "base-uri 'none'; form-action 'none'"
        html.block("head") { html in
            html.empty("meta", ["charset": "utf-8"])
            html.empty("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
            html.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            html.empty("meta", ["name": "color-scheme", "content": "light dark"])
            html.empty("meta", ["name": "referrer", "content": "no-referrer"])
            html.element("title", [:], "jmoncheck: \(HTMLVerdict.word(outcome.exitStatus))")
            html.newLine()
            html.literal("style", HTMLStyle.text)
        }
    }

    func writeHeader(_ html: inout HTMLWriter) {
        html.block("header") { html in
            html.element("p", ["class": "product"], "jmoncheck")
            html.element("h1", [:], "Preflight of z/OS job submission")
            html.block("nav", ["aria-label": "Sections"]) { html in
                html.element("ul") { html in
                    for section in Section.allCases {
                        html.element("li") { html in
                            html.element("a", ["href": "#\(section.id)"], section.title)
                        }
                    }
                }
            }
        }
    }

    /// Writes a section with its heading.
    func section(_ section: Section, _ html: inout HTMLWriter, content: (inout HTMLWriter) -> Void) {
        html.block("section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]) { html in
            html.element("h2", ["id": "\(section.id)-title"], section.title)
            content(&html)
        }
    }

    /// The hash by which a content security policy allows a text.
    private static func hash(_ text: StaticString) -> SafeText {
        var hash = SHA256()
        let bytes = Array(text.description.utf8)
        hash.update(bytes, bytes.count)
        return "sha256-\(base64(hash.finished()))"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
        var text = String.UnicodeScalarView()
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                text.append(index <= group.count ? alphabet[value >> (18 - 6 * index) & 63] : "=")
            }
        }
        return String(text)
    }
}
