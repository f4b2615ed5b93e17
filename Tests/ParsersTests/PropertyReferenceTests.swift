import Diagnostics
import Testing
import UrbanCode

@testable import Languages

@Suite struct PropertyReferenceTests {
    /// Each part as `kind@start-end`: t text, s strict, l lenient, g legacy, c computed, ! malformed.
    @Test(arguments: [
        ("plain", ""), ("", ""), ("a $ b", ""), ("$", ""), ("${", ""),
        ("${p:jes.host}", "s(jes.host)@0-13"),
        ("${p?:jes.password}", "l(jes.password)@0-18"),
        ("${p:environment/jes.host}", "s(environment|jes.host)@0-25"),
        ("${p?:agent/AGENT_HOME}", "l(agent|AGENT_HOME)@0-22"),
        ("${p:Get App-Id 2.1/appId}", "s(Get App-Id 2.1|appId)@0-25"),
        ("${p:Submit  A & B/JobId}", "s(Submit  A & B|JobId)@0-24"),
        ("${p:resource/role/name}", "s(resource|role/name)@0-23"),
        ("${p:component/template/x}", "s(component|template/x)@0-25"),
        ("${p:environment/allProperties}", "s(environment|allProperties)@0-30"),
        ("${jes.user}", "g(jes.user)@0-11"), ("${GROOVY_HOME}/bin", "g(GROOVY_HOME)@0-14 t@14-18"),
        ("${Submit job/JobId}", "g(Submit job|JobId)@0-19"),
        ("a${p:x}b${p?:y}", "t@0-1 s(x)@1-7 t@7-8 l(y)@8-15"),
        ("${p:${p:a}.host}", "c[s(a)@0-6 t@6-11]@0-16"),
        ("${p?:environment/${p:component.name}}", "c[t@0-12 s(component.name)@12-31]@0-37"),
        ("é${p:x}", "t@0-2 s(x)@2-8"),
        // Shells and other languages use these forms; they are not references.
        ("${x:-default}", ""), ("${#list[@]}", ""), ("${x%%.*}", ""), ("$(date)", ""), ("$[1+2]", ""), ("${x", ""),
        ("$$", ""), ("$HOME", ""),
        // Broken.
        ("$[p:lockName}", "!bracket@0-13"), ("$[p:lockName]", "!bracket@0-13"), ("$(p:name)", "!bracket@0-9"),
        ("${p:version.name", "!unterminated@0-16"), ("${p:x  ", "!unterminated@0-5 t@5-7"),
        ("${p:x\nline ${p:y}", "!unterminated@0-5 t@5-11 s(y)@11-17"),
        ("${p:x and ${p:y}", "!unterminated@0-9 t@9-10 s(y)@10-16"),
        ("${p:a ${p:b ${p:c}", "!unterminated@0-5 t@5-6 !unterminated@6-11 t@11-12 s(c)@12-18"),
        ("${p:}", "!emptyName@0-5"), ("${p?:}", "!emptyName@0-6"), ("${}", "!emptyName@0-3"),
        ("${p: }", "!emptyName@0-6"), ("${p:environment/}", "!emptyName@0-17"), ("${p:/x}", "!emptyName@0-7"),
        ("${p.name}", "!dot@0-9"), ("${p:", "!unterminated@0-4"),
    ])
    func `every form is distinguished, to the byte`(_ text: String, _ expected: String) {
        #expect(Self.show(ReferenceText(text)) == expected)
    }

    @Test(arguments: ["${p:", "${p:a/", "${", "$[p:", "${p:x}", "${p:\n"])
    func `repetition takes time in proportion`(_ piece: String) {
        let text = String(repeating: piece, count: 20_000)
        let parts = ReferenceText(text).parts
        #expect(parts.isEmpty || parts.last?.range.upperBound == text.utf8.count)
    }

    @Test(arguments: [
        (#"\/usr\/${p:a\/b}"#, "/usr/${p:a/b}", 5..<13, 7..<16), (#"x\n${p:y}"#, "x\n${p:y}", 2..<8, 3..<9),
        (#"\u0041${p:y}"#, "A${p:y}", 1..<7, 6..<12), (#"\ud83d\ude00${p:y}"#, "😀${p:y}", 4..<10, 12..<18),
        ("plain ${p:y}", "plain ${p:y}", 6..<12, 6..<12), (#"a\=${p:y}"#, "a=${p:y}", 2..<8, 3..<9),
    ])
    func `a part of a value is placed after its escapes`(
        _ raw: String, _ value: String, _ part: Range<Int>, _ expected: Range<Int>
    ) {
        let file = SourceFile(path: "x", bytes: Array("\"\(raw)\"".utf8))
        let place = file.place(of: part, of: value, at: SourceRange(1, 1 + raw.utf8.count))
        #expect(place == SourceRange(expected.lowerBound + 1, expected.upperBound + 1))
    }

    /// Bytes that differ from the value, an escape that is cut by the end, and a part that ends inside a character.
    @Test(arguments: [
        ("abcd", "axc", 0..<2), ("a\\", "ab c", 1..<2), (#"a\u00"#, "aä", 1..<3), (#"a\u00e4b"#, "aäb", 1..<2),
        ("ab", "a", 0..<2),
    ])
    func `an unknown place is the whole value`(_ raw: String, _ value: String, _ part: Range<Int>) {
        let file = SourceFile(path: "x", bytes: Array("\"\(raw)\"".utf8))
        let whole = SourceRange(1, 1 + raw.utf8.count)
        #expect(file.place(of: part, of: value, at: whole) == whole)
    }

    private static func show(_ text: ReferenceText) -> String {
        text.parts.map { part in
            let kind =
                switch part.kind {
                case .text: "t"
                case .reference(let reference):
                    (reference.isLegacy ? "g" : reference.isLenient ? "l" : "s") + "("
                        + (reference.scope.map { "\($0)|" } ?? "") + "\(reference.name))"
                case .computed(let path, _): "c[\(show(path))]"
                case .malformed(let flaw): "!\(flaw)"
                }
            return "\(kind)@\(part.range.lowerBound)-\(part.range.upperBound)"
        }.joined(separator: " ")
    }
}
