import Console
public import Contract
public import Diagnostics
import JobMonitor
import JobMonitorProc
import RACF
import UrbanCode

/// Recognises the kind of an input by its content, then by its name.
public enum Recognizer {
    public struct Recognition: Sendable {
        public var kind: InputKind
        /// A short description for `check -v`.
        public var reason: String
        /// Whether the user gave the kind, so that the content may be anything.
        public var isGiven: Bool
        var reading: Reading?
        /// What it runs, if it is a deck only because one of these parts is.
        var calls: [Deck.UnreadPart] = []

        /// Whether it is an input only together with another one.
        public var isCaller: Bool { !calls.isEmpty }

        public init(kind: InputKind, reason: String, isGiven: Bool = false) {
            self.kind = kind
            self.reason = reason
            self.isGiven = isGiven
        }

        init<Found>(_ kind: InputKind, _ recognised: Recognised<Found>, _ reading: (Found) -> Reading) {
            self.init(kind: kind, reason: recognised.reason)
            self.reading = recognised.reading.map(reading)
        }

        /// The kind that the user gave with `--as`.
        public init(asked kind: InputKind) { self.init(kind: kind, reason: "--as \(kind.rawValue)", isGiven: true) }
    }

    /// The parts that were read in order to recognise the file. Parsing continues from them.
    enum Reading: Sendable {
        case deck(DeckCarrier.Found)
        case urbanCode(UrbanCodeDocument.Reading)
    }

    /// The first kind that a file looks like, in this order: JSON cannot be another kind, a deck may quote a member or
    /// contain a procedure, a job log may quote a member, and properties look like a member except for its directives.
    public static func recognise(_ file: SourceFile) -> Recognition? {
        for candidate in candidates(file) {
            if let recognition = candidate() { return recognition }
        }
        return nil
    }

    /// A text of which other inputs decide whether it is a deck: it only runs other texts.
    public static func recogniseCaller(_ file: SourceFile) -> Recognition? {
        guard let (recognised, calls) = Deck.recogniseCaller(file) else { return nil }
        var recognition = Recognition(.racf, recognised, deck)
        recognition.calls = calls
        return recognition
    }

    /// The callers among inputs that run a deck, directly or through others.
    public static func callersOfDecks(_ inputs: [(path: String, recognition: Recognition)]) -> Set<Int> {
        guard inputs.contains(where: \.recognition.isCaller) else { return [] }
        let called = CalledInputs(inputs.map(\.path))
        var callers: [Int: [Int]] = [:]
        for (index, input) in inputs.enumerated() {
            for part in input.recognition.calls {
                for other in called.input(for: part, of: index).indices { callers[other, default: []].append(index) }
            }
        }
        var open = inputs.indices.filter { inputs[$0].recognition.kind == .racf && !inputs[$0].recognition.isCaller }
        var found: Set<Int> = []
        while let deck = open.popLast() {
            for caller in callers[deck] ?? [] where found.insert(caller).inserted { open.append(caller) }
        }
        return found
    }

    private static func candidates(_ file: SourceFile) -> [() -> Recognition?] {
        let form = UrbanCodeDocument.form(of: file)
        return [
            { UrbanCodeDocument.recogniseExport(file, form).map { Recognition(.urbancodeExport, $0, urbanCode) } },
            { UrbanCodeDocument.recognisePlugin(form).map { Recognition(.urbancodePlugin, $0, urbanCode) } },
            { SecurityDescriptor.recognise(file).map { Recognition(.securityDescriptor, $0, nothing) } },
            { RACFListing.recognise(file).map { Recognition(.racfListing, $0, nothing) } },
            { Deck.recognise(file).map { Recognition(.racf, $0, deck) } },
            { JobMonitorProc.recognise(file).map { Recognition(.jobMonitorProc, $0, nothing) } },
            { ConsoleCapture.recognise(file).map { Recognition(.console, $0, nothing) } },
            { JobMonitorConfig.recognise(file).map { Recognition(.jobMonitor, $0, nothing) } },
            {
                UrbanCodeDocument.recogniseProperties(file, form).map {
                    Recognition(.urbancodeProperties, $0, urbanCode)
                }
            },
        ]
    }

    private static func deck(_ found: DeckCarrier.Found) -> Reading { .deck(found) }

    private static func urbanCode(_ reading: UrbanCodeDocument.Reading) -> Reading { .urbanCode(reading) }

    private static func nothing(_ reading: Never) -> Reading {}
}
