import Dispatch
import Synchronization

/// Does the same work for many elements, on several threads.
public enum Parallel {
    /// The results in the order of the elements, whatever thread computed them.
    ///
    /// - Parameter threads: the number of threads, including the caller's.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard threads > 1, elements.count > 1 else { return elements.map(transform) }
        // Threads take a few elements at a time, because elements differ in size and each take costs something.
        let size = max(1, min(16, elements.count / (threads * 32)))
        let next = Atomic(0)
        let made = Mutex([(start: Int, results: [Result])]())
        DispatchQueue.concurrentPerform(iterations: min(threads, elements.count)) { _ in
            while true {
                let start = next.wrappingAdd(size, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                let results = elements[start..<min(start + size, elements.count)].map(transform)
                made.withLock { $0.append((start, results)) }
            }
        }
        return made.withLock { $0.sorted { $0.start < $1.start }.flatMap(\.results) }
    }
}
