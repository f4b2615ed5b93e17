public import Diagnostics

/// A descriptor for the Security Configuration Assistant of z/OSMF, with an item for each access that the pairs of an
/// answer need (docs/reference/unload.md#101-zosmf-security-configuration-assistant).
public struct SecurityDescriptorReporter: Sendable {
    public init() {}

    public func report(_ access: AccessReport) -> Report {
        var items: [JSONValue] = []
        var known: Set<String> = []
        func add(_ className: String, _ resource: String, _ who: String, _ level: String, _ purpose: String) {
            guard known.insert("\(className) \(resource) \(who)").inserted else { return }
            items.append([
                "ItemID": .string("\(className).\(resource).\(who)"), "ItemType": "PROGRAMMABLE",
                "ItemCategory": "PassTickets", "ItemDescription": .string(purpose),
                "ResourceProfile": .string(resource), "ResourceClass": .string(className),
                "WhoNeedsAccess": .string(who), "LevelOfAccessRequired": .string(level),
            ])
        }
        for pair in access.decisions {
            add(
                "PTKTDATA", "IRRPTAUTH.\(pair.application).\(pair.target)", pair.caller, "UPDATE",
                "\(pair.caller) generates PassTickets for \(pair.target) at \(pair.application)")
        }
        for pair in access.decisions {
            add("APPL", pair.application, pair.target, "READ", "\(pair.target) logs on to \(pair.application)")
        }
        let value: JSONValue = [
            "ServiceId": "JMONCHECK", "ServiceName": "Job Monitor with PassTickets", "Vendor": "jmoncheck",
            "MetaValidationItemVersion": "1.0", "SecurityValidationItems": .array(items),
        ]
        return Report(value, for: .programs)
    }
}
