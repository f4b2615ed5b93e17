import Checking
import Contract
import Diagnostics
import Glibc

/// The files that paths lead to: the file itself, or everything below a directory, in the order of the names.
struct SourceList {
    struct Entry: Sendable {
        /// The path to open; `-` is standard input.
        var path: String
        /// The path in reports.
        var shown: String
        /// Whether it was named on the command line or in the configuration, and not found in a directory.
        var isNamed: Bool
        /// The kind that the configuration gives, as a member or a deck, if the content does not show it.
        var fallback: InputKind?
        /// Why it is not read, although it is in the directory.
        var obstacle: Source.Obstacle?

        var isStandardInput: Bool { path == "-" && isNamed }
    }

    /// A pattern of a set-up that matches no file.
    struct Missing {
        var setUp: String
        var pattern: Configuration.Pattern
    }

    private(set) var entries: [Entry] = []
    private var seen: [Identity: Int] = [:]

    /// The identity of a file, so that a file is read once even if two paths lead to it.
    private struct Identity: Hashable {
        var device: UInt
        var node: UInt
    }

    /// The number of threads that read folders.
    private let threads: Int

    /// - Parameter root: the folder that paths in reports are relative to.
    init(_ paths: [String], below root: String = workingDirectory(), threads: Int) {
        self.threads = threads
        for path in paths {
            if path == "-" {
                entries.append(Entry(path: "-", shown: "<stdin>", isNamed: true))
                continue
            }
            let shown = Self.shown(path, below: root)
            switch Self.status(path, followsLinks: true) {
            case .some(let status) where Self.isDirectory(status): walk([Folder(path: path, shown: shown, root: path)])
            case .some(let status): add(Entry(path: path, shown: shown, isNamed: true), Self.identity(status))
            // A missing file is an entry too, so that reading it reports that.
            case .none: entries.append(Entry(path: path, shown: shown, isNamed: true))
            }
        }
    }

    /// The files that the patterns of a configuration match.
    ///
    /// - Returns: the patterns that match nothing.
    init(
        _ setUps: [Configuration.SetUpPlan], below root: String, threads: Int,
        missing: inout [Missing]
    ) {
        self.threads = threads
        var folders = Set(setUps.flatMap(\.patterns).filter { !$0.glob.isLiteral }.map(\.glob.folder))
        folders = folders.filter { folder in
            !folders.contains { $0 != folder && ($0.isEmpty || folder.hasPrefix($0 + "/")) }
        }
        let roots = folders.sorted().map { folder in
            let path = folder.isEmpty ? root : Self.join(root, folder)
            return Folder(path: path, shown: folder.isEmpty ? "." : folder, root: root)
        }
        walk(roots.filter { Self.status($0.path, followsLinks: true).map(Self.isDirectory) ?? false })
        let found = SortedPaths(entries.map { Array($0.shown.utf8) })
        var numbers = Dictionary(
            entries.enumerated().map { ($1.shown, $0) }, uniquingKeysWith: { first, _ in first })
        var isWanted = entries.map { _ in false }
        for setUp in setUps {
            for (pattern, fallback) in setUp.named {
                if pattern.glob.isLiteral {
                    let path = Self.join(root, pattern.glob.path)
                    guard let status = Self.status(path, followsLinks: true), !Self.isDirectory(status) else {
                        missing.append(Missing(setUp: setUp.name, pattern: pattern))
                        continue
                    }
                    if let index = numbers[pattern.glob.path] {
                        isWanted[index] = true
                        entries[index].isNamed = true
                        if entries[index].obstacle == .special { entries[index].obstacle = nil }
                        entries[index].fallback = entries[index].fallback ?? fallback
                    } else {
                        let count = entries.count
                        add(
                            Entry(path: path, shown: pattern.glob.path, isNamed: true, fallback: fallback),
                            Self.identity(status))
                        if entries.count > count {
                            isWanted.append(true)
                            numbers[pattern.glob.path] = count
                        }
                    }
                    continue
                }
                let matching = found.matching(pattern.glob)
                for index in matching {
                    isWanted[index] = true
                    // The configuration says that it is an input.
                    entries[index].isNamed = entries[index].obstacle != .link
                }
                if matching.isEmpty { missing.append(Missing(setUp: setUp.name, pattern: pattern)) }
            }
        }
        entries = zip(entries, isWanted).filter(\.1).map(\.0)
            .sorted { $0.shown.utf8.lexicographicallyPrecedes($1.shown.utf8) }
    }

    /// - Parameter identity: `nil` for what may be read more than once.
    private mutating func add(_ entry: Entry, _ identity: Identity?) {
        if let identity {
            if let index = seen[identity] {
                // A file that is found in a folder and named as well is named.
                if entry.isNamed { entries[index].isNamed = true }
                return
            }
            seen[identity] = entries.count
        }
        entries.append(entry)
    }

    /// A folder: the path to open and the path in reports.
    private struct Folder: Sendable {
        var path: String
        var shown: String
        /// The directory out of which no link is followed.
        var root: String
    }

    /// The content of a folder, in the order of names.
    private struct Listing: Sendable {
        var files: [(entry: Entry, identity: Identity?)] = []
        var folders: [Folder] = []
    }

    /// Adds the files below folders. Files of a folder come before those of its folders, and the folders of a level are
    /// read on several threads.
    private mutating func walk(_ roots: [Folder]) {
        var listings: [String: Listing] = [:]
        var level = roots
        while !level.isEmpty {
            let found = Parallel.map(level, threads: level.count < 8 ? 1 : threads) { Self.list($0) }
            for (folder, listing) in zip(level, found) { listings[folder.path] = listing }
            // A link may lead to a folder again.
            level = found.flatMap(\.folders).filter { listings[$0.path] == nil }
        }
        var pending = Array(roots.reversed())
        while let folder = pending.popLast() {
            guard let listing = listings.removeValue(forKey: folder.path) else { continue }
            for (entry, identity) in listing.files { add(entry, identity) }
            pending += listing.folders.reversed()
        }
    }

    /// Lists a folder without hidden files. A link to a file inside the directory is followed. A link to a folder is
    /// not, because the files of that folder are found anyway.
    private static func list(_ folder: Folder) -> Listing {
        var listing = Listing()
        guard let names = names(in: folder.path) else {
            listing.files = [(Entry(path: folder.path, shown: folder.shown, isNamed: true), nil)]
            return listing
        }
        for name in names where !name.hasPrefix(".") && name != "CVS" {
            let path = join(folder.path, name)
            let shown = folder.shown == "." ? name : join(folder.shown, name)
            guard let status = status(path, followsLinks: false) else {
                // It is gone, or its path is too long for the system: reading it reports that.
                listing.files.append((Entry(path: path, shown: shown, isNamed: true), nil))
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: listing.folders.append(Folder(path: path, shown: shown, root: folder.root))
            case S_IFREG where status.st_size == 0 && isOutput(status): continue
            case S_IFREG: listing.files.append((Entry(path: path, shown: shown, isNamed: false), identity(status)))
            case S_IFLNK: follow(path, shown, in: folder, &listing)
            case _: listing.files.append((Entry(path: path, shown: shown, isNamed: false, obstacle: .special), nil))
            }
        }
        return listing
    }

    private static func follow(_ path: String, _ shown: String, in folder: Folder, _ listing: inout Listing) {
        guard let target = realPath(path), let root = realPath(folder.root),
            target == root || target.hasPrefix(root == "/" ? root : root + "/"),
            let status = status(path, followsLinks: true)
        else {
            listing.files.append((Entry(path: path, shown: shown, isNamed: false, obstacle: .link), nil))
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: listing.files.append((Entry(path: path, shown: shown, isNamed: false), identity(status)))
        case S_IFDIR where isHidden(target, below: root):
            listing.folders.append(
                Folder(path: target, shown: shown, root: folder.root))
        case S_IFDIR: break
        case _: listing.files.append((Entry(path: path, shown: shown, isNamed: false, obstacle: .special), nil))
        }
    }

    /// Whether the walk would not find a folder by its own name.
    private static func isHidden(_ path: String, below root: String) -> Bool {
        path.dropFirst(root.utf8.count).split(separator: "/").contains { $0.hasPrefix(".") || $0 == "CVS" }
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    // MARK: The file system

    private static func status(_ path: String, followsLinks: Bool) -> stat? {
        var status = stat()
        let result = unsafe followsLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 ? status : nil
    }

    static func isFolder(_ path: String) -> Bool { status(path, followsLinks: true).map(isDirectory) ?? false }
    static func exists(_ path: String) -> Bool { status(path, followsLinks: true) != nil }

    private static func isDirectory(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    /// The identity of a regular file. Pipes and devices give something else each time they are read.
    private static func identity(_ status: stat) -> Identity? {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    }

    /// Whether the output of this run goes to a file.
    static func isOutput(_ path: String) -> Bool { status(path, followsLinks: true).map(isOutput) ?? false }

    private static func isOutput(_ status: stat) -> Bool {
        [STDOUT_FILENO, STDERR_FILENO].contains { descriptor in
            var output = stat()
            return unsafe fstat(descriptor, &output) == 0 && output.st_dev == status.st_dev
                && output.st_ino == status.st_ino
        }
    }

    /// The names in a folder, sorted by bytes; `nil` if the folder cannot be read.
    static func names(in folder: String) -> [String]? {
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

    static func absolute(_ path: String) -> String { normal(path) }

    /// The path from the root, without `.` and `..`.
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

    /// The path for reports: without `./`, and relative to the folder if it is below it, so that no folder of the build
    /// host is shown.
    static func shown(_ path: String, below here: String) -> String {
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
