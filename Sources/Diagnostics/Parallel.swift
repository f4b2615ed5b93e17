import Glibc
import Synchronization

/// Does the same work for many elements, on several threads.
public enum Parallel {
    /// The results in the order of the elements, whatever thread computed them.
    ///
    /// - Parameters:
    ///   - threads: the number of threads, including the caller's.
    ///   - transform: what is done. It may escape, so that no run-time check keeps the length of this file's path, in
    ///     which two builds would differ.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        guard threads > 1, elements.count > 1 else { return elements.map(transform) }
        // Threads take a few elements at a time, because elements differ in size and each take costs something.
        let size = max(1, min(16, elements.count / (threads * 32)))
        let next = Atomic(0)
        let made = Mutex([(start: Int, results: [Result])]())
        perform(on: min(threads, elements.count)) {
            while true {
                let start = next.wrappingAdd(size, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                let results = elements[start..<min(start + size, elements.count)].map(transform)
                made.withLock { $0.append((start, results)) }
            }
        }
        return made.withLock { $0.sorted { $0.start < $1.start }.flatMap(\.results) }
    }

    /// Runs the same on several threads, or on fewer if there is no memory for their stacks. Dispatch would wait for
    /// memory for ever.
    private static func perform(on threads: Int, _ body: @escaping @Sendable () -> Void) {
        var others: [pthread_t] = []
        for _ in 1..<threads {
            let work = Work(body)
            var thread = pthread_t()
            let reference = unsafe Unmanaged.passRetained(work)
            let isMade =
                unsafe pthread_create(
                    &thread, nil,
                    { argument in
                        if let argument = unsafe argument {
                            unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                        }
                        return nil
                    }, reference.toOpaque()) == 0
            guard isMade else {
                unsafe reference.release()
                break
            }
            others.append(thread)
        }
        body()
        for thread in others { _ = pthread_join(thread, nil) }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
