import Contract
import Diagnostics
import Testing

@testable import Console

@Suite struct ConsoleTests {
    private static func parse(_ text: String) -> ConsoleCapture {
        ConsoleCapture.parse(SourceFile(path: "x", bytes: Array(text.utf8))).model
    }

    @Test(arguments: [
        "FEJ211I server ready on port 6800", "+BUZ211I JES Job Monitor: ready, port: 6800.",
        "10.20.02 STC01234  BLZ211I Server ready, waiting for connections on port 6800",
        "N 0000000 S0W1     26120 10:30:11.40 STC01234 00000090  FEJ211I server ready on port=6800",
        "FEJ211I server is ready and waiting on\n port 6800",
    ])
    func `message 211I gives the port`(_ text: String) {
        let messages = Self.parse(text).messages
        #expect(messages.map(\.number) == [211])
        #expect(messages.first?.port?.value == 6800)
    }

    @Test(arguments: [
        "JMON     00000023 127.0.0.1..6715        0.0.0.0..0             Listen",
        "EZZ2587I JMON     00000023 127.0.0.1..6715        0.0.0.0..0             Listen",
        "JMON     00000023 LISTEN\n  LOCAL SOCKET:   ::1..6715\n  FOREIGN SOCKET: ::..0",
        "EZZ2587I JMON     00000023 Listen\nEZZ2588I   Local Socket:   ::FFFF:127.0.0.1..6715",
    ])
    func `NETSTAT shows the address`(_ row: String) throws {
        let listeners = Self.parse("MVS TCP/IP NETSTAT CS V2R4       TCPIP Name: TCPIP           17:40:36\n" + row)
            .listeners
        let listener = try #require(listeners.first)
        #expect(listeners.count == 1 && listener.user.value == "JMON" && listener.port.value == 6715)
        #expect(listener.isLoopback)
    }

    @Test func `connections are not listeners`() {
        let text = """
            EZD0101I NETSTAT CS V2R5 TCPIP
            USER ID  CONN     STATE
            JMON     0000001A ESTBLSH
              LOCAL SOCKET:   10.1.1.1..6715
              FOREIGN SOCKET: 10.1.1.2..40000
            JMON     0000001B 10.1.1.1..6715         10.1.1.2..40001        Establsh
            """
        #expect(Self.parse(text).listeners.isEmpty)
    }

    @Test func `the answer to D A is read whatever surrounds it`() throws {
        let text = """
            S0W1  2018005  11:09:37.20             ISF031I CONSOLE IBMUSER ACTIVATED\r
            S0W1  2018005  11:09:37.20            -D A,JMON*\r
            S0W1  2018005  11:09:37.20             CNZ4106I 11.09.37 DISPLAY ACTIVITY\r
             JOBS     M/S    TS USERS    SYSAS    INITS   ACTIVE/MAX VTAM     OAS\r
            00001    00030    00001        00034    00010    00001/00100       00012\r
             JMON     JMON     JMON     IN   SO  A=0041   PER=NO   SMC=000   \r
                                                 WUID=STC01234 USERID=STCJMON\r
             JMON2    STEP1             OWT  SO  A=0042   PER=NO   SMC=000\r
                                                 ET=NOTAVAIL WUID=STC01235 USERID=USER2\r
            """
        let tasks = Self.parse(text).tasks
        #expect(tasks.map(\.name.value) == ["JMON", "JMON2"])
        #expect(tasks.map { $0.userID?.value } == ["STCJMON", "USER2"])
        #expect(tasks.map { $0.workUnit?.value } == ["STC01234", "STC01235"])
        #expect(tasks.map(\.status) == ["IN", "OWT"] && tasks.map(\.procedureStep) == ["JMON", ""])
    }

    @Test func `a copy without its blanks is read`() {
        let text = """
            IEE115I 11.09.37 2018.005 ACTIVITY 876
            JMON JMON JMON IN SO A=0041 PER=NO SMC=000
            WUID=STC01234 USERID=STCJMON
            """
        #expect(Self.parse(text).tasks.map { $0.userID?.value } == ["STCJMON"])
    }

    @Test func `a list does not override the detailed answer`() {
        let list = "CNZ4105I 12.34.56 DISPLAY ACTIVITY\n JMON     JMON     JMON     NSW  SO\n"
        let detail = "CNZ4106I 12.34.57 DISPLAY ACTIVITY\n JMON     JMON     JMON     IN   SO  A=0041   PER=NO\n"
        for (text, status) in [(detail + list, "IN"), (list + detail, "IN"), (list, "NSW")] {
            let shown = Self.parse(text).presence { $0 == "JMON" }.map { presence in
                if case .active(let task) = presence { task.status } else { "absent" }
            }
            #expect(shown == [status], "\(text)")
        }
    }

    @Test func `a row without a known task type is ignored`() {
        let tasks = Self.parse("CNZ4106I 12.34.57 DISPLAY ACTIVITY\n JMON     JMON     JMON     IN   XX  A=0041\n")
            .tasks
        #expect(tasks.isEmpty)
    }

    @Test(arguments: [
        ("CNZ4106I 10.15.30 DISPLAY ACTIVITY 1\n JMON NOT FOUND", ["JMON"]),
        ("IEE115I 11.09.37 2018.005 ACTIVITY 876\n JMON*    NOT FOUND   ", ["JMON*"]),
        ("ICH13003I JMON.* NOT FOUND", []), ("JMON NOT FOUND", []),
    ])
    func `only D A proves that a task is not active`(_ text: String, _ names: [String]) {
        #expect(Self.parse(text).absences.map(\.value) == names)
    }

    @Test(arguments: [
        ("CNZ4105I 12.34.56 DISPLAY ACTIVITY", true), (" JOBS     M/S    TS USERS    SYSAS    INITS", true),
        ("MVS TCP/IP NETSTAT CS V2R4       TCPIP Name: TCPIP", true),
        ("MVS TCP/IP onetstat CS V2R5       TCPIP Name: TCPIP           14:00:00", true),
        ("User Id  Conn     Local Socket           Foreign Socket         State", true),
        ("ICH408I USER(A) GROUP(B)", true),
        ("The message FEJ211I says that the server is ready.", false), ("SERV_PORT=6715", false),
        ("IEF403I JMON - STARTED", false), ("", false),
    ])
    func `a capture is recognised by its messages`(_ text: String, _ expected: Bool) {
        #expect((ConsoleCapture.recognise(SourceFile(path: "x", bytes: Array(text.utf8))) != nil) == expected)
    }
}
