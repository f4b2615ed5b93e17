import Glibc

/// Waits for changes of files and folders.
///
/// On Linux the kernel reports them (inotify); where it does not, as on some network file systems, the times of the
/// files are compared.
struct FolderWatch: ~Copyable {
    private let descriptor: Int32
    private let paths: [String]
    private var stamps: [String: [Int]]

    /// The milliseconds between two comparisons where the kernel reports nothing.
    private static let interval: Int32 = 1000
    /// The milliseconds to wait for further changes: editors write a file in several steps.
    private static let settling: Int32 = 100

    /// - Parameter paths: files and folders; folders count with what is directly in them.
    init(_ paths: [String]) {
        self.paths = paths
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
        stamps = Self.stamps(paths)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Returns after a change.
    mutating func wait() {
        while true {
            // Without a descriptor this only waits.
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let isReported = unsafe poll(&ready, 1, Self.interval) > 0
            if isReported { settle() }
            let now = Self.stamps(paths)
            guard isReported || now != stamps else { continue }
            stamps = now
            return
        }
    }

    /// Reads events until none comes any more.
    private func settle() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            _ = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        } while unsafe poll(&ready, 1, Self.settling) > 0
    }

    private static func stamps(_ paths: [String]) -> [String: [Int]] {
        var stamps: [String: [Int]] = [:]
        for path in paths {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { continue }
            stamps[path] = [
                Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_ino),
            ]
        }
        return stamps
    }
}
