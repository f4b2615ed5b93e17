import Diagnostics
import Dispatch
import Glibc
import Synchronization
import SystemPackage

/// A line on a terminal's standard error that shows how far a run is, once it takes longer than half a second. It is gone
/// before anything else is printed.
enum ProgressLine {
    private struct State {
        var isActive = false
        var isShown = false
        var inputs = 0
        var seconds = 0.0
    }

    private static let patience = 0.5
    private static let interval = 0.2

    private static let state = Mutex(State())
    private static let inputsRead = Atomic(0)
    private static let bytesRead = Atomic(0)
    /// A queue of its own has a thread of its own, whatever the others do.
    private static let queue = DispatchQueue(label: "progress")

    /// Begins to show the reading of inputs.
    static func begin(inputs: Int) {
        guard isatty(ProcessState.standardError) == 1, Console.environment("TERM") != "dumb" else { return }
        state.withLock { $0 = State(isActive: true, inputs: inputs) }
        tick(after: patience)
    }

    /// Counts bytes of an input.
    static func add(bytes: Int) { bytesRead.wrappingAdd(bytes, ordering: .relaxed) }

    /// Counts an input that is read.
    static func addInput() { inputsRead.wrappingAdd(1, ordering: .relaxed) }

    /// Removes the line. Nothing is shown afterwards.
    static func finish() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state = State()
        }
    }

    private static func tick(after seconds: Double) {
        queue.asyncAfter(deadline: .now() + seconds) {
            let goesOn = state.withLock { state in
                guard state.isActive else { return false }
                state.seconds += seconds
                state.isShown = true
                write("\r\(text(state))\u{1B}[K")
                return true
            }
            if goesOn { tick(after: interval) }
        }
    }

    private static func text(_ state: State) -> String {
        let count = inputsRead.load(ordering: .relaxed)
        let megabytes = bytesRead.load(ordering: .relaxed) / 1_000_000
        let size = megabytes > 0 ? ", \(megabytes) MB" : ""
        let work = count < state.inputs ? "reading \(count + 1) of \(state.inputs) files" : "checking"
        return "jmoncheck: \(work)\(size), \(Int(state.seconds)) s"
    }

    /// A failure to write is ignored: it is not part of any answer.
    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(ProcessState.standardError, $0.baseAddress, $0.count) }
    }
}
