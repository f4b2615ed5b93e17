import Glibc

/// Waits for changes of files and folders.
///
/// On Linux the kernel reports them (inotify). Where it does not, as on some network file systems, the caller compares the
/// stamps of the files each time the wait ends.
struct FolderWatch: ~Copyable {
    private let descriptor: Int32

    /// The longest wait in milliseconds.
    private static let interval: Int32 = 1000
    /// The milliseconds to wait for further changes: editors write a file in several steps.
    private static let settling: Int32 = 100

    /// - Parameter paths: files and folders; folders count with what is directly in them.
    init(_ paths: [String]) {
        var descriptor: Int32 = -1
        #if os(Linux)
            descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            if descriptor >= 0 {
                let events = UInt32(
                    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
                )
                for path in paths { _ = unsafe inotify_add_watch(descriptor, path, events) }
            }
        #endif
        self.descriptor = descriptor
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Returns when something may have changed.
    func wait() {
        // Without a descriptor this only waits.
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&ready, 1, Self.interval) > 0 { settle() }
    }

    /// Reads events until none comes any more.
    private func settle() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            _ = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        } while unsafe poll(&ready, 1, Self.settling) > 0
    }

    /// What changes when one of the files does. A folder has no stamp, because its files have.
    static func stamps(_ paths: [String]) -> [String: [Int]] {
        var stamps: [String: [Int]] = [:]
        for path in paths {
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { continue }
            stamps[path] = [
                Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_ino),
            ]
        }
        return stamps
    }
}
