import Glibc

/// The files that paths stand for: themselves, or what is below a directory, in the order of their names.
struct SourceList {
    struct Entry: Sendable {
        /// To open; `-` is standard input.
        var path: String
        /// As reports name it.
        var shown: String
        /// Given on the command line, not found in a directory.
        var isNamed: Bool

        var isStandardInput: Bool { path == "-" && isNamed }
    }

    private(set) var entries: [Entry] = []
    private var seen: Set<Identity> = []

    /// Two paths may lead to one file; it is read once.
    private struct Identity: Hashable {
        var device: UInt
        var node: UInt
    }

    init(_ paths: [String]) {
        let here = Self.workingDirectory()
        for path in paths {
            if path == "-" {
                entries.append(Entry(path: "-", shown: "<stdin>", isNamed: true))
                continue
            }
            let shown = Self.shown(path, below: here)
            switch Self.status(path, followsLinks: true) {
            case .some(let status) where Self.isDirectory(status): walk(path, shown)
            case .some(let status): add(Entry(path: path, shown: shown, isNamed: true), status)
            // A missing file is an entry too, so that reading it says so.
            case .none: entries.append(Entry(path: path, shown: shown, isNamed: true))
            }
        }
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
                guard let status = Self.status(path, followsLinks: false) else { continue }
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

    private static func workingDirectory() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// Without `./`, and relative where the path lies below the working directory: reports name no build host.
    private static func shown(_ path: String, below here: String) -> String {
        var shown = path[...]
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
