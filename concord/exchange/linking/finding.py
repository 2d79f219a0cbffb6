"""Who is in several records: the partnership's model over everything that was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow

from concord.engines.linkage.batch import Batch, Pair
from concord.engines.linkage.grouping import group
from concord.engines.linkage.model import Finding, Model
from concord.engines.linkage.scores import Score, score_groups
from concord.exchange.linking.reading import Entry
from concord.registers.subjects.learning import FEWEST, taught_by
from concord.registers.subjects.matching import Strength, strength_of
from concord.registers.subjects.matching.comparisons import BLOCKING
from concord.registers.subjects.matching.traits import Columns, rows_of
from concord.registers.subjects.matching.weights import frequencies

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Match:
    """Two records that look alike, how strongly, and what each comparison said, in bits."""

    left: Entry
    right: Entry
    strength: Strength
    finding: Finding
    is_joined: bool

    @property
    def is_true(self) -> bool | None:
        """Whether they are of one person, where that is known of both."""
        if not (self.left.person and self.right.person):
            return None
        return self.left.person == self.right.person


@dataclass
class Found:
    """What came of linking: the groups, a group for each person, and every pair worth telling."""

    model: Model
    entries: list[Entry]
    groups: list[list[Entry]]
    matches: list[Match] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    @property
    def unsure(self) -> list[Match]:
        """The pairs that only people can settle, the likeliest first."""
        return [one for one in self.matches if one.strength is not Strength.STRONG]

    @property
    def score(self) -> Score | None:
        """How well the groups are drawn, among the records of which it is known who they are."""
        known = {entry.id: entry.person for entry in self.entries if entry.person}
        if not known:
            return None
        drawn = ([one.id for one in members if one.id in known] for members in self.groups)
        return score_groups(drawn, known)


def link(
    entries: Sequence[Entry], model: Model, engine: Any, *, learn: bool, progress: Progress
) -> Found:
    """Return who is in several records. With `learn` the records teach the weights themselves.

    Raises TooFew where there are too few to learn from.
    """
    rows = {entry.id: rows_of(entry.traits)[0] | {"unique_id": entry.id} for entry in entries}
    if learn:
        progress("learning weights")
        model = taught_by(list(rows.values()))
    model, assumed = _with_rarity(model, list(rows.values()), learned=learn)
    progress("comparing")
    pairs = list(Batch(model, BLOCKING, engine, [_table(rows)]).pairs())
    progress(f"grouping {len(pairs):,} pairs")
    by_id = {entry.id: entry for entry in entries}
    groups = [[by_id[key] for key in members] for members in group(list(by_id), pairs)]
    matches = _matches(pairs, groups, by_id, rows, model)
    return Found(model, list(entries), groups, matches, assumed)


def _with_rarity(model: Model, rows: list[Columns], *, learned: bool) -> tuple[Model, list[str]]:
    """Return the model with how rare names are from where that is known best, and that in words."""
    if learned:
        told = f"The weights were learned from these {len(rows):,} records, not knowing who is who."
    else:
        told = "The weights are those that the look-up on the register goes by."
    if model.frequencies:
        return model, [told, "How rare a name is was counted where the weights were learned."]
    if len(rows) >= FEWEST:
        model = replace(model, frequencies=frequencies(rows))
        return model, [told, f"How rare a name is was counted in these {len(rows):,} records."]
    return model.without_rarity(), [told, "Rare names weigh no more than common ones: too few"
                                          " records were read to tell which are rare."]  # fmt: skip


def _table(rows: dict[str, Columns]) -> pyarrow.Table:
    listed = list(rows.values())
    texts = pyarrow.schema([(column, pyarrow.string()) for column in listed[0]])
    return pyarrow.Table.from_pylist(listed, schema=texts)


def _matches(
    pairs: list[Pair],
    groups: list[list[Entry]],
    by_id: dict[str, Entry],
    rows: dict[str, Columns],
    model: Model,
) -> list[Match]:
    of = {entry.id: number for number, members in enumerate(groups) for entry in members}
    found = []
    for pair in sorted(pairs, key=lambda one: (-one.weight, one.left, one.right)):
        if (strength := strength_of(pair.weight)) is not None:
            one, other = sorted((by_id[pair.left], by_id[pair.right]), key=_place)
            finding = model.compare(rows[one.id], rows[other.id])
            found.append(Match(one, other, strength, finding, of[one.id] == of[other.id]))
    return found


def _place(entry: Entry) -> tuple[int, str, int]:
    # The register comes last: what a file says is read against it.
    return entry.subject_id is not None, entry.id.partition("-")[0], entry.row
