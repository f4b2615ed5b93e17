import Diagnostics
import Glibc
import Secrets
import SystemPackage

/// A report or an answer that could not be written: exit status 4.
struct OutputFailure: Error, Equatable, CustomStringConvertible {
    var path: String
    var errno: Errno

    var description: String { "cannot write \(path): \(errno.sentence)" }
}

extension Errno {
    /// The system's description, without a capital letter, for the middle of a sentence.
    var sentence: String {
        if self == .noSuchAddressOrDevice { return "no such device, or a pipe that nobody reads from" }
        let text = "\(self)"
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// Standard output and standard error.
enum Console {
    /// Writes to standard output. A closed pipe (`| head`) is not a failure.
    static func write(_ report: Report) throws(OutputFailure) {
        do throws(Errno) {
            try writeAll(report, to: .standardOutput)
        } catch .brokenPipe {
            return
        } catch {
            throw OutputFailure(path: "standard output", errno: error)
        }
    }

    /// Writes a line about the run to standard error. A failure to do so is ignored.
    static func error(_ line: SafeText) { error([line]) }

    static func error(_ lines: [SafeText]) {
        // Names of files and arguments may hold a password. Coloured lines have neither.
        let hidden = lines.map { $0.utf8.contains(0x1B) ? $0 : SafeText($0.description.maskingSecrets) }
        try? writeAll(Report(hidden), to: FileDescriptor(rawValue: ProcessState.standardError))
    }

    static func writeAll(_ report: Report, to descriptor: FileDescriptor) throws(Errno) {
        ProgressLine.finish()
        try report.write { (piece) throws(Errno) in
            do {
                unsafe try piece.withUnsafeBytes { buffer in
                    _ = unsafe try descriptor.writeAll(buffer)
                }
            } catch let error as Errno {
                throw error
            } catch {
                throw .ioError
            }
        }
    }

    static func isTerminal(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }

    /// Whether standard output shows more than ASCII: everywhere but on a terminal whose locale says otherwise.
    static var showsUnicode: Bool {
        guard isTerminal(.standardOutput) else { return true }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
        return locale?.uppercased().contains("UTF") ?? false
    }

    /// The number of columns at which text is broken: of the terminal, or what COLUMNS says. `nil` where output is not a
    /// terminal and nobody asks for a width.
    static var columns: Int? {
        if let named = environment("COLUMNS").flatMap({ Int($0) }), named > 0 { return named }
        guard isTerminal(.standardOutput) else { return nil }
        var size = winsize()
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : usualColumns
    }

    /// The width of a terminal that does not tell its own.
    private static let usualColumns = 100

    static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
