"""Stands in for servers that a probe may meet, each on a port of its own, and writes "name=port" lines to the file given."""

import os
import socket
import sys
import threading


def monitor(connection):
    if connection.recv(64) == b"CONNECT01 v09\n":
        connection.sendall(b"ACKNOWLEDGE01 v09\n")


def flood(connection):
    while True:
        connection.sendall(b"ACKNOWLEDG" + b"x" * 65536)


def slow(connection):
    for byte in b"ACKNOWLEDGE01":
        connection.sendall(bytes([byte]))
        threading.Event().wait(0.01)
    connection.sendall(b" v10\n")


def silent(connection):
    connection.recv(64)
    threading.Event().wait(30)


def hostile(connection):
    connection.sendall(b"\x1b]0;owned\x07\r\n::error::x\n")


def alert(connection):
    connection.recv(64)
    connection.sendall(bytes([0x15, 3, 1, 0, 2, 2, 70]))


def close(connection):
    connection.recv(64)


def serve(listener, answer):
    while True:
        connection, _ = listener.accept()

        def talk(connection=connection):
            try:
                answer(connection)
            except OSError:
                pass
            finally:
                connection.close()

        threading.Thread(target=talk, daemon=True).start()


lines = []
for answer in (monitor, flood, slow, silent, hostile, alert, close):
    listener = socket.create_server(("127.0.0.1", 0))
    lines.append(f"{answer.__name__}={listener.getsockname()[1]}\n")
    threading.Thread(target=serve, args=(listener, answer), daemon=True).start()
# A port that was free a moment ago, and that nobody else gets while it is bound.
bound = socket.socket()
bound.bind(("127.0.0.1", 0))
lines.append(f"refused={bound.getsockname()[1]}\n")
with open(sys.argv[1] + ".new", "w") as file:
    file.writelines(lines)
os.replace(sys.argv[1] + ".new", sys.argv[1])
# Until the test ends it, and not longer than a test lasts.
threading.Event().wait(120)
