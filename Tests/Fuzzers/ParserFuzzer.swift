import Diagnostics
import Glibc
import Parsers

/// What libFuzzer calls. Which parser is fed is said by `JMONCHECK_FUZZ`: json, yaml, properties, pac, plugin, script,
/// references, deck, or anything else for recognition and whatever follows from it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    let target = unsafe getenv("JMONCHECK_FUZZ").map { unsafe String(cString: $0) } ?? ""
    switch target {
    case "json": read(bytes, "x.json")
    case "yaml": read(bytes, "x.yml")
    case "properties":
        read(bytes, "x.properties")
        read(bytes, "x.txt")
    case "pac": read(Array("start is\n".utf8) + bytes, "x.pac")
    case "plugin": read(Array("<plugin><step-type/>".utf8) + bytes + Array("</plugin>".utf8), "plugin.xml")
    case "script": read(Array("udclient -weburl x ".utf8) + bytes, "x.sh")
    case "references":
        let source = String(decoding: bytes, as: UTF8.self)
        let text = ReferenceText(source)
        precondition(text.isPlain || text.parts.map(text.text).joined() == source, "a text is the sum of its parts")
    case "deck": readDeck(bytes)
    default:
        guard let file = try? TextDecoder.decode(bytes, path: "x", record: .text),
            let recognition = Recognizer.recognise(file)
        else { break }
        expectTruePlaces(ParsedInput.parse(file, as: recognition))
    }
    return 0
}

private func read(_ bytes: [UInt8], _ path: String) {
    let file = SourceFile(path: path, bytes: decoded(bytes[...]))
    expectTruePlaces(
        ParsedInput.parse(file, as: Recognizer.Recognition(asked: .urbancodeExport)))
}

/// Parsers are handed valid UTF-8 only; the decoder sees to that.
private func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] { Array(String(decoding: bytes, as: UTF8.self).utf8) }

/// The first byte says what the rest is named, so that every carrier is found.
private func readDeck(_ bytes: [UInt8]) {
    let endings = ["txt", "jcl", "rexx", "clist", "sh", "md", "yml", "xml", "html", "vm", "j2"]
    guard let first = bytes.first else { return }
    let file = SourceFile(path: "x." + endings[Int(first) % endings.count], bytes: decoded(bytes.dropFirst()))
    expectTruePlaces(ParsedInput.parse(file, as: Recognizer.Recognition(asked: .racf)))
}

private func expectTruePlaces(_ input: ParsedInput) {
    for range in input.secrets + input.problems.map(\.range) {
        precondition(range.start <= range.end && range.end <= input.file.bytes.count, "a place outside the file")
    }
    for problem in input.document.model.dumpedProblems {
        let range = problem.range
        precondition(range.start <= range.end && range.end <= input.file.bytes.count, "a place outside the file")
    }
    _ = input.document.model.dumped()
}
