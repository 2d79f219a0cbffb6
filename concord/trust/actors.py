"""Who is asking."""

import dataclasses
from dataclasses import dataclass
from uuid import UUID

SYSTEM_ROLE = "system"
# Whoever asks without having signed in, and the agency of such a one: nobody is granted anything.
NOBODY_ID = UUID(int=0)


@dataclass(frozen=True)
class Actor:
    """A person (or the system) acting for an agency, for a stated purpose.

    `reads` and `writes` are the compartments that the actor's roles allow today: a ceiling, which
    grants on a subject then fill (domain.md 9.2).
    """

    user_id: UUID
    name: str
    agency_id: UUID
    agency_name: str = ""
    agency_kind: str = ""
    roles: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    purpose: str = ""

    def has_role(self, *roles: str) -> bool:
        """Return whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def principals(self) -> tuple[UUID, ...]:
        """The identities that a grant may name to let this actor see something."""
        return (self.user_id, self.agency_id)

    @property
    def is_somebody(self) -> bool:
        """Return whether a person has signed in."""
        return self.user_id != NOBODY_ID


NOBODY = Actor(user_id=NOBODY_ID, name="", agency_id=NOBODY_ID)


def on_behalf_of(actor: Actor) -> Actor:
    """Return the system acting because of what this actor did, with no wider sight than theirs."""
    return dataclasses.replace(
        actor, name=f"Concord, after {actor.name}", roles=frozenset({SYSTEM_ROLE})
    )


def is_system(actor: Actor) -> bool:
    """Return whether a pathway or job is acting rather than a person."""
    return SYSTEM_ROLE in actor.roles
