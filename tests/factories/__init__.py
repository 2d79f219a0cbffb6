"""Make lawful things for tests: through the same commands that people use."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from concord.trust.access.queries import actor_for
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.actors import Actor
from concord.trust.agencies.models import Agency, AgencyKind
from concord.trust.context import acting_as

LONG_AGO = date(2018, 9, 1)
PASSWORD = "correct horse battery"


def make_agency(code: str, kind: str, name: str = "") -> Agency:
    """Return the agency of that code, made if need be."""
    return Agency.objects.get_or_create(
        code=code, defaults={"name": name or code.title(), "kind": kind, "valid_from": LONG_AGO}
    )[0]


def make_user(name: str, agency: Agency, *roles: str, practice: bool = True) -> User:
    """Return a person of an agency holding these roles."""
    user = User.objects.create_user(
        username=name.lower(),
        password=PASSWORD,
        full_name=name,
        agency=agency,
        practice=practice,
    )
    for role in roles:
        RoleHolding.objects.create(user=user, role=role, held_from=LONG_AGO)
    return user


class Partnership:
    """A small partnership: the people of the spine, by name."""

    def __init__(self) -> None:
        self.social_care = make_agency("csc", AgencyKind.SOCIAL_CARE, "Children’s social care")
        self.school = make_agency("hillside", AgencyKind.SCHOOL, "Hillside School")
        self.other_school = make_agency("lakeside", AgencyKind.SCHOOL, "Lakeside School")
        self.police = make_agency("police", AgencyKind.POLICE, "District Police")
        self.health = make_agency("health", AgencyKind.HEALTH, "Health Trust")
        self.youth_justice = make_agency("yjs", AgencyKind.YOUTH_JUSTICE, "Youth Justice Service")
        self.charity = make_agency("charity", AgencyKind.CHARITY, "Streetwork Charity")
        self.board = make_agency("board", AgencyKind.BOARD, "Business Unit")
        self.users = {
            "dsl": make_user("Dee", self.school, "school_lead"),
            "other_dsl": make_user("Oona", self.other_school, "school_lead"),
            "worker": make_user("Wes", self.social_care, "social_worker"),
            "second_worker": make_user("Win", self.social_care, "social_worker"),
            "manager": make_user("Mia", self.social_care, "team_manager"),
            "minutes": make_user("Max", self.social_care, "minute_taker"),
            "officer": make_user("Pat", self.police, "police"),
            "nurse": make_user("Nell", self.health, "health"),
            "youth_worker": make_user("Yan", self.youth_justice, "youth_justice"),
            "keyworker": make_user("Kit", self.charity, "keyworker"),
            "analyst": make_user("Ana", self.board, "analyst"),
            "member": make_user("Bo", self.board, "board_member"),
            "steward": make_user("Stu", self.social_care, "data_steward"),
            "governance": make_user("Ivy", self.board, "information_governance"),
            "administrator": make_user("Ada", self.board, "administrator"),
            "lead": make_user("Leo", self.social_care, "agency_lead"),
        }

    def actor(self, who: str) -> Actor:
        """Return one of the partnership's people as an Actor, as of today."""
        return actor_for(self.users[who], on=datetime.now(tz=UTC).date())

    def as_(self, who: str) -> "object":
        """Return a block in which the database takes this person to be asking."""
        return acting_as(self.actor(who))


def new_key() -> UUID:
    """Return a fresh random key."""
    return uuid4()
