public import Diagnostics

extension Evaluation {
    /// Whether a profile with this name exists, as far as the inputs show it.
    public func isDefined(_ name: String, in className: String) -> Truth {
        let resourceClass = state[className]
        let absence: Truth = resourceClass.complete == .yes ? .no : .unknown
        let bytes = Array(name.utf8)
        guard
            let profile = resourceClass.number(of: bytes, isGeneric: false)
                ?? resourceClass.number(of: bytes, isGeneric: true)
        else { return absence }
        let record = resourceClass.record(profile, in: .database)
        return record.isTouched ? record.exists : absence
    }

    /// Decides whether a user may run processes as another one without a password, which needs READ to `BPX.SRV.user`
    /// in class SURROGAT (z/OS UNIX System Services Planning; Impersonation on z/OS, UrbanCode Deploy).
    ///
    /// Unlike for other resources, access is refused if nothing protects it.
    public func impersonation(of target: String, by caller: String) -> AccessReport.Condition {
        let resource = "BPX.SRV.\(target)"
        func condition(_ state: AccessReport.Condition.State, _ message: String, _ place: Place?)
            -> AccessReport.Condition
        {
            AccessReport.Condition(id: "SURROGAT", state: state, message: message, place: place)
        }
        let surrogat = state["SURROGAT"]
        guard surrogat.active.value != .no else {
            return condition(.fails, "class SURROGAT is not active", surrogat.active.place)
        }
        guard let number = state.classNumber(Array("SURROGAT".utf8)) else {
            return condition(.unknown, "give the deck that permits \(caller) to \(resource) in class SURROGAT", nil)
        }
        let view: ProfileView = surrogat.raclist.value == .yes ? .storage : .database
        let coverage = storage.coverage(of: resource, in: number, view)
        switch coverage.state {
        case .no:
            return condition(.fails, "no profile in class SURROGAT covers \(resource)", coverage.profile?.definition)
        case .unknown where coverage.profiles.isEmpty:
            return condition(.unknown, "give the deck that permits \(caller) to \(resource) in class SURROGAT", nil)
        case .yes, .unknown: break
        }
        let checks = coverage.profiles.map { AccessCheck($0, caller, .read, resource: resource) }
        guard let first = checks.first else { return condition(.unknown, coverage.reason, nil) }
        if coverage.state == .unknown || checks.contains(where: { $0.granted != first.granted }) {
            return condition(.unknown, coverage.reason.isEmpty ? first.reason : coverage.reason, first.place)
        }
        switch first.granted {
        case .yes where surrogat.active.value == .yes:
            return condition(.holds, "\(first.via ?? caller) gives access to \(resource)", first.place)
        case .yes:
            return condition(
                .unknown, "give SETROPTS LIST output, or --assume SURROGAT=active: no input shows that it is",
                first.place)
        case .no: return condition(.fails, first.reason, first.place ?? coverage.profile?.definition)
        case .unknown: return condition(.unknown, first.reason, first.place)
        }
    }
}
