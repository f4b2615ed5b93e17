import Diagnostics

/// The value that the server reads for a directive, and its origin.
public struct EffectiveDirective: Sendable {
    public enum Origin: Sendable {
        /// The last record that sets the directive.
        case set(JobMonitorConfig.Setting)
        /// The last record that sets the directive, whose value contains text that does not belong there (JM110 to
        /// JM115).
        case spoilt(JobMonitorConfig.Setting)
        /// No record sets the directive.
        case byDefault
    }

    public let name: String
    /// The value as the server gets it; `nil` for an undocumented default.
    public let value: String?
    public let origin: Origin
}

extension JobMonitorConfig {
    /// The effective value of every directive, in the order of their names.
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
    /// The value without a record; `nil` if it is not documented for the product.
    ///
    /// Commented lines of sample members have other values, which are not defaults.
    public func defaultValue(for product: JobMonitorConfig.Product?) -> String? {
        switch name {
        case "SERV_PORT": product.map { String($0.defaultPort) }
        // The value is documented only for Explorer.
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
