import Checking
import Diagnostics
import Fixing
import Glibc
import SystemPackage

/// Replaces the content of files: of all of them, or of none.
struct FileReplacement {
    /// A file with its new content beside it.
    private struct Prepared {
        /// The name in reports.
        var name: String
        var path: String
        var temporary: String
        var before: [UInt8]
        var status: stat
    }

    private var prepared: [Prepared] = []

    /// - Parameters:
    ///   - files: the content that was read, and the new one.
    ///   - paths: the path to open of each file by its name in reports.
    static func write(_ files: [FixResult.File], paths: [String: String]) throws(Refusal) {
        var all = FileReplacement()
        do throws(Refusal) {
            try ProcessState.uninterrupted { () throws(Refusal) in
                for file in files {
                    try all.prepare(file.path, at: paths[file.path] ?? file.path, file.before, file.after)
                }
                try all.publish()
            }
        } catch {
            all.withdraw()
            throw error
        }
    }

    // MARK: Before anything changes

    private mutating func prepare(
        _ name: String, at path: String, _ before: [UInt8], _ after: [UInt8]
    ) throws(Refusal) {
        let target = try Self.target(name, path)
        var status = stat()
        guard unsafe stat(target, &status) == 0 else { throw Self.refusal(name) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal(path: name, reason: "is not a regular file") }
        guard status.st_nlink == 1 else {
            throw Refusal(path: name, reason: "has several names (hard links), so it is not replaced")
        }
        guard status.st_mode & 0o222 != 0, unsafe access(target, W_OK) == 0 else {
            throw Refusal(path: name, reason: "is read-only")
        }
        try Self.expect(before, in: target, name)
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        let temporary = "\(folder).jmoncheck-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        prepared.append(Prepared(name: name, path: target, temporary: temporary, before: before, status: status))
        try Self.create(temporary, after, like: status, name)
    }

    /// The file itself. A link is followed only to a file in the link's own folder or below it.
    private static func target(_ name: String, _ path: String) throws(Refusal) -> String {
        var link = stat()
        guard unsafe lstat(path, &link) == 0 else { throw refusal(name) }
        guard link.st_mode & S_IFMT == S_IFLNK else { return path }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard let real = realPath(path), let root = realPath(folder), real.hasPrefix(root == "/" ? root : root + "/")
        else { throw Refusal(path: name, reason: "is a link that leads out of its folder, so it is not followed") }
        return real
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    private static func expect(_ bytes: [UInt8], in path: String, _ name: String) throws(Refusal) {
        let content = try? FileBytes.read(path, limit: bytes.count + 1)
        guard let content, !content.isCut, !content.isChanged, content.bytes == bytes else {
            throw Refusal(path: name, reason: "changed since it was read")
        }
    }

    /// Writes a file with the owner and the permissions of another, down to the disk.
    private static func create(
        _ path: String, _ bytes: [UInt8], like status: stat, _ name: String
    ) throws(Refusal) {
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite)
            do {
                _ = try descriptor.writeAll(bytes)
                var made = stat()
                let hasStatus = unsafe fstat(descriptor.rawValue, &made) == 0
                let isOwners = made.st_uid == status.st_uid && made.st_gid == status.st_gid
                guard hasStatus, isOwners || fchown(descriptor.rawValue, status.st_uid, status.st_gid) == 0,
                    fchmod(descriptor.rawValue, status.st_mode & 0o7777) == 0, fsync(descriptor.rawValue) == 0
                else { throw Errno(rawValue: errno) }
            } catch {
                try? descriptor.close()
                throw error
            }
            try descriptor.close()
        } catch {
            throw Refusal(
                path: name, reason: "cannot be written: \((error as? Errno ?? .ioError).sentence)")
        }
    }

    private static func refusal(_ name: String) -> Refusal {
        Refusal(path: name, reason: "cannot be written: \(Errno(rawValue: errno).sentence)")
    }

    // MARK: All at once

    private mutating func publish() throws(Refusal) {
        for file in prepared {
            var now = stat()
            guard unsafe stat(file.path, &now) == 0, now.st_ino == file.status.st_ino,
                now.st_size == file.status.st_size, now.st_mtim.tv_sec == file.status.st_mtim.tv_sec,
                now.st_mtim.tv_nsec == file.status.st_mtim.tv_nsec
            else { throw Refusal(path: file.name, reason: "changed since it was read") }
        }
        for (index, file) in prepared.enumerated() {
            guard unsafe rename(file.temporary, file.path) == 0 else {
                let refusal = Self.refusal(file.name)
                for done in prepared[..<index] { Self.restore(done) }
                throw refusal
            }
        }
        for folder in Set(prepared.map { $0.path.lastIndex(of: "/").map { $0 } == nil ? "." : Self.folder($0.path) }) {
            let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            _ = fsync(descriptor)
            close(descriptor)
        }
    }

    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    /// Gives a file that was replaced already its old content again.
    private static func restore(_ file: Prepared) {
        let temporary = file.temporary + ".old"
        guard (try? create(temporary, file.before, like: file.status, file.name)) != nil else { return }
        _ = unsafe rename(temporary, file.path)
    }

    /// Removes what is beside the files.
    private func withdraw() {
        for file in prepared { _ = unsafe unlink(file.temporary) }
    }
}
