"""`python -m benchmarks.register.teach`: the weights that come with Concord, learned and written.

From an invented register of 60,000 people (population.py), of whom one in eight was entered a
second time by somebody who half knew them (corruption.py). Who is who is not told.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import click
import pyarrow
from splink import DuckDBAPI

from benchmarks.register.corruption import Memory, Variants
from benchmarks.register.population import District, Somebody
from concord.engines.linkage.batch import Batch
from concord.registers.subjects.matching import Traits, comparisons, weights
from concord.registers.subjects.matching.traits import Columns, rows_of

TWICE, NUMBERED = 0.125, 0.6


def traits_of(somebody: Somebody) -> Traits:
    """Return a person as a careful record has them."""
    numbers = {("NHS", somebody.nhs), ("UPN", somebody.upn)}
    return Traits(
        (f"{somebody.forename} {somebody.surname}",),
        somebody.born_on,
        somebody.sex,
        somebody.postcode,
        somebody.address,
        frozenset(number for number in numbers if number[1]),
    )


def register(many: int) -> Iterator[Columns]:
    """Yield the records of an invented register; numbers are known of some."""
    district = District()
    memory = Memory(Variants.read(), district.postcodes, seed=11)
    chance = Random(5)  # noqa: S311 - a made-up register
    for somebody in district.people(many):
        known = traits_of(somebody)
        if chance.random() > NUMBERED:
            known = replace(known, numbers=frozenset())
        yield rows_of(known)[0] | {"unique_id": f"{somebody.number}"}
        if chance.random() < TWICE:
            again = rows_of(memory.recall(somebody))[0]
            yield again | {"unique_id": f"{somebody.number} again"}


@click.command()
@click.option("--people", default=60_000, show_default=True)
def main(people: int) -> None:
    """Learn the weights and write them where Concord finds them."""
    rows = list(register(people))
    table = pyarrow.Table.from_pylist(rows)
    batch = Batch(comparisons.MODEL, comparisons.BLOCKING, DuckDBAPI(), [table])
    learned = replace(batch.learn(), frequencies=weights.frequencies(rows))
    stated = weights.stated(learned)
    path = Path(weights.__file__).with_name("shipped.json")
    path.write_text(json.dumps(_rounded(stated), indent=1) + "\n", "utf-8")
    click.echo(f"Written: {path.name}")


def _rounded(stated: object) -> object:
    if isinstance(stated, dict):
        return {key: _rounded(value) for key, value in stated.items()}
    if isinstance(stated, list):
        return [_rounded(value) for value in stated]
    return float(f"{stated:.3g}") if isinstance(stated, float) else stated


if __name__ == "__main__":
    main()
