import ArgumentParser
import Testing

@testable import jmoncheck

/// What `UsualArguments` reads is what the argument parser reads.
@Suite struct UsualArgumentsTests {
    @Test(arguments: [
        [], ["."], ["a", "-", "b"], ["--format", "json", "x"], ["x", "--format=sarif"], ["x", "-o", "y", "-q"],
        ["x", "--agent-user", "agntusr", "--agent-user=A", "--assume", "fresh", "--fail-on", "warning", "-v"],
        ["x", "--report", "junit=a.xml", "--report", "html=b", "--select", "RF,IN", "--ignore", "RF302"],
    ])
    func `usual arguments are read as the argument parser reads them`(_ arguments: [String]) throws {
        let read = try #require(UsualArguments.read(arguments))
        #expect(try "\(read)" == "\(CheckCommand.parseAsRoot(arguments))")
    }

    @Test func `what is read of any arguments is what the argument parser reads`() throws {
        var words = Words(state: 1)
        var count = 0
        for _ in 0..<1000 {
            let arguments = (0..<words.number(below: 5)).flatMap { _ in words.argument() }
            guard let read = UsualArguments.read(arguments) else { continue }
            count += 1
            let parsed = try? CheckCommand.parseAsRoot(arguments)
            #expect("\(read)" == parsed.map { "\($0)" }, "\(arguments)")
        }
        #expect(count > 200)
    }
}

/// Words of command lines: options of `check` as its help has them, with values that they take or not.
private struct Words {
    /// The same state gives the same words.
    var state: UInt64

    private static let options = CheckCommand.helpMessage(columns: 1000).split(separator: "\n").flatMap { line in
        line.prefix { $0 != "<" }.split(separator: " ").prefix { $0.hasPrefix("-") }.map { $0.filter { $0 != "," } }
    }
    private static let values = [
        "x", "", "-", "-x", "--", "--format", "a b", "json", "text", "always", "check", "fb80", "racf", "utf-8", "1",
        "-1",
        "2026-02-30", "2026-02-28", "20M", "AGNTUSR", "agent%", "WAYTOOLONG", "fresh", "PTKTDATA=active",
        "wrong=active",
        "RF", "RF302,IN", "NO999", "junit=a", "junit=", "=", "n=v", "error", "note", "ä",
    ]

    mutating func number(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    private mutating func any(of words: [String]) -> String { words[number(below: words.count)] }

    mutating func argument() -> [String] {
        switch number(below: 6) {
        case 0: [any(of: Self.values)]
        case 1: [any(of: Self.options)]
        case 2: [any(of: Self.options) + "=" + any(of: Self.values)]
        default: [any(of: Self.options), any(of: Self.values)]
        }
    }
}
