#!/usr/bin/python3
"""Talks to the agent's socket as whoever runs this, in the protocol's plain form: four bytes of length, then JSON.

Each line on standard input is a frame to send, as JSON; `raw HEX` sends bytes as they are. Each frame that arrives is a
line on standard output: {"at_ms": wall time, "frame": ...}. When the agent closes the connection: {"closed": true}.

Written without the agent's own code, so that a change of the protocol does not go unnoticed.

usage: talk.py [SOCKET]
"""

import json
import os
import selectors
import socket
import struct
import sys
import time


def say(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "/run/luytre/agent.sock"
    agent = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        agent.connect(path)
    except OSError as error:
        say(failed=error.strerror)
        return
    pick = selectors.DefaultSelector()
    pick.register(agent, selectors.EVENT_READ)
    pick.register(sys.stdin.fileno(), selectors.EVENT_READ)
    received, typed = b"", b""
    while True:
        for key, _ in pick.select():
            if key.fileobj is agent:
                try:
                    chunk = agent.recv(65536)
                except OSError:
                    chunk = b""
                if not chunk:
                    say(closed=True)
                    return
                at_ms = time.time_ns() // 1_000_000
                received += chunk
                while len(received) >= 4:
                    (length,) = struct.unpack(">I", received[:4])
                    if len(received) < 4 + length:
                        break
                    say(at_ms=at_ms, frame=json.loads(received[4 : 4 + length]))
                    received = received[4 + length :]
            else:
                chunk = os.read(sys.stdin.fileno(), 65536)
                if not chunk:
                    return
                typed += chunk
                while b"\n" in typed:
                    line, _, typed = typed.partition(b"\n")
                    if line.startswith(b"raw "):
                        send(agent, bytes.fromhex(line[4:].decode()))
                    else:
                        send(agent, struct.pack(">I", len(line)) + line)


def send(agent, data):
    try:
        agent.sendall(data)
    except OSError:
        # What it said before it closed is still to be read.
        pass


main()
