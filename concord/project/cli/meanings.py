"""`--column MEANING=HEADING`: what a column of a file means, where the proposal is wrong."""

from collections.abc import Sequence
from typing import Any

import click

column_option = click.option(
    "--column", "columns", multiple=True, metavar="MEANING=HEADING",
    help="What a column means, where the proposal is wrong; --preview shows what there is.",
)  # fmt: skip


def stated_meanings(columns: Sequence[str], offered: Sequence[Any]) -> dict[str, Any]:
    """Return the meanings that were stated, by heading. Raises BadParameter for what is none."""
    by_word = {str(meaning.value): meaning for meaning in offered}
    stated = {}
    for one in columns:
        word, equals, heading = one.partition("=")
        if not (equals and heading) or word not in {"", *by_word}:
            known = ", ".join(filter(None, by_word))
            raise click.BadParameter(
                f"{one!r} is not MEANING=HEADING with one of {known}, or =HEADING"
                " to leave that column out.",
                param_hint="--column",
            )
        stated[heading] = by_word.get(word) or type(offered[0])("")
    return stated
