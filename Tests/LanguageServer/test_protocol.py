"""What the protocol says about messages that are not as it says."""

import json
import os
import subprocess
import sys

import pytest
from conftest import BINARY, DECK, MEMBER


class Wire:
    """A client of bytes."""

    def __init__(self):
        self.process = subprocess.Popen(
            [BINARY, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def raw(self, data: bytes):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        self.text(json.dumps(message))

    def text(self, text: str):
        data = text.encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    def request(self, method, params=None, number=1):
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.answer(number)

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def receive(self):
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                return None
            if line == b"\r\n":
                return json.loads(self.process.stdout.read(length))
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)

    def answer(self, number):
        while True:
            message = self.receive()
            assert message is not None, "the server is gone"
            if "method" not in message and message["id"] == number:
                return message

    def initialize(self, capabilities=None):
        answer = self.request(
            "initialize", {"processId": None, "rootUri": None, "capabilities": capabilities or {}}, "first"
        )
        self.notify("initialized", {})
        return answer["result"]

    def open(self, uri, text, version=1):
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "text", "version": version, "text": text}},
        )

    def end(self):
        self.process.stdin.close()
        status = self.process.wait(20)
        return status, self.process.stderr.read().decode()


@pytest.fixture
def wire():
    wire = Wire()
    yield wire
    wire.process.kill()
    wire.process.wait()
    for pipe in (wire.process.stdin, wire.process.stdout, wire.process.stderr):
        pipe.close()


def code(answer):
    return answer["error"]["code"]


def test_order_of_life(wire):
    assert code(wire.request("textDocument/hover", {})) == -32002
    wire.open("file:///x", MEMBER)
    wire.initialize()
    assert code(wire.request("initialize", {"capabilities": {}})) == -32600
    assert wire.request("shutdown")["result"] is None
    assert code(wire.request("textDocument/hover", {})) == -32600
    wire.notify("exit")
    assert wire.process.wait(20) == 0


def test_exit_without_shutdown(wire):
    wire.initialize()
    wire.notify("exit")
    assert wire.process.wait(20) == 1


def test_exit_before_initialize(wire):
    wire.notify("exit")
    assert wire.process.wait(20) == 1


def test_client_that_dies(wire):
    wire.initialize()
    status, log = wire.end()
    assert status == 1 and "without shutdown" in log


def test_client_that_does_not_read(wire):
    wire.initialize()
    wire.process.stdout.close()
    wire.open("file:///tmp/BUZJCNFG", MEMBER)
    assert wire.process.wait(20) == 1


def test_client_that_leaves_the_pipe_open(wire):
    other = subprocess.Popen(["sleep", "60"])
    wire.request("initialize", {"processId": other.pid, "rootUri": None, "capabilities": {}})
    other.kill()
    other.wait()
    assert wire.process.wait(20) == 1


@pytest.mark.parametrize(
    "text,wanted",
    [
        ("{", -32700), ("nonsense", -32700), ("", -32700), ('{"jsonrpc":"2.0",}', -32700), ("// x\n{}", -32700),
        ("[]", -32600), ("1", -32600), ("{}", -32600), ('{"jsonrpc":"1.0","id":1,"method":"shutdown"}', -32600),
        ('{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}', -32600),
        ('{"jsonrpc":"2.0","id":{},"method":"shutdown"}', -32600),
        ('{"jsonrpc":"2.0","id":1,"method":7}', -32600),
        ('{"jsonrpc":"2.0"}', -32600),
        ("[" * 100000, -32700),
    ],
)
def test_messages_that_are_none(wire, text, wanted):
    wire.initialize()
    wire.text(text)
    answer = wire.receive()
    assert code(answer) == wanted
    # It goes on.
    assert wire.request("shutdown", number="last")["result"] is None


@pytest.mark.parametrize(
    "data",
    [
        b"hello world\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"Content-Length: abc\r\n\r\n",
        b"Content-Type: x\r\n\r\n", b"\r\n\r\n", b"x" * 10000, b"Content-Length: 99999999999999999999\r\n\r\n",
        b"\x00\xff\xfe" * 3000, b"Content-Length: 2\r\n\r\n\xff\xfe", b"Content-Length: 3\r\n\r\n{}",
    ],
)
def test_bytes_that_are_no_message(wire, data):
    wire.initialize()
    wire.raw(data)
    # A length that is wrong by one takes a byte of the next header, and then the server finds the one after it.
    wire.notify("$/nothing")
    wire.notify("$/nothing")
    assert wire.request("shutdown", number="last")["result"] is None
    wire.notify("exit")
    status, log = wire.end()
    assert status == 0 and "lsp:" in log


def test_headers_in_other_forms(wire):
    wire.initialize()
    body = b'{"jsonrpc":"2.0","id":5,"method":"shutdown"}'
    wire.raw(
        b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:  %d \r\n\r\n" % len(body) + body
    )
    assert wire.answer(5)["result"] is None


def test_ids_of_both_kinds(wire):
    wire.initialize()
    for number in [0, -7, 2**53, "", "a\"b\u00e4\n", "7", 7]:
        assert code(wire.request("no/such", {}, number)) == -32601
    wire.send({"jsonrpc": "2.0", "id": 3, "result": None})
    wire.send({"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "x"}})
    assert wire.request("shutdown", number=3)["result"] is None


def test_parameters_of_other_kinds(wire):
    wire.initialize()
    uri = "file:///tmp/BUZJCNFG"
    wire.open(uri, MEMBER)
    place = {"line": -1, "character": 0}
    for params in [
        None, [], 7, "x", {}, {"textDocument": 7}, {"textDocument": {"uri": 7}},
        {"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}},
    ]:
        assert code(wire.request("textDocument/codeAction", params)) == -32602, params
    for method in ["didOpen", "didChange", "didClose", "didSave"]:
        for params in [None, 7, {}, {"textDocument": {"uri": 3}}, {"textDocument": {"uri": "file:///other"}}]:
            wire.notify("textDocument/" + method, params)
    wire.notify(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"range": {"start": place}, "text": "x"}]},
    )
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file:///no/such", "type": 9}, 3, None]})
    wire.notify("workspace/didChangeConfiguration", {"settings": {}})
    wire.notify("$/unknown", {})
    assert wire.request("shutdown", number=9)["result"] is None


def test_cancellation(wire):
    wire.initialize()
    deck = DECK * 200
    wire.open("file:///tmp/deck.racf", deck)
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99999, "character": 0}}
    params = {"textDocument": {"uri": "file:///tmp/deck.racf"}, "range": everything, "context": {"diagnostics": []}}
    # The first keeps the server busy while the second is cancelled.
    wire.send({"jsonrpc": "2.0", "id": 1, "method": "textDocument/codeAction", "params": params})
    wire.send({"jsonrpc": "2.0", "id": "two", "method": "textDocument/codeAction", "params": params})
    wire.notify("$/cancelRequest", {"id": "two"})
    wire.notify("$/cancelRequest", {"id": 99})
    wire.notify("$/cancelRequest", {"id": 1.5})
    assert code(wire.answer("two")) == -32800
    # An id can be used again.
    assert "result" in wire.request("workspace/executeCommand", {"command": "jmoncheck.show", "arguments": ["x"]}, "two")


def test_outdated_versions_get_no_answer(wire):
    wire.initialize()
    uri = "file:///tmp/BUZJCNFG"
    wire.open(uri, DECK * 100)
    busy = {"command": "jmoncheck.explain", "arguments": ["JM101"]}
    params = {
        "textDocument": {"uri": uri}, "context": {"diagnostics": []},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
    }
    messages = [{"jsonrpc": "2.0", "id": n, "method": "workspace/executeCommand", "params": busy} for n in range(50)]
    messages.append({"jsonrpc": "2.0", "id": "old", "method": "textDocument/codeAction", "params": params})
    messages.append(
        {
            "jsonrpc": "2.0", "method": "textDocument/didChange",
            "params": {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": MEMBER}]},
        }
    )
    data = b""
    for message in messages:
        body = json.dumps(message).encode()
        data += b"Content-Length: %d\r\n\r\n" % len(body) + body
    wire.raw(data)
    assert code(wire.answer("old")) == -32801


def test_trace_and_log_hold_no_text(wire):
    wire.initialize()
    wire.notify("$/setTrace", {"value": "verbose"})
    wire.open("file:///tmp/deck.racf", "ALTUSER USER1 PASSWORD(SECRET42) RESUME\n")
    wire.notify("SECRET42" * 20, {"x": "SECRET42"})
    wire.send({"jsonrpc": "2.0", "id": 4, "method": "shutdown"})
    texts = []
    while True:
        message = wire.receive()
        texts.append(json.dumps(message))
        if message.get("id") == 4:
            break
    assert any("logTrace" in text for text in texts)
    assert not any("SECRET42" in text for text in texts if "received SECRET42" not in text)
    assert wire.end()[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_many_edits_without_growth(wire):
    wire.initialize()
    uri = "file:///tmp/deck.racf"
    wire.open(uri, DECK * 20)

    def edit(version):
        place = {"line": 3, "character": 0}
        end = {"line": 3, "character": 1 if version % 2 else 0}
        return {
            "jsonrpc": "2.0", "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": {"start": place, "end": end}, "text": "" if version % 2 else " "}],
            },
        }

    def edits(first, count):
        data = b""
        for version in range(first, first + count):
            body = json.dumps(edit(version)).encode()
            data += b"Content-Length: %d\r\n\r\n" % len(body) + body
        wire.raw(data)
        wire.request("workspace/executeCommand", {"command": "jmoncheck.show", "arguments": ["x"]}, first)

    def size():
        with open(f"/proc/{wire.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    count = int(os.environ.get("JMONCHECK_EDITS", "1000"))
    edits(2, count)
    before = size()
    for part in range(1, 5):
        edits(2 + part * count, count)
    assert size() - before < 8 << 20
