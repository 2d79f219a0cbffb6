"""The partnership's model weighs a pair alike in DuckDB and in Spark: the settings only choose."""

import gc
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pyarrow
import pytest

from concord.engines.linkage import engine as engines
from concord.engines.linkage.batch import Batch
from concord.engines.linkage.engine import NoEngine, engine, missing_for_spark
from concord.engines.linkage.grouping import group
from concord.registers.subjects.matching import Traits
from concord.registers.subjects.matching.comparisons import BLOCKING
from concord.registers.subjects.matching.traits import rows_of
from concord.registers.subjects.matching.weights import shipped

FORENAMES = ("Amira", "Amir", "Mohammed", "Muhammad", "Katarzyna", "Kasia", "Leah", "Lea", "Jack")
SURNAMES = ("Khan", "Khaan", "Nowak", "Horvath", "Smith", "Smyth", "Hussain")
PEOPLE = 60


@pytest.fixture(scope="module")
def table():
    """People of few names, each entered twice, the second time with something else about them."""
    source = Random(7)  # noqa: S311 - the same people every time
    rows = []
    for number in range(PEOPLE):
        name = f"{source.choice(FORENAMES)} {source.choice(SURNAMES)}"
        known = {
            "born_on": date(2010, 1, 1) + timedelta(days=source.randrange(900)),
            "sex": source.choice("MFU"),
            "postcode": f"BD{source.randint(1, 9)} {source.randint(1, 3)}AA",
            "address": f"{source.randint(1, 9)} Mill Lane",
        }
        turned = " ".join(reversed(name.split())) if source.random() < 0.2 else name
        again = dict(known, address="", born_on=None) if source.random() < 0.2 else known
        for called, said, entry in ((name, known, "first"), (turned, again, "again")):
            row = rows_of(Traits((called,), **said))[0]
            rows.append(row | {"unique_id": f"{number} {entry}"})
    return pyarrow.Table.from_pylist(rows)


@pytest.fixture
def spark():
    if lacking := missing_for_spark():
        pytest.skip(lacking)
    found = engine("spark", master="local[2]")
    yield found
    found.spark.stop()
    # Its sockets go now, and not with a warning in somebody else's test.
    gc.collect()


COMMON = {"full_name": {"amira khan": 0.02, "leah smith": 0.001}, "surname_sound": {"kn": 0.05}}
SOUNDS = {"name_sounds": {"mohammed kn": 0.04}, "forename_root": {"jack": 0.02, "lh": 0.003}}
MODEL = replace(shipped(), frequencies=COMMON | SOUNDS)


def weighed_in(api, table):
    pairs = Batch(MODEL, BLOCKING, api, [table]).pairs()
    return {tuple(sorted((one.left, one.right))): one for one in pairs}


def weights(found):
    return {key: one.weight for key, one in found.items()}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Spark's own Python leaves sockets to be collected
def test_spark_finds_the_same_pairs_with_the_same_weights_and_the_same_people(table, spark):
    here, there = weighed_in(engine("duckdb"), table), weighed_in(spark, table)
    assert len(here) > PEOPLE / 2
    assert weights(there) == pytest.approx(weights(here), abs=1e-6)
    records = sorted(table["unique_id"].to_pylist())
    assert people_in(records, here) == people_in(records, there)


def test_a_file_and_a_single_look_up_weigh_a_rare_name_alike(table):
    rows = {row["unique_id"]: row for row in table.to_pylist()}
    found = weighed_in(engine("duckdb"), table)
    live = {key: MODEL.compare(*map(rows.get, key)).weight for key in found}
    assert live == pytest.approx(weights(found), abs=1e-6)


def people_in(records, pairs):
    return {frozenset(members) for members in group(records, pairs.values())}


def test_an_engine_that_is_not_there_is_refused_in_a_sentence(monkeypatch):
    with pytest.raises(NoEngine, match="duckdb or spark, not with abacus"):
        engine("abacus")
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.setattr(engines, "_has_packages", lambda: True)
    with pytest.raises(NoEngine, match="Java 17 or later"):
        engine("spark")
