"""A client that costs next to nothing, so that what is measured is the server."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Self

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds from the first byte sent to the last one received; bytes of the body as sent."""

    seconds: float
    size: int
    body: bytes


class Client:
    """One connection that is kept. ``accepts`` are the encodings that it takes."""

    def __init__(self, port: int, accepts: str = "identity") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._accepts = accepts

    def get(self, address: str) -> Answered:
        """Asks for an address. Raises ValueError for any answer but 200."""
        asked = (
            f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n"
            f"Accept-Language: en\r\nAccept-Encoding: {self._accepts}\r\n\r\n"
        ).encode()
        started = time.perf_counter()
        self._socket.sendall(asked)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._some()
        head = bytes(received[:end])
        length = _LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200 ") or length is None:
            raise ValueError(f"{address}: {head[:200]!r}")
        size = int(length[1])
        while len(received) < end + 4 + size:
            received += self._some()
        seconds = time.perf_counter() - started
        return Answered(seconds, size, bytes(received[end + 4 :]))

    def _some(self) -> bytes:
        received = self._socket.recv(_CHUNK)
        if not received:
            raise ValueError("the server closed the connection")
        return received

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()


def together(
    port: int, addresses: Sequence[str], clients: int, accepts: str
) -> tuple[list[float], float]:
    """So many clients share some addresses: seconds of each answer, and until all have theirs.

    Raises ValueError as :meth:`Client.get`.
    """
    seconds: list[float] = []
    failed: list[BaseException] = []

    def ask(own: Sequence[str]) -> None:
        try:
            with Client(port, accepts) as client:
                seconds.extend([client.get(address).seconds for address in own])
        except (OSError, ValueError) as error:
            failed.append(error)

    threads = [
        threading.Thread(target=ask, args=(list(islice(addresses, each, None, clients)),))
        for each in range(clients)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - started
    if failed:
        raise ValueError("a client failed") from failed[0]
    return seconds, lasted
