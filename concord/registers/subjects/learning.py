"""Learn from the whole register what makes two entries one person. Run by the operator."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from concord.engines.linkage.engine import engine
from concord.engines.linkage.model import Model
from concord.registers.subjects.matching import comparisons, weights
from concord.registers.subjects.matching.traits import Columns, rows_of
from concord.registers.subjects.models import MatchingWeights, Subject
from concord.registers.subjects.rules import SubjectKind
from concord.registers.subjects.tokens import traits_of

# With fewer there are too few who were entered twice, and the weights that come with Concord hold.
FEWEST = 2_000
_AT_A_TIME = 500


class TooFew(Exception):
    """The register is too small to learn from."""


def learn_matching(*, at: datetime, using: str = "owner") -> MatchingWeights:
    """Learn the weights from everybody on the register and keep them; they hold from now on.

    Reads as the owner of the tables and hands out numbers, never people. Raise TooFew below 2,000.
    """
    rows = list(records(using))
    model = taught_by(rows)
    kept = MatchingWeights(learned_at=at, people=len(rows), stated=weights.stated(model))
    kept.save(using=using, force_insert=True)
    return kept


def taught_by(rows: list[Columns]) -> Model:
    """Return the model with weights learned from records, without knowing who is who.

    Each record needs a `unique_id`. Raise TooFew below 2,000.
    """
    if len(rows) < FEWEST:
        raise TooFew(f"{len(rows):,} people are too few to learn from: {FEWEST:,} are needed.")
    # Imported here: they take seconds to load, and no page needs them.
    import pyarrow

    from concord.engines.linkage.batch import Batch

    table = pyarrow.Table.from_pylist(rows)
    chosen = engine(settings.LINKAGE_ENGINE, master=settings.SPARK_MASTER)
    learned = Batch(comparisons.MODEL, comparisons.BLOCKING, chosen, [table]).learn()
    return replace(learned, frequencies=weights.frequencies(rows))


def records(using: str = "owner") -> Iterator[Columns]:
    """Yield everybody on the register as the model compares them, in the usual reading of names."""
    people = Subject.objects.using(using).filter(kind=SubjectKind.PERSON)
    everybody = people.prefetch_related("names", "identifiers", "addresses")
    for subject in everybody.order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield rows_of(traits_of(subject))[0] | {"unique_id": str(subject.pk)}
