import Glibc
import Parsers
import Rules

/// The files that paths stand for: themselves, or what is below a directory, in the order of their names.
struct SourceList {
    struct Entry: Sendable {
        /// To open; `-` is standard input.
        var path: String
        /// As reports name it.
        var shown: String
        /// Given on the command line or by name in the configuration, not found in a directory.
        var isNamed: Bool
        /// What it is where its content does not tell: the configuration names it as a member or a deck.
        var fallback: InputKind?

        var isStandardInput: Bool { path == "-" && isNamed }
    }

    private(set) var entries: [Entry] = []
    private var seen: Set<Identity> = []

    /// Two paths may lead to one file; it is read once.
    private struct Identity: Hashable {
        var device: UInt
        var node: UInt
    }

    /// - Parameter root: the folder that paths in reports are relative to.
    init(_ paths: [String], below root: String = workingDirectory()) {
        for path in paths {
            if path == "-" {
                entries.append(Entry(path: "-", shown: "<stdin>", isNamed: true))
                continue
            }
            let shown = Self.shown(path, below: root)
            switch Self.status(path, followsLinks: true) {
            case .some(let status) where Self.isDirectory(status): walk(path, shown)
            case .some(let status): add(Entry(path: path, shown: shown, isNamed: true), status)
            // A missing file is an entry too, so that reading it says so.
            case .none: entries.append(Entry(path: path, shown: shown, isNamed: true))
            }
        }
    }

    /// What the patterns of a configuration match.
    ///
    /// - Returns: the patterns that match nothing.
    init(_ setUps: [Configuration.SetUpPlan], below root: String, missing: inout [(String, Configuration.Pattern)]) {
        var folders = Set(setUps.flatMap(\.patterns).filter { !$0.glob.isLiteral }.map(\.glob.folder))
        folders = folders.filter { folder in
            !folders.contains { $0 != folder && ($0.isEmpty || folder.hasPrefix($0 + "/")) }
        }
        for folder in folders.sorted() {
            let path = folder.isEmpty ? root : Self.join(root, folder)
            if let status = Self.status(path, followsLinks: true), Self.isDirectory(status) {
                walk(path, folder.isEmpty ? "." : folder)
            }
        }
        let found = SortedPaths(entries.map { Array($0.shown.utf8) })
        var numbers = Dictionary(
            entries.enumerated().map { ($1.shown, $0) }, uniquingKeysWith: { first, _ in first })
        var isWanted = entries.map { _ in false }
        for setUp in setUps {
            for (pattern, fallback) in setUp.named {
                if pattern.glob.isLiteral {
                    let path = Self.join(root, pattern.glob.path)
                    guard let status = Self.status(path, followsLinks: true), !Self.isDirectory(status) else {
                        missing.append((setUp.name, pattern))
                        continue
                    }
                    if let index = numbers[pattern.glob.path] {
                        isWanted[index] = true
                        entries[index].isNamed = true
                        entries[index].fallback = entries[index].fallback ?? fallback
                    } else {
                        let count = entries.count
                        add(Entry(path: path, shown: pattern.glob.path, isNamed: true, fallback: fallback), status)
                        if entries.count > count {
                            isWanted.append(true)
                            numbers[pattern.glob.path] = count
                        }
                    }
                    continue
                }
                let matching = found.matching(pattern.glob)
                for index in matching { isWanted[index] = true }
                if matching.isEmpty { missing.append((setUp.name, pattern)) }
            }
        }
        entries = zip(entries, isWanted).filter(\.1).map(\.0)
            .sorted { $0.shown.utf8.lexicographicallyPrecedes($1.shown.utf8) }
    }

    private mutating func add(_ entry: Entry, _ status: stat) {
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        guard !isRegular || seen.insert(Self.identity(status)).inserted else { return }
        entries.append(entry)
    }

    /// Hidden files and links are passed over: a link either leads out of the directory or to a file that the walk
    /// meets anyway.
    private mutating func walk(_ root: String, _ shownRoot: String) {
        var pending = [(path: root, shown: shownRoot)]
        while let (folder, shownFolder) = pending.popLast() {
            guard let names = Self.names(in: folder) else {
                entries.append(Entry(path: folder, shown: shownFolder, isNamed: true))
                continue
            }
            var folders: [(path: String, shown: String)] = []
            for name in names where !name.hasPrefix(".") && name != "CVS" {
                let path = Self.join(folder, name)
                let shown = shownFolder == "." ? name : Self.join(shownFolder, name)
                guard let status = Self.status(path, followsLinks: false) else {
                    // It is gone, or its path is longer than the system takes: reading it says so.
                    entries.append(Entry(path: path, shown: shown, isNamed: true))
                    continue
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append((path, shown))
                case S_IFREG: add(Entry(path: path, shown: shown, isNamed: false), status)
                default: continue
                }
            }
            pending += folders.reversed()
        }
    }

    // MARK: The file system

    private static func status(_ path: String, followsLinks: Bool) -> stat? {
        var status = stat()
        let result = unsafe followsLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? status : nil
    }

    private static func isDirectory(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    private static func identity(_ status: stat) -> Identity {
        Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    }

    /// Sorted by bytes; `nil` if the directory cannot be read.
    private static func names(in folder: String) -> [String]? {
        guard let directory = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    // MARK: Names in reports

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// From the root, without `.` and `..`.
    private static func normal(_ path: String) -> String {
        var names: [Substring] = []
        for name in (path.hasPrefix("/") ? path : join(workingDirectory(), path)).split(separator: "/") {
            switch name {
            case ".": continue
            case "..": _ = names.popLast()
            case _: names.append(name)
            }
        }
        return "/" + names.joined(separator: "/")
    }

    static func workingDirectory() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// Without `./`, and relative where the path lies below that folder: reports name no build host.
    private static func shown(_ path: String, below here: String) -> String {
        var shown = (here == workingDirectory() ? path : normal(path))[...]
        let prefix = here.hasSuffix("/") ? here : here + "/"
        if shown == here[...] { return "." }
        if shown.hasPrefix(prefix) { shown = shown.dropFirst(prefix.count) }
        while shown.hasPrefix("./") {
            shown = shown.dropFirst(2)
            while shown.hasPrefix("/") { shown = shown.dropFirst() }
        }
        while shown.count > 1, shown.hasSuffix("/") { shown = shown.dropLast() }
        return shown.isEmpty ? "." : String(shown)
    }
}
