import Testing

@testable import Evaluator

@Suite struct NameTableTests {
    private static let name = Array("IRRPTAUTH.FEKAPPL.USER1".utf8)

    @Test(arguments: 1...name.count)
    func `a name is the same alone, among others and at the end of a text`(_ length: Int) {
        let name = Array(Self.name.prefix(length))
        var table = NameTable<IDNumber>()
        let number = table.insert(name)
        let text = Array("RDELETE ".utf8) + name
        #expect(table.insert(text, 8..<text.count) == number)
        #expect(table.insert(text + Array(" UACC(NONE)".utf8), 8..<text.count) == number)
        #expect(table.insert(name + [UInt8(ascii: "X")]) != number)
    }

    @Test func `a word's beginning is found by the hash of its letters`() {
        var table = NameTable<IDNumber>()
        let numbers = (1...Self.name.count).map { table.insert(Array(Self.name.prefix($0))) }
        var hash = NameHash()
        for (index, byte) in Self.name.enumerated() {
            hash.append(byte)
            #expect(table.number(of: Self.name[...index], hash: hash) == numbers[index])
        }
    }
}
