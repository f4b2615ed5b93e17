import Diagnostics
import Glibc
import SystemPackage

/// Why a file gave no bytes: one sentence, without the path.
enum FileFailure: Error, Equatable, CustomStringConvertible {
    case system(Errno)
    case directory
    case device
    case silent

    var description: String {
        switch self {
        case .system(let error): "cannot be read: \(error.sentence)"
        case .directory: "is a directory that cannot be read"
        case .device: "is neither a file nor a pipe"
        case .silent: "is a pipe that nobody writes to"
        }
    }
}

/// The content of files, read with read(2).
enum FileBytes {
    struct Content {
        var bytes: [UInt8]
        /// The limit was reached before the end.
        var isCut: Bool
        /// Somebody wrote to the file meanwhile: it may never have held these bytes.
        var isChanged = false
    }

    private static let sampleSize = 65536
    /// Milliseconds that a named pipe has to find its writer.
    private static let patience: Int32 = 5000

    /// - Parameter isWanted: asked with the first bytes of a long file; if it says no, nothing more is read.
    static func read(
        _ path: String, limit: Int, isWanted: (([UInt8]) -> Bool)? = nil
    ) throws(FileFailure) -> Content {
        if path == "-" { return try drain(.standardInput, expecting: 0, limit: limit) }
        let descriptor: FileDescriptor
        do {
            // Without waiting: a named pipe whose writer does not come is no reason to hang.
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
            if let isWanted, status.st_size > 4 * sampleSize {
                var sample: [UInt8] = []
                do throws(Errno) { _ = try append(sampleSize, from: descriptor, to: &sample) } catch {
                    throw .system(error)
                }
                guard isWanted(sample) else { return Content(bytes: sample, isCut: false) }
                guard lseek(descriptor.rawValue, 0, SEEK_SET) == 0 else { throw .system(Errno(rawValue: errno)) }
            }
            var content = try drain(descriptor, expecting: Int(status.st_size), limit: limit)
            var after = stat()
            content.isChanged = unsafe fstat(descriptor.rawValue, &after) != 0 || status.version != after.version
            return content
        case S_IFIFO:
            var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
            let isSilent = unsafe poll(&ready, 1, patience) == 0
            let content = try drain(descriptor, expecting: 0, limit: limit)
            guard !isSilent || !content.bytes.isEmpty else { throw .silent }
            return content
        default: throw .device
        }
    }

    private static func drain(
        _ descriptor: FileDescriptor, expecting size: Int, limit: Int
    ) throws(FileFailure) -> Content {
        var bytes: [UInt8] = []
        // One byte more than the file has, so that its end is seen without growing. Some files do not know their size.
        var room = size > 0 ? size + 1 : sampleSize
        while true {
            let start = bytes.count
            let chunk = min(room, limit + 1 - start)
            let count: Int
            do throws(Errno) { count = try append(chunk, from: descriptor, to: &bytes) } catch { throw .system(error) }
            if bytes.count > limit {
                bytes.removeLast(bytes.count - limit)
                return Content(bytes: bytes, isCut: true)
            }
            // Whether the file has grown meanwhile is looked at by whoever knows its size.
            if count == 0 || size > 0 && bytes.count == size { return Content(bytes: bytes, isCut: false) }
            room = count == chunk ? max(sampleSize, bytes.count) : sampleSize
        }
    }

    /// Waits for a pipe's writer.
    private static func append(
        _ count: Int, from descriptor: FileDescriptor, to bytes: inout [UInt8]
    ) throws(Errno) -> Int {
        let start = bytes.count
        var result = 0
        var failure: Errno?
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe buffer.askForLargePages()
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
        // At the end of a file there is nothing to make room for.
        if start == 0 { bytes = chunk } else if result > 0 { bytes += chunk }
        return result
    }
}

extension stat {
    /// What writing to the file changes.
    fileprivate var version: [Int] { [Int(st_size), st_mtim.tv_sec, st_mtim.tv_nsec] }
}
