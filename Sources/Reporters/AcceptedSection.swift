import Diagnostics

/// The findings that do not count, with who accepted them: nothing is suppressed silently.
struct AcceptedSection {
    private let outcome: Outcome
    private let palette: Palette
    private let isVerbose: Bool

    /// The number of known findings that are listed; a baseline may have hundreds.
    private static let knownLimit = 10

    init(_ outcome: Outcome, palette: Palette, isVerbose: Bool) {
        self.outcome = outcome
        self.palette = palette
        self.isVerbose = isVerbose
    }

    var lines: [SafeText] {
        guard outcome.findings.contains(where: { $0.suppression != nil }) else { return [] }
        let places = Places(outcome)
        var lines = [palette.bold("Accepted; these findings do not count")]
        var known = 0
        for finding in outcome.findings {
            guard let suppression = finding.suppression else { continue }
            if suppression.kind == .baseline {
                known += 1
                if known > Self.knownLimit, !isVerbose { continue }
            }
            lines += palette.wrap(places.headline(finding), first: "  ", rest: "      ")
            lines += palette.wrap(places.acceptance(suppression), first: "      = ", rest: "        ")
        }
        if known > Self.knownLimit, !isVerbose {
            lines.append("  and \(known - Self.knownLimit) more from the baseline; -v lists them")
        }
        return lines + [""]
    }

    /// The numbers of accepted findings.
    static func summary(_ outcome: Outcome) -> [SafeText] {
        let accepted = outcome.findings.count { $0.suppression != nil }
        let known = outcome.findings.count { $0.suppression?.kind == .baseline }
        let parts: [SafeText] = [
            accepted > known ? "\(accepted - known) suppressed" : nil,
            known > 0 ? "\(known) in the baseline" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? [] : ["Accepted: \(parts.joined(separator: ", "))."]
    }
}
