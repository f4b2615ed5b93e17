public import Diagnostics

extension UrbanCodeDocument {
    /// A node of the resource tree, from the tree of an environment, an export of resources, a listing or the body of
    /// a request (Deploy documentation, resources; impersonation of resources).
    public struct Resource: Sendable {
        public let name: Located<String>
        /// From the root, `/PAYROLL/LPAR1/PAY`.
        public let path: String
        /// The agent that it stands for.
        public let agent: String?
        /// The component whose processes run on it.
        public let component: String?
        /// It holds properties of a component, which need not be named.
        public let hasRole: Bool
        public let impersonationUser: Field
        /// Also where a step says otherwise.
        public let isForced: Bool
        /// Of the name of the environment whose tree it is in; `nil` outside of them.
        let home: SourceRange?
        /// Index of the node around it; `nil` at the root of a tree, and in flat lists.
        var parent: Int?
        /// Where it hangs, in flat lists.
        let parentPath: String?
        /// Tells its sheets from those of others in the file.
        let number: UInt32

        /// Properties of the component on it come first.
        var roleScope: Scope { Scope(level: .resource, owner: path, number: number * 2 + 1) }
        var sheetScope: Scope { Scope(level: .resource, owner: path, number: number * 2 + 2) }
    }

    /// Where the resources of an environment are.
    struct ResourceBase: Sendable {
        /// Of its base resources, from the root.
        var paths: [String] = []
        /// Whether the tree itself is there.
        var isShown = false
    }
}
