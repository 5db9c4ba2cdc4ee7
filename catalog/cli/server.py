"""Serves a built site on this machine and reloads the browser after each rebuild.

What is not published yet is read by nobody else: a request has to name this machine (a page
elsewhere whose name was made to lead here does not), and no other site may load anything. Whatever
is sent gets a status or is cut off at its deadline; it never makes a traceback, or gets a file
from outside of the site.

Pages ask for the state of the site in short requests. A stream for each page would be simpler, but
browsers open six connections to a host, and the seventh tab would never load.
"""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPMethod, HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from socketserver import TCPServer
from typing import Any, BinaryIO
from urllib.parse import quote, unquote_to_bytes, urlsplit

from catalog.core.errors import CatalogError

LOOPBACK = "127.0.0.1"

CONNECTIONS = 128
"""How many connections are open at one time; a browser opens six."""

HEAD_SECONDS = 15.0
"""After which a request must have been sent, line and headers."""

ANSWER_SECONDS = 300.0
"""After which an answer must have been taken."""

_SCRIPT_PATH, _STATE_PATH = "/__reload.js", "/__state"
_OWN = (_SCRIPT_PATH, _STATE_PATH)
# The tab that sees a change first tells the others. A hidden tab asks seldom, and when it is shown.
_SCRIPT = b"""(function () {
  var seen = document.querySelector('script[src="/__reload.js"]').dataset.seen;
  var others = window.BroadcastChannel ? new BroadcastChannel("/__reload") : null, timer;
  function compare(now) { if (now && now !== seen) { location.reload(); return true; } }
  function ask() {
    clearTimeout(timer);
    fetch("/__state", { cache: "no-store" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (now) {
      if (now && now !== seen && others) others.postMessage(now);
      if (!compare(now)) later();
    }, later);
  }
  function later() { timer = setTimeout(ask, document.hidden ? 5000 : 300); }
  if (others) others.onmessage = function (message) { compare(message.data); };
  document.addEventListener("visibilitychange", function () { if (!document.hidden) ask(); });
  ask();
})();
"""
# app.js knows this script: where it stands no service worker may keep anything.
_TAG = '<script src="/__reload.js" data-seen="{}"></script></body>'
# Before anything is built: the browser comes back once there is something.
_NOTHING = b"<!doctype html><title>404</title><body>404</body>"

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_METHODS = "GET, HEAD, OPTIONS"
_BLOCK = 1 << 16


class Changes:
    """What pages compare: a state of the site, which is another one after each change.

    Also of each server: who restarts it sees what is then there.
    """

    def __init__(self) -> None:
        self._server = secrets.token_hex(4)
        self._count = 0

    def tell(self) -> None:
        """There is something new."""
        self._count += 1

    @property
    def state(self) -> str:
        """Letters, digits and a dash."""
        return f"{self._server}-{self._count}"


class RefusedError(Exception):
    """A request that gets no file, but a status and a sentence."""

    def __init__(self, status: HTTPStatus, sentence: str = "", **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence or status.phrase
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


# ---- what a request asks for ---------------------------------------------------------------


def path_of(target: str) -> tuple[str, ...]:
    """The names of the path that a request's target leads to; the last is "" for a folder.

    Args:
        target: as it was sent, read as Latin-1: ``/a/b%20c/?q``, or a whole address.

    Raises:
        RefusedError: it is no path, or one that leads upwards.
    """
    if not target.startswith("/"):  # a whole address, as to a proxy
        try:
            whole = urlsplit(target)
        except ValueError:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "This is not an address.") from None
        if whole.scheme.lower() not in ("http", "https") or not whole.netloc:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "This is not an address.")
        target = whole.path or "/"
    raw = target.partition("?")[0].partition("#")[0].encode("latin-1", "replace")
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The address is not UTF-8.") from None
    if any(ord(sign) < 32 or sign in "\x7f\\" for sign in path):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "No address has such a sign.")
    *folders, last = path.split("/")
    if ".." in (*folders, last):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The address leads out of the site.")
    kept = (name for name in folders if name not in ("", "."))
    return (*kept, "" if last == "." else last)


def host_of(value: str) -> str:
    """The name or number of a ``Host`` header, in small letters; "" for no such thing.

    Numbers come in their one usual spelling, ``[::1]`` without its brackets.
    """
    found = _HOST.fullmatch(value.strip())
    if not found:
        return ""
    name = found[1].strip("[]").rstrip(".").lower()
    with suppress(ValueError):
        return str(ipaddress.ip_address(name))
    return name


def own_names(host: str) -> frozenset[str]:
    """The names under which a server may be asked for: its own, besides the address of arrival.

    Args:
        host: what it listens to: a name, an address, or ``0.0.0.0`` or ``::`` for all.
    """
    names = {"localhost", LOOPBACK, "::1", host_of(f"[{host}]" if ":" in host else host)}
    if not _is_loopback(host):
        own = socket.gethostname().lower()
        names |= {own, f"{own}.local", f"{own.partition('.')[0]}.local"}
    return frozenset(names - {"", "0.0.0.0", "::"})  # noqa: S104  # nobody is called so


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host.lower().rstrip(".") == "localhost"


# ---- one request ---------------------------------------------------------------------------


class _Handler(BaseHTTPRequestHandler):
    """Static files, the site's own 404 page, and the reload script in every page.

    One request a connection (HTTP/1.0): then a connection has one deadline, too.
    """

    server: Server
    raw_requestline: bytes
    default_request_version = "HTTP/1.0"  # or what is no request would be answered without a status
    server_version, sys_version = "Catalog", ""

    def parse_request(self) -> bool:
        """The standard library's, without what nobody has sent since 1996."""
        if len(self.raw_requestline.split()) == 2:
            self.requestline, self.request_version, self.command = "", "HTTP/1.0", ""
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        if not super().parse_request():
            return False
        self.server.has_sent(self.connection)
        if self.command in HTTPMethod.__members__ and self.command not in _METHODS:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return False
        return True

    def do_GET(self) -> None:
        """A file of the site, or what this server has besides."""
        try:
            self._check()
            self._answer_for(path_of(self.path))
        except RefusedError as refused:
            self._say(refused)

    def do_HEAD(self) -> None:
        """The same without its bytes; see :meth:`_send`."""
        self.do_GET()

    def do_OPTIONS(self) -> None:
        """What may be asked."""
        try:
            self._check()
            self._send(HTTPStatus.NO_CONTENT, "", b"", Allow=_METHODS)
        except RefusedError as refused:
            self._say(refused)

    def _check(self) -> None:
        """Refuse who does not ask this machine, and pages of other sites that load from it.

        Raises:
            RefusedError: with what to do instead.
        """
        named = self.headers.get_all("Host", [])
        if len(named) > 1 or (not named and self.request_version != "HTTP/1.0"):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "A request names one host.")
        if not self.path.startswith("/") and "://" in self.path:
            named = [*named, self.path.partition("://")[2].partition("/")[0].partition("?")[0]]
        if not all(self._is_own(value) for value in named):
            raise RefusedError(
                HTTPStatus.MISDIRECTED_REQUEST,
                "This server shows what is not published yet and answers to this machine's own "
                f"names only. Open http://localhost:{self.server.server_port}/ or start it with "
                "--host.",
            )
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        visits = self.headers.get("Sec-Fetch-Mode") == "navigate"
        own = self.path.partition("?")[0] in _OWN
        elsewhere = site not in ("same-origin", "none") and (own or not visits)
        if elsewhere or (origin is not None and not self._is_own_origin(origin)):
            raise RefusedError(
                HTTPStatus.FORBIDDEN, "Pages of other sites may load nothing from here."
            )

    def _is_own(self, value: str) -> bool:
        name = host_of(value)
        here = host_of(f"[{address}]" if ":" in (address := self._address()) else address)
        return bool(name) and (name in self.server.names or name == here)

    def _address(self) -> str:
        """Where the connection has arrived: an address of this machine."""
        address = str(self.connection.getsockname()[0]).partition("%")[0]
        return address.removeprefix("::ffff:")

    def _is_own_origin(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme in ("http", "https") and self.headers.get("Host", "") == host

    def _answer_for(self, names: tuple[str, ...]) -> None:
        path = "/" + "/".join(names)
        base = self.server.base
        if path == _SCRIPT_PATH:
            self._send(HTTPStatus.OK, _TYPES[".js"], _SCRIPT)
        elif path == _STATE_PATH:
            self._send(HTTPStatus.OK, _TYPES[".txt"], self.server.changes.state.encode())
        elif base != "/" and path == "/":
            raise RefusedError(HTTPStatus.FOUND, Location=base)
        else:
            within = path[len(base) - 1 :] if path.startswith(base) else path
            self._file(within.removeprefix("/"), path)

    def _file(self, within: str, path: str) -> None:
        state = self.server.changes.state  # before the page is read: what is newer reloads it
        root = self.server.folder.resolve()
        try:
            target = _find(root, within, path)
            stream = _open(target)
        except (OSError, RuntimeError):  # no such file, a name too long, a loop of links
            self._missing(root, state)
            return
        with stream:
            if target.suffix == ".html":
                self._send(HTTPStatus.OK, _TYPES[".html"], _with_script(stream.read(), state))
            else:
                self._stream(stream, target)

    def _missing(self, root: Path, state: str) -> None:
        try:
            with _open(root / "404.html") as stream:
                body = stream.read()
        except OSError:
            body = _NOTHING
        self._send(HTTPStatus.NOT_FOUND, _TYPES[".html"], _with_script(body, state))

    def _stream(self, stream: BinaryIO, file: Path) -> None:
        info = os.fstat(stream.fileno())
        tag = f'"{info.st_mtime_ns:x}-{info.st_size:x}"'
        kept = {"ETag": tag, "Cache-Control": "no-cache", "Accept-Ranges": "bytes"}
        if tag in re.findall(r'"[^"]*"', self.headers.get("If-None-Match", "")):
            self._head(HTTPStatus.NOT_MODIFIED, kept)
            return
        start, end, status = 0, info.st_size, HTTPStatus.OK
        asked = _RANGE.fullmatch(self.headers.get("Range", "").replace(" ", ""))
        if asked and asked[0] != "bytes=-" and self.headers.get("If-Range", tag) == tag:
            start, end = _within(asked, info.st_size)
            if start >= end:
                raise RefusedError(
                    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                    Content_Range=f"bytes */{info.st_size}",
                )
            status = HTTPStatus.PARTIAL_CONTENT
            kept["Content-Range"] = f"bytes {start}-{end - 1}/{info.st_size}"
        kind = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        kept |= {"Content-Type": kind, "Content-Length": str(end - start)}
        self._head(status, kept)
        if self.command == "HEAD":
            return
        stream.seek(start)
        while start < end and (piece := stream.read(min(_BLOCK, end - start))):
            self.wfile.write(piece)
            start += len(piece)

    def _say(self, refused: RefusedError) -> None:
        """A sentence for whoever reads it."""
        said = f"{refused.status.value}: {refused.sentence}\n".encode()
        self._send(refused.status, _TYPES[".txt"], said, **refused.headers)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        told = {"Content-Type": kind} if kind else {}
        told |= {"Content-Length": str(len(body))} if kind else {}
        self._head(status, {**told, "Cache-Control": "no-store", **headers})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        # Scripts hold what is not published, too; any page could name them in one of its own.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Connection", "close")
        self.end_headers()

    def send_error(
        self,
        code: int,
        message: str | None = None,  # noqa: ARG002  # not to quote what was sent
        explain: str | None = None,  # noqa: ARG002
    ) -> None:
        """What the standard library refuses, said as everything else here is."""
        allow = {"Allow": _METHODS} if code == HTTPStatus.METHOD_NOT_ALLOWED else {}
        self.close_connection = True
        self._say(RefusedError(HTTPStatus(code), **allow))

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: what matters is said by the builds."""


def _within(asked: re.Match[str], size: int) -> tuple[int, int]:
    """Begin and end of a part that is asked for, of a file of so many bytes."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _find(root: Path, within: str, path: str) -> Path:
    """The file of a path below the site.

    Raises:
        OSError, RuntimeError: there is none.
        RefusedError: it is a folder, which is asked for with a slash at its end.
    """
    target = (root / within).resolve()
    if not target.is_relative_to(root):
        raise FileNotFoundError  # a link out of the site
    if target.is_dir() and not path.endswith("/"):
        raise RefusedError(HTTPStatus.MOVED_PERMANENTLY, Location=f"{quote(path)}/")
    return target / "index.html" if path.endswith("/") else target


def _open(file: Path) -> BinaryIO:
    """A plain file. A pipe would be waited for."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise FileNotFoundError
    return file.open("rb")


def _with_script(page: bytes, state: str) -> bytes:
    head, end, tail = page.rpartition(b"</body>")
    return head + _TAG.format(state).encode() + tail if end else page


# ---- the server ----------------------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Bounds how many connections there are, and how long each takes.

    Attributes:
        folder: of the site.
        base: the path under which the site believes to be served, with a slash at its end.
        changes: told of by who builds.
        names: under which it may be asked for.
    """

    daemon_threads = True
    request_queue_size = CONNECTIONS
    head_seconds = HEAD_SECONDS

    def __init__(
        self, address: tuple[str, int], family: socket.AddressFamily, folder: Path
    ) -> None:
        self.address_family = family
        self.folder, self.base, self.changes = folder, "/", Changes()
        self.names = own_names(address[0])
        self._lock = threading.Lock()
        # Connection → when it is cut off, and whether its request is still being sent.
        self._open: dict[socket.socket, tuple[float, bool]] = {}
        super().__init__(address, _Handler)

    @property
    def is_public(self) -> bool:
        """Whether other machines can connect."""
        return not _is_loopback(str(self.server_address[0]))

    def server_bind(self) -> None:
        """Without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        name, port = self.server_address[:2]
        self.server_name, self.server_port = str(name), int(port)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a connection; of too many the one goes that has been sending its request longest."""
        with self._lock:
            sending = [one for one, (_, head) in self._open.items() if head]
            full = len(self._open) >= CONNECTIONS
            if full and sending:
                _cut(sending[0])  # dicts keep their order
                self._open.pop(sending[0])
            if not full or sending:
                self._open[request] = (time.monotonic() + self.head_seconds, True)
        if full and not sending:
            with suppress(OSError):
                request.sendall(b"HTTP/1.0 503 Service Unavailable\r\nRetry-After: 5\r\n\r\n")
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def has_sent(self, request: socket.socket) -> None:
        """A request is there: now its answer has a deadline."""
        with self._lock:
            if request in self._open:
                self._open[request] = (time.monotonic() + ANSWER_SECONDS, False)

    def service_actions(self) -> None:
        """Cut off who is late; called twice a second."""
        now = time.monotonic()
        with self._lock:
            for request in [one for one, (end, _) in self._open.items() if end < now]:
                _cut(request)
                self._open.pop(request)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection so that its answer arrives: what was sent in excess is read first."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            request.settimeout(0.5)
            for _ in range(16):
                if not request.recv(_BLOCK):
                    break
        with self._lock:
            self._open.pop(request, None)
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Who goes away is no error; what else goes wrong is one line, and the server goes on."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            print(f"serve: {type(error).__name__}: {error}", file=sys.stderr)


def _cut(request: socket.socket) -> None:
    with suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)


def open_server(folder: Path, port: int, host: str = LOOPBACK) -> Server:
    """A server of a folder, which listens already; the caller runs and closes it.

    Args:
        port: 0 chooses a free one.
        host: this machine's name or address to listen to; others reach it by all but loopback ones.

    Raises:
        CatalogError: the port is taken, or the host is none of this machine.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        server = Server((str(address[0]), port), family, folder)
        server.names |= own_names(host)
    except (OSError, UnicodeError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no such host"
        raise CatalogError(
            f"{host}, port {port}, cannot be used: {said}",
            "choose another with --port, or leave --host out",
            (f"{host} 的端口 {port} 不可用：{said}", "请用 --port 换一个端口，或不写 --host"),
        ) from error
    return server


def addresses_of(server: Server) -> list[str]:
    """Where the site's root is to be seen, the nearest first."""
    host = str(server.server_address[0])
    port = server.server_port
    if host in ("0.0.0.0", "::"):  # noqa: S104
        others = sorted(server.names - {"localhost", LOOPBACK, "::1"} - {""})
        plain = [name for name in others if not name.endswith(".local")]
        return [f"http://{name}:{port}{server.base}" for name in (LOOPBACK, *plain)]
    shown = f"[{host}]" if ":" in host else host
    return [f"http://{shown}:{port}{server.base}"]


def watch_folders(
    folders: Iterable[Path], changed: Callable[[set[Path]], None], stop: threading.Event
) -> None:
    """Call ``changed`` with the paths after each burst of changes below ``folders``, until ``stop``
    is set.
    """
    from watchfiles import watch

    present = [f for f in folders if f.exists()]
    # An editor's burst (a new file, a rename) takes a few ms; whoever waits for the page sees more.
    for changes in watch(*present, debounce=100, step=15, stop_event=stop):
        changed({Path(path) for _, path in changes})
