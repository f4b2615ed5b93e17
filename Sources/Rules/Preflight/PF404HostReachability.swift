import Contract
import Diagnostics
import JobMonitor
import Subjects
import UrbanCode

/// A Job Monitor that listens on the loopback interface only is not reached from another system.
struct PF404HostReachability: Rule {
    static let info = RuleInfo(
        id: "PF404",
        area: .preflight,
        name: "host-reachability",
        title: "The Job Monitor listens where the steps connect",
        severity: .warning,
        rationale: """
            With LOOPBACK_ONLY=ON, which is in effect if the directive is missing, the Job Monitor binds to the \
            loopback address. A step whose host is anything but localhost connects to another address, and the \
            connection is refused.
            """,
        remedy: "Set LOOPBACK_ONLY=OFF in the member; then restrict who can reach the port.",
        bad: "jes.host=zos1.example.com in the environment, LOOPBACK_ONLY=ON in the member",
        good: "jes.host=zos1.example.com in the environment, LOOPBACK_ONLY=OFF in the member",
        source: "Deploying by using the Job Monitor; Developer for z/OS, loopback and localhost",
        links: [.host])

    func check(_ subject: StepInSetUp, _ sink: inout FindingSink) {
        let step = subject.step
        guard step.host.field != nil else { return sink.notApplicable("the step has no host field") }
        guard let host = step.host.resolution.text?.trimmed(), !host.isEmpty else {
            return sink.unknown(needs: step.host.resolution.needs ?? "give the host that the step connects to")
        }
        let place = step.host.place(in: step.file) ?? Place(step.file, step.step.name.range)
        guard !Self.isLocal(host) else { return sink.holds("the host is \(host.squeezed)", at: place) }
        switch subject.setUp.member {
        case .unknown(let needs): sink.unknown(needs: needs)
        case .one(let member):
            let setting = member["LOOPBACK_ONLY"]
            let value = setting?.value.value ?? ""
            let evidence = Place(member.file.id, setting?.value.range)
            if value == "OFF" { return sink.holds("LOOPBACK_ONLY is OFF", at: evidence) }
            if value.uppercased() == "OFF" {
                return sink.unknown(needs: "LOOPBACK_ONLY=OFF in upper case (JM101)")
            }
            sink.report(
                "\(step.step.command) connects to \(host.squeezed), but the Job Monitor listens on its loopback "
                    + "address only",
                at: place,
                related: [
                    RelatedPlace(
                        evidence,
                        setting == nil
                            ? "LOOPBACK_ONLY is not set here, so ON is in effect" : "LOOPBACK_ONLY is set here")
                ])
        }
    }

    /// A name or address of the system itself (Developer for z/OS uses `localhost` and `loopback`).
    static func isLocal(_ host: String) -> Bool {
        let name = host.lowercased()
        return ["localhost", "loopback", "::1", "[::1]", "0:0:0:0:0:0:0:1"].contains(name)
            || name.hasPrefix("127.") && name.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }
}
