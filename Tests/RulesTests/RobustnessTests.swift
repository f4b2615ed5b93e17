import Contract
import Diagnostics
import Foundation
import Reading
import Testing

@testable import Checking

/// Every prefix and mutation of an input is read and checked without a trap and with valid places.
@Suite struct RobustnessTests {
    /// `make prove` sets it, in order to run all of the work instead of a tenth.
    private static let effort = ProcessInfo.processInfo.environment["JMONCHECK_PROVE"] == nil ? 1 : 10
    /// Short inputs are cut after every byte, long ones at fewer places, so that the suite remains fast.
    private static func cuts(_ count: Int) -> Int { min(40, max(4, 40_000 / max(1, count))) * effort }
    private static func mutations(_ count: Int) -> Int { min(12, max(2, 12_000 / max(1, count))) * effort }
    /// The set-ups of `urbancode` all have the same member and deck.
    private static let changed = Fixture.all.filter { $0.rule != "urbancode" }
    /// Every change is parsed; the rules check one in this number.
    private static let judged = 10

    @Test(arguments: changed)
    func `every prefix is read`(_ fixture: Fixture) throws {
        let options = try fixture.options()
        let files = try fixture.files()
        for index in files.indices {
            let count = files[index].bytes.count
            let lengths = stride(from: 0, through: count, by: max(1, count / Self.cuts(count)))
            for (number, length) in lengths.enumerated() {
                try Self.read(
                    files, options, change: index, to: Array(files[index].bytes.prefix(length)),
                    isJudged: number % Self.judged == 0)
            }
        }
    }

    @Test(arguments: changed)
    func `every mutation is read`(_ fixture: Fixture) throws {
        let options = try fixture.options()
        let files = try fixture.files()
        guard !files.isEmpty else { return }
        var random = SplitMix(seed: UInt64(fixture.path.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude))
        for number in 0..<Self.mutations(files.map(\.bytes.count).reduce(0, +)) {
            let index = Int.random(in: files.indices, using: &random)
            var bytes = files[index].bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) { random.mutate(&bytes) }
            try Self.read(files, options, change: index, to: bytes, isJudged: number % Self.judged == 0)
        }
    }

    /// Checks the set-up with one changed input, or parses only that input.
    private static func read(
        _ files: [(name: String, bytes: [UInt8])], _ options: [String], change index: Int, to bytes: [UInt8],
        isJudged: Bool
    ) throws {
        var changed = files
        changed[index].bytes = bytes
        guard isJudged else {
            return try expectTruePlaces(try TestRun.reading([changed[index]], options: options).parsed)
        }
        try expectTruePlaces(try TestRun(changed, options: options))
    }

    static func expectTruePlaces(_ run: TestRun) throws {
        for finding in run.outcome.findings {
            for place in [finding.place] + finding.related.map(\.place) {
                guard let range = place.range else { continue }
                let count = try #require(run.input(place.file)).file.bytes.count
                try #require(range.start <= range.end && range.end <= count)
            }
        }
        try expectTruePlaces(run.inputs)
    }

    private static func expectTruePlaces(_ inputs: [ParsedInput]) throws {
        for input in inputs {
            for range in input.secrets + input.problems.map(\.range) {
                try #require(range.start <= range.end && range.end <= input.file.bytes.count)
            }
            _ = input.document.model.dumped()
        }
    }
}

/// The same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Changes, removes, repeats or inserts a few bytes, often those with a meaning to parsers.
    mutating func mutate(_ bytes: inout [UInt8]) {
        let liked = Array("()'\"{}[],:;-+/*#=\\ \n\r\t\u{0}$&é".utf8)
        let place = Int.random(in: 0...bytes.count, using: &self)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &self))
        switch Int.random(in: 0..<5, using: &self) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2: bytes.insert(liked.randomElement(using: &self) ?? 0, at: place)
        case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &self)
        case _ where place < bytes.count: bytes[place] = liked.randomElement(using: &self) ?? 0
        case _: bytes.append(UInt8.random(in: 0...255, using: &self))
        }
    }
}
