import Contract
import Diagnostics

/// The options that R_admin extracts, one value to a line: `CLASSACT:PTKTDATA`
/// (docs/reference/unload.md#7-extracts-made-by-programs).
enum SetroptsExtract {
    /// The options of a file that consists of such lines; `nil` for other files.
    static func options(of file: SourceFile) -> RACFListing.Options? {
        var options = RACFListing.Options()
        var (matching, others, last) = (0, 0, "")
        for index in file.lineStarts.indices {
            let bounds = file.lineBounds(index)
            let text = String(decoding: file.bytes[bounds], as: UTF8.self)
            let words = text.split(separator: " ")
            guard let word = words.first else { continue }
            guard let (field, value) = field(word) else {
                others += 1
                if others > 20 + matching { return nil }
                continue
            }
            matching += 1
            if field != last, let list = lists[last] { options[keyPath: list]?.isFollowed = true }
            last = field
            let column = text.utf8.distance(from: text.startIndex, to: value.startIndex)
            let start = bounds.lowerBound + column
            let range = SourceRange(start, start + value.utf8.count)
            if let list = lists[field] {
                if options[keyPath: list] == nil { options[keyPath: list] = RACFListing.ClassList(range: range) }
                options[keyPath: list]?.names.append(Located(String(value), at: range))
            } else if field == "GRPLIST" {
                options.listOfGroups = Located(value == "TRUE", at: range)
            } else if field == "ADDCREAT" {
                options.addCreator = Located(value == "TRUE", at: range)
            }
        }
        return matching >= 3 && matching > others && options.active != nil ? options : nil
    }

    private static func field(_ word: Substring) -> (name: String, value: Substring)? {
        guard let colon = word.firstIndex(of: ":") else { return nil }
        let name = word[..<colon]
        let value = word[word.index(after: colon)...]
        guard (3...8).contains(name.utf8.count), name.utf8.allSatisfy({ $0.isLetter && $0.uppercased == $0 }),
            ClassListLine.isClassName(String(value)) || value.utf8.allSatisfy(\.isDigit)
        else { return nil }
        return (String(name), value)
    }

    private static var lists: [String: WritableKeyPath<RACFListing.Options, RACFListing.ClassList?>] {
        [
            "CLASSACT": \.active, "GENERIC": \.generic, "GENCMD": \.gencmd, "RACLIST": \.raclist,
            "GLOBAL": \.global,
        ]
    }
}
