"""``NAME.meta.json`` beside ``NAME.txt`` or ``NAME.html``: what it says wins over the page."""

from __future__ import annotations

import json
from collections.abc import Callable

from indexer.sources import encoding, records
from indexer.sources.fields import Fields, FlawError
from indexer.sources.locate import Located, readable
from indexer.sources.run import malformed


def read(file: Located, warn: Callable[[str], None]) -> Fields:
    """The fields of the file's sidecar, empty where there is none.

    A sidecar that cannot be read rejects its article: what it would have corrected is unknown.
    """
    path = file.sidecar
    if not path.is_file():
        return Fields()
    shown = readable(path)
    text = encoding.decode(encoding.read_bytes(path, shown), shown)
    try:
        return records.parse(json.loads(text), warn, shown).marked(f"sidecar {readable(path.name)}")
    except FlawError as flaw:
        raise malformed(flaw, shown) from flaw
    except (ValueError, RecursionError) as error:
        broken = FlawError(f"it is not valid JSON ({error})", "correct it or remove it")
        raise malformed(broken, shown) from error
