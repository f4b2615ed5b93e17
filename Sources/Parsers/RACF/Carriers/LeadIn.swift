import Diagnostics
import Languages

/// The text that may precede a command on its line in a document, a terminal capture or the system log: the mark of a
/// list item, a prompt, `TSO`, a time with the prefix of the RACF subsystem.
enum LeadIn {
    /// The maximum number of marks before one command.
    private static let limit = 4

    /// The command after the marks, if there are marks and the text can only be a command.
    static func command(_ bytes: [UInt8], _ line: Range<Int>) -> (range: Range<Int>, isOperator: Bool)? {
        if let entered = inHardcopyLog(bytes, line) { return (entered, true) }
        var offset = line.lowerBound
        var hasTime = false
        for count in 0...limit {
            while offset < line.upperBound, bytes[offset].isBlank { offset += 1 }
            guard offset < line.upperBound else { return nil }
            let isPrefixed = bytes[offset] == UInt8(ascii: "#") && hasTime
            if count > 0, let shape = CommandShape(bytes, (offset + (isPrefixed ? 1 : 0))..<line.upperBound) {
                guard shape.likeness == .sure || isPrefixed else { return nil }
                return (offset..<line.upperBound, isPrefixed)
            }
            let word = bytes[offset..<line.upperBound].prefix { !$0.isBlank }
            if isTime(word) || hasTime && isJob(word) {
                hasTime = true
            } else if !isMark(word), !isPanel(word, bytes[word.endIndex..<line.upperBound]) {
                return nil
            }
            offset = word.endIndex
        }
        return nil
    }

    /// Reads a line of the system log: `N 0000000 SYS1     26329 10:15:22.11 OPER1    00000290  #SETROPTS …`.
    private static func inHardcopyLog(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard line.count > 60, let first = bytes[line].first, "NMRSL".utf8.contains(first) else { return nil }
        var hasTime = false
        var offset = line.lowerBound
        for _ in 0..<logWords {
            while offset < line.upperBound, bytes[offset].isBlank { offset += 1 }
            let word = bytes[offset..<line.upperBound].prefix { !$0.isBlank }
            if hasTime, word.first == UInt8(ascii: "#") {
                let isCommand = CommandShape(bytes, (offset + 1)..<line.upperBound) != nil
                return isCommand ? offset..<line.upperBound : nil
            }
            hasTime = hasTime || isTime(word)
            offset = word.endIndex
        }
        return nil
    }

    private static let logWords = 10

    /// `COMMAND ===>`: the command line of ISPF.
    private static func isPanel(_ word: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
        word.map(\.uppercased).elementsEqual("COMMAND".utf8)
            && rest.drop(while: \.isBlank).starts(with: "==")
    }

    private static func isMark(_ word: ArraySlice<UInt8>) -> Bool {
        let marks = ["-", "*", "+", ">", "$", "•", "=>", "==>", "===>", "TSO", "tso"]
        if marks.contains(where: { word.elementsEqual($0.utf8) }) { return true }
        let digits = word.prefix { $0.isDigit }
        return !digits.isEmpty && digits.count < 4 && word.count == digits.count + 1
            && ".)".utf8.contains(word.last ?? 0)
    }

    /// `14.22.05`, `14:22:05.33`.
    private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 7 && word.first.map(\.isDigit) ?? false
            && word.allSatisfy { $0.isDigit || ".:-/".utf8.contains($0) }
    }

    /// `STC01234`: the job ID that the system log shows after the time.
    private static func isJob(_ word: ArraySlice<UInt8>) -> Bool {
        word.count <= 8
            && ["STC", "JOB", "TSU", "S", "J", "T"].contains { name in
                word.starts(with: name.utf8) && word.dropFirst(name.utf8.count).allSatisfy(\.isDigit)
            }
    }
}
