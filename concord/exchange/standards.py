"""The standards whose files Concord reads, each with the page that says what becomes of them."""

from collections.abc import Callable, Mapping

from concord.exchange.cin_census import elements
from concord.exchange.ledger import as_page


def _cin_census() -> str:
    return as_page(
        "Children in need census",
        "What becomes of each element of the forms of 2023 to 2026 (Department for Education).",
        [("Elements", elements.by_place())],
    )


PAGES: Mapping[str, Callable[[], str]] = {"cin-census": _cin_census}
