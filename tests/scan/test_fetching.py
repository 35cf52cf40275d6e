"""Fetching from servers that are slow, rude or clever: time, size, redirects, and what robots.txt says of each hop."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from served import serve, serve_raw

from checker.cli import run
from checker.scan.robots import Robots, read_robots

pytest.importorskip("urllib3")
pytest.importorskip("protego")
from checker.scan.fetch import Fetcher, FetchError

#: What a page may take here, in seconds, and what no test may come near.
SHORT, LONG = 0.6, 3.0


def fetcher(url: str, timeout: float = SHORT) -> Fetcher:
    return Fetcher(url, agent="gouji-test", delay=0, timeout=timeout, allow_private=True)


def dripping(head: bytes, drops: bytes) -> Callable[[socket.socket, bytes], None]:
    """Sends `head` at once, then a byte of `drops` now and again, for ever."""

    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(head)
        while True:
            for at in range(len(drops)):
                connection.sendall(drops[at : at + 1])
                time.sleep(0.05)

    return answer


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DRIPS = {
    "body": (OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
    "endless": (OK + b"\r\n", b"x"),
    "chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "gzip": (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0"),
    "head": (b"HTTP/1.1 200 OK\r\n", b"X-Padding: 1\r\n"),
    "status": (b"", b"H"),
    "nothing": (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
}


@pytest.mark.parametrize("make", DRIPS)
def test_a_server_that_drips_is_given_no_more_than_its_time(make: str) -> None:
    with serve_raw(dripping(*DRIPS[make])) as url:
        began = time.monotonic()
        with pytest.raises(FetchError) as caught:
            fetcher(url).get(url)
    assert time.monotonic() - began < LONG
    assert caught.value.kind in ("timeout", "connection"), caught.value.kind
    if make in ("body", "endless", "chunks", "head"):
        assert caught.value.kind == "timeout" and "0.6 秒" in caught.value.text


def test_a_chain_of_slow_redirects_has_the_time_of_one_page() -> None:
    def answer(connection: socket.socket, _request: bytes) -> None:
        time.sleep(SHORT * 0.7)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    with serve_raw(answer) as url:
        began = time.monotonic()
        with pytest.raises(FetchError) as caught:
            fetcher(url).get(url)
    assert caught.value.kind == "timeout" and time.monotonic() - began < SHORT * 2


def test_a_dripping_robots_txt_closes_the_site() -> None:
    with serve_raw(dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"#")) as url:
        began = time.monotonic()
        robots = read_robots(fetcher(url), url)
    assert "没有读完" in robots.closed and not robots.allows(url) and time.monotonic() - began < LONG


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key."""
    pytest.importorskip("cryptography")
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.TraditionalOpenSSL
    (folder / "k.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return folder / "c.pem", folder / "k.pem"


def test_the_time_holds_over_tls_too(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def answer(connection: socket.socket, request: bytes) -> None:
        if b"/quick" in request:
            connection.sendall(OK + b"Content-Length: 2\r\n\r\nok")
        else:
            dripping(OK + b"\r\n", b"x")(connection, request)

    with serve_raw(answer, context) as url:
        with pytest.raises(FetchError) as caught:
            fetcher(url).get(url)
        assert caught.value.kind == "tls", "nobody vouches for this certificate"
        trusting = fetcher(url)
        trusting._pools.connection_pool_kw["ssl_context"].load_verify_locations(cert)
        assert trusting.get(url + "quick").data == b"ok"
        began = time.monotonic()
        with pytest.raises(FetchError) as caught:
            trusting.get(url)
    assert caught.value.kind == "timeout" and time.monotonic() - began < LONG


def test_a_bomb_is_not_inflated() -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)

    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(
            OK + f"Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode() + bomb
        )

    import tracemalloc

    with serve_raw(answer) as url:
        tracemalloc.start()
        with pytest.raises(FetchError) as caught:
            fetcher(url, 20).get(url)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert caught.value.kind == "size" and peak < 30 * 1024 * 1024


@pytest.mark.parametrize(
    "to", ["/private/index.html", "/a.do", "//127.0.0.1:1/", "http://h:99999/", "http://[::1", "ftp://h/"]
)
def test_a_redirect_leads_nowhere_that_is_not_allowed(to: str) -> None:
    made = {"go/index.html": (302, {"Location": to}, "")}
    with serve(made=made) as served:
        getting = fetcher(served.url)
        getting.allows = read_robots(getting, served.url).allows
        with pytest.raises(FetchError) as caught:
            getting.get(served.url + "go/index.html")
    assert caught.value.kind == ("robots" if to[1] in "pa" else "away")
    assert served.asked == ["robots.txt", "go/index.html"]


def test_a_column_that_leads_to_a_forbidden_page_is_not_asked_for_again(tmp_path: Path) -> None:
    """What robots.txt forbids is known for good: going on after an interruption asks no second time."""
    from checker.catalog import read

    made = {"policy/index.html": (302, {"Location": "/private/index.html"}, "")}
    with serve(made=made) as served:
        words = [
            "catalog",
            "scan",
            served.url,
            "-o",
            str(tmp_path / "a.csv"),
            "--delay",
            "0",
            "--timeout",
            "0.8",
            "--allow-private",
        ]
        assert run(words) == 0
    assert "private/index.html" not in served.asked
    rows = {row["column"]: row for row in read((tmp_path / "a.csv").read_bytes(), "a.csv").data["columns"]}
    assert "robots.txt" in rows["政策文件"]["note"] and rows["政策文件"]["unsure"] == [
        "last_updated",
        "items",
    ]


def robots_of(**changes: object) -> tuple[Robots, list[str]]:
    with serve(**changes) as served:
        return read_robots(fetcher(served.url), served.url), served.asked


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_that_says_it_has_no_robots_txt_allows_all(status: int) -> None:
    robots, _asked = robots_of(robots_status=status)
    assert not robots.closed and robots.allows("http://h/private/")


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (429, {}, "429"),
        (500, {}, "500"),
        (503, {}, "503"),
        (302, {"Location": "http://elsewhere.example.invalid/robots.txt"}, "站外"),
        (301, {"Location": "/robots.txt"}, "跳转次数太多"),
        (302, {}, "302"),
    ],
)
def test_a_robots_txt_nobody_could_read_closes_the_site(
    status: int, headers: dict[str, str], says: str
) -> None:
    robots, asked = robots_of(robots_status=status, robots_headers=headers)
    assert says in robots.closed and not robots.allows("http://h/") and set(asked) == {"robots.txt"}


def test_a_robots_txt_with_a_mark_before_it_counts() -> None:
    robots, _asked = robots_of(robots="\ufeffUser-agent: *\nDisallow: /\n")
    assert not robots.allows("http://h/x")


@pytest.mark.parametrize(
    ("asks", "code", "says"),
    [
        ("0.01", 0, ""),
        ("0.06", 0, "停 0.06 秒，照办"),
        ("4000", 2, "停 4000 秒，太久了，没有扫描"),
        ("999999999", 2, "太久了"),
        ("nan", 0, ""),
        ("-5", 0, ""),
    ],
)
def test_the_pause_a_site_asks_for_is_kept_or_nothing_is_read(
    asks: str, code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(robots=f"User-agent: *\nCrawl-delay: {asks}\n") as served:
        words = [
            "catalog",
            "scan",
            served.url,
            "-o",
            str(tmp_path / "a.csv"),
            "--delay",
            "0.02",
            "--timeout",
            "0.8",
        ]
        assert run([*words, "--max-pages", "3", "--allow-private"]) == code
    said = capsys.readouterr().err
    assert says in said and ("照办" in said) is (says.endswith("照办"))
    assert code == 0 or served.asked == ["robots.txt"]
