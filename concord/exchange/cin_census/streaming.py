"""Take a census apart child by child, holding one child in memory at a time."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from concord.exchange.cin_census.opening import CensusUnreadable, Pieces

DEEPEST = 30
# A child with a hundred episodes of a dozen steps each stays far below this.
MOST_ELEMENTS = 20_000


def elements(source: Pieces) -> Iterator[Element]:
    """Yield the Header and then each Child, forgetting each once it has been used.

    Raises CensusUnreadable, naming the line, when the XML breaks off, is not well formed, nests too
    deep, holds one child larger than any, or carries a document type (the way to entity attacks).
    """
    path: list[Element] = []
    read = held = 0
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                held += 1
                _refuse_odd(path, held)
                continue
            path.pop()
            if len(path) in (1, 2) and name_of(element) in ("Header", "Child"):
                read += name_of(element) == "Child"
                yield element
                path[-1].clear()
                held = 0
    except ParseError as problem:
        line = problem.position[0]
        raise CensusUnreadable(
            f"The XML breaks off or is damaged at line {line}, after {read} children."
        ) from None
    except DefusedXmlException:
        raise CensusUnreadable(
            "The XML carries a document type, which a census never does."
        ) from None
    except (UnicodeError, LookupError, ValueError) as problem:
        raise CensusUnreadable(f"The XML cannot be read: {problem}.") from None


def name_of(element: Any) -> str:
    """Return the name of an element, whatever its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refuse_odd(path: list[Element], held: int) -> None:
    if name_of(path[0]) != "Message":
        raise CensusUnreadable(
            f"This is not a children in need census: it begins with <{name_of(path[0])[:40]}>, not"
            " <Message>."
        )
    if len(path) > DEEPEST:
        raise CensusUnreadable("The XML nests deeper than a census does.")
    if held > MOST_ELEMENTS:
        raise CensusUnreadable(
            f"The XML holds more than {MOST_ELEMENTS} elements for one child. Check that it is a"
            " census."
        )
