"""The example site on loopback, with what a real one has besides: a broken page, a slow one, a redirect away, robots.txt."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))
from rendering.site import pages

#: What the navigation of the served site has beside that of the saved one.
EXTRA = (
    ("统计信息", "broken/index.html"),
    ("人事信息", "slow/index.html"),
    ("办事服务", "away/index.html"),
    ("内部通知公告", "private/index.html"),
)
ROBOTS = "User-agent: *\nDisallow: /private/\nDisallow: /*.do$\n"
#: The slow page takes so many seconds.
SLOW = 3.0


@dataclass
class Served:
    """A running server: its address, and the paths and agents of the requests it got."""

    url: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    robots: str | None = ROBOTS
    robots_status: int = 200
    robots_headers: dict[str, str] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    bare: bool = False


@contextmanager
def serve(**changes: Any) -> Iterator[Served]:
    """The site, with `made` pages (path -> HTML, bytes, status, (status, headers, body), or what makes one of these of the site's URL) put over its own; nothing of its own where it is `bare`."""
    served = Served("", **changes)
    own: dict[str, Any] = {} if served.bare else {**pages(EXTRA), "broken/index.html": 500}
    own |= served.made

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/") or "index.html"
            path += "index.html" if path.endswith("/") else ""
            served.asked.append(path)
            served.agents.add(self.headers["User-Agent"])
            if path == "robots.txt":
                status = served.robots_status if served.robots is not None else 404
                self._send(
                    status, {"Content-Type": "text/plain", **served.robots_headers}, served.robots or ""
                )
            elif path == "away/index.html":
                port = self.server.server_address[1]
                self._send(302, {"Location": f"http://localhost:{port}/elsewhere.html"}, "")
            elif path == "slow/index.html":
                time.sleep(SLOW)
                self._send(200, {}, "<p>人事信息</p>")
            else:
                found = own.get(path, 404)
                found = found(served.url) if callable(found) else found
                if isinstance(found, int):
                    found = (found, {}, "")
                self._send(*(found if isinstance(found, tuple) else (200, {}, found)))

        def _send(self, status: int, headers: dict[str, str], body: str | bytes) -> None:
            data = body.encode() if isinstance(body, str) else body
            try:
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                pass  # the scan has given up waiting

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def serve_raw(
    answer: Callable[[socket.socket, bytes], None], tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """A server that answers each connection by `answer(connection, request)`, as rudely as it likes; its URL."""
    listening = socket.create_server(("127.0.0.1", 0))

    def talk(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
            answer(spoken, spoken.recv(65536))

    def run() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        listening.close()
