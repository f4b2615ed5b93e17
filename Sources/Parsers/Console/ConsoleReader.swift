import Diagnostics
import JobMonitor

/// Collects facts from the lines of a capture in order.
struct ConsoleReader {
    /// The subject of a message; other messages are skipped.
    enum Topic: Equatable {
        /// IEE114I and CNZ4105I answer `D A,L`, IEE115I and CNZ4106I `D A,name`.
        case list, activity
        case server(JobMonitorConfig.Product, Int, String)
        case refusal, ending, abend, start
        /// EZZ2350I, EZZ2500I, EZD0101I, and every row of TSO NETSTAT with PROFILE MSGID.
        case netstat

        init?(_ id: String) {
            switch id {
            case "IEE114I", "CNZ4105I": self = .list
            case "IEE115I", "CNZ4106I": self = .activity
            case "ICH408I": self = .refusal
            case "IEF142I", "IEF404I", "$HASP395": self = .ending
            case "IEF450I": self = .abend
            case "IEF403I", "$HASP373": self = .start
            case "EZD0101I": self = .netstat
            case _ where ["EZZ23", "EZZ25", "EZZ26"].contains(String(id.prefix(5))): self = .netstat
            default:
                guard let product = JobMonitorConfig.Product(rawValue: String(id.prefix(3))), id.utf8.count == 7,
                    let number = Int(id.dropFirst(3).prefix(3))
                else { return nil }
                self = .server(product, number, String(id.suffix(1)))
            }
        }
    }

    var capture: ConsoleCapture
    private var topic: Topic?
    var netstat = NetstatState()

    init(_ file: SourceFile) { capture = ConsoleCapture(file: file) }

    mutating func read(_ line: ConsoleLine) {
        guard !line.words.isEmpty else { return }
        var body = line.words[...]
        if let (id, index) = line.message {
            body = line.words[(index + 1)...]
            topic = Topic(id)
            begin(line, index, body)
        } else if let heading = Self.heading(line.words) {
            topic = heading
        } else {
            readNetstatCommand(line.words)
        }
        switch topic {
        case .activity?, .list?: readActivity(body)
        case .netstat?: readNetstat(line.words, body)
        case .refusal?: readRefusal(body)
        case .server?: readPort(body)
        case .ending?, .abend?, .start?, nil: break
        }
    }

    /// Recognises listings without an identifier: NETSTAT under z/OS UNIX, and `D A` without its first line.
    private static func heading(_ words: [ConsoleLine.Word]) -> Topic? {
        let texts = words.prefix(12).map { $0.text.uppercased() }
        if texts.contains("NETSTAT") || texts.contains("ONETSTAT"), texts.contains("MVS") || texts.contains("CS") {
            return .netstat
        }
        if texts.contains("M/S"), texts.contains("SYSAS") { return .activity }
        // A copy may begin with the headings.
        if texts.contains("CONN"), texts.contains("STATE"), texts.contains("USER") { return .netstat }
        return nil
    }

    private mutating func begin(_ line: ConsoleLine, _ index: Int, _ body: ArraySlice<ConsoleLine.Word>) {
        let id = line.words[index]
        let end = line.words.last?.bytes.endIndex ?? id.bytes.endIndex
        let range = SourceRange(id.bytes.startIndex, end)
        switch topic {
        case .list?: capture.lists.append(range)
        case .server(let product, let number, let severity)?:
            capture.messages.append(
                ConsoleCapture.Message(product: product, number: number, severity: severity, range: range))
        case .refusal?: capture.violations.append(ConsoleCapture.Violation(range: range))
        case .ending?: readEnding(id, body)
        case .abend?: readAbend(body)
        case .start?:
            if let name = body.first, Self.isTaskName(name.bytes) { capture.starts.append(.init(name: name.located)) }
        case .activity?, .netstat?, nil: break
        }
    }

    // MARK: Messages

    /// The port in message 211I follows that word, sometimes on the next line.
    private mutating func readPort(_ body: ArraySlice<ConsoleLine.Word>) {
        guard let last = capture.messages.indices.last, capture.messages[last].number == 211,
            capture.messages[last].port == nil
        else { return }
        for (index, word) in zip(body.indices, body) {
            let text = word.text.uppercased()
            guard text.hasPrefix("PORT") else { continue }
            for candidate in body[index...].prefix(4) {
                let digits = candidate.bytes.drop { !$0.isDigit }.prefix(while: \.isDigit)
                guard let port = PortNumber.parse(String(decoding: digits, as: UTF8.self)) else { continue }
                capture.messages[last].port = Located(port, at: SourceRange(digits.startIndex, digits.endIndex))
                return
            }
        }
    }

    /// `IEF142I JMON JMON - STEP WAS EXECUTED - COND CODE 0066`, `$HASP395 JMON     ENDED - RC=0066`,
    /// `IEF404I JMON - ENDED - TIME=10.15.30`.
    private mutating func readEnding(_ id: ConsoleLine.Word, _ body: ArraySlice<ConsoleLine.Word>) {
        guard let name = body.first, Self.isTaskName(name.bytes), let last = body.last else { return }
        let code = last.value(of: "RC=") ?? (body.contains { $0.text == "CODE" } ? last.located : nil)
        let number = code.flatMap { code in Int(code.value).map { Located($0, at: code.range) } }
        // The job may continue after a step ends.
        guard id.text != "IEF142I" || number != nil else { return }
        capture.endings.append(
            .init(name: name.located, code: number.flatMap { (0...4095).contains($0.value) ? $0 : nil }, abend: nil))
    }

    /// `IEF450I JMON JMON - ABEND=S0C4 U0000 REASON=00000004`.
    private mutating func readAbend(_ body: ArraySlice<ConsoleLine.Word>) {
        guard let name = body.first, Self.isTaskName(name.bytes),
            let code = body.lazy.compactMap({ $0.value(of: "ABEND=") }).first
        else { return }
        capture.endings.append(.init(name: name.located, code: nil, abend: code))
    }

    /// Reads the lines of ICH408I; blanks inside parentheses pad the words.
    private mutating func readRefusal(_ body: ArraySlice<ConsoleLine.Word>) {
        guard let last = capture.violations.indices.last else { return }
        func value(_ word: ConsoleLine.Word, _ prefix: StaticString) -> String? {
            word.value(of: prefix).map { String($0.value.prefix { $0 != ")" }) }
        }
        for (index, word) in zip(body.indices, body) {
            if let user = value(word, "USER(") { capture.violations[last].user = user }
            if let group = value(word, "GROUP(") { capture.violations[last].group = group }
            if let intent = value(word, "INTENT(") { capture.violations[last].intent = intent }
            if let allowed = value(word, "ALLOWED(") { capture.violations[last].allowed = allowed }
            if let name = value(word, "CL("), capture.violations[last].className.isEmpty {
                capture.violations[last].className = name
                if index > body.startIndex { capture.violations[last].resource = body[index - 1].located }
            }
        }
        let texts = body.map(\.text)
        if texts.contains("TEMPORARY"), texts.contains("ALLOWED") { capture.violations[last].isWarning = true }
        if let start = texts.firstIndex(of: "INITIATION"), texts.count > start + 2, texts[start + 1] == "-" {
            capture.violations[last].logon = texts[(start + 2)...].joined(separator: " ")
        }
    }

    // MARK: D A

    private static let states: Set<String> = ["IN", "OWT", "NSW", "OU", "OUT", "OT"]
    private static let types: Set<String> = ["S", "SO", "J", "JO", "A", "AO", "M", "T", "TO", "*"]

    private mutating func readActivity(_ body: ArraySlice<ConsoleLine.Word>) {
        if body.count >= 3, body.suffix(2).map(\.text) == ["NOT", "FOUND"] {
            let name = body[body.endIndex - 3]
            if Self.isTaskName(name.bytes) { capture.absences.append(name.located) }
            return
        }
        let isDetail = body.contains { $0.value(of: "A=") != nil }
        var start = body.startIndex
        for index in body.indices.dropFirst(2) {
            guard index - 2 >= start, Self.types.contains(body[index].text), Self.states.contains(body[index - 1].text)
            else { continue }
            if let task = task(body[start...index], isFromList: !isDetail) { capture.tasks.append(task) }
            start = index + 1
        }
        guard let last = capture.tasks.indices.last, !capture.tasks[last].isFromList else { return }
        for word in body {
            if let user = word.value(of: "USERID=") { capture.tasks[last].userID = user }
            if let unit = word.value(of: "WUID=") { capture.tasks[last].workUnit = unit }
        }
    }

    /// Name, step and procedure step are 27, 18 and 9 columns before the status. If a copy has lost the blanks, they
    /// are the last words before it.
    private func task(_ words: ArraySlice<ConsoleLine.Word>, isFromList: Bool) -> ConsoleCapture.Task? {
        guard let type = words.last, words.count >= 3 else { return nil }
        let status = words[words.endIndex - 2]
        let names = words.dropLast(2)
        let aligned = names.first { $0.bytes.startIndex == status.bytes.startIndex - 27 }
        let name = aligned ?? names.suffix(3).first
        guard let name, Self.isTaskName(name.bytes) else { return nil }
        let rest = names.filter { $0.bytes.startIndex > name.bytes.startIndex }
        return ConsoleCapture.Task(
            name: name.located, step: rest.first?.text ?? "", procedureStep: rest.dropFirst().first?.text ?? "",
            status: status.text, type: type.text, isFromList: isFromList)
    }

    /// 1 to 8 of A-Z 0-9 # $ @, or an asterisk at the end, as in `D A,JMON*`.
    private static func isTaskName(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...9).contains(bytes.count)
            && bytes.allSatisfy { $0.isDigit || $0.isUpper || $0.isNational || $0 == UInt8(ascii: "*") }
    }
}
