public import Diagnostics

/// RACF before, during and after the decks, as far as it can be told.
public struct SystemState: Sendable {
    public struct User: Sendable {
        public internal(set) var exists: Fact
        public internal(set) var isRevoked: Fact
        public internal(set) var isProtected: Fact
        public internal(set) var isRestricted: Fact
        /// Groups with whether the user is connected, revoked connections not counted.
        public internal(set) var groups: [String: Fact] = [:]
    }

    private let assumptions: Assumptions
    public private(set) var classes: [String: ResourceClass] = [:]
    public private(set) var users: [String: User] = [:]
    public internal(set) var groups: Set<String> = []
    public internal(set) var listOfGroups: Fact
    public internal(set) var addCreator: Fact
    /// The last REFRESH, of any class.
    public internal(set) var lastRefresh: (className: String, place: Place)?
    public internal(set) var isRACFActive = Fact(.yes)

    init(_ assumptions: Assumptions) {
        self.assumptions = assumptions
        listOfGroups = Fact(assumptions.listOfGroups)
        addCreator = Fact(assumptions.addCreator)
    }

    /// A class, also one that no command has named.
    public subscript(className: String) -> ResourceClass {
        get { classes[className] ?? ResourceClass(name: className, options: assumptions[className]) }
        _modify {
            if classes[className] == nil { classes[className] = self[className] }
            yield &classes[className, default: ResourceClass(name: className, options: assumptions[className])]
        }
    }

    /// Every ID that is named exists under `fresh`, without attributes or connections.
    public func user(_ id: String) -> User {
        if let user = users[id] { return user }
        let known: Truth = assumptions.isFresh ? .no : .unknown
        return User(
            exists: Fact(assumptions.isFresh ? .yes : .unknown), isRevoked: Fact(known), isProtected: Fact(known),
            isRestricted: Fact(known))
    }

    mutating func changeUser(_ id: String, _ body: (inout User) -> Void) {
        var user = user(id)
        body(&user)
        users[id] = user
    }

    /// Whether a user is connected to a group.
    public func membership(of user: String, in group: String) -> Fact {
        self.user(user).groups[group] ?? Fact(assumptions.isFresh ? .no : .unknown)
    }

    /// Options whose class is not known changed: nothing is known about them any more.
    mutating func blurClassOptions() {
        for name in classes.keys {
            self[name].active = Fact(.unknown)
            self[name].generic = Fact(.unknown)
            self[name].gencmd = Fact(.unknown)
            self[name].raclist = Fact(.unknown)
        }
    }
}
