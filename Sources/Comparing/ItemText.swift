import Diagnostics
import Reading
import Secrets
import Subjects
import UrbanCode

/// The values of a state as reports may show them: cut to a readable length, and without secrets.
struct ItemText {
    private let inputs: [FileID: ParsedInput]

    init(_ setUp: SetUp?) {
        inputs = Dictionary((setUp?.inputs ?? []).map { ($0.file.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// An item that only one state has.
    func side(_ item: UrbanCodeItem) -> DifferenceReport.Side {
        let value = item.kind == .property || item.kind == .definition ? item.attributes.first : nil
        return value.map { side($0, at: item.place) } ?? DifferenceReport.Side("there", place: item.place)
    }

    func side(_ attribute: UrbanCodeItem.Attribute, at place: Place) -> DifferenceReport.Side {
        let own = attribute.place ?? place
        return DifferenceReport.Side(text(attribute.value, at: attribute.place), place: own)
    }

    private func text(_ value: UrbanCodeItem.Value, at place: Place?) -> String {
        switch value {
        case .absent: "absent"
        case .text(let text): holdsSecret(place) ? Secret.mask : Self.quoted(text.hidingSecrets)
        case .secret: Secret.mask
        case .hidden: "****"
        case .unknown: "unknown"
        }
    }

    private func holdsSecret(_ place: Place?) -> Bool {
        guard let place, let input = inputs[place.file], let range = place.range else { return false }
        return input.secrets.contains { $0.start < range.end && range.start < $0.end }
    }

    private static let longest = 120

    private static func quoted(_ text: String) -> String {
        guard !text.isEmpty else { return "blank" }
        let flat = text.replacing("\n", with: "⏎")
        return flat.count > longest ? "'\(flat.prefix(longest))'… (\(text.count) characters)" : "'\(flat)'"
    }
}
