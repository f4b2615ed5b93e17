import Glibc

/// Writes the commit that the source is at: `revision OUTPUT [HEAD [FILE…]]`, where the files are those of git that name
/// commits. Without a repository there is none.
let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    print("usage: revision OUTPUT [HEAD [FILE…]]")
    exit(2)
}

func lines(of path: String) -> [String] {
    guard let file = unsafe fopen(path, "r") else { return [] }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let byte = unsafe fgetc(file)
        guard byte != EOF else { break }
        bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

func isCommit(_ text: some StringProtocol) -> Bool {
    text.utf8.count >= 40 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
}

func commit() -> String? {
    guard arguments.count > 2, let head = lines(of: arguments[2]).first else { return nil }
    let reference = head.hasPrefix("ref: ") ? String(head.dropFirst("ref: ".count)) : nil
    guard let reference else { return isCommit(head) ? head : nil }
    for path in arguments.dropFirst(3) {
        for line in lines(of: path) {
            if path.hasSuffix("/" + reference), isCommit(line) { return line }
            let words = line.split(separator: " ")
            if words.count == 2, words[1] == reference, isCommit(words[0]) { return String(words[0]) }
        }
    }
    return nil
}

let value = commit().map { "\"\($0.prefix(10))\"" } ?? "nil"
let text = """
    /// What the program was built from; written at build time.
    enum Revision {
        static let commit: String? = \(value)
    }

    """

guard let output = unsafe fopen(arguments[1], "w") else {
    print("revision: cannot write \(arguments[1])")
    exit(1)
}
let written = unsafe fputs(text, output)
guard unsafe fclose(output) == 0, written >= 0 else {
    print("revision: cannot write \(arguments[1])")
    exit(1)
}
