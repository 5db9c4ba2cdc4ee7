"""What a real server answers to whatever is sent to it over a real socket."""

import os
import re
import socket
import threading
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.cli.server import addresses_of, host_of, open_server, own_names
from catalog.core.errors import CatalogError

SECRET = b"outside of the site"
PAGE = b"<!doctype html><title>a page</title><body>text</body>"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running server of a small site, with something beside it that nobody may read."""
    top = tmp_path_factory.mktemp("served")
    site = top / "site"
    (site / "e1/en/sub folder").mkdir(parents=True)
    (top / "secret.txt").write_bytes(SECRET)
    (site / "e1/en/index.html").write_bytes(PAGE)
    (site / "404.html").write_bytes(PAGE.replace(b"text", b"nothing here"))
    (site / "e1/en/sub folder/index.html").write_bytes(PAGE)
    (site / "e1/en/data.js").write_bytes(b"0123456789")
    (site / "e1/en/汉字.txt").write_text("字")
    (site / "e1/out").symlink_to(top)
    (site / "e1/leak.txt").symlink_to(top / "secret.txt")
    (site / "e1/loop").symlink_to("loop")
    os.mkfifo(site / "e1/pipe")
    server = open_server(site, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def ask(server, data, *, finish=True):
    """All that comes back; b"" where the connection is cut."""
    with closing(socket.create_connection(("127.0.0.1", server.server_port), 30)) as one:
        try:
            one.sendall(data)
            if finish:
                one.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has answered before all was sent
        found = b""
        try:
            while piece := one.recv(1 << 16):
                found += piece
        except ConnectionResetError:
            pass
        return found


def get(server, target, *headers, method="GET", host="localhost"):
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers, "", ""]
    answer = ask(server, "\r\n".join(lines).encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *rest = head.decode("latin-1").split("\r\n")
    told = dict(line.split(": ", 1) for line in rest)
    return int(status.split()[1]), told, body


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/e1/en/", 200),
        ("/e1/en/?a=/../b#c", 200),
        ("/e1//en/./", 200),
        ("/e1/en/sub%20folder/", 200),
        ("/e1/en/data.js", 200),
        ("/e1/en/%E6%B1%89%E5%AD%97.txt", 200),
        ("http://localhost/e1/en/data.js", 200),
        ("/e1/en", 301),
        ("/e1/", 404),  # never a list of what is there
        ("/e1/en/data.js/", 404),
        ("/nowhere", 404),
        ("/" + "a" * 5000, 404),
        ("/" + "a/" * 5000, 404),
        ("/e1/leak.txt", 404),
        ("/e1/out/secret.txt", 404),
        ("/e1/loop", 404),
        ("/e1/loop/", 404),
        ("/e1/pipe", 404),
        ("/../secret.txt", 400),
        ("/e1/%2e%2e/%2E%2E/secret.txt", 400),
        ("/e1/..%2f..%2fsecret.txt", 400),
        ("/e1/..%5csecret.txt", 400),
        ("/%00", 400),
        ("/%ff%fe", 400),
        ("/%0d%0aSet-Cookie:%20a=b", 400),
        ("*", 400),
        ("http://", 421),
        ("http://[::1/", 421),
        ("ftp://localhost/", 400),
        ("localhost:80", 400),
        ("/" + "a" * 70_000, 414),
    ],
)
def test_every_target_has_its_status(served, target, status):
    found, told, body = get(served, target)
    assert found == status, body
    assert SECRET not in body
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_folder_is_led_to_its_own_address_and_nowhere_else(served):
    assert get(served, "/e1/en/sub%20folder")[1]["Location"] == "/e1/en/sub%20folder/"
    assert get(served, "//e1/en")[1]["Location"] == "/e1/en/"  # `//e1` would be another host


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /\r\n", 400),  # HTTP/0.9
        (b"GET\r\n\r\n", 400),
        (b"garbage\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # TLS
        (b"GET / HTTP/1.1 more words\r\n\r\n", 400),
        (b"GET / HTTP/one\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\n\r\n", 400),  # names no host
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /e1/en/ HTTP/1.0\r\n\r\n", 200),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"b" * 70_000 + b"\r\n\r\n", 431),
        (b"POST /e1/en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nsome data", 405),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n" + b"x" * 500_000, 405),
        (b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (b"BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 204),
    ],
)
def test_what_is_no_plain_request_has_its_status_too(served, capfd, sent, status):
    answer = ask(served, sent)
    assert re.match(rb"HTTP/1\.0 %d " % status, answer), answer[:200]
    assert capfd.readouterr() == ("", "")


def test_the_head_alone(served):
    status, told, body = get(served, "/e1/en/data.js", method="HEAD")
    assert (status, told["Content-Length"], body) == (200, "10", b"")
    status, told, body = get(served, "/e1/en/", method="HEAD")
    assert status == 200 and int(told["Content-Length"]) > len(PAGE) and body == b""


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-3", 206, b"789"),
        ("bytes=-30", 206, b"0123456789"),
        ("bytes=5-900", 206, b"56789"),
        ("bytes=10-", 416, None),
        ("bytes=4-2", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=-", 200, b"0123456789"),
        ("bytes=1-2,4-5", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
        ("bytes=" + "9" * 400 + "-", 200, b"0123456789"),
    ],
)
def test_parts_of_a_file(served, asked, status, body):
    found, told, data = get(served, "/e1/en/data.js", f"Range: {asked}")
    assert found == status
    assert body is None or data == body
    if status == 416:
        assert told["Content-Range"] == "bytes */10"


def test_what_a_browser_has_is_not_sent_again(served):
    _, told, _ = get(served, "/e1/en/data.js")
    status, _, body = get(served, "/e1/en/data.js", f"If-None-Match: {told['ETag']}")
    assert (status, body) == (304, b"")
    assert get(served, "/e1/en/data.js", 'If-None-Match: "other"')[0] == 200


# ---- who asks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LocalHost.:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("[0:0:0:0:0:0:0:1]", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost@evil.example", 421),
        ("10.0.0.5", 421),
        ("0.0.0.0", 421),
        ("", 421),
        ("localhost:port", 421),
        ("local host", 421),
    ],
)
def test_only_this_machine_is_answered(served, host, status):
    found, _, body = get(served, "/e1/en/", host=host)
    assert found == status
    assert (b"text" in body) == (status == 200)
    if status == 421:
        assert f"http://localhost:{served.server_port}/".encode() in body


def test_an_address_in_the_request_counts_as_its_host(served):
    assert get(served, "http://evil.example/e1/en/")[0] == 421
    assert get(served, "http://localhost/e1/en/", host="evil.example")[0] == 421


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        ("/e1/en/", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], 200),  # a link
        ("/e1/en/data.js", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"], 403),
        ("/e1/en/data.js", ["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"], 403),
        ("/e1/en/data.js", ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: no-cors"], 200),
        ("/e1/en/data.js", ["Origin: https://evil.example"], 403),
        ("/e1/en/data.js", ["Origin: null"], 403),
        ("/__state", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], 403),
        ("/__state", ["Origin: http://evil.example"], 403),
        ("/__state", ["Origin: http://localhost"], 200),
        ("/__state", [], 200),
    ],
)
def test_pages_of_other_sites_load_nothing(served, target, headers, status):
    assert get(served, target, *headers)[0] == status


def test_names_of_a_server_that_others_reach(monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "Desk.example.org")
    assert own_names("127.0.0.1") == {"localhost", "127.0.0.1", "::1"}
    for host in ("0.0.0.0", "::"):
        assert own_names(host) == own_names("127.0.0.1") | {
            "desk.example.org",
            "desk.example.org.local",
            "desk.local",
        }
    assert {"fair.lan"} < own_names("fair.lan")


@given(st.text("[]:.-_@/\\ %09afAZ\0\n\u0130\u212a\uff11", max_size=20))
@settings(max_examples=300, deadline=None)
def test_no_host_has_a_sign_that_is_none_of_a_host(value):
    assert re.fullmatch(r"[a-z0-9._:-]*", host_of(value))


def test_a_server_of_all_addresses_says_how_it_is_reached(tmp_path):
    server = open_server(tmp_path, 0, "0.0.0.0")
    with closing(socket.create_connection(("127.0.0.1", server.server_port))):
        pass
    server.server_close()
    assert server.is_public
    assert addresses_of(server)[0] == f"http://127.0.0.1:{server.server_port}/"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a" * 300, "é" * 70, ""])
def test_a_host_that_is_none_of_ours_is_told(tmp_path, host):
    if not host:
        open_server(tmp_path, 0, "localhost").server_close()
        return
    with pytest.raises(CatalogError, match="cannot be used"):
        open_server(tmp_path, 0, host)


# ---- what is sent to hurt ----------------------------------------------------------------

_WORDS = [b"GET", b"HEAD", b"POST", b" ", b"/", b"..", b"%2e", b"%00", b"%c3%28", b"HTTP/1.1"]
_WORDS += [b"\r\n", b"Host: localhost", b"Range: bytes=", b"\x00", b"\xff", b"http://", b"e1"]
words = st.sampled_from([*_WORDS, b"secret.txt"])
requests = st.lists(words | st.binary(max_size=20), max_size=30).map(b"".join) | st.builds(
    lambda method, path, rest: (
        b"%s /%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n" % (method, path, rest)
    ),
    st.sampled_from([b"GET", b"HEAD", b"OPTIONS"]),
    st.lists(words | st.binary(max_size=8), max_size=12).map(b"".join),
    st.binary(max_size=60),
)


@given(sent=requests)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_is_answered_or_cut_off(served, capfd, sent):
    answer = ask(served, sent)
    assert not answer or re.match(rb"HTTP/1\.0 [1-5]\d\d ", answer)
    assert SECRET not in answer
    assert capfd.readouterr() == ("", "")


def test_who_goes_away_in_the_middle_is_no_trouble(served, capfd, tmp_path):
    (served.folder / "large.bin").write_bytes(bytes(30_000_000))
    for _ in range(3):
        one = socket.create_connection(("127.0.0.1", served.server_port))
        one.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert one.recv(100)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one.close()  # by a reset
    assert get(served, "/e1/en/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_who_sends_too_slowly_is_cut_off(served, monkeypatch):
    monkeypatch.setattr(served, "head_seconds", 0.0)
    one = socket.create_connection(("127.0.0.1", served.server_port))
    with closing(one):
        one.sendall(b"GET / HTTP/1.1\r\n")
        one.settimeout(60)
        assert one.recv(100) == b""
    monkeypatch.undo()
    assert get(served, "/e1/en/")[0] == 200


def test_connections_are_bounded_and_who_only_holds_them_goes_first(served, monkeypatch):
    monkeypatch.setattr("catalog.cli.server.CONNECTIONS", 8)
    silent = [socket.create_connection(("127.0.0.1", served.server_port)) for _ in range(20)]
    try:
        assert get(served, "/e1/en/")[0] == 200
        silent[0].settimeout(60)
        assert silent[0].recv(1) == b""  # cut off
        assert len(served._open) <= 8
    finally:
        for one in silent:
            one.close()


def test_a_change_is_another_state(served):
    status, told, before = get(served, "/__state")
    assert status == 200 and told["Cache-Control"] == "no-store"
    assert get(served, "/__state")[2] == before
    assert b'data-seen="%s"' % before in get(served, "/e1/en/")[2]
    served.changes.tell()
    after = get(served, "/__state")[2]
    assert after != before
    assert b'data-seen="%s"' % after in get(served, "/nowhere")[2]
