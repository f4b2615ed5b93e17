import CMalloc
import Glibc

/// What the process inherits from its caller, put in order before anything is opened.
enum ProcessState {
    static func prepare() {
        // A closed pipe, and a file that may grow no more, are errors of write(2) and not the end of the process.
        for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) }
        keepMemoryToItself()
        takeMemoryInLargeSteps()
        occupyStandardDescriptors()
    }

    /// Swift's handler prints what registers point to where SWIFT_BACKTRACE asks for it, and a core file holds
    /// everything: there may be secrets in both.
    private static func keepMemoryToItself() {
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            var action = sigaction()
            guard unsafe sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO != 0 else { continue }
            _ = signal(number, SIG_DFL)
        }
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// A thread asks the kernel for memory a hundred times less often; what is not used costs nothing.
    private static func takeMemoryInLargeSteps() { _ = mallopt(M_TOP_PAD, 16 << 20) }

    /// A descriptor that the caller has closed would be the next input's or report's; what stands in for it can be
    /// used as little.
    private static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Signals that end the process wait until the body is done, so that it is done wholly or not at all.
    static func uninterrupted<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        var all = sigset_t()
        var before = sigset_t()
        _ = unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    /// How many files may be open at a time, beside those that the process has anyway.
    static var openFiles: Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1 }
        return max(1, Int(clamping: limit.rlim_cur) - 16)
    }
}
