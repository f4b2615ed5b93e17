import Diagnostics
import Glibc
import SystemPackage

/// Writes report files, completely or not at all.
enum ReportFile {
    /// The seconds to wait for the reader of a named pipe.
    private static let patience = 5.0

    /// Writes to a temporary file next to the target and renames it. Pipes, devices and open descriptors
    /// (`/dev/stdout`, `/dev/fd/3`) are written to directly.
    static func write(_ report: Report, to path: String) throws(OutputFailure) {
        let open = openDescriptor(path)
        if open == .standardOutput { return try Console.write(report) }
        do throws(Errno) {
            if let open {
                try Console.writeAll(report, to: open)
            } else if isSpecial(path) {
                try write(report, closing: try openSpecial(path))
            } else {
                try replace(target(of: path), with: report)
            }
        } catch {
            throw OutputFailure(path: path, errno: error)
        }
    }

    private static func replace(_ path: String, with report: Report) throws(Errno) {
        try ProcessState.uninterrupted { () throws(Errno) in
            let temporary = temporaryName(beside: path)
            try create(temporary, with: report)
            try move(temporary, to: path)
        }
    }

    private static func temporaryName(beside path: String) -> String {
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        makeFolders(path[..<name])
        return "\(path[..<name]).jmoncheck-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    }

    private static func create(_ temporary: String, with report: Report) throws(Errno) {
        let descriptor = try open(temporary, [.create, .exclusiveCreate])
        do throws(Errno) { try write(report, closing: descriptor) } catch {
            _ = unsafe unlink(temporary)
            throw error
        }
    }

    private static func move(_ temporary: String, to path: String) throws(Errno) {
        guard unsafe rename(temporary, path) == 0 else {
            let failure = Errno(rawValue: errno)
            _ = unsafe unlink(temporary)
            throw failure
        }
    }

    // MARK: Several reports of one run

    /// A report that is written, but not yet at its place.
    struct Pending {
        fileprivate let temporary: String
        fileprivate let target: String
        let path: String

        func publish() throws(OutputFailure) {
            do throws(Errno) {
                try ProcessState.uninterrupted { () throws(Errno) in try move(temporary, to: target) }
            } catch {
                throw OutputFailure(path: path, errno: error)
            }
        }

        /// Removes the report, whether it is published or not.
        func withdraw(isPublished: Bool) { _ = unsafe unlink(isPublished ? target : temporary) }
    }

    /// Writes a report to a temporary file next to its target. `nil` for pipes, devices and open descriptors, of which
    /// nothing can be withdrawn.
    static func prepare(_ report: () -> Report, for path: String) throws(OutputFailure) -> Pending? {
        guard openDescriptor(path) == nil, !isSpecial(path) else { return nil }
        do throws(Errno) {
            let target = target(of: path)
            let temporary = temporaryName(beside: target)
            try ProcessState.uninterrupted { () throws(Errno) in try create(temporary, with: report()) }
            guard !isFolder(target) else {
                _ = unsafe unlink(temporary)
                throw Errno.isDirectory
            }
            return Pending(temporary: temporary, target: target, path: path)
        } catch {
            throw OutputFailure(path: path, errno: error)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes the folders that do not exist. A failure shows when the file is opened.
    private static func makeFolders(_ folder: Substring) {
        for end in folder.indices.dropFirst() where folder[end] == "/" {
            _ = unsafe mkdir(String(folder[..<end]), 0o777)
        }
    }

    private static func write(_ report: Report, closing descriptor: FileDescriptor) throws(Errno) {
        var failure: Errno?
        do throws(Errno) { try Console.writeAll(report, to: descriptor) } catch { failure = error }
        do { try descriptor.close() } catch { failure = failure ?? error as? Errno ?? .ioError }
        if let failure { throw failure }
    }

    private static func open(
        _ path: String, _ options: FileDescriptor.OpenOptions
    ) throws(Errno) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                FilePath(path), .writeOnly, options: options.union(.closeOnExec),
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    /// Opens a pipe or device. A named pipe without a reader does not hang the program.
    private static func openSpecial(_ path: String) throws(Errno) -> FileDescriptor {
        let pause = 0.01
        var left = patience
        while true {
            do throws(Errno) {
                let descriptor = try open(path, .nonBlocking)
                // From here on writing waits for the reader.
                _ = fcntl(descriptor.rawValue, F_SETFL, 0)
                return descriptor
            } catch {
                guard error == .noSuchAddressOrDevice, left > 0 else { throw error }
                left -= pause
                usleep(useconds_t(pause * 1_000_000))
            }
        }
    }

    // MARK: What a path leads to

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        let type = status.st_mode & S_IFMT
        return type != S_IFREG && type != S_IFDIR
    }

    /// The descriptor that a path names. Such names are links to files, and following them would replace the file that
    /// is being written.
    private static func openDescriptor(_ path: String) -> FileDescriptor? {
        switch path {
        case "/dev/stdout": return .standardOutput
        case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
            return FileDescriptor(rawValue: ProcessState.standardError)
        case _:
            for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
                return Int32(path.dropFirst(folder.utf8.count)).map(FileDescriptor.init(rawValue:))
            }
            return nil
        }
    }

    /// The file that a link leads to, so that the file is replaced and the link stays.
    private static func target(of path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }
}
