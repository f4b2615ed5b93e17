import Glibc

/// Prepares what the process inherits from its caller, before anything is opened.
enum ProcessState {
    static func prepare() {
        // A closed pipe, or a file that may not grow further, is an error of write(2) and must not end the process.
        for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) }
        keepMemoryToItself()
        occupyStandardDescriptors()
    }

    /// Turns off backtraces and core files. Swift's handler prints what registers point to if SWIFT_BACKTRACE asks for
    /// it, and a core file has everything: both may contain secrets.
    private static func keepMemoryToItself() {
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            var action = sigaction()
            guard unsafe sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO != 0 else { continue }
            _ = signal(number, SIG_DFL)
        }
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// Replaces standard descriptors that the caller has closed, because the next input or report would get their
    /// number. The replacements cannot be used either.
    private static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Blocks signals that end the process until the body has run, so that it runs completely or not at all.
    static func uninterrupted<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        var all = sigset_t()
        var before = sigset_t()
        _ = unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    /// The number of files that may be open at a time, apart from those that the process always has open.
    static var openFiles: Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1 }
        return max(1, Int(clamping: limit.rlim_cur) - 16)
    }
}
