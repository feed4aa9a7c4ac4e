"""What the page about the API shows, taken from its description alone."""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from search_app.i18n import N_, gettext, interface

Node = Mapping[str, Any]

_PLACES = {"query": N_("in the query"), "path": N_("in the path"), "header": N_("a header")}


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text; ``code`` is to be typed as it stands."""

    text: str
    code: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, where it goes, what it takes in the interface language, what it does.

    ``notes`` are said beside its name: that it must be given, that it may be repeated.
    """

    name: str
    notes: str
    takes: str | None
    about: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A request that runs, as a link and as a line for a shell; ``about`` may be empty."""

    address: str
    curl: str
    about: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and what it says; ``kind`` names a problem of our own."""

    status: int
    about: tuple[Words, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """What one address does."""

    name: str
    path: str
    summary: str
    about: tuple[Words, ...]
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    examples: tuple[Example, ...]


def operations(described: Node, host: str) -> tuple[Operation, ...]:
    """The operations of an OpenAPI document; ``host`` is where this one is served."""
    return tuple(
        _operation(described, host.rstrip("/"), path, item["get"])
        for path, item in described["paths"].items()
    )


def problems(described: Node) -> tuple[Answer, ...]:
    """The kinds of problems that have a type of their own, by status."""
    every = (_answer(each) for each in described["components"]["responses"].values())
    return tuple(sorted((each for each in every if each.kind), key=lambda each: each.status))


def prose(text: str) -> tuple[Words, ...]:
    """Text in which code stands between backticks."""
    parts = enumerate(text.split("`"))
    return tuple(Words(part, at % 2 == 1) for at, part in parts if part)


def _operation(described: Node, host: str, path: str, told: Node) -> Operation:
    parameters = [_followed(described, each) for each in told.get("parameters", ())]
    answers = told["responses"].items()
    return Operation(
        name=told["operationId"],
        path=path,
        summary=told["summary"],
        about=prose(told.get("description", "")),
        parameters=tuple(_parameter(described, each) for each in parameters),
        answers=tuple(_answer(_followed(described, each), int(status)) for status, each in answers),
        examples=tuple(_examples(host, path, parameters, told["responses"]["200"])),
    )


def _parameter(described: Node, told: Node) -> Parameter:
    schema = _followed(described, told["schema"])
    several = schema.get("type") == "array"
    place = told["in"]
    notes = [gettext(_PLACES[place])]
    if told.get("required"):
        notes.append(gettext("required"))
    if several:
        notes.append(gettext("can be repeated"))
    return Parameter(
        name=told["name"],
        notes=", ".join(notes),
        takes=_takes(_followed(described, schema["items"] if several else schema)),
        about=prose(told["description"]),
    )


def _takes(schema: Node) -> str | None:
    if "enum" in schema:
        return gettext("One of: %(values)s.", values=", ".join(filter(None, schema["enum"])))
    if schema.get("type") == "integer":
        least, most = (interface().number(schema[each]) for each in ("minimum", "maximum"))
        return gettext("A whole number from %(least)s to %(most)s.", least=least, most=most)
    return None


def _answer(told: Node, status: int = 0) -> Answer:
    problem = told.get("content", {}).get("application/problem+json", {}).get("example", {})
    kind = problem.get("type", "").partition("#")[2] or None
    return Answer(status or problem.get("status", 0), prose(told["description"]), kind)


def _examples(host: str, path: str, parameters: list[Node], told: Node) -> Iterator[Example]:
    """The examples of an answer, each with the values of that name of the parameters."""
    every = (content.get("examples", {}) for content in told["content"].values())
    for name, example in itertools.chain.from_iterable(each.items() for each in every):
        given = {
            each["name"]: (each["in"], each["examples"][name]["value"])
            for each in parameters
            if name in each.get("examples", ())
        }
        place = path
        for key, (where, value) in given.items():
            if where == "path":
                place = place.replace(f"{{{key}}}", quote(value))
        asked = {key: value for key, (where, value) in given.items() if where == "query"}
        address = place + (f"?{urlencode(asked, doseq=True)}" if asked else "")
        curl = f"curl {shlex.quote(host + address)}"
        yield Example(address, curl, example.get("summary", "") if asked else "")


def _followed(described: Node, node: Node) -> Node:
    found: Any = node
    while "$ref" in found:
        steps = found["$ref"].removeprefix("#/").split("/")
        found = described
        for step in steps:
            found = found[step]
    return found  # type: ignore[no-any-return]
