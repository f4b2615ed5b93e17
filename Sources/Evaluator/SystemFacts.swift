public import Diagnostics
import RACF

/// The state of RACF after the decks, for comparisons and reports.
extension Evaluation {
    /// The options of every class that the inputs name, and of the system.
    public func classOptions(_ setUp: String) -> [AccessReport.ClassOptions] {
        guard firstFile != nil else { return [] }
        return [systemOptions(setUp)] + classes.map { Self.options($0, setUp) }
    }

    /// The options of one class, also of one that nothing names.
    public func classOptions(of name: String, _ setUp: String) -> AccessReport.ClassOptions {
        Self.options(storage.state[name], setUp)
    }

    private static func options(_ resourceClass: ResourceClass, _ setUp: String) -> AccessReport.ClassOptions {
        AccessReport.ClassOptions(
            setUp: setUp, name: resourceClass.name,
            options: [
                .init("active", resourceClass.active.value.rawValue),
                .init("generic profiles", resourceClass.generic.value.rawValue),
                .init("generic commands", resourceClass.gencmd.value.rawValue),
                .init("RACLISTed", resourceClass.raclist.value.rawValue),
                .init("global access checking", resourceClass.global.value.rawValue),
                .init(
                    AccessReport.ClassOptions.waiting,
                    resourceClass.isStale && resourceClass.raclist.value != .no ? "yes" : "no"),
            ])
    }

    /// The options of the whole system.
    public func systemOptions(_ setUp: String) -> AccessReport.ClassOptions {
        AccessReport.ClassOptions(
            setUp: setUp, name: nil,
            options: [
                .init("GRPLIST", state.listOfGroups.value.rawValue),
                .init("ADDCREATOR", state.addCreator.value.rawValue),
                .init("program control", state.programControl.value.rawValue),
            ])
    }

    /// How the profiles that stand for applications hold their keys.
    public func keyHoldings(_ setUp: String) -> [AccessReport.KeyHolding] {
        let profiles = passTicketProfiles(with: .key).filter { !$0.name.hasGenericCharacters }
        guard !profiles.isEmpty else { return [] }
        var written: [FileID: [Int: Secret]] = [:]
        for deck in decks {
            for key in deck.keys {
                guard let command = key.command, let secret = key.secret else { continue }
                written[deck.file.id, default: [:]][command] = secret
            }
        }
        return profiles.map { profile in
            let record = profile.record
            var holding = AccessReport.KeyHolding(
                setUp: setUp, profile: profile.text, legacy: record.legacyKey.form,
                enhanced: record.enhancedKey.rawValue, place: profile.keyPlace)
            if let (label, _) = storage.keyLabel(record) {
                holding.legacyIdentity = KeyIdentity(label: label)
            } else if record.legacyKey.isHeld == .yes, let command = storage.evidence.command(record.legacyMark) {
                holding.legacyIdentity = written[command.place.file]?[command.index].map { KeyIdentity($0) }
            }
            if record.enhancedKey == .yes, let command = storage.evidence.command(record.enhancedMark),
                let label = command.operand(.ssignon)?.operand(.eptkeylabel)?.values.last
            {
                holding.enhancedIdentity = KeyIdentity(label: label.text)
            }
            return holding
        }.sorted { $0.profile < $1.profile }
    }
}

extension KeyState {
    fileprivate var form: AccessReport.KeyHolding.Form {
        switch self {
        case .none: .none
        case .masked: .masked
        case .encrypted: .encrypted
        case .label: .label
        case .held: .held
        case .unknown: .unknown
        }
    }
}
