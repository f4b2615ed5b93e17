import Diagnostics
import Glibc
import SystemPackage

/// Why a file gave no bytes: one sentence, without the path.
enum FileFailure: Error, Equatable, CustomStringConvertible {
    case system(Errno)
    case tooLarge(limit: Int)
    case directory
    case device

    var description: String {
        switch self {
        case .system(let error): "cannot be read: \(error.sentence)"
        case .tooLarge(let limit): "is larger than the limit of \(limit) bytes (--max-size)"
        case .directory: "is a directory that cannot be read"
        case .device: "is neither a file nor a pipe"
        }
    }
}

/// The content of files, read with read(2).
enum FileBytes {
    static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
        if path == "-" { return try drain(.standardInput, expecting: 0, limit: limit) }
        let descriptor: FileDescriptor
        do {
            // Without waiting: a named pipe that nobody writes to is empty, not a reason to hang.
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            throw .system(error as? Errno ?? .ioError)
        }
        defer { try? descriptor.close() }
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0 else { throw .system(Errno(rawValue: errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .directory
        case S_IFREG:
            guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
            return try drain(descriptor, expecting: Int(status.st_size), limit: limit)
        case S_IFIFO: return try drain(descriptor, expecting: 0, limit: limit)
        default: throw .device
        }
    }

    private static func drain(
        _ descriptor: FileDescriptor, expecting size: Int, limit: Int
    ) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        // One byte more than the file has, so that its end is seen without growing.
        var room = max(size + 1, 65536)
        while true {
            let start = bytes.count
            let chunk = min(room, limit + 1 - start)
            let count: Int
            do throws(Errno) { count = try append(chunk, from: descriptor, to: &bytes) } catch { throw .system(error) }
            if count == 0 { return bytes }
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            room = count == chunk ? max(65536, bytes.count) : 65536
        }
    }

    /// Waits for a pipe's writer.
    private static func append(
        _ count: Int, from descriptor: FileDescriptor, to bytes: inout [UInt8]
    ) throws(Errno) -> Int {
        let start = bytes.count
        bytes.reserveCapacity(start + count)
        var result = 0
        var failure: Errno?
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            repeat {
                result = unsafe Glibc.read(descriptor.rawValue, buffer.baseAddress, count)
                if result < 0, errno == EAGAIN {
                    var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
                    _ = unsafe poll(&ready, 1, -1)
                    continue
                }
            } while result < 0 && (errno == EINTR || errno == EAGAIN)
            if result < 0 { failure = Errno(rawValue: errno) }
            initialized = max(0, result)
        }
        if let failure { throw failure }
        if start == 0 { bytes = chunk } else { bytes += chunk }
        return result
    }
}
