#!/usr/bin/env python3
"""The real server under mixed load: good, bad, huge, truncated, slow and cut-off requests on many connections at a time.

usage: soak-server.py soak   BINARY MODEL PICTURE… [--minutes 1] [--connections 200]
       soak-server.py ends   BINARY MODEL PICTURE… [--times 100]     SIGTERM under load loses no accepted request
       soak-server.py kills  BINARY MODEL PICTURE… [--times 20] --label LABEL   SIGKILL loses no acknowledged feedback
       soak-server.py count  BINARY MODEL PICTURE… [--predictions 100000]       memory does not grow over so many predictions

The first picture's answer is the one that every good request must have. Only the standard library is used.
"""
import argparse
import asyncio
import hashlib
import json
import os
import pathlib
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["soak", "ends", "kills", "count"])
parser.add_argument("binary")
parser.add_argument("model")
parser.add_argument("pictures", nargs="+")
parser.add_argument("--minutes", type=float, default=1)
parser.add_argument("--connections", type=int, default=200)
parser.add_argument("--times", type=int, default=100)
parser.add_argument("--predictions", type=int, default=100_000)
parser.add_argument("--label")
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()
chance = random.Random(args.seed)
good = pathlib.Path(args.pictures[0]).read_bytes()
others = [pathlib.Path(path).read_bytes() for path in args.pictures[1:]]


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [args.binary, "serve", args.model, "--port", "0", "--rate-limit", "0", "--json", "--quiet", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(self.process.stderr.read())
        self.port = json.loads(line)["port"]

    @property
    def resident(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1000

    def end(self):
        """Asks it to end; the seconds that took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(120)
        assert status in (0, 130), f"ended with {status}: {self.process.stderr.read()}"
        return time.monotonic() - started


def post(path, body, more=""):
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


async def answer(reader):
    """Status, headers and body; None when the connection ended before an answer began."""
    line = await reader.readline()
    if not line:
        return None
    headers = {}
    while (text := (await reader.readline()).decode().strip()):
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return int(line.split()[1]), headers, body


async def once(port, request, limit=120):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await asyncio.wait_for(answer(reader), limit)
    finally:
        writer.close()


def labels(body):
    return [pair[0] for pair in json.loads(body)["predictions"]]


# --- soak ---------------------------------------------------------------------------------------------------------------


def cut(bytes_):
    return bytes_[: chance.randrange(1, len(bytes_))]


def mutated(bytes_):
    copy = bytearray(bytes_)
    for _ in range(chance.randrange(1, 40)):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    return bytes(copy)


ODD_REQUESTS = [
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /static/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET //// HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /classify HTTP/1.1\r\nHost: x\r\n\r\n",
    b"DELETE / HTTP/1.1\r\nHost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20000 + b"\r\n\r\n",
    b"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /classify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00\x01\x02\x03\r\n\r\n",
    b"GET /classify-url?url=http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /classify-url?url=file:///etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /classify-url?url=" + b"%41" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /classify?model=%27%22%3Cscript%3E HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na",
    b"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\n\r\n--b\r\n\r\n\r\n",
]


class Wrong(Exception):
    """An answer that should have been another."""


async def client(port, until, wanted, counts, wrong):
    """One connection after another, each with a request of a kind drawn by lot."""
    kinds = ["good"] * 6 + ["other", "cut", "mutated", "text", "huge", "slow", "half", "odd", "keep"]
    while time.monotonic() < until:
        kind = chance.choice(kinds)
        try:
            status = await asyncio.wait_for(KINDS[kind](port, wanted), 150)
        except Wrong as error:
            wrong.append(f"{kind}: {error}")
            status = "wrong"
        except TimeoutError:
            wrong.append(f"{kind}: no answer in 150 s")
            status = "late"
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            # Bad requests may be cut off; good ones are answered, if only with 429.
            if kind in ("good", "keep"):
                wrong.append(f"{kind}: the connection was closed: {error!r}")
            status = "closed"
        counts[kind, status] = counts.get((kind, status), 0) + 1


def judge(got, wanted):
    """The status of an answer to a good picture: it says what it should, or that the server is busy."""
    status, _, body = got or ("closed", None, None)
    if status == 200 and labels(body) != wanted:
        raise Wrong(f"{labels(body)}, not {wanted}")
    if status not in (200, 429):
        raise Wrong(f"{status}: {body}")
    return status


async def ask_good(port, wanted):
    status = judge(await once(port, post("/classify", good)), wanted)
    if status == 429:
        await asyncio.sleep(0.2)
    return status


async def expect(port, request, statuses):
    got = await once(port, request)
    status = got[0] if got else "closed"
    if status not in statuses:
        raise Wrong(f"{request[:120]!r} was answered with {got}")
    return status


def pictures():
    return chance.choice(others) if others else good


async def ask_huge(port, _):
    """Declares more than is allowed: answered before it has arrived."""
    return await expect(port, b"POST /classify HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n" + b"a" * 5000, [413, "closed"])


async def ask_slow(port, wanted):
    """A good request in small pieces with pauses: answered, when it is whole in time."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        request, size = post("/classify", good), 1 + len(good) // 8
        for start in range(0, len(request), size):
            writer.write(request[start : start + size])
            await writer.drain()
            await asyncio.sleep(0.05)
        return judge(await answer(reader), wanted)
    finally:
        writer.close()


async def ask_half(port, _):
    """Goes away in the middle of its request, or before its answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    request = post("/classify", good)
    writer.write(request[: chance.choice([10, len(request) // 2, len(request)])])
    await writer.drain()
    writer.transport.abort()
    return "gone"


async def ask_keep(port, wanted):
    """Several requests on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for _ in range(4):
            is_good = chance.random() < 0.7
            writer.write(post("/classify", good) if is_good else b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            got = await answer(reader)
            if is_good:
                judge(got, wanted)
            elif not got or got[0] != 200:
                raise Wrong(f"/healthz was answered with {got}")
        return 200
    finally:
        writer.close()


PICTURE = [200, 413, 415, 429]
KINDS = {
    "good": ask_good, "huge": ask_huge, "slow": ask_slow, "half": ask_half, "keep": ask_keep,
    "other": lambda port, _: expect(port, post("/classify", pictures()), PICTURE),
    "cut": lambda port, _: expect(port, post("/classify", cut(pictures())), PICTURE),
    "mutated": lambda port, _: expect(port, post("/classify", mutated(pictures())), PICTURE),
    "text": lambda port, _: expect(port, post("/classify", b"this is no picture"), [415]),
    "odd": lambda port, _: expect(port, chance.choice(ODD_REQUESTS), [200, 301, 400, 403, 404, 405, 413, 414, 415, 431, "closed"]),
}


async def soak():
    server, printed = Server(), []
    wanted = labels((await once(server.port, post("/classify", good)))[2])
    for _ in range(40):  # warm: allocators and threads have what they need
        await once(server.port, post("/classify", good))
    counts, wrong, memory, started = {}, [], [], time.monotonic()
    until = started + args.minutes * 60
    clients = [asyncio.create_task(client(server.port, until, wanted, counts, wrong)) for _ in range(args.connections)]
    while time.monotonic() < until:
        await asyncio.sleep(min(2, args.minutes * 6))
        assert server.process.poll() is None, "the server has ended"
        memory.append(server.resident)
        if len(memory) == 1 or time.monotonic() - started > len(printed) * args.minutes * 6:
            printed.append(memory[-1])
            print(f"{time.monotonic() - started:7.0f} s  {memory[-1]:6.0f} MB resident  {sum(counts.values())} requests", flush=True)
    await asyncio.gather(*clients)
    assert server.process.poll() is None, "the server has ended"
    assert labels((await once(server.port, post("/classify", good)))[2]) == wanted
    for (kind, status), count in sorted(counts.items(), key=str):
        print(f"{kind:8} {status!s:7} {count}")
    # The first third is for the queue to fill; what comes after must not be more than what comes then, but for a little.
    early, late = max(memory[len(memory) // 3 : 2 * len(memory) // 3]), max(memory[2 * len(memory) // 3 :])
    print(f"{sum(counts.values())} requests in {args.minutes} minutes; resident {memory[0]:.0f} MB at first, {early:.0f} MB in the middle third, {late:.0f} MB in the last")
    print(f"ended in {server.end():.2f} s")
    print(f"{len(wrong)} wrong answers", *wrong[:100], sep="\n  ")
    assert not wrong, f"{len(wrong)} wrong answers"
    assert late < early * 1.1 + 16, "resident memory grows"


# --- ends ---------------------------------------------------------------------------------------------------------------


def is_closed(peek):
    """Whether the server has closed the connection: as the system knows it, whose word the event loop may not have heard yet."""
    try:
        return not peek.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False


async def one_after_another(port, started):
    """Requests on one connection until the server says that it was the last; how many were answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    peek = socket.socket(fileno=os.dup(writer.get_extra_info("socket").fileno()))
    count, answered = 0, time.monotonic()
    try:
        while True:
            pause = time.monotonic() - answered
            # Held up for so long that the server took the connection for idle: nothing was sent, and nothing is lost.
            if is_closed(peek):
                assert pause > 0.9, f"closed {pause:.3f} s after an answer that did not say so"
                return count
            writer.write(post("/classify", good))
            got = await answer(reader)
            assert got, f"a request was lost after {count} answers, sent {pause:.3f} s after the last"
            answered = time.monotonic()
            assert got[0] == 200, got
            count += 1
            started.release()
            if got[1].get("connection") == "close":
                return count
    finally:
        peek.close()
        writer.close()


async def one_a_connection(port, started):
    """Each request on a connection of its own until the server takes no more; how many were answered."""
    count = 0
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return count
        try:
            writer.write(post("/classify", good, "Connection: close\r\n"))
            got = await answer(reader)
            assert got, f"a connection was taken and its request lost, after {count} answers"
            assert got[0] == 200, got
            count += 1
            started.release()
        finally:
            writer.close()


async def ends():
    total, longest = 0, 0
    for number in range(args.times):
        server = Server()
        started = asyncio.Semaphore(0)
        kinds = [one_after_another] * 12 + [one_a_connection] * 4
        clients = [asyncio.create_task(kind(server.port, started)) for kind in kinds]
        for _ in range(16 + chance.randrange(24)):
            await started.acquire()
        await asyncio.sleep(chance.random() * 0.05)
        spent = asyncio.create_task(asyncio.to_thread(server.end))
        total += sum(await asyncio.gather(*clients))
        longest = max(longest, await spent)
    print(
        f"{args.times} times SIGTERM under load of 12 connections that stay and 4 clients that make new ones: "
        f"{total} requests, none lost; the longest end took {longest:.2f} s")


# --- kills --------------------------------------------------------------------------------------------------------------


async def kills():
    kept = 0
    with tempfile.TemporaryDirectory() as folder:
        acknowledged = set()
        for number in range(args.times):
            server = Server("--feedback", folder)

            async def send(index):
                while True:
                    # Bytes behind a JPEG's end change its content, and not the picture.
                    picture = good + f"{number}-{index}-{time.monotonic()}".encode()
                    got = await once(server.port, post(f"/feedback?label={args.label}", picture))
                    if got is None:
                        return
                    assert got[0] == 201, got
                    acknowledged.add(json.loads(got[2])["sha256"])

            clients = [asyncio.create_task(send(index)) for index in range(4)]
            before = len(acknowledged)
            while len(acknowledged) < before + 3:
                await asyncio.sleep(0.005)
            await asyncio.sleep(chance.random() * 0.1)
            server.process.kill()
            server.process.wait()
            await asyncio.gather(*clients, return_exceptions=True)
        catalog = sqlite3.connect(f"{folder}/.fastai/catalog.sqlite")
        rows = dict(catalog.execute("SELECT sha256, path FROM image WHERE label = ?", [args.label]))
        for sha in acknowledged:
            content = pathlib.Path(folder, rows[sha]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha
            assert catalog.execute("SELECT count(*) FROM journal WHERE path = ?", [rows[sha]]).fetchone()[0] == 1
            kept += 1
    print(f"{args.times} times SIGKILL: all {kept} acknowledged corrections are there, each with its file and its line in the journal")


# --- count --------------------------------------------------------------------------------------------------------------


def predictions(port):
    """How many the server itself has counted."""
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    return sum(int(found) for found in re.findall(r"fastai_prediction_seconds_count\{.*\} (\d+)", text))


async def many(port, requests):
    """Requests from a shared supply over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        writer.write(request)
        got = await answer(reader)
        assert got and got[0] == 200, got
    writer.close()


async def count():
    server, kinds, memory, tenth = Server(), [post("/classify", picture) for picture in [good, *others]], [], args.predictions // 10
    for part in range(10):
        supply = (kinds[number % len(kinds)] for number in range(tenth))
        await asyncio.gather(*(many(server.port, supply) for _ in range(8)))
        memory.append(server.resident)
        print(f"{await asyncio.to_thread(predictions, server.port):8} predictions  {memory[-1]:6.1f} MB resident", flush=True)
    assert await asyncio.to_thread(predictions, server.port) == 10 * tenth
    server.end()
    assert max(memory[5:]) < max(memory[:5]) * 1.02 + 4, "resident memory grows"


asyncio.run({"soak": soak, "ends": ends, "kills": kills, "count": count}[args.what]())
