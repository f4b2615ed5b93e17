import Dispatch
import Synchronization

/// The messages that were read and not handled yet.
///
/// A client may cancel a request, or change a document again, before its message is handled; both show here.
final class MessageQueue: Sendable {
    enum Event: Sendable {
        case message(Message)
        case fault(String)
        /// The client will send no more.
        case end
    }

    private struct State: Sendable {
        var events: [Event] = []
        var first = 0
        var size = 0
        var cancelled: Set<Message.ID> = []
        /// The number of changes that wait, by document.
        var changes: [String: Int] = [:]
    }

    /// Above one of these the reader waits, so that a client that floods the server does not fill the memory.
    private static let countLimit = 4096
    private static let sizeLimit = 1 << 28

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let drained = DispatchSemaphore(value: 0)

    func add(_ event: Event, size: Int = 0) {
        let mustWait = state.withLock { state in
            if case .message(let message) = event {
                if let id = message.cancelledRequest {
                    // A request that is not waiting is being handled, or was answered: there is nothing to cancel.
                    if state.events[state.first...].contains(where: { $0.request == id }) {
                        state.cancelled.insert(id)
                    }
                    return false
                }
                if let document = message.changedDocument { state.changes[document, default: 0] += 1 }
            }
            state.events.append(event)
            state.size += size
            return state.events.count - state.first > Self.countLimit || state.size > Self.sizeLimit
        }
        filled.signal()
        if mustWait { drained.wait() }
    }

    /// The next event; `nil` if none arrives in time.
    ///
    /// - Parameter seconds: the time to wait.
    func next(within seconds: Double) -> Event? {
        guard filled.wait(timeout: .now() + seconds) == .success else { return nil }
        let (event, isDrained) = state.withLock { state -> (Event?, Bool) in
            // A cancellation leaves no event, but a signal.
            guard state.first < state.events.count else { return (nil, false) }
            let event = state.events[state.first]
            let wasFull =
                state.events.count - state.first > Self.countLimit || state.size > Self.sizeLimit
            state.first += 1
            if state.first == state.events.count {
                (state.events, state.first, state.size) = ([], 0, 0)
            } else if state.first > 1024 {
                state.events.removeFirst(state.first)
                state.first = 0
            }
            if case .message(let message) = event, let document = message.changedDocument {
                let count = state.changes[document, default: 1] - 1
                state.changes[document] = count > 0 ? count : nil
            }
            let isFull = state.events.count - state.first > Self.countLimit || state.size > Self.sizeLimit
            return (event, wasFull && !isFull)
        }
        if isDrained { drained.signal() }
        return event
    }

    /// Whether a request was cancelled while it waited; it is asked once.
    func isCancelled(_ id: Message.ID) -> Bool { state.withLock { $0.cancelled.remove(id) != nil } }

    /// Whether a document has changed again, so that nobody wants an answer about its present version.
    func isOutdated(_ document: String) -> Bool { state.withLock { $0.changes[document] != nil } }

    var isEmpty: Bool { state.withLock { $0.first == $0.events.count } }
}

extension MessageQueue.Event {
    fileprivate var request: Message.ID? {
        if case .message(let message) = self { message.id } else { nil }
    }
}
