"""Options that several commands have."""

from __future__ import annotations

import click

DEFAULT_INDEX = "passaggi-index"

index_option = click.option(
    "--index", "location", envvar="PASSAGGI_INDEX", default=DEFAULT_INDEX, show_default=True,
    metavar="DIR", help="The index; also from PASSAGGI_INDEX.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
