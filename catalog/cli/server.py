"""Serves a built site on this machine and reloads the browser after each rebuild."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from catalog.core.errors import CatalogError

_SCRIPT = b"""(function () {
  var source = new EventSource("/__events");
  source.onmessage = function () { location.reload(); };
})();
"""
# app.js knows this script: where it stands no service worker may keep anything.
_TAG = b'<script src="/__reload.js"></script></body>'
# Before anything is built: the browser comes back once there is something.
_NOTHING = b"<!doctype html><title>404</title><body>404" + _TAG


class Changes:
    """Tells waiting browsers that the site has changed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._count = 0

    def tell(self) -> None:
        """There is something new."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def wait(self, seen: int, timeout: float) -> int:
        """Wait for something newer than ``seen``; returns the present count."""
        with self._condition:
            self._condition.wait_for(lambda: self._count > seen, timeout)
            return self._count

    @property
    def count(self) -> int:
        """How often the site has changed."""
        return self._count


class _Handler(SimpleHTTPRequestHandler):
    """Static files, the site's own 404 page, and the reload script in every page."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".webp": "image/webp",
        ".avif": "image/avif",
        ".svg": "image/svg+xml",
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    def __init__(self, *args: Any, changes: Changes, base: str, **kwargs: Any) -> None:
        self.changes = changes
        self.base = base
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path == "/__reload.js":
            self._answer(200, "text/javascript", _SCRIPT)
        elif self.path == "/__events":
            self._events()
        elif self.base != "/" and self.path == "/":
            self.send_response(302)
            self.send_header("Location", self.base)
            self.end_headers()
        else:
            self._page()

    def translate_path(self, path: str) -> str:
        if self.base != "/" and path.startswith(self.base):
            path = path[len(self.base) - 1 :]
        return super().translate_path(path)

    def _page(self) -> None:
        target = Path(self.translate_path(self.path))
        if target.is_dir() and self.path.partition("?")[0].endswith("/"):
            target /= "index.html"
        if target.suffix == ".html" and target.is_file():
            self._answer(200, "text/html; charset=utf-8", _with_script(target))
        elif target.exists():
            super().do_GET()
        else:
            missing = Path(str(self.directory)) / "404.html"
            body = _with_script(missing) if missing.is_file() else _NOTHING
            self._answer(404, "text/html; charset=utf-8", body)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self.changes.count
        try:
            while True:
                now = self.changes.wait(seen, 20)
                self.wfile.write(b"data: changed\n\n" if now > seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except (BrokenPipeError, ConnectionResetError):
            return

    def end_headers(self) -> None:
        if "." in self.path.rpartition("/")[2] and not self.path.endswith(".html"):
            self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: what matters is said by the builds."""


def _with_script(page: Path) -> bytes:
    body = page.read_bytes()
    head, end, tail = body.rpartition(b"</body>")
    return head + _TAG + tail if end else body


def serve_folder(out: Path, port: int, base: str = "/") -> tuple[ThreadingHTTPServer, Changes]:
    """A server of a folder on 127.0.0.1; the caller runs and closes it.

    Args:
        port: 0 chooses a free one.
        base: the path under which the site believes to be served.

    Raises:
        CatalogError: the port is taken.
    """
    changes = Changes()
    handler = partial(_Handler, directory=str(out), changes=changes, base=base)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise CatalogError(
            f"port {port} cannot be used: {error.strerror}",
            "choose another with --port",
            (f"端口 {port} 不可用：{error.strerror}", "请用 --port 换一个端口"),
        ) from error
    server.daemon_threads = True
    return server, changes


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
