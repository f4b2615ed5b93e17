import Diagnostics
import Languages

/// A TSO command that runs an exec or a CLIST: `%NAME`, `EX 'LIB(NAME)'`.
enum CalledProgram {
    private static let commands: Set<String> = ["EX", "EXEC"]

    /// The name of the exec in the command.
    static func name(in text: [UInt8]) -> String? {
        let words = text.split(whereSeparator: TSOBytes.isSeparator)
        guard let first = words.first else { return nil }
        if first.first == UInt8(ascii: "%"), first.count > 1 { return String(decoding: first, as: UTF8.self) }
        guard commands.contains(String(decoding: first.map(\.uppercased), as: UTF8.self)), words.count > 1 else {
            return nil
        }
        return String(decoding: words[1], as: UTF8.self)
    }
}
