from pathlib import Path

from concord.project.serving.banner import banner

NAMES = [("Teacher at the school", "teacher", "one-two-three"), ("Police", "officer", "four")]


def _banner(*, practice: bool = True, first_run: bool = False) -> str:
    names = NAMES if practice else []
    return banner(
        "http://127.0.0.1:8000",
        practice=practice,
        first_run=first_run,
        names=names,
        logs=Path("/state/logs"),
    )


def test_the_address_and_every_sign_in_name_are_shown() -> None:
    said = _banner()

    assert "http://127.0.0.1:8000" in said
    for row in NAMES:
        assert all(cell in said for cell in row)


def test_columns_stand_under_each_other() -> None:
    lines = _banner().splitlines()
    starts = {line.index(who) for line in lines for who, _, _ in NAMES if who in line}

    assert len(starts) == 1


def test_a_password_that_everybody_shares_is_said_once() -> None:
    names = [(who, username, "the same for all") for who, username, _ in NAMES]
    said = banner("http://h", practice=True, first_run=False, names=names, logs=Path("/logs"))

    assert said.count("the same for all") == 1
    assert all(username in said for _, username, _ in names)


def test_a_practice_set_up_says_that_it_is_not_production() -> None:
    assert "not production" in _banner()
    assert "first run" in _banner(first_run=True)
    assert "first run" not in _banner()


def test_production_names_nobody() -> None:
    said = _banner(practice=False)

    assert "practice" not in said
    assert "Sign in" not in said
