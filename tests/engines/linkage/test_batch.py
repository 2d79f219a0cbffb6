"""A model learned from records that nobody has sorted, and the same model asked about one pair."""

import random
from datetime import date, timedelta

import pyarrow
import pytest
from splink import DuckDBAPI

from concord.engines.linkage.batch import Batch
from concord.engines.linkage.blocking import Blocking
from concord.engines.linkage.conditions import Crossed, Near, Same
from concord.engines.linkage.grouping import pair_off
from concord.engines.linkage.model import Comparison, Level, Model

PEOPLE = 400
COLUMNS = ("forename", "surname", "born", "postcode")


def compared(name, *levels):
    """Return a comparison whose weights say nothing yet of how much each level tells."""
    count = len(levels)
    stated = [
        Level(code, code, condition, 0.9 / count, 0.1 / (count + place))
        for place, (code, condition) in enumerate(levels)
    ]
    return Comparison(name, (name,), tuple(stated), f"different {name}", 0.1, 0.9)


START = Model(
    (
        compared("forename", ("same", Same("forename")), ("near", Near("forename", 1))),
        compared(
            "surname",
            ("same", Same("surname")),
            ("crossed", Crossed("forename", "surname")),
            ("near", Near("surname", 1)),
        ),
        compared("born", ("same", Same("born")), ("near", Near("born", 1))),
        compared("postcode", ("same", Same("postcode"))),
    ),
    prior=1 / PEOPLE,
)
BLOCKING = Blocking(
    candidates=[("surname",), ("forename",), ("born",), ("postcode",)],
    surely_same=[("surname", "born"), ("forename", "born", "postcode")],
    recall=0.8,
    learnt_on=[("surname", "forename"), ("born",)],
)


def word(source, length):
    return "".join(source.choice("aeiklmnorst") for _ in range(length))


def entered(source, person, file):
    """Return a person as one agency has entered them: a typing error, or something left out."""
    row = dict(person, unique_id=f"{file}-{person['unique_id']}")
    column = source.choice(COLUMNS)
    if source.random() < 0.3:
        row[column] = None
    elif source.random() < 0.3:
        row[column] = row[column][:-1] + source.choice("aeiklmnorst0123456789")
    return row


@pytest.fixture(scope="module")
def files():
    """Two agencies' records of the same people."""
    source = random.Random(7)  # noqa: S311 - the same people every time
    surnames = [word(source, 6) for _ in range(120)]
    people = [
        {
            "unique_id": str(number),
            "forename": word(source, 5),
            "surname": source.choice(surnames),
            "born": str(date(2005, 1, 1) + timedelta(days=source.randrange(4000))),
            "postcode": f"bd{source.randint(1, 99)} {source.randint(1, 9)}aa",
        }
        for number in range(PEOPLE)
    ]
    return [[entered(source, person, file) for person in people] for file in ("one", "other")]


@pytest.fixture(scope="module")
def linked(files):
    tables = [pyarrow.Table.from_pylist(file) for file in files]
    batch = Batch(START, BLOCKING, DuckDBAPI(), tables)
    return batch.learn(), list(batch.pairs())


def person_of(record):
    return record.split("-")[1]


def test_two_files_find_their_people_without_being_told_who_is_who(linked):
    _, pairs = linked
    kept = pair_off(pairs, least=0)
    right = sum(person_of(pair.left) == person_of(pair.right) for pair in kept)
    assert right / len(kept) > 0.99
    assert right / PEOPLE > 0.97


def test_a_single_look_up_weighs_what_the_file_weighed(linked, files):
    learned, pairs = linked
    rows = {row["unique_id"]: row for file in files for row in file}
    for pair in pairs:
        live = learned.compare(rows[pair.left], rows[pair.right])
        assert live.weight == pytest.approx(pair.weight, abs=1e-6)


def test_learning_tells_what_is_worth_more(linked):
    learned, _ = linked
    weights = {one.name: [level.weight for level in one.levels] for one in learned.comparisons}
    assert all(same > 0 for same, *_ in weights.values())
    # Few are born on the same day; many share a surname.
    assert weights["born"][0] > weights["surname"][0]
