import Diagnostics

/// One fixed outcome with everything that a reporter must handle: several files, no range, a range across lines,
/// non-ASCII characters, control characters, secrets, unknown and not applicable checks, and an input that failed.
enum SampleOutcome {
    static let member = SourceFile(
        id: FileID(0), path: "prod/FEJJCNFG",
        bytes: Array("SERV_PORT=6716\nLOOPBACK_ONLY=ON\n# Schlüssel \u{1B}[31m\n".utf8))
    static let deck = SourceFile(
        id: FileID(1), path: "racf/set up.jcl",
        bytes: Array(
            ("SETROPTS GENERIC(PTKTDATA) SETROPTS CLASSACT(PTKTDATA)\n"
                + "RDEFINE PTKTDATA FEKAPPL UACC(NONE) APPLDATA('NO REPLAY PROTECTION – DO NOT CHANGE') -\n"
                + "  SSIGNON(KEYMASKED(91B3C8D4E5F60718))\n").utf8))

    /// The own files, numbered after the three inputs.
    static let configuration = SourceFile(
        id: FileID(3), path: ".jmoncheck.yml",
        bytes: Array("suppressions:\n  - {code: JM130, path: prod/**, reason: CHG0001}\n".utf8))
    static let baseline = SourceFile(
        id: FileID(4), path: "known.json",
        bytes: Array("{\"path\": \"racf/set up.jcl\", \"code\": \"RF321\"}\n".utf8))

    static let rules = [
        info("JM101", .jobmonitor, "loopback-only-off"), info("JM102", .jobmonitor, "port-valid"),
        info("JM130", .jobmonitor, "limit-view"), info("RF321", .racf, "refresh-missing"),
        info("RF358", .racf, "creator-access"), info("SU501", .input, "expired-suppression"),
        info("RF302", .racf, "commands-on-one-line"), info("RF308", .racf, "non-ebcdic-character"),
        info("RF334", .racf, "key-in-clear"), info("PF401", .preflight, "permit-coverage"),
        info("PF402", .preflight, "port-agreement"), info("RF322", .racf, "class-not-active"),
    ]

    private static func info(_ id: RuleID, _ area: RuleArea, _ name: String) -> RuleInfo {
        RuleInfo(
            id: id, area: area, name: name, title: "Title of \(id)", severity: .error, rationale: "Why \(id) matters.",
            remedy: "What to do about \(id).", bad: "bad", good: "good", source: "source", isSecurity: id == "RF334")
    }

    private static func place(_ file: SourceFile, _ text: String, through end: String? = nil) -> Place {
        let start = offset(of: text, in: file)
        let stop = end.map { offset(of: $0, in: file) + $0.utf8.count } ?? start + text.utf8.count
        return Place(file.id, SourceRange(start, stop))
    }

    private static func offset(of text: String, in file: SourceFile) -> Int {
        let wanted = Array(text.utf8)
        return (0...(file.bytes.count - wanted.count)).first { file.bytes[$0...].starts(with: wanted) } ?? 0
    }

    static func outcome(failOn: FailOn = .error, strictEvidence: Bool = false) -> Outcome {
        let key = place(deck, "91B3C8D4E5F60718").range.map { [$0] } ?? []
        let findings = [
            Finding(
                rule: "JM101", severity: .error, message: "LOOPBACK_ONLY is ON; the agent needs OFF",
                place: place(member, "ON\n#"),
                fix: Fix("set OFF", replace: place(member, "ON").range ?? SourceRange(0, 0), with: "OFF"),
                subjects: ["prod/FEJJCNFG"]),
            Finding(
                rule: "JM101", severity: .info, message: "a \u{1B}[31mcontrol\u{202E} character",
                place: Place(FileID(0)),
                subjects: ["prod/FEJJCNFG"]),
            Finding(
                rule: "RF302", severity: .error, message: "SETROPTS on the same line as another command",
                place: place(deck, "SETROPTS CLASSACT"), subjects: ["racf/set up.jcl"]),
            Finding(
                rule: "RF308", severity: .warning, confidence: .low, message: "'–' <&> \"quoted\" ]]>",
                place: place(deck, "–"), subjects: ["racf/set up.jcl"]),
            Finding(
                rule: "RF334", severity: .warning, message: "a key stands in the deck",
                place: place(deck, "RDEFINE", through: "91B3C8D4E5F60718"), subjects: ["racf/set up.jcl"]),
            Finding(
                rule: "PF402", severity: .error, message: "port 6715 ≠ 6716", place: place(deck, "PTKTDATA"),
                related: [RelatedPlace(place(member, "6716"), "SERV_PORT is set here")],
                subjects: ["app.json: Deploy / A @ TEST", "app.json: Deploy / A @ PROD"]),
            consequence,
        ]
        let accepted = acceptedFindings
        let checks = [
            Check(rule: "JM130", subject: "prod/FEJJCNFG", file: FileID(0), result: .failed),
            Check(rule: "RF321", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "RF358", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "JM101", subject: "prod/FEJJCNFG", file: FileID(0), result: .failed),
            Check(rule: "JM102", subject: "prod/FEJJCNFG", file: FileID(0), result: .passed),
            Check(rule: "RF302", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "RF322", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "RF308", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "RF334", subject: "racf/set up.jcl", file: FileID(1), result: .failed),
            Check(rule: "PF402", subject: "app.json: Deploy / A @ TEST", file: nil, result: .failed),
            Check(rule: "PF402", subject: "app.json: Deploy / A @ PROD", file: nil, result: .failed),
            Check(
                rule: "PF401", subject: "app.json: Deploy / A @ TEST", file: nil,
                result: .unknown(needs: "give --agent-user, who runs the agent")),
            Check(
                rule: "PF401", subject: "app.json: Deploy / B @ TEST", file: nil,
                result: .notApplicable("the step does not log on with a PassTicket")),
        ]
        var outcome = Outcome(
            version: "0.0.0",
            inputs: [
                input(member, "job-monitor", []), input(deck, "racf", key),
                Outcome.Input(
                    path: "test/\u{7}missing", kind: nil, reason: "", encoding: "", record: .text, setUp: "default",
                    source: ReportSource(SourceFile(path: "", bytes: []), secrets: []),
                    failure: "cannot be read: no such file or directory"),
            ], findings: findings + accepted, checks: checks, steps: steps, rules: rules, failOn: failOn,
            strictEvidence: strictEvidence,
            notes: ["2 other files in the directories were not recognised and not checked."], isEmpty: false)
        outcome.ownFiles = [input(configuration, nil, []), input(baseline, nil, [])]
        outcome.hasBaseline = true
        outcome.suppressions = suppressions
        for index in outcome.findings.indices {
            outcome.findings[index].key = "key \(index)"
            outcome.findings[index].fingerprint = Fingerprint("00000000000000\(index + 10)")
        }
        return outcome
    }

    /// A finding that follows from RF302.
    private static var consequence: Finding {
        var finding = Finding(
            rule: "RF322", severity: .error, message: "PTKTDATA is not active when the deck ends",
            place: place(deck, "SETROPTS GENERIC"), subjects: ["racf/set up.jcl"])
        finding.because = Cause("RF302", place(deck, "SETROPTS CLASSACT"))
        finding.isConsequence = true
        return finding
    }

    /// Findings suppressed by a comment, by the configuration and by the baseline, and an expired suppression.
    private static var acceptedFindings: [Finding] {
        func finding(
            _ rule: RuleID, _ severity: Severity, _ message: String, _ place: Place, _ suppression: Suppression?
        ) -> Finding {
            let subject = place.file == deck.id ? deck.path : member.path
            var finding = Finding(
                rule: rule, severity: severity, message: message, place: place, subjects: [subject])
            finding.suppression = suppression
            finding.isKnown = suppression?.kind == .baseline
            return finding
        }
        return [
            finding(
                "RF358", .error, "the submitter | keeps *ALTER*", place(deck, "RDEFINE"),
                suppressions[0].suppression),
            finding(
                "JM130", .warning, "everyone's output is shown", place(member, "6716"), suppressions[1].suppression),
            finding(
                "RF321", .error, "PTKTDATA is not refreshed", place(deck, "SETROPTS"),
                Suppression(
                    kind: .baseline, reason: "in the baseline", place: place(baseline, "{\"path\"", through: "}"))),
            finding("SU501", .warning, "the suppression of JM101 ended on 2026-01-31: test", Place(FileID(0)), nil),
        ]
    }

    private static var suppressions: [SuppressionEntry] {
        func entry(
            _ kind: Suppression.Kind, _ place: Place, _ rules: [RuleID], _ reason: String, _ owner: String?,
            _ until: String?, _ state: SuppressionEntry.State
        ) -> SuppressionEntry {
            var entry = SuppressionEntry(
                kind: kind, place: place, rules: rules, reason: reason, owner: owner,
                until: until.flatMap { CalendarDate($0) })
            entry.state = state
            entry.count = state == .active ? 1 : 0
            if state == .malformed { entry.faults = ["nothing is suppressed: reason=\"…\" is missing"] }
            return entry
        }
        return [
            entry(
                .comment, place(deck, "APPLDATA"), ["RF358"], "vendor's \u{1B}[31m <deck>", "RACF team", "2999-12-31",
                .active),
            entry(.configuration, place(configuration, "{code", through: "}"), ["JM130"], "CHG0001", nil, nil, .active),
            entry(.comment, place(member, "# Schl"), ["JM101"], "test", "SYSPROG", "2026-01-31", .expired),
            entry(.comment, place(deck, "SSIGNON"), [], "", nil, nil, .malformed),
        ]
    }

    private static func input(_ file: SourceFile, _ kind: String?, _ secrets: [SourceRange]) -> Outcome.Input {
        Outcome.Input(
            path: file.path, kind: kind, reason: "sample", encoding: "utf-8", record: .text, setUp: "default",
            source: ReportSource(file, secrets: secrets))
    }

    /// One step that fails at two links and is unknown at another, and one without any evidence.
    private static var steps: [PreflightStep] {
        let failing: [PreflightStep.Link] = [
            .init(.host, .passed, message: "the host is localhost"),
            .init(.port, .failed, message: "port 6715 ≠ 6716", place: place(deck, "PTKTDATA"), rule: "PF402"),
            .init(.user, .passed, message: "the user is USER1"),
            .init(.authentication, .passed, message: "PassTicket"),
            .init(.member, .passed, message: "prod/FEJJCNFG", place: Place(FileID(0))),
            .init(
                .loopback, .failed, message: "LOOPBACK_ONLY is ON; the agent needs OFF", place: place(member, "ON\n#"),
                rule: "JM101"),
            .init(
                .permit, .unknown(needs: "give --agent-user, who runs the agent"), message: "nobody said who",
                rule: "PF401"),
            .init(.impersonation, .notApplicable("the step does not impersonate"), message: "no impersonation"),
        ]
        let open = PreflightStep.Link.Name.allCases.map {
            PreflightStep.Link($0, .unknown(needs: "give \($0.rawValue)"), message: "not shown")
        }
        func step(_ subject: String, _ environment: String, _ links: [PreflightStep.Link]) -> PreflightStep {
            PreflightStep(
                setUp: "default", subject: subject, environment: environment, file: FileID(1),
                authentication: "PassTicket",
                links: PreflightStep.Link.Name.allCases.map { name in
                    links.first { $0.name == name }
                        ?? .init(name, .notApplicable("not needed"), message: "not needed")
                })
        }
        return [
            step("app.json: Deploy / A @ TEST", "TEST", failing), step("app.json: Deploy / A @ PROD", "PROD", open),
        ]
    }

    /// The same with what only reports that are kept show: digests, grounds, and who may generate PassTickets for whom.
    static var kept: Outcome {
        var outcome = outcome()
        for index in outcome.inputs.indices where outcome.inputs[index].failure == nil {
            outcome.inputs[index].digest = SHA256.hexadecimal(Array(outcome.inputs[index].path.utf8))
        }
        outcome.influence.settings = [Influence.Setting("assume", "fresh", from: "--assume")]
        for step in outcome.steps.indices {
            for link in outcome.steps[step].links.indices where outcome.steps[step].links[link].name == .refresh {
                outcome.steps[step].links[link].result = .passed
                outcome.steps[step].links[link].message = "G7, PTKTDATA was refreshed"
                outcome.steps[step].links[link].place = place(deck, "SETROPTS CLASSACT")
                outcome.steps[step].links[link].ground = .assumed("--assume fresh")
            }
        }
        var access = access
        (access.inputs, access.decisions) = ([], [])
        for index in access.grants.indices { access.grants[index].setUp = "default" }
        access.administrators = [
            .init(caller: "SECADM", via: "SPECIAL", profile: nil, place: nil),
            .init(caller: "PAYADM", via: "owner", profile: "FEKAPPL", place: place(deck, "RDEFINE")),
        ]
        access.orphans = [
            .init(id: "GONEUSR", access: "UPDATE", profile: "IRRPTAUTH.FEKAPPL.*", place: place(deck, "RDEFINE"))
        ]
        access.evidence = [.init(setUp: "default", message: "deck, as if it had run", place: Place(deck.id))]
        access.unread = [RelatedPlace(place(deck, "SSIGNON"), "member KEYS is not among the inputs")]
        outcome.access = access
        return outcome
    }

    /// A run that found nothing wrong.
    static var clean: Outcome {
        var outcome = outcome()
        for step in outcome.steps.indices {
            for link in outcome.steps[step].links.indices { outcome.steps[step].links[link].result = .passed }
        }
        outcome.findings = []
        outcome.suppressions = []
        outcome.ownFiles = []
        outcome.hasBaseline = false
        outcome.inputs.removeLast()
        outcome.checks = outcome.checks.map { check in
            Check(rule: check.rule, subject: check.subject, file: check.file, result: .passed)
        }
        return outcome
    }

    /// A run without any input.
    static var empty: Outcome {
        Outcome(
            version: "0.0.0", inputs: [], findings: [], checks: [], rules: rules, failOn: .error,
            strictEvidence: false, notes: [], isEmpty: true)
    }

    static var access: AccessReport {
        let granted = AccessReport.Decision(
            caller: "AGNTUSR", application: "FEKAPPL", target: "USER1", generate: .granted, logon: .unknown,
            profile: "IRRPTAUTH.FEKAPPL.*", via: "user AGNTUSR", access: "UPDATE",
            conditions: [
                .init(id: "G4", state: .holds, message: "FEKAPPL holds a key", place: place(deck, "RDEFINE")),
                .init(id: "E2", state: .unknown, message: "no input shows the clocks"),
            ])
        let refused = AccessReport.Decision(
            caller: "OTHER", application: "FEKAPPL", target: "USER1", generate: .refused, logon: .unknown,
            profile: nil, via: nil, access: nil,
            conditions: [.init(id: "G5", state: .fails, message: "no profile covers it")])
        func grant(_ caller: String, _ kind: AccessReport.Grant.CallerKind, _ targets: String, _ verdict: Verdict)
            -> AccessReport.Grant
        {
            AccessReport.Grant(
                caller: caller, callerKind: kind, application: "FEKAPPL", targets: targets,
                except: targets == "*" ? ["USER9"] : [], generate: verdict,
                profile: "IRRPTAUTH.FEKAPPL.\(targets)", place: place(deck, "RDEFINE"))
        }
        return AccessReport(
            inputs: outcome().inputs, decisions: [granted, refused],
            grants: [
                grant("AGNTUSR", .user, "*", .granted), grant("*", .everyone, "USER1", .unknown),
                grant("submitter", .creator, "USER1", .refused), grant("DEPLOY", .group, "USER2", .granted),
            ])
    }

    /// A difference with every sign, and with names that are markup.
    static var difference: DifferenceReport {
        let grant = access.grants[0]
        func row(
            _ kind: DifferenceReport.Kind, _ name: String, _ change: DifferenceReport.Change,
            _ before: DifferenceReport.Side?, _ after: DifferenceReport.Side?, reason: String? = nil
        ) -> DifferenceReport.Row {
            DifferenceReport.Row(
                setUp: "default", kind: kind, name: name, change: change, before: before, after: after, reason: reason)
        }
        let inputs = outcome().inputs
        return DifferenceReport(
            before: inputs, after: inputs,
            rows: [
                row(.grant, "AGNTUSR for * at FEKAPPL", .gained, nil, .init("can", place: grant.place, grant: grant)),
                row(.grant, "<b>|`*[x](y)", .lost, .init("may <b>"), nil),
                row(.grant, "OTHER for USER1 at FEKAPPL", .changed, .init("can, through A"), .init("can, through B")),
                row(.option, "class PTKTDATA: active", .unknown, .init("unknown"), .init("yes"), reason: "not shown"),
            ], notes: ["Not compared: <b>."])
    }
}
