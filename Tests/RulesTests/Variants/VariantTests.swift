import Diagnostics
import Foundation
import Testing
import Writing

@testable import Checking

/// What every command says about each fixture, and what that changes to if the fixture is changed in small ways, is in
/// `Tests/Variants`: text that nobody wrote for one rule, so that it also shows changes that nobody thought of.
///
/// `JMONCHECK_UPDATE=1` writes the files anew. Where only a digest changes, the commands show what is behind it.
private struct Variants {
    static let root = Fixture.root.deletingLastPathComponent().appending(path: "Variants")

    let fixture: Fixture

    /// The number of changes of a fixture. Large ones take longer.
    private static func count(_ files: [(name: String, bytes: [UInt8])]) -> Int {
        let bytes = files.reduce(0) { $0 + $1.bytes.count }
        return bytes > 20_000 ? 1 : bytes > 6_000 ? 2 : 3
    }

    func check() throws {
        let text = try text()
        let file = Self.root.appending(path: "\(fixture.path).txt")
        if ProcessInfo.processInfo.environment["JMONCHECK_UPDATE"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try Fixture.expect(text, in: file)
    }

    private func text() throws -> String {
        let files = try fixture.files()
        let (options, own) = (try fixture.options(), try fixture.ownFiles())
        let plain = try TestRun.checker(options, own)
        let base = try Picture(plain, files, [Picture.Question()])
        func place(_ picture: Picture) -> (Picture.Spot) -> String {
            { spot in
                let files = picture.state.outcome.files
                guard spot.file < files.count else { return spot.rule }
                let name = files.count > 1 ? "\(files[spot.file].path):" : ""
                guard let offset = spot.offset else { return "\(spot.rule)@\(name)" }
                let position = files[spot.file].source.position(UInt32(offset))
                return "\(spot.rule)@\(name)\(position.line):\(position.column)"
            }
        }
        var lines = ["as it is: \(base.summary(place(base)))"]

        // The same system when nothing was in it before, with users who are asked for.
        let isKnown = options.contains { ["--assume", "--agent-user"].contains($0) } || own[".jmoncheck.yml"] != nil
        let more = ["--assume", "fresh", "--agent-user", "AGNTUSR", "--target-user", "USER1"]
        let told = isKnown ? plain : try TestRun.checker(options + more, own)
        let question = Picture.Question(keyLabel: "PTK.KEY", isGeneric: true, style: .jcl)
        let toldBase = isKnown ? base : try Picture(told, files, [question])
        lines.append("decks: \(Picture.decks(told, files))")
        if !isKnown {
            lines.append("told more: \(toldBase.change(from: base, original: { $0 }, place: place(base)))")
        }

        let comparisons = FixtureComparisons(fixture: fixture, files: files, base: base.state, told: toldBase.state)
        lines += try comparisons.lines(plain, told)

        var chooser = VariationChooser(files, name: fixture.path)
        for (number, variation) in chooser.choose(Self.count(files)).enumerated() {
            let changed = variation.applied(to: files)
            let isTold = !isKnown && number % 2 == 1
            if number == 0 { lines.append(contentsOf: try comparisons.baseline(told, changed, variation.label)) }
            let picture = try Picture(isTold ? told : plain, changed, isTold ? [question] : [Picture.Question()])
            let before = isTold ? toldBase : base
            let change = picture.change(
                from: before,
                original: { spot in
                    guard spot.file == variation.file, let offset = spot.offset else { return spot }
                    return Picture.Spot(rule: spot.rule, file: spot.file, offset: variation.original(offset))
                }, place: place(before))
            lines.append("\(isTold ? "told more, " : "")\(variation.label): \(change)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The fixtures whose folders begin with one of these.
    static func of(_ prefixes: [String]) -> [Fixture] {
        Fixture.all.filter { fixture in prefixes.contains { fixture.rule.hasPrefix($0) } }
    }
}

@Suite struct DeckVariantTests {
    @Test(arguments: Variants.of(["RF", "decks", "listings"]))
    func `a changed deck is understood as before`(_ fixture: Fixture) throws {
        try Variants(fixture: fixture).check()
    }
}

@Suite struct CarrierVariantTests {
    @Test(arguments: Variants.of(["carriers", "secrets", "IN", "SU", "JM"]))
    func `changed text around commands, and a changed member, are understood as before`(_ fixture: Fixture) throws {
        try Variants(fixture: fixture).check()
    }
}

@Suite struct ExportVariantTests {
    @Test(arguments: Variants.of(["UC", "urbancode"]))
    func `a changed export is understood as before`(_ fixture: Fixture) throws {
        try Variants(fixture: fixture).check()
    }
}

@Suite struct SetUpVariantTests {
    @Test(arguments: Variants.of(["PF", "clean"]))
    func `a changed set-up is understood as before`(_ fixture: Fixture) throws {
        try Variants(fixture: fixture).check()
    }

    @Test func `every file has its fixture`() {
        let known = Set(Fixture.everything.map { "\($0.path).txt" })
        for rule in Fixture.children(of: Variants.root) {
            for name in Fixture.children(of: Variants.root.appending(path: rule)) {
                #expect(known.contains("\(rule)/\(name)"))
            }
        }
    }
}
