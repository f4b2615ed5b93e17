import Foundation
import Testing

/// A run that does not get the memory it asks for ends with status 4 and one sentence, wherever it is.
///
/// Sanitizers reserve more addresses than any limit allows.
@Suite(.enabled(if: !ProcessInfo.processInfo.environment.keys.contains { $0.hasSuffix("SAN_OPTIONS") }))
struct MemoryLimitTests {
    private static let sentence = "jmoncheck: memory is exhausted, or the program has a defect\n"

    /// The least limit with which the program itself runs, in KiB.
    private static func least(_ program: Program) throws -> Int {
        let limits = stride(from: 20_000, through: 4_000_000, by: 20_000)
        return try #require(
            limits.first { limit in
                (try? program.shell("(ulimit -v \(limit); exec jmoncheck --version) 2>/dev/null"))?.status == 0
            })
    }

    @Test func `an input that does not fit ends the run in one sentence`() throws {
        let program = try Program()
        // Twice as large as what is allowed beyond the program, so that its bytes alone do not fit.
        _ = try program.shell("yes 'SETROPTS LIST' | head -c 200000000 > deck.txt")
        let limit = try Self.least(program) + 100_000
        let result = try program.shell(
            "(ulimit -v \(limit); exec jmoncheck check deck.txt --as racf --report json=r.json)")
        #expect(result.status == 4)
        #expect(result.errors == Self.sentence)
        #expect(result.output.isEmpty)
        #expect(try program.shell("ls -A | grep -v '^[.]\\(in\\|out\\|err\\)-'").output == "deck.txt\n")
    }

    @Test func `a run ends in one sentence wherever memory is missing`() throws {
        let program = try Program()
        let deck = (0..<200).map { "PERMIT IRRPTAUTH.FEKAPPL.U\($0) CL(PTKTDATA) ID(A) AC(UPDXT)\n" }.joined()
        try program.write("deck.txt", deck)
        let command = "exec jmoncheck check deck.txt --as racf --max-alike 100000 --format json"
        let usual = try program.shell("(\(command))")
        #expect(usual.status == 1)
        let least = try Self.least(program)
        for more in stride(from: 0, through: 20_000, by: 4_000) {
            let result = try program.shell("(ulimit -v \(least + more); \(command))")
            if result.status == 4 {
                #expect(result.errors == Self.sentence)
            } else {
                #expect(result == usual)
            }
        }
    }
}

extension Program.Result: Equatable {
    static func == (left: Program.Result, right: Program.Result) -> Bool {
        (left.status, left.output, left.errors) == (right.status, right.output, right.errors)
    }
}
