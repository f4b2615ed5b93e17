import Diagnostics
import Reporters

extension JSONValue {
    /// The value on one line. Characters that could do harm in a log are escapes.
    var line: [UInt8] { Array(Report(lines: [self]).bytes.dropLast()) }

    /// A hash of the value, for comparing what was sent with what would be sent.
    var hash: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in line { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }

    /// Text for people, each line cleaned by itself.
    static func prose(_ text: String) -> JSONValue {
        .exact(SafeText.lines(of: text).map(\.description).joined(separator: "\n"))
    }
}
