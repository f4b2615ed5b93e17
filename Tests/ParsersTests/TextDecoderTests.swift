import Diagnostics
import Testing

@testable import Decoding

@Suite struct TextDecoderTests {
    /// Encodes a text in a page, with the line end X'15'.
    static func encoded(_ text: String, _ page: CodePage, lineEnd: [UInt8] = [0x15]) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            if scalar == "\n" { return lineEnd }
            return [UInt8(page.scalars.firstIndex(of: UInt16(scalar.value)) ?? 0x6F)]
        }
    }

    static func records(_ lines: [String], _ page: CodePage, length: Int = 80) -> [UInt8] {
        lines.flatMap { line in
            let bytes = encoded(line, page)
            return bytes + [UInt8](repeating: 0x40, count: length - bytes.count)
        }
    }

    private static func decode(
        _ bytes: [UInt8], encoding: TextEncoding? = nil, record: RecordForm? = nil
    ) throws -> SourceFile {
        try TextDecoder.decode(bytes, path: "x", encoding: encoding, record: record)
    }

    static let member = """
        # the port is this
        SERV_PORT=6715
        LOOPBACK_ONLY=OFF
        # whose output may be seen
        LIMIT_VIEW=USERID
        """

    @Test(arguments: [[0x15], [0x25], [0x0D, 0x25], [0x0D, 0x15], [0x0D]] as [[UInt8]])
    func `every line end of EBCDIC ends a line`(_ lineEnd: [UInt8]) throws {
        let file = try Self.decode(Self.encoded(Self.member, .ibm1047, lineEnd: lineEnd))
        #expect(file.encoding == "ibm-1047" && file.record == .text && file.lineStarts.count == 5)
        #expect(
            file.text(SourceRange(file.lineBounds(2).lowerBound, file.lineBounds(2).upperBound)) == "LOOPBACK_ONLY=OFF")
    }

    @Test(arguments: [
        (CodePage.ibm277, "ibm-277"), (.ibm278, "ibm-278"), (.ibm280, "ibm-280"), (.ibm297, "ibm-280"),
        (.ibm284, "ibm-284"), (.ibm1026, "ibm-1026"), (.ibm1047, "ibm-1047"), (.ibm500, "ibm-1047"),
    ])
    func `the comment character reveals national pages`(_ page: CodePage, _ name: String) throws {
        for bytes in [
            Self.encoded(Self.member, page),
            Self.records(Self.member.split(separator: "\n").map(String.init), page),
        ] {
            let file = try Self.decode(bytes)
            #expect(file.encoding == name)
            #expect(file.bytes.first == UInt8(ascii: "#"))
        }
    }

    @Test func `a character inside lines does not reveal the page`() throws {
        let file = try Self.decode(Self.encoded("NAME=A¢B¢C\nOTHER=D¢E¢F\n", .ibm1047))
        #expect(file.encoding != "ibm-277")
    }

    @Test(arguments: [("LOOPBACK_ONLY=1#", true), ("LOOPBACKONLY=1#", false)])
    func `a character that differs between pages is accepted only with sixteen bytes around it`(
        _ text: String, _ isTaken: Bool
    ) throws {
        #expect(try Self.decode(Self.encoded(text, .ibm1047)).encoding.hasPrefix("ibm-") == isTaken)
    }

    @Test(arguments: [CodePage.ibm037, .ibm500, .ibm1047])
    func `brackets reveal the page`(_ page: CodePage) throws {
        let file = try Self.decode(Self.encoded(#"{"properties": [{"name": "jes.host"}]}"#, page))
        #expect(file.encoding == page.name && file.bytes == Array(#"{"properties": [{"name": "jes.host"}]}"#.utf8))
    }

    @Test func `German words reveal page 273`() throws {
        let text = #"{"description": "Verfügbarkeit für größere Aufträge", "list": [1]}"#
        #expect(try Self.decode(Self.encoded(text, .ibm273)).bytes == Array(text.utf8))
    }

    @Test(arguments: [80, 72, 100, 120, 121, 132, 133, 255])
    func `records without line ends become lines`(_ length: Int) throws {
        let lines = ["SERV_PORT=6715", "LOOPBACK_ONLY=OFF", "", "LIMIT_VIEW=USERID", "TZ=CET-1CEST"]
        let file = try Self.decode(Self.records(lines, .ibm1047, length: length))
        #expect(file.record == .fixed(length) && file.lineStarts.count == 5 && file.defects.isEmpty)
        #expect(file.lineBounds(1).count == length)
    }

    @Test func `numbered records become lines`() throws {
        let lines = (1...4).map { "RALTER PTKTDATA FEKAPPL UACC(NONE)".padding(72) + "000\($0)0000" }
        let file = try Self.decode(Self.records(lines, .ibm037))
        #expect(file.record == .fb80 && file.lineStarts.count == 4)
    }

    @Test func `one line without an end is not a record`() throws {
        let text =
            "RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYMASKED(&KEY)) APPLDATA('NO REPLAY PROTECTION') OWNER(SYS1)"
        #expect(try Self.decode(Self.encoded(text, .ibm1047)).record == .text)
    }

    @Test func `ASCII text without line ends is cut only if the user asks for it`() throws {
        let bytes = Array(("LOOPBACK_ONLY=OFF".padding(80) + "SERV_PORT=6715".padding(80)).utf8)
        #expect(try Self.decode(bytes).lineStarts.count == 1)
        let file = try Self.decode(bytes, record: .fb80)
        #expect(file.lineStarts == [0, 81] && file.record == .fb80)
    }

    @Test func `truncated records are reported`() throws {
        let bytes = Self.records(["SERV_PORT=6715", "TZ=GMT0", "LIMIT_VIEW=USERID", "LOOPBACK_ONLY=OFF"], .ibm1047)
        let file = try Self.decode(Array(bytes.dropLast(63)))
        #expect(file.lineStarts.count == 4 && file.defects.map(\.code) == ["IN003"])
    }

    @Test(
        arguments: [
            ("A=1\n", "utf-8", 0), ("\u{FEFF}A=1\n", "utf-8", 0), ("A=für\n", "utf-8", 0),
        ])
    func `UTF-8 is recognised with certainty`(_ text: String, _ encoding: String, _ defects: Int) throws {
        let file = try Self.decode(Array(text.utf8))
        #expect(file.encoding == encoding && file.assumption == nil && file.defects.count == defects)
        #expect(!file.bytes.starts(with: [0xEF]))
    }

    @Test(
        arguments: [
            (Array("# f\u{FC}r".unicodeScalars.map { UInt8($0.value) }), "iso-8859-1", 0),
            (Array("OFF".utf8) + [0x80], "windows-1252", 0),
            (Array("OFF".utf8) + [0xBF], "iso-8859-1", 0),
            (Array("OFF".utf8) + [0x81], "windows-1252", 1),
            (Array("für OFF".utf8) + [0xBF], "utf-8", 1), (Array("😀 OFF".utf8) + [0xBF], "utf-8", 1),
            (
                Array("OFF\n".utf8) + [0xD3, 0xD6, 0xD6, 0xD7, 0xC2, 0xC1, 0xC3, 0xD2, 0x6D, 0xD6, 0xD5, 0xD3, 0xE8],
                "iso-8859-1", 1
            ),
        ] as [([UInt8], String, Int)])
    func `bytes outside UTF-8 are assumed or reported`(_ bytes: [UInt8], _ encoding: String, _ defects: Int) throws {
        let file = try Self.decode(bytes)
        #expect(file.encoding == encoding && file.defects.count == defects)
        #expect(file.assumption != nil || defects > 0)
    }

    @Test func `a byte that a page does not have is reported with its offset`() throws {
        let file = try Self.decode(Self.encoded("LOOPBACK_ONLY=OFF", .ibm1047) + [0x00], encoding: .ebcdic(.ibm1047))
        #expect(file.defects.map(\.range) == [SourceRange(17, 18)])
        #expect(file.defects.first?.message.contains("X'00' at offset 17") == true)
    }

    /// The header of a file in a tar archive: its name, and the mark far after it.
    private static let tar = Array("app.json".utf8) + [UInt8](repeating: 0, count: 249) + Array("ustar\u{0}00".utf8)

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x41, 0x00], TextDecoder.Failure.utf16), ([0x41, 0x00, 0x42, 0x43], .binary(1)),
            (Array("PK\u{3}\u{4}".utf8), .archive(.zip)), ([0x1F, 0x8B, 8, 0], .archive(.gzip)),
            (tar, .archive(.tar)),
            ([UInt8](repeating: 0xC1, count: 40) + [UInt8](repeating: 0x03, count: 20), .binary(40)),
        ] as [([UInt8], TextDecoder.Failure)])
    func `a file that is not text is reported`(_ bytes: [UInt8], _ failure: TextDecoder.Failure) {
        #expect(throws: failure) { try Self.decode(bytes) }
    }

    @Test func `an end mark at the end of a file is not text`() throws {
        #expect(try Self.decode(Array("A=1\n\u{1A}".utf8)).bytes == Array("A=1\n".utf8))
        #expect(try Self.decode(Self.encoded(Self.member + "\n\u{1A}", .ibm1047)).bytes.last == UInt8(ascii: "\n"))
    }

    @Test(arguments: CodePage.allCases)
    func `every byte of a code page is converted`(_ page: CodePage) throws {
        let bytes = (0x40...0xFE).map { UInt8($0) }
        let file = try Self.decode(bytes, encoding: .ebcdic(page))
        #expect(
            Array(file.text(SourceRange(0, file.bytes.count)).unicodeScalars.map { UInt16($0.value) })
                == Array(page.scalars[0x40...0xFE]))
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: width - utf8.count) }
}
