public import Diagnostics
import XML

/// One HTML file for people who keep a report: verdicts, evidence, access and everything that decided about the run.
///
/// It needs no network and no script, holds no secret, and is the same from run to run.
public struct HTMLReporter: Reporter {
    private let site: DocumentationSite?

    /// - Parameter site: where the pages of rules are published, to which findings lead.
    public init(site: DocumentationSite? = .published) { self.site = site }

    public func report(_ outcome: Outcome) -> Report {
        let page = HTMLPage(outcome, site)
        return HTMLWriter.document(language: "en") { html in
            page.writeHead(&html)
            html.newLine()
            html.element("body") { html in
                html.element("a", ["class": "skip", "href": "#main"], "Skip to the verdict")
                page.writeHeader(&html)
                html.block("main", ["id": "main"]) { html in
                    HTMLVerdict(page).write(&html)
                    HTMLSteps(page).write(&html)
                    HTMLFindings(page).write(&html)
                    HTMLAccess(page).write(&html)
                    HTMLEvidence(page).write(&html)
                    HTMLAccepted(page).write(&html)
                    HTMLRun(page).write(&html)
                }
                html.block("footer") { html in
                    html.element("p") { html in
                        html.text("Made by jmoncheck \(outcome.version) from the inputs named above. ")
                        html.text("The file opens no connection and holds no secret of the inputs.")
                    }
                }
                html.newLine()
                html.literal("script", HTMLScript.text)
            }
        }
    }
}
