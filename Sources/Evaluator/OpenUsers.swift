import Diagnostics
import RACF

/// Possible changes of users by commands with incomplete names.
struct OpenUsers: Sendable {
    struct Change: Sendable {
        enum Kind: Hashable, Sendable {
            /// `nil` if the group is also unknown.
            case add(IDNumber?)
            case alter, delete
            /// CONNECT or REMOVE; `nil` if the group is also unknown.
            case connect(IDNumber?)
            case remove(IDNumber?)
            case anything
        }

        var kind: Kind
        var name: OpenName
        var mark: Mark
        var place: Place?
        /// Whether it is a CONNECT that has or may have REVOKE.
        var mayRevoke = false
    }

    private var changes: [Change] = []

    /// Beyond this limit, changes are merged into one that may change anything.
    private static let limit = 256

    var isEmpty: Bool { changes.isEmpty }

    mutating func note(_ change: Change) {
        changes.removeAll { $0.kind == change.kind && $0.name == change.name && $0.mayRevoke == change.mayRevoke }
        if changes.count >= Self.limit {
            changes = [Change(kind: .anything, name: .any, mark: change.mark, place: change.place)]
        } else {
            changes.append(change)
        }
    }

    /// A user with all facts unknown that the changes may affect.
    func opened(_ user: SystemState.User, named name: ArraySlice<UInt8>) -> SystemState.User {
        var user = user
        for change in changes where change.mark > user.changed && change.name.matches(name) {
            let unknown = Fact(.unknown, at: change.place)
            if change.mayRevoke {
                switch change.kind {
                case .connect(let group?), .remove(let group?):
                    user.revokedConnections.insert(group)
                    user.groups[group] = unknown
                default: user.openRevocation = unknown
                }
            }
            switch change.kind {
            case .add(let group):
                // Of a user who is shown to exist it fails.
                guard user.exists.value != .yes || user.exists.place == nil else { continue }
                Self.open(&user, unknown)
                if let group { user.groups[group] = unknown } else { user.mayBeInOtherGroups = true }
            case .delete:
                user.exists = user.exists.value == .no ? user.exists : unknown
                for group in user.groups.keys { user.groups[group] = unknown }
            case .alter: user.openAttributes(unknown)
            case .connect(let group?): if user.groups[group]?.value != .yes { user.groups[group] = unknown }
            case .connect(nil): user.mayBeInOtherGroups = true
            case .remove(let group?):
                if let fact = user.groups[group], fact.value == .yes { user.groups[group] = unknown }
            case .remove(nil): for group in user.groups.keys { user.groups[group] = unknown }
            case .anything:
                Self.open(&user, unknown)
                user.mayBeInOtherGroups = true
                for group in user.groups.keys { user.groups[group] = unknown }
            }
        }
        return user
    }

    private static func open(_ user: inout SystemState.User, _ unknown: Fact) {
        user.exists = unknown
        user.openAttributes(unknown)
    }
}

extension SystemState.User {
    /// Makes unknown what ALTUSER may set.
    mutating func openAttributes(_ unknown: Fact) {
        isRevoked = unknown
        isProtected = unknown
        isRestricted = unknown
        isContained = unknown
        hasPhrase = .unknown
        defaultGroup = nil
    }
}
