import Glibc
import SystemPackage

/// Report files are written whole or not at all.
enum ReportFile {
    /// Into a temporary file beside the target, then renamed over it. Devices and pipes are written to directly.
    static func write(_ bytes: [UInt8], to path: String) throws(OutputFailure) {
        do throws(Errno) {
            if isSpecial(path) {
                try write(bytes, into: path, options: [])
                return
            }
            let temporary = "\(path).\(getpid()).tmp"
            do throws(Errno) {
                try write(bytes, into: temporary, options: [.create, .exclusiveCreate])
                guard unsafe rename(temporary, path) == 0 else { throw Errno(rawValue: errno) }
            } catch {
                _ = unsafe unlink(temporary)
                throw error
            }
        } catch {
            throw OutputFailure(path: path, errno: error)
        }
    }

    private static func write(
        _ bytes: [UInt8], into path: String, options: FileDescriptor.OpenOptions
    ) throws(Errno) {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: options.union(.closeOnExec),
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
        var failure: Errno?
        do throws(Errno) { try Console.writeAll(bytes, to: descriptor) } catch { failure = error }
        do { try descriptor.close() } catch { failure = failure ?? error as? Errno ?? .ioError }
        if let failure { throw failure }
    }

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        let type = status.st_mode & S_IFMT
        return type != S_IFREG && type != S_IFDIR
    }
}
