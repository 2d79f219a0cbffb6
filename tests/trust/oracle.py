"""Who sees what, said a third time: in plain Python, from nothing but a described world.

The first wall says it in Django's language, the second in PostgreSQL's. This one reads like the
sharing agreement (domain.md 9.2 and 9.3), and the tests hold both to it on random worlds.
Everything is small: hours and days count from now; people, subjects and meetings are numbers.
"""

from dataclasses import dataclass

LOG = "audit"
KEEPER = "information_governance"
POLICE = ("police", "police_intelligence")
# Who may hear that somebody wants a record sealed, and that a colleague is kept from it.
SEALERS = ("team_manager", "data_steward", KEEPER)
KNOW_OF_BLOCKS = ("agency_lead", *SEALERS)


@dataclass(frozen=True)
class Holding:
    """A person holds a role from a day until another, which is no longer theirs."""

    person: int
    role: str
    from_day: int
    until_day: int | None


@dataclass(frozen=True)
class Ceiling:
    """The most that a role may do in a compartment, from a day until another."""

    role: str
    compartment: str
    ability: str
    from_day: int
    until_day: int | None

    def opens(self) -> bool:
        """Return whether it lets anybody read, which no decision can make it do beyond limits.

        The log is read by its keeper, who is shown nobody's record; intelligence as the police hold
        it, by them.
        """
        if self.compartment == LOG:
            return self.role == KEEPER and self.ability == "read"
        if self.compartment == "intelligence_raw" and self.role not in POLICE:
            return False
        return self.role != KEEPER and self.ability in ("read", "write")


@dataclass(frozen=True)
class Grant:
    """A person or an agency may see these parts of a subject for some hours.

    What one `meeting` gave opens that meeting's records, and no other's.
    """

    subject: int
    compartments: frozenset[str]
    from_hour: int
    until_hour: int
    person: int | None = None
    agency: int | None = None
    broke_glass: bool = False
    meeting: int | None = None


@dataclass(frozen=True)
class Restriction:
    """A subject whose grants sleep, except those that name somebody on the list.

    Emergency access opens it all the same, unless it is sealed.
    """

    subject: int
    level: str
    open_to: frozenset[int]
    lifted: bool


@dataclass(frozen=True)
class Block:
    """A conflict of interest of a person with a subject."""

    subject: int
    person: int
    lifted: bool


@dataclass(frozen=True)
class World:
    """A partnership at one moment. `agency_of` and `inactive` are about people by number."""

    agency_of: tuple[int, ...]
    inactive: frozenset[int] = frozenset()
    holdings: tuple[Holding, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    grants: tuple[Grant, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    blocks: tuple[Block, ...] = ()

    def reads(self, person: int) -> frozenset[str]:
        """Return the compartments that a person's roles let them read today."""
        return frozenset(
            ceiling.compartment
            for ceiling in self.ceilings
            if ceiling.role in self.roles(person)
            and ceiling.opens()
            and _covers_today(ceiling.from_day, ceiling.until_day)
        )

    def roles(self, person: int) -> frozenset[str]:
        """Return the roles that a person holds today."""
        if person in self.inactive:
            return frozenset()
        return frozenset(
            held.role
            for held in self.holdings
            if held.person == person and _covers_today(held.from_day, held.until_day)
        )

    def sees(
        self,
        person: int,
        subject: int,
        compartment: str,
        *,
        row_of_agency: int | None = None,
        meeting: int | None = None,
    ) -> bool:
        """Return whether a person sees a row about this part of a subject.

        `row_of_agency` is the agency whose own row it is: its people need only know who the
        subject is. `meeting` is the one whose record it is.
        """
        if compartment not in self.reads(person) or self._is_blocked(person, subject):
            return False
        awake = self._awake(person, subject)
        own = row_of_agency is not None and row_of_agency == self.agency_of[person]
        return any(
            compartment in grant.compartments
            and (meeting is None or grant.meeting is None or grant.meeting == meeting)
            for grant in awake
        ) or (own and any("identity" in grant.compartments for grant in awake))

    def sees_pair(self, person: int, one: int, other: int, compartment: str) -> bool:
        """Return whether a person sees a row that joins two subjects, in this part.

        They must know who both are, and see the part of one of them.
        """
        both = self.sees(person, one, "identity") and self.sees(person, other, "identity")
        either = self.sees(person, one, compartment) or self.sees(person, other, compartment)
        return both and either

    def knows_of(self, person: int, subject: int) -> bool:
        """Return whether a person may be told who may see a subject: the rows of access itself."""
        return bool(self._awake(person, subject)) and not self._is_blocked(person, subject)

    def answers_for(self, person: int, other: int) -> bool:
        """Return whether a person answers for what another of their agency does."""
        same = self.agency_of[person] == self.agency_of[other]
        return same and not self.roles(person).isdisjoint(("agency_lead", "team_manager"))

    def knows_of_emergency(self, person: int, glass: Grant) -> bool:
        """Return whether a person may hear that somebody opened a subject in an emergency.

        Who it was, who keeps the log, who sees the subject, and who answers for who it was.
        """
        return (
            glass.person == person
            or self.keeps_the_log(person)
            or self.knows_of(person, glass.subject)
            or (glass.person is not None and self.answers_for(person, glass.person))
        )

    def knows_of_block(self, person: int, block: Block) -> bool:
        """Return whether a person may hear that somebody is kept from a subject.

        Of a colleague only those who answer for people or the register.
        """
        minds = not self.roles(person).isdisjoint(KNOW_OF_BLOCKS)
        return block.person == person or (minds and self.knows_of(person, block.subject))

    def knows_of_sealing(self, person: int, subject: int) -> bool:
        """Return whether a person may hear that somebody wants a subject sealed.

        Of those who see it, who may agree; a keeper of the log too, until it is sealed.
        """
        agrees = not self.roles(person).isdisjoint(SEALERS) and self.knows_of(person, subject)
        return agrees or (self.keeps_the_log(person) and not self.is_sealed(subject))

    def knows_of_unsealing(self, person: int, subject: int) -> bool:
        """Return whether a person may hear that somebody wants a subject unsealed: who sees it."""
        return self.knows_of(person, subject) or self.knows_of_sealing(person, subject)

    def keeps_the_log(self, person: int, *, of: int | None = None) -> bool:
        """Return whether a person keeps the log, and so what is written of others in it.

        Nobody is the keeper of what is about themselves (`of`).
        """
        return LOG in self.reads(person) and person != of

    def is_sealed(self, subject: int) -> bool:
        """Return whether a subject exists for the people of a list alone."""
        return bool(self._seals(subject))

    def is_hidden_from(self, person: int, subject: int | None) -> bool:
        """Return whether a subject is sealed and a person not on the list."""
        return any(person not in seal.open_to for seal in self._seals(subject))

    def is_named_by(self, person: int, grant: Grant) -> bool:
        """Return whether a grant names a person or their agency."""
        return grant.person == person or (
            grant.agency is not None and grant.agency == self.agency_of[person]
        )

    def _awake(self, person: int, subject: int) -> list[Grant]:
        return [
            grant
            for grant in self.grants
            if grant.subject == subject
            and self.is_named_by(person, grant)
            and grant.from_hour <= 0 < grant.until_hour
            and not self._sleeps(grant)
        ]

    def _sleeps(self, grant: Grant) -> bool:
        return any(
            one.subject == grant.subject
            and not one.lifted
            and grant.person not in one.open_to
            and (one.level == "sealed" or not grant.broke_glass)
            for one in self.restrictions
        )

    def _seals(self, subject: int | None) -> list[Restriction]:
        return [
            one
            for one in self.restrictions
            if one.subject == subject and one.level == "sealed" and not one.lifted
        ]

    def _is_blocked(self, person: int, subject: int) -> bool:
        return any(
            one.subject == subject and one.person == person and not one.lifted
            for one in self.blocks
        )


def _covers_today(from_day: int, until_day: int | None) -> bool:
    return from_day <= 0 and (until_day is None or until_day > 0)
