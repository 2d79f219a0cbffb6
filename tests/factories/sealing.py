"""Records restricted for a test, as people do it: two of them where it is sealed."""

import dataclasses

from concord.trust.access import commands
from concord.trust.access.models import Restriction, SealProposal
from tests.factories import new_key


def restrict(subject_id, *, by, level, open_to, reason, at):
    """Restrict or seal a record; return the restriction. Run in the context of `by`."""
    if level == "restricted":
        return commands.restrict(subject_id, by=by, open_to=open_to, reason=reason, at=at)
    # With one alone a record cannot be sealed: somebody whom no test knows is named too.
    named = [*open_to, new_key()][: max(2, len(open_to))]
    waiting = SealProposal.objects.filter(subject_id=subject_id, answer="waiting").first()
    proposal = waiting or commands.propose_seal(
        subject_id, by=by, open_to=named, reason=reason, at=at
    )
    second = dataclasses.replace(by, user_id=new_key())
    if waiting:
        commands.answer_seal(waiting, by=second, agreed=False, at=at)
        proposal = commands.propose_seal(subject_id, by=by, open_to=named, reason=reason, at=at)
    commands.answer_seal(proposal, by=second, agreed=True, at=at)
    return Restriction.objects.filter(subject_id=subject_id).order_by("-starts_at").first()
