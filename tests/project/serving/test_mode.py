import os
from pathlib import Path

import pytest

from concord.project.serving.mode import remember_mode, settle_mode
from concord.project.troubles import Trouble


@pytest.fixture
def unsaid(state: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("CONCORD_MODE", "")
    return monkeypatch


def test_where_nothing_is_said_it_is_production(unsaid: pytest.MonkeyPatch) -> None:
    assert settle_mode() == "production"


def test_an_installation_remembers_what_it_was_made_as(unsaid: pytest.MonkeyPatch) -> None:
    remember_mode("practice")

    assert settle_mode() == "practice"
    assert os.environ["CONCORD_MODE"] == "practice"


def test_the_environment_wins(unsaid: pytest.MonkeyPatch) -> None:
    remember_mode("practice")
    unsaid.setenv("CONCORD_MODE", "production")

    assert settle_mode() == "production"


def test_a_mode_that_does_not_exist_is_refused(unsaid: pytest.MonkeyPatch) -> None:
    unsaid.setenv("CONCORD_MODE", "demo")

    with pytest.raises(Trouble, match="practice or production"):
        settle_mode()
