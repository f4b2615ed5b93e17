public import Diagnostics

/// The user's assumptions about the system before the decks: `--assume`.
public struct Assumptions: Sendable, Hashable {
    /// A word of a specification that is not known.
    public struct UnknownWord: Error, Equatable, CustomStringConvertible {
        public var word: String

        public var description: String {
            "'\(word)' is not an assumption; use unknown, fresh, fresh:CLASS, grplist, addcreator, or "
                + "CLASS=active,generic,gencmd,raclist,complete (each also with 'no' before it)"
        }
    }

    /// The options of one class.
    public struct ClassOptions: Sendable, Hashable {
        public var active = Truth.unknown
        public var generic = Truth.unknown
        public var gencmd = Truth.unknown
        public var raclist = Truth.unknown
        /// Whether there are no profiles except those that the decks show.
        public var complete = Truth.unknown

        static let none = ClassOptions(active: .no, generic: .no, gencmd: .no, raclist: .no, complete: .yes)
    }

    /// The options of classes that are not named.
    private var defaults = ClassOptions()
    private var classes: [String: ClassOptions] = [:]
    public private(set) var listOfGroups = Truth.unknown
    public private(set) var addCreator = Truth.unknown
    /// Whether every named ID exists, without attributes or connections, until a command says otherwise.
    public private(set) var isFresh = false
    /// The day against which dates are judged; `nil` if it is not given.
    public var date: CalendarDate?

    /// Everything that the decks do not show is unknown.
    public static let unknown = Assumptions()

    public init() {}

    /// - Parameter specifications: the values of `--assume`; later ones win.
    public init(parsing specifications: [String]) throws(UnknownWord) {
        for specification in specifications { try apply(specification) }
    }

    /// The options of a class that is named, which outweigh a listing.
    func explicit(_ className: String) -> ClassOptions? { classes[className] }

    /// The classes that the user names.
    public var namedClasses: [String] { Array(classes.keys) }

    /// Whether the user states by name that no option of a class is set.
    public func isFresh(_ className: String) -> Bool { classes[className] == ClassOptions.none }

    /// The option on which facts of a class, or of users and groups, are based.
    func option(for className: String?) -> String {
        if let className, let options = classes[className] {
            return options == .none ? "--assume fresh:\(className)" : "--assume \(className)=…"
        }
        return isFresh ? "--assume fresh" : "--assume"
    }

    public subscript(className: String) -> ClassOptions { classes[className] ?? defaults }

    private mutating func apply(_ specification: String) throws(UnknownWord) {
        guard let equals = specification.firstIndex(of: "=") else {
            if specification.lowercased().hasPrefix("fresh:") { return try fresh(specification) }
            switch specification.lowercased() {
            case "unknown": self = Assumptions()
            case "fresh":
                self = Assumptions()
                defaults = .none
                (isFresh, listOfGroups, addCreator) = (true, .no, .yes)
            case "grplist": listOfGroups = .yes
            case "nogrplist": listOfGroups = .no
            case "addcreator": addCreator = .yes
            case "noaddcreator": addCreator = .no
            case _: throw UnknownWord(word: specification)
            }
            return
        }
        let name = specification[..<equals].uppercased()
        let words = specification[specification.index(after: equals)...].split(separator: ",")
        guard !name.isEmpty, name.utf8.count <= 8, !words.isEmpty else { throw UnknownWord(word: specification) }
        var options = self[name]
        for word in words {
            let lower = word.lowercased()
            let isNegative = lower.hasPrefix("no")
            let value = Truth(!isNegative)
            switch isNegative ? String(lower.dropFirst(2)) : lower {
            case "active": options.active = value
            case "generic": options.generic = value
            case "gencmd": options.gencmd = value
            case "raclist": options.raclist = value
            case "complete": options.complete = value
            case _: throw UnknownWord(word: String(word))
            }
        }
        classes[name] = options
    }

    /// Reads `fresh:PTKTDATA,APPL`: no option of these classes is set, and none of their profiles exists.
    private mutating func fresh(_ specification: String) throws(UnknownWord) {
        let names = specification.uppercased().dropFirst("FRESH:".count).split(
            separator: ",", omittingEmptySubsequences: false)
        for name in names {
            guard (1...8).contains(name.utf8.count) else { throw UnknownWord(word: specification) }
            classes[String(name)] = ClassOptions.none
        }
    }
}
