"""The register's part in linking: the entries that somebody may see, and questions about them."""

from collections.abc import Iterable
from datetime import datetime

from concord.engines.linkage.model import Model
from concord.exchange.linking.finding import Match
from concord.exchange.linking.reading import Entry
from concord.registers.identity.commands import judge_pair
from concord.registers.identity.queries import verdicts_on
from concord.registers.identity.rules import Says
from concord.registers.subjects.queries import model_now, people_in_detail
from concord.registers.subjects.tokens import traits_of
from concord.trust.actors import Actor

SOURCE = "The register"
_AT_A_TIME = 500


def weights_now() -> Model:
    """Return the model that the look-up on the register goes by today."""
    return model_now()


def entries_for(viewer: Actor) -> list[Entry]:
    """Return the people on the register whom the viewer may see, as records to link.

    Protected addresses are left out, as they are in every look-up: what is masked is not to be
    guessed from what it has in common with a file either.
    """
    people = people_in_detail(viewer).filter(same_as=None).order_by("pk")
    return [
        Entry(f"0-{subject.pk}", SOURCE, number, str(subject.pk), subject.descriptor,
              traits_of(subject), subject_id=subject.pk)
        for number, subject in enumerate(people.iterator(chunk_size=_AT_A_TIME), start=1)
    ]  # fmt: skip


def ask_about(matches: Iterable[Match], *, by: Actor, at: datetime) -> int:
    """Put pairs of two entries that nobody has said anything of in the queue of the unsure.

    Whoever keeps both finds them among their tasks, with the evidence. Returns how many were added.
    """
    added = 0
    for match in matches:
        one, other = match.left.subject_id, match.right.subject_id
        if one is None or other is None or verdicts_on(by, one, [other]):
            continue
        found = people_in_detail(by).in_bulk([one, other])
        judge_pair(
            found[one], by=by, other=found[other], says=Says.NOT_SURE, at=at,
            because="Linking of files found these two alike. Nobody has looked at them yet.",
        )  # fmt: skip
        added += 1
    return added
