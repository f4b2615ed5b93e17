public import Diagnostics

extension UrbanCodeDocument {
    /// A node of the resource tree: from the tree of an environment, an export of resources, a listing or the body of a
    /// request (Deploy documentation, resources; impersonation of resources).
    public struct Resource: Sendable {
        public let name: Located<String>
        /// The path from the root, such as `/PAYROLL/LPAR1/PAY`.
        public let path: String
        /// The agent that it represents.
        public let agent: String?
        /// The component whose processes run on it.
        public let component: String?
        /// Whether it has properties of a component, which need not be named.
        public let hasRole: Bool
        public let impersonationUser: Field
        /// Whether this user also replaces the user of a step.
        public let isForced: Bool
        /// The place of the name of the environment whose tree contains it; `nil` outside environments.
        let home: SourceRange?
        /// The index of its parent; `nil` at the root of a tree, and in flat lists.
        var parent: Int?
        /// The parent in flat lists.
        let parentPath: String?
        /// A number that distinguishes its sheets from those of others in the file.
        let number: UInt32

        /// The sheets of properties, with those of its component first.
        var roleScope: Scope { Scope(level: .resource, owner: path, number: number * 2 + 1) }
        var sheetScope: Scope { Scope(level: .resource, owner: path, number: number * 2 + 2) }
    }

    /// The resources of an environment.
    struct ResourceBase: Sendable {
        /// The paths of its base resources, from the root.
        var paths: [String] = []
        /// Whether the file contains the tree itself.
        var isShown = false
    }
}
