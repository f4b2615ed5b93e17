public import Diagnostics

/// A language server (LSP 3.17) over two descriptors.
///
/// One thread reads messages, and another handles them in their order. Documents are checked when no message waits, so
/// that no work is done for a version that has been replaced already.
public final class LanguageServer {
    enum State {
        case new
        /// After `initialize`.
        case running
        /// After `shutdown`.
        case stopped
    }

    let host: any ServerHost
    let version: String
    let connection: Connection
    let projects: Projects
    var state = State.new
    var client = ClientCapabilities()
    /// The folders of the workspace, as paths.
    var folders: [String] = []
    /// Whether a document, a file or a configuration may have changed since the last check.
    var mustCheck = false
    /// What the client was told last.
    var published: [String: Published] = [:]
    /// The progress of opening the workspace, until the client has answered.
    var opening: Opening?
    /// What the client is asked, by the number of the request.
    var asked: [Int: Question] = [:]
    var traces = false
    /// The number of the last state of a document.
    var stamp = 0
    private var lastNumber = 0
    private var isEnded: ExitStatus?
    /// How long the last check took, in seconds. After a long one the server waits for a pause.
    private var patience = 0.0

    /// What the server has asked the client.
    enum Question {
        case progress
        case other
    }

    /// - Parameters:
    ///   - version: the version of the program.
    ///   - formats: the names of the report formats, which a configuration may use.
    public init(
        _ host: any ServerHost, version: String, formats: [String], input: Int32 = 0, output: Int32 = 1
    ) {
        self.host = host
        self.version = version
        connection = Connection(input: input, output: output)
        projects = Projects(host, version: version, formats: formats)
    }

    /// Serves until the client says `exit` or is gone.
    ///
    /// - Returns: `clean` after `shutdown`, else `findings`: 0 and 1.
    public func run() -> ExitStatus {
        connection.start()
        while true {
            if let isEnded { return isEnded }
            let wait = !mustCheck ? Self.idle : opening != nil ? Self.answerTime : patience
            if let event = connection.queue.next(within: wait) {
                handle(event)
            } else if mustCheck, connection.queue.isEmpty {
                checkNext()
            } else if let process = client.process, !host.isAlive(process: process) {
                log("the process of the client is gone")
                return .findings
            }
        }
    }

    /// Seconds between two looks at whether the client is still there.
    private static let idle = 2.0
    /// Seconds in which a client says whether it shows progress.
    private static let answerTime = 0.5

    func log(_ line: SafeText) { host.log("lsp: \(line)") }

    // MARK: Messages

    private func handle(_ event: MessageQueue.Event) {
        switch event {
        case .fault(let reason):
            log("\(SafeText(reason))")
            answer(nil, .failure(Failure(.parseError, reason)))
        case .end:
            if state != .stopped { log("the client closed the pipe without shutdown") }
            isEnded = state == .stopped ? .clean : .findings
        case .message(let message): handle(message)
        }
    }

    private func handle(_ message: Message) {
        switch message.content {
        case .invalid(let id, let failure):
            log("\(SafeText(failure.message))")
            answer(id, .failure(failure))
        case .response(let id, let isError): take(id, isError: isError)
        case .notification(let method):
            trace("received", method)
            if method == "exit" {
                isEnded = state == .stopped ? .clean : .findings
                return
            }
            guard state == .running else { return }
            if !notify(method, message.values), !method.hasPrefix("$/") {
                log("the notification \(Self.name(method)) is not known or not as the protocol says")
            }
        case .request(let id, let method):
            trace("received", method)
            answer(id, result(of: method, message.values, id))
        }
    }

    /// The name of a method for a log: what a client makes up is cut.
    static func name(_ method: String) -> SafeText { SafeText(String(method.prefix(60))) }

    private func result(of method: String, _ values: Wire?, _ id: Message.ID) -> Result<
        JSONValue, Failure
    > {
        switch state {
        case .new:
            guard method == "initialize" else {
                return .failure(Failure(.notInitialized, "the first request has to be initialize"))
            }
        case .running:
            guard method != "initialize" else {
                return .failure(Failure(.invalidRequest, "initialize was sent before"))
            }
        case .stopped: return .failure(Failure(.invalidRequest, "the server was shut down"))
        }
        guard !connection.queue.isCancelled(id) else {
            return .failure(Failure(.requestCancelled, "the request was cancelled"))
        }
        if let document = values?[path: "textDocument", "uri"]?.string,
            connection.queue.isOutdated(document)
        {
            // Pulled diagnostics are asked for again.
            return method == "textDocument/diagnostic"
                ? .failure(
                    Failure(.serverCancelled, "the document has changed", data: ["retriggerRequest": true]))
                : .failure(Failure(.contentModified, "the document has changed"))
        }
        let token = method == "initialize" ? nil : values?["workDoneToken"].flatMap { Message.ID($0) }
        if let token { progress(token, ["kind": "begin", "title": "jmoncheck"]) }
        defer { if let token { progress(token, ["kind": "end"]) } }
        do throws(Failure) {
            return .success(try request(method, values))
        } catch {
            return .failure(error)
        }
    }

    // MARK: Writing

    private func answer(_ id: Message.ID?, _ result: Result<JSONValue, Failure>) {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "id": id?.json ?? .null]
        switch result {
        case .success(let value): members["result"] = value
        case .failure(let failure): members["error"] = failure.json
        }
        send(.object(members))
    }

    func notifyClient(_ method: String, _ values: JSONValue) {
        trace("sent", method)
        send(["jsonrpc": "2.0", "method": .string(method), "params": values])
    }

    func ask(_ method: String, _ values: JSONValue, _ question: Question = .other) {
        lastNumber += 1
        asked[lastNumber] = question
        trace("sent", method)
        send(["jsonrpc": "2.0", "id": .number(lastNumber), "method": .string(method), "params": values])
    }

    func progress(_ token: Message.ID, _ value: JSONValue) {
        notifyClient("$/progress", ["token": token.json, "value": value])
    }

    /// The trace has names of methods, and nothing of what they are about.
    private func trace(_ verb: StaticString, _ method: String) {
        guard traces, method != "$/logTrace" else { return }
        send([
            "jsonrpc": "2.0", "method": "$/logTrace",
            "params": ["message": .string("\(verb) \(Self.name(method))")],
        ])
    }

    private func send(_ message: JSONValue) {
        guard isEnded == nil else { return }
        if !connection.write(message.line) {
            log("the client does not read any more")
            isEnded = .findings
        }
    }

    private func take(_ id: Message.ID, isError: Bool) {
        guard case .number(let number) = id, let question = asked.removeValue(forKey: number) else {
            return
        }
        if question == .progress, opening != nil { begin(shown: !isError) }
    }

    // MARK: Checks

    /// Checks the next group that has changed, and tells the client.
    private func checkNext() {
        if opening != nil { begin(shown: false) }
        let clock = ContinuousClock()
        let start = clock.now
        guard let group = projects.groups.first(where: { projects.isDirty($0) }) else {
            mustCheck = false
            endOpening()
            publishFaults()
            return
        }
        publish(group)
        let taken = start.duration(to: clock.now) / .seconds(1)
        patience = taken < 0.1 ? 0 : min(2, taken)
    }
}
