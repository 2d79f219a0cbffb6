from datetime import date, timedelta

import pytest
from django.utils import timezone

from concord.project.cli.acting import acting_person
from concord.project.troubles import Trouble
from concord.trust.accounts.models import RoleHolding, User
from concord.trust.agencies.models import Agency

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


def _steward(username: str, *, until: date | None = None) -> User:
    agency, _ = Agency.objects.get_or_create(
        code="council",
        defaults={"name": "Council", "kind": "social_care", "valid_from": LONG_AGO},
    )
    user = User.objects.create_user(username, full_name=username.title(), agency=agency)
    RoleHolding.objects.create(user=user, role="data_steward", held_from=LONG_AGO, held_until=until)
    return user


def _acting(username: str = "") -> str:
    return acting_person(username, role="data_steward", title="data steward").name


def test_the_only_data_steward_need_not_be_named() -> None:
    _steward("morgan")
    _steward("former", until=timezone.localdate() - timedelta(days=1))

    assert _acting() == "Morgan"


def test_one_of_two_must_be_named() -> None:
    _steward("morgan")
    _steward("robin")

    with pytest.raises(Trouble, match="--as and a user name: 2 people are data steward"):
        _acting()
    assert _acting("robin") == "Robin"


def test_nobody_is_not_enough() -> None:
    with pytest.raises(Trouble, match="nobody is data steward here"):
        _acting()


def test_a_user_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Trouble, match="has the user name stranger"):
        _acting("stranger")
