from concord.project.doctor.findings import exit_code, fine, must_change, report, warning

OK = fine("PostgreSQL", "18.4")
ODD = warning("Chromium", "none", "Install it.")
BAD = must_change("Mode", "practice", "Change it.")


def test_each_finding_has_its_grade_and_each_remedy_its_line() -> None:
    assert report([OK, ODD]).splitlines() == [
        "ok           PostgreSQL: 18.4",
        "warning      Chromium: none",
        "               → Install it.",
    ]


def test_production_with_something_that_must_change_fails() -> None:
    assert exit_code([OK, BAD], production=True) == 1


def test_practice_may_stay_as_it_is() -> None:
    assert exit_code([OK, ODD, BAD], production=False) == 0


def test_a_warning_is_not_a_failure() -> None:
    assert exit_code([OK, ODD], production=True) == 0
