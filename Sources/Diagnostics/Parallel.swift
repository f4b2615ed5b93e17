import Dispatch
import Synchronization

/// The same work for many elements, on several threads.
public enum Parallel {
    /// Results in the order of the elements, whatever thread made them.
    ///
    /// - Parameter threads: one of them is the caller's.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard threads > 1, elements.count > 1 else { return elements.map(transform) }
        // A few at a time: elements differ in size, and taking turns costs something.
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
