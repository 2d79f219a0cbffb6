"""What the desk lends to the worklist: emergencies to review, and the care of people's accounts."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from concord.engines import worklist
from concord.engines.worklist import Task
from concord.kernel.clocks import end_of_local_day, local_date, working_days_after
from concord.registers.identity import queries as identity
from concord.registers.links import queries as links
from concord.trust.access import guards as sight
from concord.trust.access.matrix import ceilings_waiting
from concord.trust.access.queries import glass_broken, seal_proposals
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import names_of
from concord.trust.actors import Actor
from concord.trust.interests import access as interests
from concord.trust.oversight.queries import open_questions
from concord.trust.people import guards, queries
from concord.trust.reference.queries import closed_days, standard

MOST = 50


def _emergencies(actor: Actor) -> list[Task]:
    if not actor.has_role(Role.INFORMATION_GOVERNANCE):
        return []
    waiting = list(glass_broken(actor).filter(reviewed_at=None)[:MOST])
    names = names_of({row.user_id for row in waiting})
    return [
        Task(
            title="Review emergency access",
            about=names.get(row.user_id, "Somebody who has left"),
            url=reverse("desk:emergency_review", args=[row.pk]),
            due_at=end_of_local_day(row.review_due_on),
            kind="emergency",
        )
        for row in waiting
    ]


def _pairs(actor: Actor) -> list[Task]:
    """The data steward settles what somebody else was not sure of."""
    if not actor.has_role(Role.DATA_STEWARD):
        return []
    return [
        Task(
            title="Are these two the same person?",
            about=f"{pair.one} and {pair.other}",
            url=f"{reverse('desk:judge', args=[pair.one_id])}?other={pair.other_id}",
            due_at=None,
            kind="pair",
            subject_id=pair.one_id,
            other_id=pair.other_id,
        )
        for pair in identity.unsure(actor)
    ]


def _joinings(actor: Actor) -> list[Task]:
    """A second person agrees before two entries are joined, or parted again."""
    return [
        Task(
            title="Answer as second person: part two entries"
            if one.stands
            else "Answer as second person: join two entries",
            about=f"{one.kept} and {one.gone}",
            url=reverse("desk:answer_joining", args=[one.pk]),
            due_at=None,
            kind="joining",
            subject_id=one.kept_id,
            other_id=one.gone_id,
        )
        for one in identity.joinings_to_answer(actor)
    ]


def _hidden(actor: Actor) -> list[Task]:
    """Those who keep a restricted record say whether an entry somebody made is that person."""
    return [
        Task(
            title="Somebody entered may be a person whose record is restricted",
            about=str(one.subject),
            url=reverse("desk:hidden_candidate", args=[one.pk]),
            due_at=None,
            kind="hidden_candidate",
            subject_id=one.subject_id,
        )
        for one in identity.hidden_to_settle(actor)
    ]


def _reviews(actor: Actor) -> list[Task]:
    if not actor.has_role(*guards.REVIEWERS):
        return []
    unsigned = queries.reviews(actor).filter(signed_off_at=None)
    if not actor.has_role(Role.AGENCY_LEAD):
        # Every agency signs for itself; what is late is for information governance to chase.
        unsigned = unsigned.filter(due_on__lt=timezone.localdate())
    return [
        Task(
            title="Review who has access",
            about=review.agency.name,
            url=reverse("desk:review", args=[review.pk]),
            due_at=end_of_local_day(review.due_on),
            kind="access_review",
        )
        for review in unsigned[:MOST]
    ]


def _proposals(actor: Actor) -> list[Task]:
    return [
        Task(
            title=f"Agree to a role: {proposal.get_role_display()}",
            about=proposal.user.full_name,
            url=reverse("desk:answer_proposal", args=[proposal.pk]),
            due_at=None,
            kind="role_proposal",
        )
        for proposal in queries.proposals(actor)[:MOST]
        if guards.may_answer(actor, proposal)
    ]


def _ceilings(actor: Actor) -> list[Task]:
    return [
        Task(
            title="Answer as second person: change what a role opens",
            about=str(dict(Role.choices).get(change.role, change.role)),
            url=reverse("desk:answer_ceiling", args=[change.pk]),
            due_at=None,
            kind="ceiling",
        )
        for change in ceilings_waiting(actor)[:MOST]
        if sight.may_answer_ceiling(actor, change)
    ]


def _questions(actor: Actor) -> list[Task]:
    waiting = list(open_questions(actor).order_by("raised_at", "pk")[:MOST])
    if not waiting:
        return []
    days = standard("audit_question", on=timezone.localdate()).value
    closed = closed_days()
    names = names_of({one.user_id for one in waiting})
    return [
        Task(
            title=f"Find out about a look: {one.get_pattern_display()}",
            about=names.get(one.user_id, "Somebody who has left"),
            url=reverse("desk:audit_question", args=[one.pk]),
            due_at=end_of_local_day(
                working_days_after(local_date(one.raised_at), days, holidays=closed)
            ),
            kind="audit_question",
        )
        for one in waiting
    ]


def _seals(actor: Actor) -> list[Task]:
    waiting = list(seal_proposals(actor)[:MOST])
    names = names_of({one.proposed_by for one in waiting})
    return [
        Task(
            title=f"Answer as second person: {one.get_wants_display().lower()}",
            about=f"proposed by {names.get(one.proposed_by, 'somebody who has left')}",
            url=reverse("desk:answer_seal", args=[one.pk]),
            due_at=None,
            kind="seal",
        )
        for one in waiting
    ]


def _links(actor: Actor) -> list[Task]:
    """Connections that lapse soon, unless somebody of the agency that recorded them looks again."""
    today = local_date(timezone.now())
    if not {"identity", "tracking"} & actor.writes:
        return []
    by = today + timedelta(days=standard("link_review_notice", on=today).value)
    return [
        Task(
            title="Look again at a connection before it lapses",
            about=f"{link.one} and {link.other}",
            url=reverse("desk:review_link", args=[link.pk]),
            due_at=end_of_local_day(link.expires_on),
            kind="link",
            subject_id=link.one_id,
            other_id=link.other_id,
        )
        for link in links.due_for_review(actor, on=today, by=by)[:MOST]
    ]


worklist.contribute("pairs", _pairs)
worklist.contribute("joinings", _joinings)
worklist.contribute("restricted people", _hidden)
worklist.contribute("connections", _links)
worklist.contribute("seals", _seals)
worklist.contribute("audit questions", _questions)


def _interests(actor: Actor) -> list[Task]:
    waiting = list(interests.proposals_visible_to(actor).filter(answer="")[:MOST])
    names = names_of({row.user_id for row in waiting})
    return [
        Task(
            title="Look into a conflict of interest",
            about=names.get(row.user_id, "Somebody who has left"),
            url=reverse("desk:answer_interest", args=[row.pk]),
            due_at=end_of_local_day(row.due_on),
            kind="interest",
        )
        for row in waiting
    ]


worklist.contribute("conflicts of interest", _interests)
worklist.contribute("emergency access", _emergencies)
worklist.contribute("access reviews", _reviews)
worklist.contribute("roles waiting", _proposals)
worklist.contribute("changes of the matrix", _ceilings)
