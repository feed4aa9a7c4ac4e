"""Fetching: from a server on this machine that is slow, huge, lying, forbidding or without end."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from indexer.errors import UnreadableSource
from indexer.sources import encoding, locate, read_sources
from indexer.sources.fetch import Fetcher, Validators
from indexer.sources.request import Answer, Limits, Requests, user_agent
from tests.sources.conftest import Read

PARAGRAPHS = [
    "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì dopo dieci giorni.",
    "In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo, non di meno.",
    "L'azienda stima in undici milioni di euro il costo complessivo della vertenza per il porto.",
]
PAGE = "<html lang=it><article><h1>Il porto riapre</h1>{}</article></html>".format(
    "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
)
RSS = (
    "<rss version='2.0'><channel><title>Il Molo</title><item><title>Il porto riapre</title>"
    f"<link>/porto</link><description>{PARAGRAPHS[0]}</description></item></channel></rss>"
)

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server's pages by path, and the requests that it got."""

    url: str
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, path: str, reply: Reply) -> str:
        self.pages[path] = reply
        return self.url + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def give(body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> Reply:
    """A whole answer; ``Location="/x"`` and the like become headers."""
    content = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def move(target: str) -> Reply:
    return give("", status=302, Location=target)


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, dict(self.headers)))
            missing = give("no", status=404)
            try:
                served.pages.get(self.path, missing)(self)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()


def refused(fetcher: Fetcher, url: str) -> str:
    """The one line that says why ``url`` cannot be had."""
    with pytest.raises(UnreadableSource) as caught:
        fetcher.fetch(url)
    assert caught.value.source == url
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_by_its_address(site: Site, read: Read) -> None:
    url = site("/2025/porto.html", give(PAGE))
    article = read(url + "#p2").only()
    assert article.url == article.source == url
    assert article.origins["url"] == "the address it was fetched from"
    assert article.id == url.partition("://")[2]
    assert [line.text for line in article.lines()] == ["Il porto riapre", *PARAGRAPHS]
    agents = {headers["User-Agent"] for _, headers in site.asked}
    assert agents == {user_agent()}
    assert user_agent().startswith("Passaggi/")
    assert site.paths == ["/robots.txt", "/2025/porto.html"]


def test_an_address_as_people_write_it(site: Site, read: Read) -> None:
    site("/citt%C3%A0?q=a%20b", give(PAGE))
    article = read(f"{site.url}/città?q=a b").only()
    assert article.title == "Il porto riapre"


def test_the_address_that_a_page_states_wins(site: Site, read: Read) -> None:
    stated = "<link rel=canonical href=https://ilmolo.example/porto>"
    url = site("/a?utm=1", give(PAGE.replace("<article>", f"{stated}<article>")))
    article = read(url).only()
    assert article.url == "https://ilmolo.example/porto"
    assert article.source == url


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/html", "application/octet-stream"])
def test_a_feed_by_its_address_whatever_it_is_called(kind: str, site: Site, read: Read) -> None:
    url = site("/feed", give(RSS, kind))
    article = read(url).only()
    assert article.url == f"{site.url}/porto"
    assert article.source == f"{url}:1"
    assert article.outlet == "127.0.0.1"


def test_addresses_and_files_in_their_order(site: Site, read: Read) -> None:
    first, second = site("/1", give(PAGE)), site("/2.jsonl", give('{"text": "Due."}\n', "text/x"))
    reading = read(first, second, first, f"{site.url}/none")
    assert len(reading.articles) == 2
    (error,) = reading.rejects
    assert str(error) == f"{site.url}/none: its server answers 404: check the address"
    assert len(reading.files) == 2
    assert not any(path.exists() for path in reading.files)
    assert site.paths.count("/robots.txt") == 1


def test_nothing_is_left_of_a_run_that_is_stopped(site: Site) -> None:
    seen = []
    articles = read_sources([site("/1", give(PAGE))], on_reject=seen.append, on_file=seen.append)
    next(iter(articles))
    (path,) = seen
    assert path.exists()  # type: ignore[union-attr]
    articles.close()  # type: ignore[attr-defined]
    assert not path.exists()  # type: ignore[union-attr]


def test_counting_asks_no_server() -> None:
    found = locate.located(["https://ilmolo.example/", "HTTP://x.example"], (), print, print)
    assert [each.name for each in found] == ["ilmolo.example", "x.example"]
    long = locate.Address("https://www.x.example/" + "a" * 1000)
    assert len(long.name) < 220


@pytest.mark.parametrize(
    ("named", "encoded"),
    [("iso-8859-1", "cp1252"), ("utf-8", "cp1252"), ("what", "cp1252"), ("iso-8859-1", "utf-8")],
)
@pytest.mark.parametrize("path", ["/a.html", "/a.txt"])
def test_charsets_that_tell_and_that_lie(
    path: str, named: str, encoded: str, site: Site, read: Read
) -> None:
    text = PAGE if path == "/a.html" else "\n\n".join(PARAGRAPHS)
    url = site(path, give(text.encode(encoded), f"text/plain; charset={named}"))
    assert PARAGRAPHS[0] in [line.text for line in read(url).only().lines()]


def test_a_charset_that_only_the_server_knows(site: Site, read: Read) -> None:
    text = PAGE.replace("venerdì", "Łódź")
    url = site("/a", give(text.encode("iso8859-2"), "text/html; charset=ISO-8859-2"))
    assert "Łódź" in read(url).only().lines()[1].text


def test_gzip_is_asked_for_and_read(site: Site, read: Read) -> None:
    url = site("/a", give(gzip.compress(PAGE.encode()), Content_Encoding="gzip"))
    assert read(url).only().title == "Il porto riapre"
    assert site.asked[-1][1]["Accept-Encoding"] == "gzip"


def test_a_bomb_is_not_unpacked(site: Site, read: Read) -> None:
    bomb = gzip.compress(b"\0" * (encoding.MAX_BYTES + 10**6))
    url = site("/a", give(bomb, Content_Encoding="gzip"))
    assert "unpacks to more than 200 times its size" in str(read(url).reject())


def test_an_encoding_that_was_not_asked_for(site: Site) -> None:
    url = site("/a", give(PAGE, Content_Encoding="br"))
    assert "sends it as 'br' unasked" in refused(Fetcher(), url)


@pytest.mark.parametrize("told", [True, False])
def test_what_is_huge_is_not_received(told: bool, site: Site) -> None:
    sent = []

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if told:
            handler.send_header("Content-Length", str(10**12))
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)
            sent.append(10_000)

    url = site("/a", pour)
    assert "larger than 0.1 MB" in refused(Fetcher(Limits(size=100_000)), url)
    time.sleep(0.2)
    assert sum(sent) < 10**8


@pytest.mark.timeout(30)
@pytest.mark.parametrize("late", ["answer", "headers", "content"])
def test_what_is_slow_is_given_up(late: str, site: Site) -> None:
    def dawdle(handler: BaseHTTPRequestHandler) -> None:
        if late == "answer":
            time.sleep(3)
        handler.send_response(200)
        if late == "headers":
            handler.flush_headers()
        else:
            handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    url = site("/a", dawdle)
    wait = 0.3 if late == "answer" else 1.0
    started = time.monotonic()
    message = refused(Fetcher(Limits(total=1.0, wait=wait)), url)
    assert time.monotonic() - started < 3
    assert "too long" in message or "longer than 1 s" in message


def test_redirects(site: Site, read: Read) -> None:
    url = site("/a", move("b/c"))
    site("/b/c", move("//" + site.url.partition("//")[2] + "/d"))
    site("/d", give(PAGE))
    article = read(url).only()
    assert article.url == article.source == f"{site.url}/d"


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("/a", "redirected more than 5 times"),
        ("file:///etc/passwd", "no http or https address"),
        ("javascript:alert(1)", "no http or https address"),
        ("http://ann:secret@127.0.0.1/", "a name or password"),
        ("http://[", "no http or https address"),
    ],
)
def test_redirects_that_are_not_followed(target: str, cause: str, site: Site) -> None:
    assert cause in refused(Fetcher(), site("/a", move(target)))


def test_encryption_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(_: Requests, url: str, *__: object) -> Answer:
        moved = {"Location": "http://ilmolo.example/a"}
        return Answer(404, {}, b"") if "robots" in url else Answer(301, moved, b"")

    monkeypatch.setattr(Requests, "get", get)
    assert "which is not encrypted" in refused(Fetcher(), "https://ilmolo.example/a")


def test_robots(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: passaggi\nDisallow: /private\n"
    site("/robots.txt", give(rules, "text/plain"))
    site("/to", move("/private/a"))
    for path in ("/a", "/private/a"):
        site(path, give(PAGE))
    fetcher = Fetcher()
    assert fetcher.fetch(f"{site.url}/a")
    assert "robots.txt of its server forbids it" in refused(fetcher, f"{site.url}/private/a")
    assert "robots.txt of its server forbids it" in refused(fetcher, f"{site.url}/to")
    assert "/private/a" not in site.paths
    assert site.paths.count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [(403, True), (404, True), (500, False)])
def test_a_server_without_robots_txt(status: int, allowed: bool, site: Site) -> None:
    site("/robots.txt", give("User-agent: *\nDisallow: /", status=status))
    url = site("/a", give(PAGE))
    if allowed:
        assert Fetcher().fetch(url)
    else:
        assert "answers 500 when asked for robots.txt" in refused(Fetcher(), url)


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"v1"'
        dated = {"ETag": '"v1"', "Last_Modified": "Wed, 12 Nov 2025 08:30:00 GMT"}
        give("" if known else PAGE, status=304 if known else 200, **dated)(handler)

    url = site("/a", reply)
    fetcher = Fetcher()
    document = fetcher.fetch(url)
    assert document
    assert document.validators == Validators('"v1"', "Wed, 12 Nov 2025 08:30:00 GMT")
    assert fetcher.fetch(url) is None
    assert site.asked[-1][1]["If-Modified-Since"] == "Wed, 12 Nov 2025 08:30:00 GMT"
    assert Fetcher().fetch(url) == document


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (404, "check the address"),
        (410, "leave it out"),
        (403, "by hand"),
        (503, "later"),
        (304, ""),
    ],
)
def test_answers_that_are_no_document(status: int, remedy: str, site: Site) -> None:
    message = refused(Fetcher(), site("/a", give("", status=status)))
    assert f"its server answers {status}: " in message
    assert remedy in message


def test_nobody_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/a"
        assert "no connection to its server" in refused(Fetcher(), url)


def test_a_name_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert "no server of this name is found" in refused(Fetcher(), "http://ilmolo.example/a")


def test_a_certificate_that_is_none(site: Site) -> None:
    url = site.url.replace("http:", "https:") + "/a"
    assert "cannot prove who it is" in refused(Fetcher(), url)


def test_an_answer_that_breaks_off(site: Site) -> None:
    def stop(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half of it")
        handler.close_connection = True

    assert "the connection broke" in refused(Fetcher(), site("/a", stop))


@pytest.mark.parametrize(
    "url", ["http://ann:secret@127.0.0.1/", "http://", "https://[::1", "http://:80"]
)
def test_addresses_that_are_not_asked_for(url: str, read: Read) -> None:
    error = read(url).reject()
    assert isinstance(error, UnreadableSource)


def test_other_kinds_of_address(read: Read) -> None:
    assert "only http and https" in str(read("ftp://ilmolo.example/feed.xml").reject())
