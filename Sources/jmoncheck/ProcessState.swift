import Glibc

/// Prepares what the process inherits from its caller, before anything is opened.
enum ProcessState {
    static func prepare() {
        // A closed pipe, or a file that may not grow further, is an error of write(2) and must not end the process.
        for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) }
        keepMemoryToItself()
        occupyStandardDescriptors()
        _ = standardError
        endInOneSentence()
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

    /// Standard error, of which only this program has the number. What the run-time library says of a failure, with a
    /// stack trace, goes to the null device.
    static let standardError: Int32 = {
        let own = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10)
        let null = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { if null >= 0 { close(null) } }
        guard own >= 0, null >= 0, dup2(null, STDERR_FILENO) >= 0 else { return STDERR_FILENO }
        return own
    }()

    /// Ends with status 4 and one sentence where a failure of the program itself would end it by a signal: Swift has no
    /// other way when memory is exhausted. Signals that somebody sends keep their meaning.
    private static func endInOneSentence() {
        // The stack may be what is exhausted.
        let size = 1 << 16
        var stack = unsafe stack_t(ss_sp: malloc(size), ss_flags: 0, ss_size: size)
        _ = unsafe sigaltstack(&stack, nil)
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { handle(number) }
    }

    private static func handle(_ number: Int32) {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_sigaction = endAtFault
        action.sa_flags = SA_SIGINFO | SA_ONSTACK
        _ = unsafe sigaction(number, &action, nil)
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

/// Handles a signal. It may call only what is safe there.
private func endAtFault(
    _ number: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
) {
    // Somebody sent it.
    if unsafe info?.pointee.si_code == 0 {
        _ = signal(number, SIG_DFL)
        _ = raise(number)
        return
    }
    let sentence: StaticString = "jmoncheck: memory is exhausted, or the program has a defect\n"
    _ = unsafe write(ProcessState.standardError, sentence.utf8Start, sentence.utf8CodeUnitCount)
    _exit(4)
}
