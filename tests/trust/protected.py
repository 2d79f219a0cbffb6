"""Every table behind a wall, as the oracle takes it to be: said here and nowhere derived."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from concord.casework.assessment import access as assessment
from concord.casework.frontdoor import access as frontdoor
from concord.casework.statutory import access as statutory
from concord.casework.tracking import access as tracking
from concord.engines.documents import access as documents
from concord.meetings.actions import access as actions
from concord.meetings.sittings import access as sittings
from concord.registers.identity import access as identity
from concord.registers.links import access as links
from concord.registers.subjects import access as subjects
from concord.trust.interests import access as interests
from concord.trust.oversight import access as oversight


@dataclass(frozen=True)
class Wall:
    """Which part of a subject a table holds, and the app's own first wall where it has one."""

    compartment: str = ""
    # Where each row says for itself which part it belongs to.
    part_column: str = ""
    subject: str = "subject_id"
    own_column: str = ""
    # Where a row is one meeting's: how it names the child's item there, and the column and table of
    # the row of that meeting on which it hangs.
    meeting: str = ""
    hangs_on: tuple[str, str] | None = None
    visible_to: Callable[[Any], Any] | None = None


PROTECTED = {
    "subjects_subject": Wall("identity", subject="id", visible_to=subjects.visible_to),
    "subjects_name": Wall("identity"),
    "subjects_identifier": Wall("identity"),
    "subjects_address": Wall("identity", visible_to=subjects.addresses_visible_to),
    "subjects_protection": Wall("identity", visible_to=subjects.protections_visible_to),
    "subjects_place": Wall("identity"),
    "subjects_peergroup": Wall("identity"),
    "subjects_vehicle": Wall("identity"),
    "subjects_phone": Wall("identity"),
    "subjects_onlineaccount": Wall("identity"),
    "subjects_onlinespace": Wall("identity"),
    "subjects_organisation": Wall("identity"),
    "frontdoor_referral": Wall(
        "referral", own_column="referrer_agency_id", visible_to=frontdoor.visible_to
    ),
    "statutory_episode": Wall("statutory", visible_to=statutory.visible_to),
    "statutory_step": Wall("statutory"),
    "assessment_assessment": Wall("assessment", visible_to=assessment.visible_to),
    "assessment_answer": Wall("assessment"),
    "tracking_period": Wall("tracking", visible_to=tracking.visible_to),
    "tracking_levelchange": Wall("tracking"),
    "sittings_item": Wall("meeting", meeting="id", visible_to=sittings.items_visible_to),
    "sittings_contribution": Wall(
        "meeting",
        meeting="item_id",
        hangs_on=("item_id", "sittings_item"),
        visible_to=sittings.contributions_visible_to,
    ),
    "actions_action": Wall(
        "action",
        own_column="owner_agency_id",
        meeting="source_id",
        visible_to=actions.visible_to,
    ),
    "frontdoor_worrycorrection": Wall("referral", own_column="referrer_agency_id"),
    "sittings_contributioncorrection": Wall(
        "meeting",
        meeting="record__item_id",
        hangs_on=("record_id", "sittings_contribution"),
    ),
    "sittings_minutecorrection": Wall(
        "meeting", meeting="record_id", hangs_on=("record_id", "sittings_item")
    ),
    "actions_evidencecorrection": Wall(
        "action",
        own_column="owner_agency_id",
        meeting="record__source_id",
        hangs_on=("record_id", "actions_action"),
    ),
    "identity_hiddencandidate": Wall("identity", visible_to=identity.hidden_visible_to),
    "documents_storedfile": Wall(
        part_column="compartment", own_column="agency_id", visible_to=documents.visible_to
    ),
}


@dataclass(frozen=True)
class PairWall:
    """Which columns of a table name two subjects that a row joins, and its part of them."""

    part_column: str
    ends: tuple[str, str]
    visible_to: Callable[[Any], Any]
    # Whether the ends stand in the order of their keys, and what a row needs to be lawful.
    in_order: bool = False
    given: tuple[tuple[str, Any], ...] = ()


# What joins two subjects: seen by whoever knows of both.
PAIRS = {
    "links_link": PairWall("part", ("one_id", "other_id"), links.visible_to),
    "identity_pairverdict": PairWall(
        "part", ("one_id", "other_id"), identity.visible_to, in_order=True
    ),
    "identity_joining": PairWall(
        "part",
        ("kept_id", "gone_id"),
        identity.joinings_visible_to,
        given=(("answer", "declined"),),
    ),
    "identity_moved": PairWall("part", ("kept_id", "gone_id"), identity.moved_visible_to),
}
# What only its owner sees, by the column that names them.
OWN_ROWS = {
    "safekeeping_draft": "owner_id",
    "safekeeping_heldform": "owner_id",
    "safekeeping_once": "user_id",
    "notices_notice": "owner_id",
    "interests_owntie": "user_id",
}
# Who may see whom: what a world describes, and what is written down about a subject beside it.
DESCRIBED = ("access_grant", "access_restriction", "access_block", "access_breakglass")
ABOUT_ACCESS = ("access_legalhold", "access_sealproposal")


def _interests_visible_to(actor: Any) -> Any:
    return interests.interests_visible_to(actor) | interests.declared_by(actor)


# What is written about colleagues and read by who keeps the log, with what the pages ask.
KEPT: dict[str, Callable[[Any], Any] | None] = {
    "oversight_question": oversight.visible_to,
    "interests_interest": _interests_visible_to,
    "interests_interestblock": None,
    "interests_proposal": interests.proposals_visible_to,
}
# Tables that are asked by another column than their key: whose row it is.
ASKED_BY = {"audit_change": "record_id", "subjects_searchkey": "subject_id"}
# Every walled table but the months of the field history, which are read as one and never alone.
COMPARED = (*PROTECTED, *PAIRS, *OWN_ROWS, *DESCRIBED, *ABOUT_ACCESS, *KEPT, *ASKED_BY)

_WALLED = """
    select c.relname, c.relrowsecurity, c.relforcerowsecurity,
           array(select p.polname from pg_policy p where p.polrelid = c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity
    order by 1
"""


def model_of(table: str) -> Any:
    """Return the model of a table."""
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def walled_tables() -> dict[str, tuple[bool, frozenset[str]]]:
    """Return every table with row-level security: whether forced, and its policies by name."""
    with connection.cursor() as cursor:
        cursor.execute(_WALLED)
        return {
            name: (forced, frozenset(policies)) for name, _, forced, policies in cursor.fetchall()
        }


def may_be_read(table: str) -> bool:
    """Return whether Concord has any right to read a table: a part of the log's it has none."""
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege(%s, 'select')", [table])
        return bool(cursor.fetchone()[0])
