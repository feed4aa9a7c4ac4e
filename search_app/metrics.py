"""What a supervisor measures, as Prometheus reads it: requests, how long they took, the index.

Labels are routes, methods and classes of status: nothing that somebody typed, and few of them.
"""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPMethod

from flask import Flask, Response, g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder

from search_app import program
from search_app.held import held, probe

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_UNMATCHED = "unmatched"
_FAILED = "5xx"
_KEY = "passaggi.metrics"
_log = logging.getLogger(__name__)

# When each series began tells nobody anything, and doubles what is sent.
disable_created_metrics()  # type: ignore[no-untyped-call]


@dataclass(slots=True)
class _Measured:
    """A request under way; ``begun`` is in seconds of the process's clock."""

    route: str
    method: str
    begun: float
    status: str = _FAILED
    streamed: bool = False


class Metrics:
    """The measurements of one application, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "passaggi_http_requests",
            "Requests that were answered.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "passaggi_http_request_duration_seconds",
            "From the arrival of a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._in_progress = Gauge(
            "passaggi_http_requests_in_progress",
            "Requests that are being answered.",
            registry=self._registry,
        )
        build = Info("passaggi_build", "The program that runs.", registry=self._registry)
        build.info({"version": program.version(), "python": platform.python_version()})
        ProcessCollector(registry=self._registry)
        self._registry.register(IndexCollector())

    def begun(self) -> None:
        """Note that a request has come."""
        route = request.url_rule.rule if request.url_rule else _UNMATCHED
        method = request.method if request.method in HTTPMethod.__members__ else "other"
        g.measured = _Measured(route, method, time.perf_counter())
        self._in_progress.inc()

    def answered(self, response: Response) -> Response:
        """Note how a request was answered; what is streamed ends when its body is closed."""
        measured: _Measured = g.measured
        measured.status = f"{response.status_code // 100}xx"
        if response.is_streamed:
            measured.streamed = True
            response.call_on_close(lambda: self._count(measured))
        return response

    def ended(self, error: BaseException | None) -> None:
        """Count a request, be it answered or failed.

        Of a stream this is told before its body is made and once more after it.
        """
        measured: _Measured | None = g.get("measured")
        if measured is None:
            return
        if isinstance(error, Exception):
            measured.status = _FAILED
        if not measured.streamed:
            del g.measured
            self._count(measured)

    def _count(self, measured: _Measured) -> None:
        self._in_progress.dec()
        self._requests.labels(measured.route, measured.method, measured.status).inc()
        self._seconds.labels(measured.route).observe(time.perf_counter() - measured.begun)

    def exposed(self, accepted: str) -> tuple[bytes, str]:
        """All of them in the text format 0.0.4, or OpenMetrics where that is ``accepted``.

        With its media type.
        """
        encode, media_type = choose_encoder(accepted)
        return encode(self._registry), media_type


class IndexCollector:
    """What the index holds, asked when somebody measures."""

    def describe(self) -> Iterable[Metric]:
        """Nothing: the index is not asked before it is measured."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Whether it can be searched, and its size."""
        up = "Whether the index can be searched."
        try:
            probe()
            counted = held()
        except Exception as error:
            # Whatever fails, it is now that the rest is wanted.
            _log.error("the index cannot be measured: %s", error)
            yield GaugeMetricFamily("passaggi_index_up", up, 0)
            return
        yield GaugeMetricFamily("passaggi_index_up", up, 1)
        yield GaugeMetricFamily("passaggi_index_articles", "Articles held.", counted.articles)
        yield GaugeMetricFamily("passaggi_index_passages", "Passages held.", counted.passages)
        yield GaugeMetricFamily("passaggi_index_bytes", "Bytes on disk.", counted.bytes_on_disk)


def register(app: Flask) -> None:
    """Measure ``app``, from before anything else that it does with a request."""
    measured = Metrics()
    app.extensions[_KEY] = measured
    app.before_request(measured.begun)
    app.after_request(measured.answered)
    app.teardown_request(measured.ended)


def of(app: Flask) -> Metrics:
    """The measurements of an application."""
    measured: Metrics = app.extensions[_KEY]
    return measured
