"""Web archives in the making, and the pages of an invented site to fill them with."""

from __future__ import annotations

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://www.ilmolo.example"
PARAGRAPHS = [
    "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì dopo dieci giorni.",
    "In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo, non di meno.",
    "L'azienda stima in undici milioni di euro il costo complessivo della vertenza per il porto.",
    "Il sindaco ha ringraziato chi ha trattato per tutta la notte, e ha promesso nuove regole.",
    "I traghetti per le isole partiranno di nuovo da lunedì, con gli orari della stagione estiva.",
]
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Flash"}</script>'


def story(title: str = "Il porto riapre", head: str = "", count: int = 5) -> str:
    text = "".join(f"<p>{each}</p>" for each in PARAGRAPHS[:count])
    return f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1>{text}</body></html>"


def front() -> str:
    link = "<h3><a href='/{0}'>Un titolo lungo che porta altrove, numero {0}</a></h3>"
    teaser = f"<div>{link}<p>{{1}}</p></div>"
    teasers = "".join(teaser.format(number, PARAGRAPHS[number % 5]) for number in range(20))
    return f"<!doctype html><html><body><h1>Cronaca</h1>{teasers}</body></html>"


class Archive:
    """A web archive in the making."""

    def __init__(self, *, zipped: bool = False) -> None:
        self._stream = io.BytesIO()
        self._writer = WARCWriter(self._stream, gzip=zipped)

    def add(
        self,
        path: str,
        page: str | bytes,
        *,
        kind: str = "response",
        status: str = "200 OK",
        http: tuple[tuple[str, str], ...] = (),
        mime: str = "text/html; charset=utf-8",
        warc: dict[str, str] | None = None,
    ) -> Archive:
        content = page if isinstance(page, bytes) else page.encode()
        headers = None
        if kind != "resource":
            headers = StatusAndHeaders(status, [("Content-Type", mime), *http], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            SITE + path,
            kind,
            payload=io.BytesIO(content),
            length=len(content),
            http_headers=headers,
            warc_content_type="" if headers else mime,
            warc_headers_dict={"WARC-Date": "2025-11-20T10:00:00Z", **(warc or {})},
        )
        self._writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self._stream.getvalue()
