import Diagnostics
import Languages

/// Recognises a listing by the titles of its reports.
struct ListingTitles {
    private var title: String?
    private var isAfterTitle = false
    private var isDeck = false
    private var searched: CommandEcho?

    static let sampleLines = 4000

    var found: String? { isDeck ? nil : title }

    /// Whether the input contains the words of a title; the lines of most inputs need not be examined.
    func mayBegin(_ file: SourceFile) -> Bool {
        let end =
            Self.sampleLines < file.lineStarts.count ? Int(file.lineStarts[Self.sampleLines]) : file.bytes.count
        let bytes = file.bytes[..<end]
        return bytes.contains("CLASS") && (bytes.contains("NAME") || bytes.contains("CLASSES"))
            || bytes.contains("INFORMATION FOR GROUP") || bytes.contains("USER=") && bytes.contains("OWNER=")
            || bytes.contains("ICH30001I") || bytes.contains("ICH13003I")
            || bytes.contains("ICH51003I") || bytes.contains("RACF_PTKTDATA_CLASS")
            || Self.mayHaveSearch(bytes)
    }

    private static func mayHaveSearch(_ bytes: ArraySlice<UInt8>) -> Bool {
        let beginning = bytes.prefix(2000).map(\.uppercased)
        return (beginning.contains("SEARCH ") || beginning.contains("SR ")) && beginning.contains("CL")
    }

    mutating func read(_ line: ListingLine) {
        guard !line.words.isEmpty else { return }
        if line.isDashes, isAfterTitle { note("output of RLIST") }
        isAfterTitle = line.begins(with: "CLASS", "NAME") && line.words.count == 2
        if line.heading == "ACTIVE CLASSES" { note("output of SETROPTS LIST") }
        if RACFListingParser.isUserHeading(line), line.text.contains(" OWNER=") { note("output of LISTUSER") }
        if line.begins(with: "INFORMATION", "FOR", "GROUP"), line.words.count == 4 { note("output of LISTGRP") }
        if line.begins(with: "ICH30001I") { note("output of LISTUSER") }
        if line.begins(with: "ICH51003I") { note("output of LISTGRP") }
        if line.text.contains("RACF_PTKTDATA_CLASS") { note("health check RACF_PTKTDATA_CLASS") }
        if line.begins(with: "ICH13003I") { note("output of RLIST") }
        search(line)
        // A deck with some output in its comments is still a deck.
        if let verb = Verb.named(Array(line.words[0].text.utf8)[...]), Self.changing.contains(verb),
            line.words.count > 2, !line.text.hasSuffix(" LIST"), RACFListing.level(line.words[1].text) == nil
        {
            isDeck = true
        }
    }

    /// SEARCH shows no title, so its command has to be there, and its first name.
    private mutating func search(_ line: ListingLine) {
        if let echo = CommandEcho(line), echo.searchedClass != nil {
            searched = echo
        } else if searched != nil {
            let isName = line.words.count == 1 || line.words.count == 2 && line.words[1].text == "(G)"
            if line.begins(with: "ICH31005I")
                || isName && line.text != "READY" && Verb.named(Array(line.text.utf8)[...]) == nil
            {
                note("output of SEARCH")
            }
            searched = nil
        }
    }

    private mutating func note(_ found: String) { title = title ?? found }

    private static let changing: Set<Verb> = [.rdefine, .ralter, .rdelete, .permit, .adduser, .altuser, .connect]
}
