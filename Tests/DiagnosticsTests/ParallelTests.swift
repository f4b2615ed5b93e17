import Diagnostics
import Synchronization
import Testing

@Suite struct ParallelTests {
    @Test(arguments: [1, 2, 3, 16], [0, 1, 2, 7, 1000])
    func `results have the order of the elements`(_ threads: Int, _ count: Int) {
        let results = Parallel.map(Array(0..<count), threads: threads) { $0 * $0 }
        #expect(results == (0..<count).map { $0 * $0 })
    }

    @Test func `a value is computed once for all threads`() {
        let made = Mutex(0)
        let lazy = Lazy {
            made.withLock {
                $0 += 1
                return $0
            }
        }
        #expect(made.withLock(\.self) == 0)
        let values = Parallel.map(Array(0..<500), threads: 8) { _ in lazy.value }
        #expect(values.allSatisfy { $0 == 1 })
        #expect(made.withLock(\.self) == 1)
    }
}
