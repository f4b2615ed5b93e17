import Checking
import Contract
import Diagnostics
import Glibc
import SystemPackage

/// The reason why a file could not be read: one sentence, without the path.
enum FileFailure: Error, Equatable, CustomStringConvertible {
    case system(Errno)
    case directory
    case device
    case silent
    case changed

    var description: String {
        switch self {
        case .system(let error): "cannot be read: \(error.sentence)"
        case .directory: "is a directory that cannot be read"
        case .device: "is neither a file nor a pipe"
        case .silent: "is a pipe that nobody writes to"
        case .changed: "it changed while it was read"
        }
    }
}

/// Reads files with read(2).
enum FileBytes {
    private static let sampleSize = 65536
    /// The milliseconds to wait for the writer of a named pipe.
    private static let patience: Int32 = 5000

    /// - Parameter question: called with the first bytes of a long file or of a pipe.
    static func read(
        _ path: String, limit: Int, question: Source.Question? = nil
    ) throws(FileFailure) -> Source.Content {
        if path == "-" { return try pipe(.standardInput, limit: limit, question) }
        let descriptor: FileDescriptor
        do {
            // Opened without waiting, so that a named pipe without a writer does not hang the program.
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
            if let question, status.st_size > min(4 * sampleSize, limit) {
                var sample: [UInt8] = []
                do throws(Errno) { _ = try append(sampleSize, from: descriptor, to: &sample) } catch {
                    throw .system(error)
                }
                switch question(sample) {
                case .stop: return Source.Content(bytes: sample, isCut: false)
                case .stream: return Source.Content(bytes: sample, isCut: false, stream: pieces(of: path))
                case .read: break
                }
                guard lseek(descriptor.rawValue, 0, SEEK_SET) == 0 else { throw .system(Errno(rawValue: errno)) }
            }
            var content = try drain(descriptor, expecting: Int(status.st_size), limit: limit)
            var after = stat()
            content.isChanged = unsafe fstat(descriptor.rawValue, &after) != 0 || status.version != after.version
            return content
        case S_IFIFO:
            var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
            let isSilent = unsafe poll(&ready, 1, patience) == 0
            let copy: FileDescriptor
            do { copy = try descriptor.duplicate() } catch { throw .system(error as? Errno ?? .ioError) }
            let content = try pipe(copy, limit: limit, question)
            guard !isSilent || !content.bytes.isEmpty else { throw .silent }
            return content
        default: throw .device
        }
    }

    /// The last bytes of a regular file; nothing if there is none.
    static func tail(_ path: String, _ count: Int) -> [UInt8] {
        guard
            let descriptor = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        else { return [] }
        defer { try? descriptor.close() }
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            lseek(descriptor.rawValue, off_t(max(0, status.st_size - count)), SEEK_SET) >= 0
        else { return [] }
        var bytes: [UInt8] = []
        do throws(Errno) { _ = try append(count, from: descriptor, to: &bytes) } catch { return [] }
        return bytes
    }

    // MARK: Pieces

    private static let pieceSize = 1 << 18

    /// A file in pieces; it is opened again for that.
    private static func pieces(of path: String) -> ByteStream {
        ByteStream { (body) throws(ByteStream.Failure) in
            do throws(FileFailure) {
                let descriptor: FileDescriptor
                do { descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec]) } catch {
                    throw .system(error as? Errno ?? .ioError)
                }
                defer { try? descriptor.close() }
                var (before, after) = (stat(), stat())
                _ = unsafe fstat(descriptor.rawValue, &before)
                try forEach(of: descriptor, body)
                _ = unsafe fstat(descriptor.rawValue, &after)
                guard before.version == after.version else { throw .changed }
            } catch {
                throw ByteStream.Failure(reason: error.description)
            }
        }
    }

    private static func forEach(of descriptor: FileDescriptor, _ body: ByteStream.Body) throws(FileFailure) {
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Self.read(descriptor, into: $0) }
            guard count >= 0 else { throw .system(Errno(rawValue: errno)) }
            ProgressLine.add(bytes: max(0, count))
            guard count > 0, body(buffer, count) else { return }
        }
    }

    /// Reads once, and waits for the writer of a pipe.
    private static func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let result = unsafe Glibc.read(descriptor.rawValue, buffer.baseAddress, buffer.count)
            if result < 0, errno == EAGAIN {
                var ready = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&ready, 1, -1)
            } else if result >= 0 || errno != EINTR {
                return result
            }
        }
    }

    /// Reads a pipe, which can be read only once.
    private static func pipe(
        _ descriptor: FileDescriptor, limit: Int, _ question: Source.Question?
    ) throws(FileFailure) -> Source.Content {
        var bytes: [UInt8] = []
        while question != nil, bytes.count < sampleSize {
            let count: Int
            do throws(Errno) { count = try append(sampleSize, from: descriptor, to: &bytes) } catch {
                throw .system(error)
            }
            if count == 0 { break }
        }
        if let question, !bytes.isEmpty, case .stream = question(bytes) {
            let beginning = bytes
            let rest = ByteStream { (body) throws(ByteStream.Failure) in
                guard body(beginning, beginning.count) else { return }
                do throws(FileFailure) { try forEach(of: descriptor, body) } catch {
                    throw ByteStream.Failure(reason: error.description)
                }
            }
            return Source.Content(bytes: beginning, isCut: false, stream: rest)
        }
        let content = try drain(descriptor, expecting: 0, limit: limit, after: bytes)
        if descriptor != .standardInput { try? descriptor.close() }
        return content
    }

    private static func drain(
        _ descriptor: FileDescriptor, expecting size: Int, limit: Int, after beginning: [UInt8] = []
    ) throws(FileFailure) -> Source.Content {
        var bytes = beginning
        guard bytes.count <= limit else {
            return Source.Content(bytes: Array(bytes.prefix(limit)), isCut: true)
        }
        // One byte more than the file has, so that its end is seen without growing the array. Some files have no size.
        var room = size > 0 ? size + 1 : sampleSize
        while true {
            let start = bytes.count
            let chunk = min(room, limit + 1 - start)
            let count: Int
            do throws(Errno) { count = try append(chunk, from: descriptor, to: &bytes) } catch { throw .system(error) }
            if bytes.count > limit {
                bytes.removeLast(bytes.count - limit)
                return Source.Content(bytes: bytes, isCut: true)
            }
            // The caller, which knows the size, checks whether the file has grown meanwhile.
            if count == 0 || size > 0 && bytes.count == size { return Source.Content(bytes: bytes, isCut: false) }
            room = count == chunk ? max(sampleSize, bytes.count) : sampleSize
        }
    }

    /// Appends bytes, and waits for the writer of a pipe.
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
        ProgressLine.add(bytes: result)
        // At the end of a file no room is needed.
        if start == 0 { bytes = chunk } else if result > 0 { bytes += chunk }
        return result
    }
}

extension stat {
    /// The values that change when the file is written to.
    fileprivate var version: [Int] { [Int(st_size), st_mtim.tv_sec, st_mtim.tv_nsec] }
}
