import Diagnostics

extension Configuration {
    /// Names of set-ups that fit none: exit status 2.
    public struct UnknownSetUp: Error, Equatable, CustomStringConvertible {
        public var name: String
        /// The names that the configuration has.
        public var known: [String]

        public var description: String {
            guard !known.isEmpty else { return "--set-up \(name): no configuration with set-ups is in force" }
            let hint = NearestName.find(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
            return "--set-up \(name): the configuration has no such set-up, only \(Self.list(known))\(hint)"
        }

        private static func list(_ names: [String]) -> String {
            let most = 12
            return names.prefix(most).joined(separator: ", ")
                + (names.count > most ? " and \(names.count - most) more" : "")
        }
    }

    /// The same with some of its set-ups only.
    ///
    /// - Parameter names: names or patterns with `*`; each has to fit a set-up. None means all set-ups.
    public func choosing(setUps names: [String]) throws(UnknownSetUp) -> Configuration {
        guard !names.isEmpty else { return self }
        var isChosen = setUps.map { _ in false }
        for name in names {
            let pattern = SubjectPattern(name)
            let found = setUps.indices.filter { setUps[$0].name == name || pattern.matches(setUps[$0].name) }
            guard !found.isEmpty else { throw UnknownSetUp(name: name, known: setUps.map(\.name)) }
            for index in found { isChosen[index] = true }
        }
        var chosen = self
        chosen.setUps = zip(setUps, isChosen).filter(\.1).map(\.0)
        return chosen
    }

    /// The set-ups to which at least one of these files belongs.
    public func setUps(of paths: [String]) -> [SetUpPlan] {
        let sorted = SortedPaths(paths.map { Array($0.utf8) })
        return setUps.filter { plan in plan.patterns.contains { !sorted.matching($0.glob).isEmpty } }
    }

    /// For each of these files, whether it belongs to a set-up.
    public func belongs(_ paths: [String]) -> [Bool] {
        let sorted = SortedPaths(paths.map { Array($0.utf8) })
        var belongs = paths.map { _ in false }
        for plan in setUps {
            for pattern in plan.patterns {
                for index in sorted.matching(pattern.glob) { belongs[index] = true }
            }
        }
        return belongs
    }
}
