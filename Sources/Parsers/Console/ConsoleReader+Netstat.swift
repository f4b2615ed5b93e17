import Diagnostics
import JobMonitor

/// The state of the NETSTAT listing being read.
struct NetstatState {
    /// The user and state of the row to which the following lines belong.
    var connection: (user: Located<String>, isListening: Bool)?
    /// The row of NETSTAT ALL, which names the user, then the socket, then the state.
    var client: Located<String>?
    var local: (address: Located<String>, port: Located<Int>)?
    /// The filter of the command that the next listing answers.
    var ports: [Int]?
    var clients: [String]?
}

extension ConsoleReader {
    /// Reads a command such as `D TCPIP,,NETSTAT,CONN,PORT=6715`, `NETSTAT CONN (PORT 6715` or `netstat -a -P 6715`:
    /// the filter of the listing that follows.
    mutating func readNetstatCommand(_ words: [ConsoleLine.Word]) {
        guard let first = words.firstIndex(where: { Self.namesNetstat($0) }) else { return }
        netstat.ports = nil
        netstat.clients = nil
        let parts = words[first...].flatMap { word in
            word.text.uppercased().split { ",( )".contains($0) }.map(String.init)
        }
        for (index, part) in parts.enumerated() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            let values = pair.count == 2 ? [pair[1]] : Array(parts[(index + 1)...])
            switch pair[0] {
            case "PORT", "POR", "-P":
                let ports =
                    values.prefix { Int($0) != nil }.compactMap { Int($0) }
                    + (pair.count == 2 ? parts[(index + 1)...].prefix { Int($0) != nil }.compactMap { Int($0) } : [])
                if !ports.isEmpty { netstat.ports = ports }
            case "CLIENT", "CLI", "-E": netstat.clients = values.first.map { [$0] }
            default: continue
            }
        }
    }

    private static func namesNetstat(_ word: ConsoleLine.Word) -> Bool {
        word.bytes.count < 100
            && word.text.uppercased().split { ",/".contains($0) }.contains { part in
                part == "NETSTAT" || part == "ONETSTAT"
            }
    }

    private mutating func beginListing(_ words: [ConsoleLine.Word]) {
        guard let first = words.first, let last = words.last else { return }
        capture.listings.append(
            .init(
                range: SourceRange(first.bytes.startIndex, last.bytes.endIndex), ports: netstat.ports,
                clients: netstat.clients, stack: Self.stack(words),
                listeners: capture.listeners.count..<capture.listeners.count))
        netstat = NetstatState()
    }

    /// `MVS TCP/IP NETSTAT CS V2R4  TCPIP Name: TCPIPB`.
    private static func stack(_ words: [ConsoleLine.Word]) -> Located<String>? {
        let texts = words.map { $0.text.uppercased() }
        let place = texts.indices.dropFirst(2).first { texts[$0 - 2] == "TCPIP" && texts[$0 - 1] == "NAME:" }
        return place.map { words[$0].located }
    }

    /// Short rows have everything on one line. Long rows have the sockets on separate lines (with IPv6), and rows of
    /// NETSTAT ALL also the state.
    mutating func readNetstat(_ words: [ConsoleLine.Word], _ body: ArraySlice<ConsoleLine.Word>) {
        let texts = body.prefix(12).map { $0.text.uppercased() }
        if texts.contains("NETSTAT") || texts.contains("ONETSTAT") { return beginListing(words) }
        if texts.contains("CONN"), texts.contains("STATE"), texts.contains("USER"), capture.listings.isEmpty {
            return beginListing(words)
        }
        if capture.listings.isEmpty { beginListing(words) }
        readSummary(texts)
        if texts.starts(with: ["CLIENT", "NAME:"]), body.count > 2 {
            netstat.client = body[body.startIndex + 2].located
            netstat.local = nil
            return
        }
        if texts.starts(with: ["STATE:"]), body.count > 1 {
            guard let client = netstat.client, let local = netstat.local,
                Self.isListening(body[body.startIndex + 1])
            else { return }
            netstat.local = nil
            return add(client, local)
        }
        if let index = body.firstIndex(where: { Self.socket($0) != nil }), let socket = Self.socket(body[index]) {
            let label = index >= body.startIndex + 2 ? body[index - 2].text.uppercased() : ""
            if index > body.startIndex, body[index - 1].text.uppercased() == "SOCKET:" {
                guard label == "LOCAL" else { return }
                if let connection = netstat.connection {
                    if connection.isListening { add(connection.user, socket) }
                } else {
                    netstat.local = socket
                }
            } else if index >= body.startIndex + 2, body.last.map(Self.isListening) == true {
                add(body[index - 2].located, socket)
            }
            return
        }
        guard let last = body.last, body.count >= 3 else { return }
        let number = body[body.endIndex - 2]
        guard number.bytes.count == 8, number.bytes.allSatisfy({ $0.isHexDigit && !$0.isLower }) else { return }
        netstat.connection = (body[body.endIndex - 3].located, Self.isListening(last))
    }

    /// `0 OF 0 RECORDS DISPLAYED`, `END OF THE REPORT`.
    private mutating func readSummary(_ texts: [String]) {
        guard let last = capture.listings.indices.last else { return }
        if let index = texts.firstIndex(of: "RECORDS"), index >= 3, texts[index - 2] == "OF",
            let shown = Int(texts[index - 3]), let all = Int(texts[index - 1])
        {
            capture.listings[last].records = all
            capture.listings[last].isWhole = shown == all
        }
        if texts.starts(with: ["END", "OF", "THE", "REPORT"]) {
            if capture.listings[last].records == nil { capture.listings[last].isWhole = true }
        }
    }

    private mutating func add(_ user: Located<String>, _ socket: (address: Located<String>, port: Located<Int>)) {
        capture.listeners.append(
            ConsoleCapture.Listener(user: user, address: socket.address, port: socket.port))
        guard let last = capture.listings.indices.last else { return }
        capture.listings[last].listeners = capture.listings[last].listeners.lowerBound..<capture.listeners.count
    }

    private static func isListening(_ word: ConsoleLine.Word) -> Bool { word.text.uppercased().hasPrefix("LISTEN") }

    /// `127.0.0.1..6715`, `::..6715`: address, two dots, port.
    private static func socket(_ word: ConsoleLine.Word) -> (address: Located<String>, port: Located<Int>)? {
        let digits = word.bytes.reversed().prefix(while: \.isDigit).count
        let rest = word.bytes.dropLast(digits)
        guard digits > 0, rest.count > 2, rest.suffix(2).elementsEqual("..".utf8),
            let port = PortNumber.parse(String(decoding: word.bytes.suffix(digits), as: UTF8.self))
        else { return nil }
        let address = ConsoleLine.Word(bytes: rest.dropLast(2))
        let range = SourceRange(word.bytes.endIndex - digits, word.bytes.endIndex)
        return (address.located, Located(port, at: range))
    }
}
