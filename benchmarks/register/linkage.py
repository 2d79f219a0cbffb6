"""`python -m benchmarks.register.linkage`: who is who in public files whose truth is known.

The truth is used to score, never to train. The peer runs in the same process run.
"""

import logging
from dataclasses import replace
from time import perf_counter

import pyarrow
from splink import DuckDBAPI

from benchmarks.register import data, models, peers
from concord.engines.linkage.batch import Batch, Pair
from concord.engines.linkage.blocking import Blocking
from concord.engines.linkage.grouping import group, pair_off
from concord.engines.linkage.model import Model
from concord.engines.linkage.scores import Score, score, score_groups

# Each of the two files names a person once, and everybody in one is in the other.
NOTHING_TOO_WEAK = -20.0


def febrl(*, with_number: bool) -> tuple[Score, float]:
    """Return how well FEBRL 4 is linked, and the seconds it took."""
    model, blocking = models.FEBRL, models.FEBRL_BLOCKING
    if with_number:
        model = replace(model, comparisons=(*model.comparisons, models.NUMBER))
        blocking = replace(blocking, candidates=[("soc_sec_id",), *blocking.candidates])
    tables = [data.febrl(name) for name in data.FEBRL]
    began = perf_counter()
    kept = pair_off(_linked(model, blocking, tables), least=NOTHING_TOO_WEAK)
    took = perf_counter() - began
    right = sum(_number_of(pair.left) == _number_of(pair.right) for pair in kept)
    return score(len(kept), right, tables[0].num_rows), took


def historical() -> tuple[Score, float]:
    """Return how well the 50,578 records are grouped into people, and the seconds it took."""
    table = data.historical()
    records = table["unique_id"].to_pylist()
    began = perf_counter()
    groups = group(records, _linked(models.HISTORICAL, models.HISTORICAL_BLOCKING, [table]))
    took = perf_counter() - began
    return score_groups(groups, dict(zip(records, table["cluster"].to_pylist(), strict=True))), took


def _linked(model: Model, blocking: Blocking, tables: list[pyarrow.Table]) -> list[Pair]:
    batch = Batch(model, blocking, DuckDBAPI(), tables)
    batch.learn()
    return list(batch.pairs())


def _number_of(record: str) -> str:
    return record.split("-")[1]


def main() -> None:
    """Print every figure beside its peer's."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    for with_number in (False, True):
        found, took = febrl(with_number=with_number)
        named = "with its number" if with_number else "without its number"
        print(f"FEBRL 4, {named}: {found} in {took:.1f} s")
    for turn in (1, 2):
        ours, took = historical()
        theirs, peer_took = peers.documented_historical()
        print(f"50,578 historical records, run {turn}: {ours} in {took:.1f} s")
        print(f"  Splink's documented model: {theirs} in {peer_took:.1f} s")
        print(f"  time ratio {took / peer_took:.2f}")


if __name__ == "__main__":
    main()
