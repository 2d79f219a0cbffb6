"""Which role opens what: the sharing agreement's matrix as it holds today."""

from typing import Any

from django.utils import timezone

from concord.trust.access.limits import PARTS
from concord.trust.access.matrix import role_matrix
from concord.trust.access.rules import Ability
from concord.trust.accounts.models import Role
from concord.trust.pages import Page

_ABILITIES = (Ability.WRITE, Ability.READ, Ability.SUMMARY, Ability.PUBLIC)


class Roles(Page):
    """What each role opens at most; whose record it opens is another question."""

    template_name = "help/roles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matrix = role_matrix(timezone.localdate())
        mine = self.actor.roles
        return super().get_context_data(**kwargs) | {
            "roles": [
                {
                    "code": role.value,
                    "label": role.label,
                    "mine": role.value in mine,
                    "rows": _rows(matrix.get(role.value, {})),
                }
                for role in sorted(Role, key=lambda role: role.value not in mine)
            ]
        }


def _rows(parts: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the abilities of a role, the widest first, each with its parts in their order."""
    rows = []
    for ability in _ABILITIES:
        opened = [
            f"{label} ({parts[part][1]})" if parts[part][1] else label
            for part, label in PARTS.items()
            if part in parts and parts[part][0] == ability
        ]
        if opened:
            rows.append({"key": ability.label, "value": opened})
    return rows
