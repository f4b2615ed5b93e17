import Diagnostics
import Languages

/// A security product whose decks resemble those of RACF (docs/reference/racf.md#101-other-security-products).
public enum OtherProduct: String, Sendable {
    case acf2 = "ACF2"
    case topSecret = "Top Secret"

    /// Whether its commands are independent, rather than between a first command and END.
    var isOneLine: Bool { self == .topSecret }

    private static let settings = ["PROFILE(", "RESOURCE(", "CONTROL(", "LID", "RULE"].map { Array($0.utf8) }

    /// The product whose commands begin with a word, unless the text after it contradicts that.
    static func beginning(with word: PackedWord, _ bytes: [UInt8], _ rest: Range<Int>) -> OtherProduct? {
        switch word {
        case tss: return .topSecret
        case acf: return .acf2
        case set, modify:
            let next = bytes[rest].drop(while: \.isBlank).prefix { !$0.isBlank }.map(\.uppercased)
            let isACF2 =
                word == modify ? next.starts(with: "ACF2,") : settings.contains { next.starts(with: $0) }
            return isACF2 ? .acf2 : nil
        default: return nil
        }
    }

    /// Whether a RACF command does not exist in this product.
    static func isForeign(_ verb: Verb) -> Bool {
        switch verb {
        case .setropts, .rdefine, .ralter, .rdelete, .permit, .adduser, .altuser, .deluser, .rlist: true
        default: false
        }
    }

    private static let tss = PackedWord("TSS")
    private static let acf = PackedWord("ACF")
    private static let set = PackedWord("SET")
    private static let modify = PackedWord("F")
}

extension Deck {
    /// Another security product whose commands the deck has.
    public var otherProduct: OtherProduct? {
        defects.lazy.compactMap { if case .otherProduct(let product) = $0.kind { product } else { nil } }.first
    }
}
