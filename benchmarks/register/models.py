"""The comparisons for two public files of invented and historical people. No truth goes in."""

from concord.engines.linkage.blocking import Blocking
from concord.engines.linkage.conditions import Condition, Crossed, Every, Near, Same
from concord.engines.linkage.model import Comparison, Level, Model

_SAME_AT_FIRST, _OTHERS_AT_FIRST = 0.95, 0.1


def compared(name: str, needs: tuple[str, ...], *levels: tuple[Condition, str]) -> Comparison:
    """Return a comparison with even weights, for the model to learn better ones."""
    count = len(levels)
    stated = [
        Level(
            f"{name} {place}",
            name,
            condition,
            _SAME_AT_FIRST / count,
            _OTHERS_AT_FIRST / (count + place),
            frequency_of,
        )
        for place, (condition, frequency_of) in enumerate(levels)
    ]
    rest = 1 - _SAME_AT_FIRST, 1 - sum(level.among_others for level in stated)
    return Comparison(name, needs, tuple(stated), f"different {name}", *rest)


def near(column: str, *edits: int) -> list[tuple[Condition, str]]:
    """Return the same, and so many letters apart."""
    return [(Same(column), ""), *((Near(column, apart), "") for apart in edits)]


FEBRL = Model(
    (
        compared(
            "name",
            ("given_name", "surname"),
            (Every((Same("given_name"), Same("surname"))), ""),
            (Crossed("given_name", "surname"), ""),
            (Every((Near("given_name", 2), Near("surname", 2))), ""),
            (Same("surname"), ""),
            (Same("given_name"), ""),
            (Near("surname", 2), ""),
            (Near("given_name", 2), ""),
        ),
        compared("born", ("date_of_birth",), *near("date_of_birth", 1, 2)),
        compared("postcode", ("postcode",), *near("postcode", 1, 2)),
        compared("street", ("address_1",), *near("address_1", 2, 4)),
        compared("place", ("address_2",), *near("address_2", 3)),
        compared("suburb", ("suburb",), *near("suburb", 2)),
        compared("house", ("street_number",), *near("street_number", 1)),
        compared("state", ("state",), *near("state")),
    ),
    prior=1 / 5000,
)
FEBRL_BLOCKING = Blocking(
    candidates=[
        ("surname",),
        ("given_name",),
        ("date_of_birth",),
        ("postcode",),
        ("address_1",),
        ("suburb", "street_number"),
        ("address_2",),
    ],
    surely_same=[("date_of_birth", "surname"), ("given_name", "surname", "postcode")],
    recall=0.8,
    learnt_on=[("date_of_birth",), ("postcode", "street_number"), ("surname", "given_name")],
)
NUMBER = compared("number", ("soc_sec_id",), *near("soc_sec_id", 1, 2))

HISTORICAL = Model(
    (
        compared(
            "forename",
            ("first_name",),
            (Same("first_name"), "first_name"),
            (Near("first_name", 1), ""),
            (Near("first_name", 2), ""),
        ),
        compared(
            "surname",
            ("surname",),
            (Same("surname"), "surname"),
            (Near("surname", 1), ""),
            (Near("surname", 2), ""),
        ),
        compared(
            "born",
            ("dob",),
            (Same("dob"), "dob"),
            (Near("dob", 1), ""),
            (Same("month"), ""),
            (Near("dob", 2), ""),
            (Same("year"), ""),
        ),
        compared(
            "postcode",
            ("postcode",),
            (Same("postcode"), "postcode"),
            (Near("postcode", 1), ""),
            (Same("outward"), "outward"),
            (Same("area"), ""),
        ),
        compared(
            "place",
            ("birth_place",),
            (Same("birth_place"), "birth_place"),
            (Near("birth_place", 2), ""),
        ),
        compared("occupation", ("occupation",), (Same("occupation"), "occupation")),
    ),
    prior=1 / 10_000,
)
HISTORICAL_BLOCKING = Blocking(
    candidates=[
        ("dob",),
        ("postcode",),
        ("first_name", "surname"),
        ("surname", "year"),
        ("first_name", "year"),
        ("outward", "year"),
        ("outward", "surname"),
        ("outward", "first_name"),
        ("first_name", "birth_place"),
        ("surname", "birth_place"),
        ("day_of_year", "area"),
    ],
    surely_same=[("first_name", "surname", "dob"), ("surname", "dob", "postcode")],
    recall=0.6,
    learnt_on=[("first_name", "surname"), ("dob",)],
)
