import Glibc

/// Writes what a build is of: `revision commit OUTPUT [HEAD [FILE…]]` the commit that the source is at, where the files are
/// those of git that name commits (without a repository there is none), and `revision documentation OUTPUT ADDRESS` where
/// the documentation is published (an empty address is none).
let arguments = CommandLine.arguments
guard arguments.count >= 3, arguments[1] == "commit" || arguments.count == 4 else {
    print("usage: revision commit OUTPUT [HEAD [FILE…]] | revision documentation OUTPUT ADDRESS")
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
    guard arguments.count > 3, let head = lines(of: arguments[3]).first else { return nil }
    let reference = head.hasPrefix("ref: ") ? String(head.dropFirst("ref: ".count)) : nil
    guard let reference else { return isCommit(head) ? head : nil }
    for path in arguments.dropFirst(4) {
        for line in lines(of: path) {
            if path.hasSuffix("/" + reference), isCommit(line) { return line }
            let words = line.split(separator: " ")
            if words.count == 2, words[1] == reference, isCommit(words[0]) { return String(words[0]) }
        }
    }
    return nil
}

func quoted(_ text: some StringProtocol) -> String { text.isEmpty ? "nil" : String(reflecting: String(text)) }

let text =
    if arguments[1] == "commit" {
        """
        /// What the program was built from; written at build time.
        enum Revision {
            static let commit: String? = \(quoted((commit() ?? "").prefix(10)))
        }

        """
    } else {
        """
        /// What the program was built for; written at build time.
        enum BuildNotes {
            static let documentation: String? = \(quoted(arguments[3]))
        }

        """
    }

// A file that is as it was is left alone, so that nothing is compiled again.
if lines(of: arguments[2]).joined(separator: "\n") + "\n" == text { exit(0) }
guard let output = unsafe fopen(arguments[2], "w") else {
    print("revision: cannot write \(arguments[2])")
    exit(1)
}
let written = unsafe fputs(text, output)
guard unsafe fclose(output) == 0, written >= 0 else {
    print("revision: cannot write \(arguments[2])")
    exit(1)
}
