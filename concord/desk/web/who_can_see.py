"""Who may see a child and why, starting with the reader; what was, and what closes the record."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from concord.casework.tracking import queries as tracking
from concord.desk.web.audit_readers import may_read_readers
from concord.registers.subjects import access as subject_access
from concord.trust.access import guards, queries
from concord.trust.access.rules import Answer, Compartment, RestrictionLevel
from concord.trust.accounts.models import Role
from concord.trust.accounts.queries import names_of
from concord.trust.pages import ShowRecord


class WhoCanSee(ShowRecord):
    """Everybody with sight of a child, the reader first."""

    template_name = "desk/who_can_see.html"

    def visible_to(self, actor: Any) -> Any:
        return subject_access.visible_to(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key, actor = self.record.pk, self.actor
        sights = queries.who_may_see(actor, key, on=timezone.localdate())
        restrictions = list(queries.restrictions_of(key))
        holds, blocks = list(queries.holds_on(key)), list(queries.blocks_on(actor, key))
        seen = queries.compartments_seen(actor, key)
        people = {row.set_by for row in (*restrictions, *holds)} | {row.user_id for row in blocks}
        return super().get_context_data(**kwargs) | {
            "child": self.record,
            "mine": [sight for sight in sights if sight.mine],
            "roles": [Role(role).label for role in sorted(actor.roles)],
            "opened": [part.label.lower() for part in Compartment if part in seen],
            "sights": sights,
            "named": bool(may_read_readers(actor, tracking.open_period_of(actor, key))),
            "past": queries.who_saw(key),
            "blocks": blocks,
            "restrictions": restrictions,
            "holds": holds,
            "standing": next((row for row in restrictions if row.lifted_at is None), None),
            "held": next((row for row in holds if row.lifted_at is None), None),
            "proposal": queries.proposals_about(actor, key).filter(answer=Answer.WAITING).first(),
            "names": names_of(people),
            "ways": self._ways(restrictions, holds),
            "back_to": self.record.get_absolute_url(),
        }

    def _ways(self, restrictions: list[Any], holds: list[Any]) -> list[tuple[str, str]]:
        standing = next((row for row in restrictions if row.lifted_at is None), None)
        ways = []
        if standing is not None and standing.level == RestrictionLevel.SEALED:
            ways = [("propose_unsealing", "Unseal this record")]
        elif guards.may_restrict(self.actor, self.record.pk):
            if standing is None:
                ways = [("restrict", "Restrict this record"), ("propose_seal", "Seal this record")]
            else:
                ways = [("lift_restriction", "Lift the restriction"),
                        ("propose_seal", "Seal this record")]  # fmt: skip
        if guards.may_hold(self.actor, self.record.pk):
            held = any(row.lifted_at is None for row in holds)
            ways.append(
                ("lift_hold", "Lift the legal hold")
                if held
                else ("place_hold", "Place a legal hold")
            )
        return [(reverse(f"desk:{name}", args=[self.record.pk]), words) for name, words in ways]
