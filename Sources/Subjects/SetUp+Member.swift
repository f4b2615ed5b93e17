import Diagnostics
public import JobMonitor
import JobMonitorProc

extension SetUp {
    /// The member of the Job Monitor that the steps connect to.
    public enum Member {
        case one(JobMonitorConfig)
        /// There is none, or there are several and nothing says which one counts; the text says what would decide it.
        case unknown(needs: String)
    }

    /// A configuration may name several members that agree, such as those of the systems of a sysplex; then the first
    /// one is used. Without a configuration, or if they disagree, none is chosen (PF408).
    public var member: Member {
        guard let first = members.first else {
            return .unknown(needs: "give the configuration member of the Job Monitor (FEJJCNFG, BUZJCNFG, BLZJCNFG)")
        }
        if let needs = readElsewhere { return .unknown(needs: needs) }
        guard members.count > 1 else { return .one(first) }
        guard isConfigured else {
            return .unknown(
                needs: "give one configuration member, or say in .jmoncheck.yml which set-up each of the "
                    + "\(members.count) belongs to")
        }
        guard disagreement == nil else {
            return .unknown(needs: "give configuration members that agree on \(disagreement ?? "")")
        }
        return .one(first)
    }

    /// What to give where the JCL of the started task names another configuration than those given (JM151); `nil` if it
    /// does not, or does not tell.
    private var readElsewhere: String? {
        for procedure in procedures where procedure.product != nil {
            let configuration = procedure.configuration
            guard let dataSet = configuration.dataSet else {
                guard !configuration.isInStream else { continue }
                return "give the JCL of the started task with a DD \(configuration.ddName ?? "ENVIRON") that names the "
                    + "configuration: it reads none"
            }
            if let other = configuration.others.first ?? (configuration.isInStream ? dataSet : nil) {
                return
                    "give one configuration that holds all that DD \(configuration.ddName ?? "ENVIRON") concatenates, "
                    + "in its order: the last value counts, also that of \(other.name.value)"
            }
            if dataSet.isResolved, members.allSatisfy({ dataSet.isFile($0.file.path) == false }) {
                return "give \(dataSet.name.value), which the started task reads"
            }
        }
        return nil
    }

    /// The first directive that decides a preflight and that the members set differently.
    public var disagreement: String? {
        Self.decisive.first { name in
            Set(
                members.map { member in
                    name == "SERV_PORT"
                        ? member.effectivePort.value.map(String.init) : member[name]?.value.value
                }
            ).count > 1
        }
    }

    private static let decisive = ["SERV_PORT", "LOOPBACK_ONLY", "APPLID"]
}
