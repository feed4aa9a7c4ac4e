"""Running ``passaggi`` as a user does: a process of its own, its two streams, its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def complaint(self) -> str:
        """The one line on stderr; the test fails if there are more, or a traceback."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("passaggi: ")
        return lines[0].removeprefix("passaggi: ")


Passaggi = Callable[..., Finished]


@pytest.fixture
def passaggi(tmp_path: Path) -> Passaggi:
    """Run the command in ``tmp_path``, on an index there unless ``--index`` says otherwise."""

    def run(*arguments: str | bytes | Path, **environment: str) -> Finished:
        process = subprocess.run(
            [sys.executable, "-m", "search_app.cli", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )
        out, err = process.stdout.decode(), process.stderr.decode()
        assert "Traceback" not in err, err
        return Finished(process.returncode, out, err)

    return run


@pytest.fixture
def filled(passaggi: Passaggi, tmp_path: Path) -> Passaggi:
    """The same, with three articles indexed."""
    records = [
        {"id": "it-1", "title": "Ripresi i colloqui", "outlet": "Il Molo", "language": "it",
         "published": "2025-03-03", "url": "https://molo.example/1",
         "paragraphs": ["L’accordo prevede lo scambio di mille prigionieri di guerra.",
                        {"text": "Tariffe, il caso", "role": "related"}]},
        {"id": "en-1", "outlet": "Meridian Wire", "language": "en", "published": "2025-04-02",
         "text": "A thousand prisoners of war\nThe talks go on in Geneva."},
        {"id": "it-2", "language": "it", "text": "La guerra delle tariffe."},
    ]  # fmt: skip
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (tmp_path / "three.jsonl").write_text(lines, "utf-8")
    assert passaggi("index", "three.jsonl").status == 0
    return passaggi
