import Contract
import Diagnostics
import Evaluator
public import Subjects
import UrbanCode

/// Works out which commands a set-up lacks for its steps, or pairs of users, to use PassTickets.
public struct DeckPlanner {
    private let setUp: SetUp
    private let keyLabel: String?
    private let isGeneric: Bool

    /// - Parameters:
    ///   - keyLabel: the label of the key in ICSF.
    ///   - isGeneric: whether one profile covers all target users of an application.
    public init(_ setUp: SetUp, keyLabel: String?, isGeneric: Bool) {
        self.setUp = setUp
        self.keyLabel = keyLabel
        self.isGeneric = isGeneric
    }

    /// A reason why the commands cannot be worked out: one sentence without a full stop.
    public struct Gap: Error, Hashable { public var reason: String }

    private struct Need: Hashable {
        var caller: String
        var application: String
        var target: String
    }

    /// The commands that are missing.
    public func plan() throws(Gap) -> DeckPlan {
        var plan = DeckPlan()
        let (needs, surrogates) = (try needs(), try surrogates())
        let evaluation = setUp.evaluation
        let open = needs.filter { need in
            evaluation.decide(caller: need.caller, application: need.application, target: need.target).generate
                != .granted
        }
        if !open.isEmpty {
            activate("PTKTDATA", evaluation.passTickets, &plan)
            generics(&plan)
            for application in Self.unique(open.map(\.application)) { key(application, &plan) }
            var defined: Set<String> = []
            for need in open { permit(need, &defined, &plan) }
            plan.commands.append(DeckPlan.refresh("PTKTDATA"))
        }
        guard !surrogates.isEmpty else { return plan }
        activate("SURROGAT", evaluation.state["SURROGAT"], &plan)
        for need in surrogates { surrogate(need, &plan) }
        plan.commands.append(DeckPlan.refresh("SURROGAT"))
        return plan
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    // MARK: What is needed

    private func needs() throws(Gap) -> [Need] {
        var needs: [Need] = []
        for use in setUp.passTicketUses where use.usesPassTicket {
            guard let caller = use.caller else {
                throw Gap(
                    reason: "\(use.subjectName): give the user that runs the agent with --agent-user")
            }
            guard let target = use.target, !target.isEmpty else {
                throw Gap(
                    reason: "\(use.subjectName): the inputs do not show the user that jobs are submitted as; give it "
                        + "with --target-user, or the property jes.user")
            }
            for name in [caller, target, use.application] where !Self.isName(name) {
                throw Gap(reason: "\(use.subjectName): '\(name)' is not a z/OS user ID or an application")
            }
            let need = Need(caller: caller, application: use.application, target: target)
            if !needs.contains(need) { needs.append(need) }
        }
        guard !needs.isEmpty else {
            throw Gap(
                reason: "no step uses PassTickets, and no pair of users is given: use --agent-user and --target-user")
        }
        return needs
    }

    /// Whether a text may stand in a command as the name of a user or of an application.
    static func isName(_ name: String) -> Bool {
        (1...8).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isUpper || $0.isDigit || "#@$".utf8.contains($0) }
    }

    // MARK: The commands

    private func activate(_ name: String, _ options: ResourceClass, _ plan: inout DeckPlan) {
        let isActive = options.active.value == .yes
        let isRaclisted = options.raclist.value == .yes
        guard !isActive || !isRaclisted else { return }
        var words = ["SETROPTS"]
        var undo = ["SETROPTS"]
        if !isActive { words.append("CLASSACT(\(name))") }
        if !isRaclisted { words.append("RACLIST(\(name))") }
        if options.raclist.value == .no { undo.append("NORACLIST(\(name))") }
        if options.active.value == .no { undo.append("NOCLASSACT(\(name))") }
        let states = [isActive ? nil : "active", isRaclisted ? nil : "RACLISTed"].compactMap(\.self)
            .joined(separator: " and ")
        let isKnown =
            (isActive || options.active.value == .no) && (isRaclisted || options.raclist.value == .no)
        let reason =
            isKnown
            ? "The class \(name) is not \(states)."
            : "The inputs do not show that the class \(name) is \(states). The command changes nothing where it is."
        plan.commands.append(DeckPlan.Command(words, because: [reason], undo: undo.count > 1 ? undo : nil))
    }

    // MARK: Impersonation

    private struct Surrogate: Hashable {
        var agent: String
        var user: String
    }

    /// The agents that run a step as another user and may not.
    private func surrogates() throws(Gap) -> [Surrogate] {
        var found: [Surrogate] = []
        for step in setUp.steps {
            guard let user = step.impersonatedUser?.text?.trimmed().uppercased(), !user.isEmpty else { continue }
            for agent in setUp.options.agentUsers where agent != user {
                guard Self.isName(user), Self.isName(agent) else {
                    throw Gap(reason: "\(step.name): '\(user)' is not a z/OS user ID")
                }
                let need = Surrogate(agent: agent, user: user)
                guard !found.contains(need), setUp.evaluation.impersonation(of: user, by: agent).state != .holds else {
                    continue
                }
                found.append(need)
            }
        }
        return found
    }

    private func surrogate(_ need: Surrogate, _ plan: inout DeckPlan) {
        let profile = "BPX.SRV.\(need.user)"
        let exists = setUp.evaluation.isDefined(profile, in: "SURROGAT") == .yes
        if !exists, !plan.commands.contains(where: { $0.words.contains(profile) }) {
            plan.commands.append(
                DeckPlan.Command(
                    ["RDEFINE", "SURROGAT", profile, "UACC(NONE)"],
                    because: ["This profile decides who may run steps as \(need.user)."],
                    undo: ["RDELETE", "SURROGAT", profile]))
            creator(profile, of: "SURROGAT", &plan)
        }
        plan.commands.append(
            DeckPlan.Command(
                ["PERMIT", profile, "CLASS(SURROGAT)", "ID(\(need.agent))", "ACCESS(READ)"],
                because: ["\(need.agent) runs the agent, and a step impersonates \(need.user)."],
                undo: exists ? ["PERMIT", profile, "CLASS(SURROGAT)", "ID(\(need.agent))", "DELETE"] : nil))
    }

    private func generics(_ plan: inout DeckPlan) {
        guard isGeneric, setUp.evaluation.passTickets.generic.value != .yes else { return }
        plan.commands.append(
            DeckPlan.Command(
                ["SETROPTS", "GENERIC(PTKTDATA)"],
                because: ["Generic profiles work only after this; it has to come before their definition."]))
    }

    private func key(_ application: String, _ plan: inout DeckPlan) {
        let profile = setUp.evaluation.passTicketProfile(named: application)
        let exists = profile?.exists == .yes
        let hasKey = exists && profile?.hasKey == .yes
        let label = keyLabel ?? "PASSTICKET.\(application).KEY"
        if !hasKey, keyLabel == nil {
            plan.notes.append(
                "Before this deck runs, create the key of \(application) in ICSF: an 8-byte DES DATA key with the label "
                    + "\(label) in the CKDS, with the key generator utility (ADD TYPE(DATA) LABEL(\(label))) or the "
                    + "ICSF panels. No key is written here. --key-label takes the label of a key that exists.")
        }
        guard exists else { return define(application, label, &plan) }
        var words = ["RALTER", "PTKTDATA", application]
        var reasons: [String] = []
        if !hasKey {
            words += Self.segment(label)
            reasons.append(
                profile?.hasKey == .no
                    ? "The profile of \(application) has no key."
                    : "The inputs do not show that the profile of \(application) has a key.")
        }
        let needsReplay =
            switch profile?.replayProtection {
            case .on?, .unrecognised?: true
            case .unknown?: !hasKey
            case .off?, nil: false
            }
        if needsReplay {
            reasons.append("The Job Monitor checks a PassTicket more than once, so replay protection has to be off.")
            // For an enhanced key REPLAY counts, and APPLDATA does not.
            if profile?.enhancedKey == .yes, hasKey {
                words.append("SSIGNON(REPLAY(YES))")
            } else {
                words.insert("APPLDATA('NO REPLAY PROTECTION')", at: 3)
            }
        }
        if words.count > 3 { plan.commands.append(DeckPlan.Command(words, because: reasons)) }
    }

    /// Defines the key profile. If it may exist already, RALTER sets what RDEFINE then does not.
    private func define(_ application: String, _ label: String, _ plan: inout DeckPlan) {
        let isAbsent = setUp.evaluation.isDefined(application, in: "PTKTDATA") == .no
        let definition = ["RDEFINE", "PTKTDATA", application, "UACC(NONE)"]
        let operands = ["APPLDATA('NO REPLAY PROTECTION')"] + Self.segment(label)
        let reasons = [
            "This profile holds the key of \(application).",
            "The Job Monitor checks a PassTicket more than once, so replay protection has to be off.",
        ]
        let undo = ["RDELETE", "PTKTDATA", application]
        plan.commands.append(
            DeckPlan.Command(isAbsent ? definition + operands : definition, because: reasons, undo: undo))
        creator(application, &plan)
        guard !isAbsent else { return }
        plan.commands.append(
            DeckPlan.Command(
                ["RALTER", "PTKTDATA", application] + operands,
                because: ["This sets the key, whether or not the profile is new."]))
    }

    /// The operand with a key label, in pieces if it would not fit one line.
    private static func segment(_ label: String) -> [String] {
        label.utf8.count <= 36 ? ["SSIGNON(KEYLABEL(\(label)))"] : ["SSIGNON(KEYLABEL(", label, "))"]
    }

    /// Takes back what RDEFINE gives its issuer under ADDCREATOR. The access list is emptied only if the profile
    /// certainly did not exist: in a profile that somebody else made it would take access away.
    private func creator(_ profile: String, of className: String = "PTKTDATA", _ plan: inout DeckPlan) {
        guard setUp.evaluation.state.addCreator.value != .no, !plan.commands.isEmpty else { return }
        guard setUp.evaluation.isDefined(profile, in: className) == .no else {
            plan.commands[plan.commands.count - 1].mayFail = true
            plan.commands[plan.commands.count - 1].reasons += [
                "If \(profile) exists already, RDEFINE fails (ICH10102I) and changes nothing. If it does not, and "
                    + "ADDCREATOR is in effect, its issuer gets ALTER: take that back with PERMIT, ID(issuer) and DELETE."
            ]
            return
        }
        plan.commands.append(
            DeckPlan.Command(
                ["PERMIT", profile, "CLASS(\(className))", "RESET"],
                because: ["With ADDCREATOR in effect, RDEFINE gives its issuer ALTER; this takes it back."]))
    }

    private func permit(_ need: Need, _ defined: inout Set<String>, _ plan: inout DeckPlan) {
        let evaluation = setUp.evaluation
        let decision = evaluation.decide(caller: need.caller, application: need.application, target: need.target)
        let discrete = "IRRPTAUTH.\(need.application).\(need.target)"
        // The profile and the access are there, whatever else is missing.
        let permission = decision.conditions.filter { ["G5", "G6", "G8"].contains($0.id) }
        if permission.count == 3, permission.allSatisfy({ $0.state == .holds }) { return }
        var profile = isGeneric ? "IRRPTAUTH.\(need.application).*" : discrete
        // A more specific profile would hide the generic one.
        if isGeneric, evaluation.passTicketProfile(named: discrete)?.exists == .yes { profile = discrete }
        let found = profile == discrete ? evaluation.passTicketProfile(named: discrete) : nil
        let exists = found?.exists == .yes || profile != discrete && decision.profile == profile
        if !exists, defined.insert(profile).inserted {
            var reasons = [
                profile == discrete
                    ? "This profile decides who may generate PassTickets for \(need.target)."
                    : "This profile decides who may generate PassTickets for every user of \(need.application)."
            ]
            if let covering = decision.profile, covering != profile, profile == discrete {
                reasons.append(
                    "It takes \(need.target) out of \(covering): permit here who needs it and is on that list.")
            }
            plan.commands.append(
                DeckPlan.Command(
                    ["RDEFINE", "PTKTDATA", profile, "UACC(NONE)"], because: reasons,
                    undo: ["RDELETE", "PTKTDATA", profile]))
            creator(profile, &plan)
        }
        let command = DeckPlan.Command(
            ["PERMIT", profile, "CLASS(PTKTDATA)", "ID(\(need.caller))", "ACCESS(UPDATE)"],
            because: ["\(need.caller) runs the steps that submit jobs as \(need.target)."],
            undo: exists ? ["PERMIT", profile, "CLASS(PTKTDATA)", "ID(\(need.caller))", "DELETE"] : nil)
        if !plan.commands.contains(where: { $0.words == command.words }) { plan.commands.append(command) }
    }
}
