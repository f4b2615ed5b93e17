import Diagnostics
import Foundation
import Testing

@testable import Parsers
@testable import Rules

/// Whatever is left of an input, or done to it, is read and judged without a trap and with true places.
@Suite struct RobustnessTests {
    /// Long inputs are cut at fewer places, so that the suite stays quick.
    private static let cuts = 400

    @Test(arguments: Fixture.all)
    func `every prefix is read`(_ fixture: Fixture) throws {
        let options = try fixture.options()
        let files = try fixture.files()
        for (index, file) in files.enumerated() {
            for length in stride(from: 0, through: file.bytes.count, by: max(1, file.bytes.count / Self.cuts)) {
                var changed = files
                changed[index].bytes = Array(file.bytes.prefix(length))
                try Self.expectTruePlaces(try TestRun(changed, options: options))
            }
        }
    }

    @Test(arguments: Fixture.all)
    func `every mutation is read`(_ fixture: Fixture) throws {
        let options = try fixture.options()
        let files = try fixture.files()
        var random = SplitMix(seed: UInt64(fixture.path.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude))
        for _ in 0..<120 {
            var changed = files
            let index = Int.random(in: changed.indices, using: &random)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                random.mutate(&changed[index].bytes)
            }
            try Self.expectTruePlaces(try TestRun(changed, options: options))
        }
    }

    static func expectTruePlaces(_ run: TestRun) throws {
        for finding in run.report.findings {
            for place in [finding.place] + finding.related.map(\.place) {
                let file = run.input(place.file).file
                guard let range = place.range else { continue }
                try #require(range.start <= range.end && range.end <= file.bytes.count)
            }
        }
        for input in run.inputs {
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

    /// Changes, removes, repeats or inserts a few bytes, with a liking for those that parsers care for.
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
