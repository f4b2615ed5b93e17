import Diagnostics

/// What the server reads for a directive, and where that comes from.
public struct EffectiveDirective: Sendable {
    public enum Origin: Sendable {
        /// The last record that sets it.
        case set(JobMonitorConfig.Setting)
        /// Likewise, but something that does not belong there is part of the value (JM110 to JM115).
        case spoilt(JobMonitorConfig.Setting)
        /// No record sets it.
        case byDefault
    }

    public let name: String
    /// As the server gets it; `nil` for a default that is not documented.
    public let value: String?
    public let origin: Origin
}

extension JobMonitorConfig {
    /// Of every directive, in the order of their names.
    public var effectiveDirectives: [EffectiveDirective] {
        JobMonitorDirective.all.map { directive in
            guard let setting = self[directive.name] else {
                return EffectiveDirective(
                    name: directive.name, value: directive.defaultValue(for: product), origin: .byDefault)
            }
            return EffectiveDirective(
                name: directive.name, value: setting.value.value,
                origin: setting.isSpoilt(in: file) ? .spoilt(setting) : .set(setting))
        }
    }

    func dumped(_ directive: EffectiveDirective) -> JSONValue {
        let (origin, setting): (String, Setting?) =
            switch directive.origin {
            case .set(let setting): ("set", setting)
            case .spoilt(let setting): ("spoilt", setting)
            case .byDefault: ("default", nil)
            }
        return [
            "name": .string(directive.name), "value": directive.value.map(JSONValue.string) ?? .null,
            "origin": .string(origin), "line": setting.map { .number($0.line + 1) } ?? .null,
        ]
    }
}

extension JobMonitorDirective {
    /// Without a record; `nil` where it is not established, also for a product whose default is not.
    ///
    /// Sample members hold commented lines with other values; those are no defaults.
    public func defaultValue(for product: JobMonitorConfig.Product?) -> String? {
        switch name {
        case "SERV_PORT": product.map { String($0.defaultPort) }
        // Documented for Explorer only.
        case "LOOPBACK_ONLY": product == .explorer ? "ON" : nil
        case "TSO_TEMPLATE": product == .explorer ? "FEK.#CUST.CNTL(FEJTSO)" : nil
        default: Self.defaults[name]
        }
    }

    /// Explorer for z/OS Host Configuration Guide. CONCHAR is $ under JES2 and * under JES3.
    private static let defaults = [
        "APPLID": "FEKAPPL", "AUTHMETHOD": "SAF", "CODEPAGE": "UTF-8", "CONSOLE_NAME": "JMON",
        "GEN_CONSOLE_NAME": "OFF", "HOST_CODEPAGE": "IBM-1047", "LIMIT_COMMANDS": "USERID",
        "LIMIT_CONSOLE": "LIMITED", "LIMIT_VIEW": "NOLIMIT", "LISTEN_QUEUE_LENGTH": "5", "MAX_THREADS": "200",
        "PASS_PHRASE": "OFF", "SUBMITMETHOD": "JES", "SUBMIT_TIMEOUT": "30", "TIMEOUT": "3600",
        "TIMEOUT_INTERVAL": "1200", "TRACE_STORAGE": "OFF", "TZ": "EST5EDT",
    ]
}
