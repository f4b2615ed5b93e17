/// The hashes of lines by which GitHub code scanning identifies a result (codeql-action, fingerprints.ts). They cover
/// 100 UTF-16 code units from each line on, without blanks, and count how often the hash occurred before.
public enum LineHash {
    private static let windowSize = 100
    private static let base: UInt64 = 37
    /// The base to the power of the window's size.
    private static let firstFactor = (0..<windowSize).reduce(UInt64(1)) { factor, _ in factor &* base }

    /// - Parameter lines: the lines to hash, counted from 1.
    public static func hashes(of text: [UInt8], lines: Set<Int>) -> [Int: String] {
        guard !lines.isEmpty else { return [:] }
        var window = Window(lines)
        for unit in String(decoding: text, as: UTF8.self).utf16 { window.take(unit) }
        // The end of the text is a character of its own.
        window.take(0xFFFF)
        window.flush()
        return window.hashes
    }

    private struct Window {
        private let lines: Set<Int>
        private(set) var hashes: [Int: String] = [:]
        private var units = [UInt64](repeating: 0, count: windowSize)
        /// The line that begins at each unit; 0 for none.
        private var begins = [Int](repeating: 0, count: windowSize)
        private var counts: [UInt64: Int] = [:]
        private var hash: UInt64 = 0
        private var index = 0
        private var line = 0
        private var isAtStart = true
        private var isBehindCR = false

        init(_ lines: Set<Int>) { self.lines = lines }

        mutating func take(_ unit: UInt16) {
            let (blank, tab, lf, cr): (UInt16, UInt16, UInt16, UInt16) = (0x20, 0x09, 0x0A, 0x0D)
            if unit == blank || unit == tab || isBehindCR && unit == lf {
                isBehindCR = false
                return
            }
            isBehindCR = unit == cr
            finishLine()
            if isAtStart {
                line += 1
                begins[index] = line
            }
            isAtStart = unit == cr || unit == lf
            update(UInt64(isBehindCR ? lf : unit))
        }

        mutating func flush() {
            for _ in 0..<windowSize {
                finishLine()
                update(0)
            }
        }

        /// Finishes the line that begins at the unit about to leave the window: its hundred units are complete.
        private mutating func finishLine() {
            guard begins[index] != 0 else { return }
            let count = (counts[hash] ?? 0) + 1
            counts[hash] = count
            if lines.contains(begins[index]) { hashes[begins[index]] = String(hash, radix: 16) + ":\(count)" }
            begins[index] = 0
        }

        private mutating func update(_ unit: UInt64) {
            hash = base &* hash &+ unit &- firstFactor &* units[index]
            units[index] = unit
            index = (index + 1) % windowSize
        }
    }
}
