import ArgumentParser
import Diagnostics
import Glibc

/// Refuses reports that would replace each other or what they are about.
enum ReportPaths {
    /// - Parameters:
    ///   - paths: the files to write.
    ///   - inputs: the files that were read, relative to the working directory or to the root.
    ///   - root: the folder of the configuration.
    static func validate(_ paths: [String], inputs: [String], root: String?) throws {
        var seen: Set<Target> = []
        let read = Set(inputs.flatMap { input in candidates(input, root).compactMap(Target.init(existing:)) })
        for path in paths {
            guard let target = Target(path) else { continue }
            guard seen.insert(target).inserted else { throw ValidationError("two reports go to \(path)") }
            if read.contains(target) { throw ValidationError("\(path) is an input, so it cannot be a report") }
        }
    }

    private static func candidates(_ input: String, _ root: String?) -> [String] {
        guard !input.hasPrefix("<") else { return [] }
        return [input] + (input.hasPrefix("/") ? [] : root.map { ["\($0)/\(input)"] } ?? [])
    }

    /// A regular file, or one that does not exist yet.
    private enum Target: Hashable {
        case file(device: UInt, number: UInt)
        /// The real path of its folder, if that exists, and its name.
        case new(folder: String, name: String)

        init?(existing path: String) {
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            self = .file(device: UInt(status.st_dev), number: UInt(status.st_ino))
        }

        init?(_ path: String) {
            var status = stat()
            guard unsafe stat(path, &status) != 0 else {
                self.init(existing: path)
                return
            }
            let parts = path.split(separator: "/", omittingEmptySubsequences: true)
            guard let name = parts.last else { return nil }
            let folder = Self.resolved(path.lastIndex(of: "/").map { path[...$0] } ?? "")
            // The way may lead through a folder that is made first, and from there to a file that exists.
            self =
                Self(existing: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
                ?? .new(folder: folder, name: String(name))
        }

        /// The real path of a folder. What does not exist of it will be made, and `..` leads out of that again.
        private static func resolved(_ folder: Substring) -> String {
            var current = folder.hasPrefix("/") ? "/" : SourceList.workingDirectory()
            for part in folder.split(separator: "/") where part != "." {
                guard part != ".." else {
                    let end = current.lastIndex(of: "/") ?? current.startIndex
                    current = end == current.startIndex ? "/" : String(current[..<end])
                    continue
                }
                let next = current.hasSuffix("/") ? current + part : "\(current)/\(part)"
                guard let found = unsafe realpath(next, nil) else {
                    current = next
                    continue
                }
                current = unsafe String(cString: found)
                unsafe free(found)
            }
            return current
        }
    }
}
