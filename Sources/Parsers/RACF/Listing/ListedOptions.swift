public import Diagnostics

extension RACFListing {
    /// The options of classes; a list that is not shown is `nil`.
    public struct Options: Sendable {
        public internal(set) var active: ClassList?
        public internal(set) var generic: ClassList?
        public internal(set) var gencmd: ClassList?
        public internal(set) var raclist: ClassList?
        public internal(set) var global: ClassList?
        public internal(set) var listOfGroups: Located<Bool>?
        public internal(set) var addCreator: Located<Bool>?

        /// Records that lines were cut off or left out, so that no list need be whole.
        mutating func markCut() {
            for list in [\Options.active, \Options.generic, \Options.gencmd, \Options.raclist, \Options.global] {
                self[keyPath: list]?.isInCutReport = true
            }
        }

        /// The lists with their names in dumps.
        var lists: [(name: String, list: ClassList?)] {
            [
                ("active", active), ("generic", generic), ("gencmd", gencmd), ("raclist", raclist), ("global", global),
            ]
        }
    }

    /// The classes that have an option; the other classes do not have it.
    public struct ClassList: Sendable {
        /// The heading.
        public let range: SourceRange
        public internal(set) var names: [Located<String>] = []
        /// Whether a known heading or sentence follows its last name. Otherwise it may have been cut, and then it does
        /// not show which classes lack the option.
        public var isWhole: Bool { isFollowed && !hasCutName && !isInCutReport }
        var isFollowed = false
        /// Whether another list shows that the report was cut.
        var isInCutReport = false
        var lineCount = 1
        var width = 0
        /// Whether a name is the beginning of another one, at the end of a line.
        var hasCutName = false
    }

    /// Whether one class is active, which a report about that class alone shows.
    public struct ClassState: Sendable {
        public let className: String
        public let isActive: Located<Bool>
    }
}
