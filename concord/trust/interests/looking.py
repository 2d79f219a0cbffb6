"""Look for what colleagues and the register have in common: at changes, and several times a day."""

import dataclasses
from datetime import datetime
from uuid import UUID

from concord.kernel.clocks import local_date
from concord.trust.access.queries import AUDIT
from concord.trust.actors import NOBODY, SYSTEM_ROLE
from concord.trust.context import acting_as
from concord.trust.interests import commands, meeting, rules
from concord.trust.interests.models import Interest
from concord.trust.reference.queries import standard

# Reads what its keepers read; nobody who signs in is it.
LOOKING = dataclasses.replace(
    NOBODY,
    name="Concord’s look for conflicts of interest",
    user_id=UUID(int=2),
    roles=frozenset({SYSTEM_ROLE}),
    reads=frozenset({AUDIT}),
)


def look(
    *, at: datetime, user_id: UUID | None = None, subject_id: UUID | None = None
) -> dict[str, int]:
    """Close what must be closed and propose the rest, for one colleague, one entry, or all.

    Returns how many own records and entries were closed and how many were proposed. Run again it
    does nothing twice.
    """
    done = {"own": 0, "extended": 0, "proposed": 0}
    with acting_as(LOOKING) as looking:
        for reach in meeting.reaches():
            interest = Interest.objects.get(pk=reach.interest_id)
            commands.extend_interest(interest, by=looking, subject_id=reach.subject_id, at=at)
            done["extended"] += 1
        common = standard("common_surname", on=local_date(at)).value
        for one in meeting.meetings(user_id=user_id, subject_id=subject_id, common=common):
            own = rules.is_own_record(one.kinds)
            act = commands.block_own_record if own else commands.propose_interest
            act(one.subject_id, by=looking, user_id=one.user_id, kinds=one.kinds, at=at)
            done["own" if own else "proposed"] += 1
    return done
