"""The agencies and people of the practice district."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from concord.practice import places
from concord.trust.accounts.models import Role, RoleHolding, User
from concord.trust.agencies.models import Agency, AgencyKind

# Known to everybody, and of use in practice mode only.
PASSWORD = "practice makes perfect 2026"  # noqa: S105 - for invented people only
LONG_AGO = date(2018, 9, 1)

AGENCIES = {
    "social-care": ("Children’s social care", AgencyKind.SOCIAL_CARE),
    "police": ("District Police", AgencyKind.POLICE),
    "health": ("District Health Trust", AgencyKind.HEALTH),
    "youth-justice": ("Youth Justice Service", AgencyKind.YOUTH_JUSTICE),
    "lantern": ("The Lantern Project", AgencyKind.CHARITY),
    "moorcroft": (places.SCHOOLS[0], AgencyKind.SCHOOL),
    "tenter-hill": (places.SCHOOLS[1], AgencyKind.SCHOOL),
    "business-unit": ("Partnership Business Unit", AgencyKind.BOARD),
}


@dataclass(frozen=True)
class Post:
    """One person of the practice district: what they do, where, and what they are called."""

    username: str
    full_name: str
    job_title: str
    agency: str
    role: Role


# In the order of the spine, which is also the order in which they are shown.
POSTS = (
    Post(
        "school", "Anna Nowakowska", "Designated safeguarding lead", "moorcroft", Role.SCHOOL_LEAD
    ),
    Post(
        "school2", "Yusuf Rahman", "Designated safeguarding lead", "tenter-hill", Role.SCHOOL_LEAD
    ),
    Post(
        "frontdoor", "Grace Mensah", "Front-door social worker", "social-care", Role.SOCIAL_WORKER
    ),
    Post("worker", "Daniel Illingworth", "Social worker", "social-care", Role.SOCIAL_WORKER),
    Post("manager", "Farzana Akhtar", "Team manager and chair", "social-care", Role.TEAM_MANAGER),
    Post("minutes", "Joan Barraclough", "Minute-taker", "social-care", Role.MINUTE_TAKER),
    Post("police", "Tom Ackroyd", "Exploitation sergeant", "police", Role.POLICE),
    Post("nurse", "Blessing Okafor", "Named nurse", "health", Role.HEALTH),
    Post(
        "youthjustice",
        "Marek Zieliński",
        "Youth justice worker",
        "youth-justice",
        Role.YOUTH_JUSTICE,
    ),
    Post("keyworker", "Siân Prothero", "Keyworker", "lantern", Role.KEYWORKER),
    Post("analyst", "Priya Chandrasekaran", "Performance analyst", "business-unit", Role.ANALYST),
    Post("board", "Ruth Oyelaran-Fitzgerald", "Board member", "business-unit", Role.BOARD_MEMBER),
    Post(
        "governance",
        "Iain Sutherland",
        "Information-governance lead",
        "business-unit",
        Role.INFORMATION_GOVERNANCE,
    ),
    Post("steward", "Nasreen Mirza", "Data steward", "social-care", Role.DATA_STEWARD),
)


class SignIn(NamedTuple):
    """Who somebody is, and how to sign in as them."""

    who: str
    username: str
    password: str


def make_agencies() -> dict[str, Agency]:
    """Enter the agencies, and return them by code."""
    rows = [
        Agency(code=code, name=name, kind=kind, valid_from=LONG_AGO)
        for code, (name, kind) in AGENCIES.items()
    ]
    return {row.code: row for row in Agency.objects.bulk_create(rows)}


def make_staff(agencies: dict[str, Agency]) -> dict[str, User]:
    """Enter the people with their roles, and return them by user name."""
    # Hashing is slow on purpose; once is enough for a password that everybody shares.
    password = make_password(PASSWORD)
    users = [
        User(
            username=post.username,
            full_name=post.full_name,
            job_title=post.job_title,
            agency=agencies[post.agency],
            password=password,
            practice=True,
        )
        for post in POSTS
    ]
    by_name = {user.username: user for user in User.objects.bulk_create(users)}
    RoleHolding.objects.bulk_create(
        [
            RoleHolding(user=by_name[post.username], role=post.role, held_from=LONG_AGO)
            for post in POSTS
        ]
    )
    return by_name


def sign_ins() -> list[SignIn]:
    """Return how to sign in as each practice person of this installation, in order of the spine."""
    order = {post.username: place for place, post in enumerate(POSTS)}
    users = User.objects.filter(practice=True, username__in=order).select_related("agency")
    return [
        SignIn(f"{user.full_name}, {user.job_title}, {user.agency.name}", user.username, PASSWORD)
        for user in sorted(users, key=lambda user: order[user.username])
    ]
