"""The cells of the access matrix: what keeps the promise of each, and how each is tried."""

from collections.abc import Callable

from django.urls import reverse

from concord.project.access_matrix import (
    ALIKE_WHEN_GONE,
    ANSWERERS,
    BEGUN,
    CHANGED_BY,
    LIBRARY,
    MATRIX,
    METHODS,
    OF_THE_CASE,
    PEOPLE,
    STATES,
    Row,
    methods_of,
    sees_the_case,
)

PARAMETERS = {"frontdoor:step": "draft", "frontdoor:check": "draft", "frontdoor:discard": "draft",
              "held_form": "key"}  # fmt: skip
SIGN_IN = "/accounts/login/"
# A form that is sent empty: carried out, shown again with its questions, or told why not.
SENT = frozenset({200, 302, 409, 422})


def address(name: str, row: Row, key: object) -> str:
    """Return the address of a page about a record."""
    kwargs = dict(row.kwargs)
    if row.about and row.about != "none":
        kwargs[PARAMETERS.get(name, "pk")] = key
    return reverse(name, kwargs=kwargs)


def cells_of(state: str) -> list[tuple[str, Row]]:
    """Return the pages that a state bears upon: every page while open, then those of the case."""
    kinds = {row.about for row in MATRIX.values()}
    borne_upon = {
        "open": kinds, "absent": kinds - {"", "none"}, "draft": BEGUN
    }.get(state, OF_THE_CASE)  # fmt: skip
    return [(name, row) for name, row in MATRIX.items() if row.about in borne_upon]


def methods_in(state: str, name: str) -> list[str]:
    """Return the methods to try on a page in a state.

    A page refuses what it does not answer before it looks for any record (`ActorPage.dispatch`):
    that is the same in every state, and tried in one.
    """
    answered = methods_of(name)
    return [method for method in METHODS if state == "open" or method in answered]


def declared() -> int:
    """Return how many cells the matrix has for one person."""
    return sum(len(methods_in(state, name)) for state in STATES for name, _ in cells_of(state))


def lawful(name: str, who: str, method: str, state: str) -> frozenset[int]:
    """Return the answers that keep the promise of a cell."""
    row = MATRIX[name]
    if name.startswith(LIBRARY):
        return _by_the_library(row, who)
    answered = method in methods_of(name)
    if who not in PEOPLE and who != "blocked" and not row.signed_out:
        return frozenset({302})
    if not answered:
        # A page with a link of its own looks for the link first.
        return frozenset({404, 405} if row.about == "none" else {405})
    return _STANDINGS[standing(name, who, state)](row, method)


def standing(name: str, who: str, state: str) -> str:
    """Return how somebody stands to a page: it opens, is refused with a reason, or is not there."""
    row = MATRIX[name]
    asked = "officer" if who == "blocked" else who
    if row.signed_out and asked not in PEOPLE:
        return "nobody" if row.about == "none" else "opens"
    of_a_record = row.about and row.about != "none"
    if of_a_record and asked in row.opens | row.refused:
        hidden = row.about in OF_THE_CASE and not sees_the_case(who, state)
        # Whoever broke the glass reads of it; another officer, who is blocked, did not.
        hidden = hidden or (who == "blocked" and row.about == "glass")
        if hidden or (state == "absent" and not _hears_first(name, row, asked)):
            return "hidden"
    opens = CHANGED_BY.get(state, {}).get(name, row.opens)
    if asked in opens:
        return "opens"
    if asked in row.opens and row.about == "draft":
        # What somebody else has typed is there for nobody but them.
        return "hidden"
    if asked in row.opens | row.refused or not row.about:
        return "refused"
    return "nobody" if row.about == "none" else "hidden"


def _hears_first(name: str, row: Row, who: str) -> bool:
    """Whoever no role lets in hears so before anything is looked for."""
    # Whoever answers proposals is only refused their own, so theirs is looked for first.
    by_role = row.refused - ANSWERERS if row.about in _OF_TWO else row.refused
    return name in ALIKE_WHEN_GONE or (row.about in _BY_ROLE and who in by_role)


_OF_TWO = ("proposal", "ceiling_proposal")
_BY_ROLE = (*_OF_TWO, "person", "review", "review_line", "draft")


def _by_the_library(row: Row, who: str) -> frozenset[int]:
    if row.opens or row.signed_out:
        return frozenset({200, 302, 404, 405, 429})
    return frozenset({302} if who in ("anonymous", "left") else {200, 302, 404, 405, 429})


def _opens(row: Row, method: str) -> frozenset[int]:
    if method == "OPTIONS":
        return frozenset({200})
    if method == "POST":
        return SENT | {row.answers or 200}
    # The gallery shows the conflict page as it is answered: 409.
    whole = 409 if row is MATRIX["gallery:conflict"] else row.answers or 200
    return frozenset({whole, 302})


def _refused(row: Row, method: str) -> frozenset[int]:
    return frozenset({200, 403} if method == "OPTIONS" else {403})


def _not_there(row: Row, method: str) -> frozenset[int]:
    return frozenset({404})


_STANDINGS: dict[str, Callable[[Row, str], frozenset[int]]] = {
    "opens": _opens,
    "refused": _refused,
    "hidden": _not_there,
    "nobody": _not_there,
}
