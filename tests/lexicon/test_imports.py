"""Lexica of others: what each format gives, and what bad files cost."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.errors import (
    BadParameter,
    BinarySource,
    EmptySource,
    MalformedSource,
    SourceError,
    UndecodableSource,
    UnreadableSource,
)
from indexer.lexicon.brought import Report, bring, brought
from indexer.lexicon.imports import dictd_entry, entries
from indexer.lexicon.of_index import kept

GOLDEN = Path(__file__).parent / "golden"
DICTIONARY = [GOLDEN / "eng-ita.index", GOLDEN / "eng-ita.dict"]
WORDNETS = [GOLDEN / "wn-data-eng.tab", GOLDEN / "wn-data-ita.tab"]


def taken(folder: Path, paths: Sequence[Path], licence: str | None = None) -> tuple[Report, str]:
    """What became of some files, and the text that is kept, without its date."""
    report = bring(folder, paths, name="x", languages=("en", "it"), licence=licence)
    lines = kept(folder)[0].read_text("utf-8").splitlines(keepends=True)
    assert lines[3] == f"# imported: {report.lexicon.imported}\n"
    return report, "".join(lines[:3] + lines[4:])


@pytest.mark.parametrize(
    ("paths", "expected", "flawed"),
    [
        ([GOLDEN / "glossary.tsv"], "glossary.txt", 2),
        (DICTIONARY, "eng-ita.txt", 3),
        (DICTIONARY[:1], "eng-ita.txt", 3),
        (DICTIONARY[1:], "eng-ita.txt", 3),
        (WORDNETS, "wordnet.txt", 1),
        ([GOLDEN / "memory.tmx"], "memory.txt", 0),
    ],
)
def test_each_format_gives_what_is_in_it(
    tmp_path: Path, paths: list[Path], expected: str, flawed: int
) -> None:
    report, text = taken(tmp_path, paths)
    assert text == (GOLDEN / expected).read_text("utf-8")
    assert report.flawed == flawed
    assert report.lexicon.concepts == text.count(" = ")


def test_what_is_passed_over_is_counted_and_the_first_flaw_named(tmp_path: Path) -> None:
    report, _ = taken(tmp_path, [GOLDEN / "glossary.tsv"])
    assert report.first_flaw.endswith("glossary.tsv:8: one of its columns is blank")
    assert report.passed_over == {
        "duplicates": 1,
        "terms that hold a comma, =, # or a control character": 1,
    }
    report, _ = taken(tmp_path, DICTIONARY)
    assert "eng-ita.index:13: it is not: headword, offset, length" in report.first_flaw
    assert report.passed_over == {"entries without a translation": 1}
    report, _ = taken(tmp_path, WORDNETS)
    assert report.first_flaw.endswith(
        "wn-data-ita.tab:8: it is not: synset, type, value, parted by tabs"
    )
    assert report.passed_over == {
        "gaps, where a language has no word": 1,
        "synsets of one of the files alone": 2,
    }
    report, _ = taken(tmp_path, [GOLDEN / "memory.tmx"])
    assert report.passed_over == {
        "segments of more than 6 words": 1,
        "units that lack a language": 1,
    }


def test_languages_are_those_that_the_files_state(tmp_path: Path) -> None:
    for paths, languages in (
        ([GOLDEN / "glossary.tsv"], ("it", "en")),
        (DICTIONARY, ("en", "it")),
        (WORDNETS[::-1], ("it", "en")),
        ([GOLDEN / "memory.tmx"], ("en", "it")),
    ):
        assert bring(tmp_path, paths).lexicon.languages == languages
    names = [each.name for each in brought(tmp_path)]
    assert names == ["eng-ita", "glossary", "memory", "wn-data-ita-wn-data-eng"]


def test_the_other_order_of_languages_turns_the_terms(tmp_path: Path) -> None:
    for number, paths in enumerate([[GOLDEN / "glossary.tsv"], DICTIONARY, WORDNETS]):
        there = bring(tmp_path, paths, name=f"a{number}", languages=("en", "it")).lexicon
        back = bring(tmp_path, paths, name=f"b{number}", languages=("it", "en")).lexicon
        assert there.languages == back.languages[::-1]
        assert there.concepts == back.concepts


def archive(path: Path, *members: Path) -> Path:
    with tarfile.open(path, "w:xz") as file:
        for each in members:
            file.add(each, f"eng-ita/{each.name}")
    return path


def test_the_release_of_freedict_is_read_as_it_is(tmp_path: Path) -> None:
    zipped = tmp_path / "eng-ita.dict.dz"
    zipped.write_bytes(gzip.compress(DICTIONARY[1].read_bytes()))
    path = archive(tmp_path / "freedict-eng-ita-0.1.dictd.tar.xz", DICTIONARY[0], zipped)
    report, text = taken(tmp_path, [path])
    assert text == (GOLDEN / "eng-ita.txt").read_text("utf-8")
    assert report.first_flaw.startswith(f"{path}:13: ")


@pytest.mark.parametrize("name", [each.name for each in (GOLDEN / "glossary.tsv", *WORDNETS)])
def test_files_may_be_compressed_and_utf16(tmp_path: Path, name: str) -> None:
    text = (GOLDEN / name).read_text("utf-8")
    others = [each for each in WORDNETS if name.startswith("wn") and each.name != name]
    for number, data in enumerate([gzip.compress(text.encode()), text.encode("utf-16")]):
        path = tmp_path / name
        path.write_bytes(data)
        assert bring(tmp_path, [path, *others], name=f"n{number}").lexicon.concepts > 1


def test_tables_of_two_columns_need_no_header(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("house\tcasa\r\n\r\n  dog \tcane|cagna;\t\r\na\tb\tc\r\n", "utf-8")
    report, text = taken(tmp_path, [path], "CC0")
    assert text.endswith("house = casa\ndog = cane, cagna\n")
    assert report.first_flaw == f"{path}:4: it has 3 columns and not 2"
    assert report.lexicon.source == "words.tsv"


def test_other_encodings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_bytes("why\tperché\nlike this\tcosì\ncity\tcittà\n".encode("latin-1"))
    _, text = taken(tmp_path, [path], "CC0")
    assert text.endswith("why = perché\nlike this = così\ncity = città\n")


def test_terms_are_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    rows = [
        ("cafe\u0301\u00a0 noir", "caf\u00ad\u00e8"),
        ("a=b", "uguale"),
        ("c # d", "diesis"),
        ("bell\x07", "campana"),
        ("!?", "punti"),
        ("one two three four five six seven", "sette"),
        ("x" * 201, "lungo"),
    ]
    path.write_text("\n".join(map("\t".join, rows)), "utf-8")
    report, text = taken(tmp_path, [path], "CC0")
    assert text.splitlines()[3:] == ["caf\u00e9 noir = caf\u00e8"]
    assert sum(report.passed_over.values()) == 6


@pytest.mark.parametrize(
    "paths", [[GOLDEN / "glossary.tsv"], DICTIONARY[:1], WORDNETS, [GOLDEN / "memory.tmx"]]
)
def test_no_more_entries_are_read_than_a_process_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[Path]
) -> None:
    monkeypatch.setattr(entries, "MOST", 4 if paths != [GOLDEN / "memory.tmx"] else 1)
    report, _ = taken(tmp_path, paths)
    assert report.cut == tuple(map(str, paths))
    assert 0 < report.lexicon.concepts < 4


BOMB = """<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>&b;</seg></tuv></tu></body></tmx>"""
TABLE = "".join(f"word{number}\tparola{number * 7919}\n" for number in range(20_000)).encode()

WORDNET = b"# N\t%b\thttp://x.example\tCC0\n1-n\tlemma\ta\n"
Case = tuple[str, bytes, type[SourceError], str]

BAD: list[Case] = [
    ("empty.tsv", b"", EmptySource, "the file is empty"),
    ("blank.tsv", b" \n \n", EmptySource, "the file is empty"),
    ("cut.tsv.gz", gzip.compress(TABLE)[:-900], MalformedSource, "gzip stream is cut"),
    ("bomb.tsv.gz", gzip.compress(b"a\tb" * 40_000_000), MalformedSource, "unpacks to more than"),
    ("three.tsv", b"a\tb\tc\nd\te\tf\n", MalformedSource, "three.tsv:1: it has 3 columns"),
    ("nul.tsv", b"a\0\tb\n", MalformedSource, "it holds NUL bytes"),
    ("odd.tsv", b"\xef\xbb\xbfa\tb\n\xff\n", UndecodableSource, "bytes that are none"),
    ("french.tsv", b"en\tfr\nhouse\tmaison\n", MalformedSource, "columns are en, fr and not en"),
    ("prose.txt", b"Just a text.\n", MalformedSource, "no lexicon of a known format"),
    ("line.tsv", b"a\t" + b"b" * 1_100_000, MalformedSource, "line is longer than 1 million"),
    ("paper.pdf", b"%PDF-1.7", BinarySource, "it is a PDF document"),
    ("entities.tmx", BOMB.encode(), MalformedSource, "declares entities"),
    ("feed.xml", b"<?xml version='1.0'?><rss/>", MalformedSource, "it is XML and not TMX"),
    ("cut.tmx", (GOLDEN / "memory.tmx").read_bytes()[:-200], MalformedSource, "it is cut"),
    ("alone.index", b"cat\tA\tB\n", UnreadableSource, "its dictionary lacks alone.dict.dz"),
    ("odd.txt", b"00-database-short\tA\tB\ncat\tB\tC\n", MalformedSource, "by another name"),
    ("no.tar.xz", lzma.compress(b"no archive"), MalformedSource, "it is no archive"),
    ("cut.tar.xz", b"\xfd7zXZ\0" + b"\1" * 50, MalformedSource, "or a cut one"),
    ("one.tab", WORDNET % b"ita", MalformedSource, "one language only, it"),
    ("klingon.tab", WORDNET % b"tlh", MalformedSource, "first line is not"),
]


@pytest.mark.parametrize(("name", "content", "kind", "cause"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_file_is_named_with_its_fault_and_leaves_nothing(
    tmp_path: Path, name: str, content: bytes, kind: type[SourceError], cause: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as told:
        bring(tmp_path, [path], languages=("en", "it"), licence="CC0")
    assert type(told.value) is kind
    assert cause in told.value.cause
    assert name in told.value.cause
    assert brought(tmp_path) == []
    assert list(tmp_path.glob("lexica/*")) == []


def test_dictionaries_that_lie_about_their_texts(tmp_path: Path) -> None:
    (tmp_path / "en-it.dict").write_bytes(b"cat\n gatto\n" + b"caf\xe8\n bar\n")
    lines = ["cat\tA\tL", "dog\tA\tL", "cafe\tL\tK", "far\t////\t//", "late\tB\tC", "x\t?\t?"]
    index = tmp_path / "en-it.index"
    index.write_text("\n".join(lines))
    report = bring(tmp_path, [index], licence="CC0")
    assert report.lexicon.concepts == 1
    assert report.flawed == 4


def test_an_archive_without_a_dictionary(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.tar.xz", GOLDEN / "glossary.tsv")
    with pytest.raises(MalformedSource, match="no dictionary for dictd is in it"):
        bring(tmp_path, [path], licence="CC0")
    path = archive(path, DICTIONARY[0])
    with pytest.raises(UnreadableSource, match=r"its dictionary lacks eng-ita\.dict\.dz"):
        bring(tmp_path, [path], licence="CC0")


def test_an_archive_writes_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as file:
        for name in ("../../escaped.index", "link.index"):
            member = tarfile.TarInfo(name)
            member.size = 5
            if name.startswith("link"):
                member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0
            file.addfile(member, io.BytesIO(b"a\tA\tB"))
    with pytest.raises(UnreadableSource, match=r"lacks escaped\.dict"):
        bring(tmp_path, [path], licence="CC0")
    assert not list(tmp_path.parent.rglob("escaped.index"))


def test_files_of_several_formats_are_not_one_lexicon(tmp_path: Path) -> None:
    with pytest.raises(MalformedSource, match="its format is tmx, and that of"):
        bring(tmp_path, [GOLDEN / "glossary.tsv", GOLDEN / "memory.tmx"])


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.tsv"):
        with pytest.raises(UnreadableSource):
            bring(tmp_path, [path])


def test_what_files_do_not_state_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("house\tcasa\n")
    with pytest.raises(MalformedSource, match="give them with --languages"):
        bring(tmp_path, [path], licence="CC0")
    with pytest.raises(MalformedSource, match="give it with --licence"):
        bring(tmp_path, [path], languages=("en", "it"))
    for pair in (("en", "en"), ("en", "tlh")):
        with pytest.raises(BadParameter, match="languages cannot be"):
            bring(tmp_path, [path], languages=pair, licence="CC0")
    path.write_text("en\tit\tfr\nhouse\tcasa\tmaison\n")
    with pytest.raises(MalformedSource, match="more than two languages, en, it, fr"):
        bring(tmp_path, [path], licence="CC0")
    held = bring(tmp_path, [path], languages=("eng", "fra"), licence="CC0").lexicon
    assert held.languages == ("en", "fr")


def test_other_languages_than_those_of_the_files(tmp_path: Path) -> None:
    for paths in (DICTIONARY, WORDNETS, [GOLDEN / "memory.tmx"]):
        with pytest.raises(MalformedSource, match="it is of en and it, not of de and fr"):
            bring(tmp_path, paths, languages=("de", "fr"))


@pytest.mark.parametrize(
    ("body", "senses"),
    [
        ("casa", (("casa",),)),
        ("1. casa, dimora\n2. famiglia; stirpe", (("casa", "dimora"), ("famiglia", "stirpe"))),
        ("[pol.] camera (bassa) <f>", (("camera",),)),
        ("casa (con\ngiardino)", ()),
        ("Note: rare", ()),
        ("A place to live in.", ()),
        ("- una casa", ()),
        ("chilometri/ora", (("chilometri/ora",),)),
        ("", ()),
    ],
)
def test_only_what_is_surely_a_translation_is_taken(
    body: str, senses: tuple[tuple[str, ...], ...]
) -> None:
    found = dictd_entry.read(f"house, home /haʊs/ <n>\n{body}")
    assert found == (("house", "home"), senses)
