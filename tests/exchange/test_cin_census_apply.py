"""Loading a children in need census: all that fits or nothing, twice the same as once."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from concord.casework.statutory.queries import episodes_of
from concord.exchange.cin_census import apply
from concord.exchange.cin_census.opening import CensusUnreadable
from concord.exchange.cin_census.report import write_problems
from concord.exchange.problem_file import inert
from concord.registers.subjects.access import visible_to
from concord.registers.subjects.queries import find_by_number
from concord.trust.commands import Refused
from tests.data import open_data
from tests.factories import Partnership

HEAD = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>"
    "<Source><LEA>380</LEA></Source></Header><Children>"
)
FOOT = "</Children></Message>"
CHILD = (
    "<Child><ChildIdentifiers><LAchildID>{la}</LAchildID><UPN>{upn}</UPN>"
    "<PersonBirthDate>{born}</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
    "<ChildCharacteristics><Ethnicity>APKN</Ethnicity></ChildCharacteristics>"
    "<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>2A</ReferralSource>"
    "<PrimaryNeedCode>N1</PrimaryNeedCode>{more}</CINdetails></Child>"
)
ASSESSMENT = (
    "<Assessments><AssessmentActualStartDate>2025-10-02</AssessmentActualStartDate>"
    "<FactorsIdentifiedAtAssessment><AssessmentFactors>24A</AssessmentFactors>"
    "</FactorsIdentifiedAtAssessment></Assessments>"
)
Census = Callable[..., Path]


def _child(la: str = "C0000000000001", **fields: str) -> str:
    usual = {"upn": "E380200018001", "born": "2011-03-27", "referred": "2025-09-29", "more": ""}
    return CHILD.format(la=la, **usual | fields)


@pytest.fixture
def census(tmp_path: Path) -> Census:
    def write(*children: str, foot: str = FOOT) -> Path:
        path = tmp_path / "census.xml"
        path.write_text(HEAD + "".join(children) + foot, encoding="utf-8")
        return path

    return write


def _load(partnership: Partnership, path: Path) -> Any:
    return apply.load(path, by=partnership.actor("steward"))


def _registered(partnership: Partnership, who: str) -> list[Any]:
    with partnership.as_(who):
        return list(visible_to(partnership.actor(who)))


def test_a_child_of_the_census_is_known_by_their_id_until_somebody_names_them(
    partnership: Partnership, census: Census
) -> None:
    _load(partnership, census(_child()))

    (child,) = _registered(partnership, "worker")
    assert child.descriptor == "Child C000000…001"
    assert (child.born_on, child.sex, child.ethnicity) == (date(2011, 3, 27), "F", "APKN")


@pytest.mark.parametrize(
    ("la_child_id", "shown"),
    [("RND000215205141", "Child RND0002…141"), ("A1", "Child A1"), ("A" * 12, f"Child {'A' * 12}")],
)
def test_a_long_id_is_shortened_where_a_name_would_stand(la_child_id: str, shown: str) -> None:
    assert apply.described(la_child_id) == shown


def test_an_episode_is_recorded_with_its_steps_and_factors(
    partnership: Partnership, census: Census
) -> None:
    _load(partnership, census(_child(more=ASSESSMENT)))

    (child,) = _registered(partnership, "worker")
    with partnership.as_("worker"):
        (episode,) = episodes_of(partnership.actor("worker"), child.pk)
        (step,) = episode.steps.all()
    assert (episode.referred_on, episode.need_code) == (date(2025, 9, 29), "N1")
    assert episode.came_from == "Children in need census 2026"
    assert (step.kind, step.codes) == ("assessment", ["24A"])


def test_the_authoritys_id_is_verified_and_a_upn_that_does_not_fit_is_kept_with_a_warning(
    partnership: Partnership, census: Census
) -> None:
    report = _load(partnership, census(_child(upn="A380200018001")))

    with partnership.as_("worker"):
        (child,) = visible_to(partnership.actor("worker"))
        local, upn = child.identifiers.order_by("type")
    assert (local.type, local.verified) == ("LA_child_id", True)
    assert (upn.verified, "does not fit" in upn.warning) == (False, True)
    assert [(problem.column, problem.refused) for problem in report.problems] == [("UPN", "")]


@pytest.mark.parametrize("who", ["dsl", "officer", "nurse", "analyst"])
def test_nobody_outside_social_care_sees_a_child_of_the_census(
    partnership: Partnership, census: Census, who: str
) -> None:
    _load(partnership, census(_child()))

    assert _registered(partnership, who) == []


def test_a_second_load_of_the_same_file_changes_nothing(
    partnership: Partnership, census: Census
) -> None:
    path = census(_child(more=ASSESSMENT), _child("C2", upn="", born="2012-01-05"))
    _load(partnership, path)
    with partnership.as_("worker"):
        before = _versions(partnership)

    report = _load(partnership, path)

    assert report.changes_nothing
    assert (report.children_known, report.episodes_unchanged) == (2, 2)
    with partnership.as_("worker"):
        assert _versions(partnership) == before


def _versions(partnership: Partnership) -> list[Any]:
    viewer = partnership.actor("worker")
    children = visible_to(viewer).order_by("pk")
    return [
        (child.pk, child.version, [(row.pk, row.version) for row in episodes_of(viewer, child.pk)])
        for child in children
    ]


def test_a_later_census_brings_an_episode_up_to_date_and_adds_what_is_new(
    partnership: Partnership, census: Census
) -> None:
    _load(partnership, census(_child()))
    closed = "<CINclosureDate>2026-01-15</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>"

    report = _load(partnership, census(_child(more=closed), _child("C2")))

    assert (report.children_new, report.children_known, report.children_changed) == (1, 1, 1)
    assert (report.episodes_new, report.episodes_changed) == (1, 1)
    with partnership.as_("worker"):
        viewer = partnership.actor("worker")
        child = find_by_number(viewer, "LA_child_id", "C0000000000001")
        (episode,) = episodes_of(viewer, child.pk)
    assert (episode.closed_on, episode.closure_code) == (date(2026, 1, 15), "RC8")


def test_what_the_register_says_otherwise_is_left_and_reported(
    partnership: Partnership, census: Census
) -> None:
    _load(partnership, census(_child()))

    report = _load(partnership, census(_child(born="2011-03-28")))

    assert [problem.column for problem in report.problems] == ["PersonBirthDate"]
    (child,) = _registered(partnership, "worker")
    assert child.born_on == date(2011, 3, 27)


def test_a_new_number_of_a_known_child_is_added(partnership: Partnership, census: Census) -> None:
    _load(partnership, census(_child(upn="")))

    report = _load(partnership, census(_child()))

    assert report.children_changed == 1
    with partnership.as_("worker"):
        assert find_by_number(partnership.actor("worker"), "UPN", "E380200018001") is not None


def test_a_refused_child_is_skipped_and_the_others_go_in(
    partnership: Partnership, census: Census
) -> None:
    report = _load(partnership, census(_child(born="2031-02-30"), _child("C2")))

    assert (report.children_new, report.children_refused) == (1, 1)
    problem = next(problem for problem in report.problems if problem.refused == "child")
    assert (problem.row, problem.la_child_id, problem.column) == (
        1,
        "C0000000000001",
        "PersonBirthDate",
    )
    assert len(_registered(partnership, "worker")) == 1


def test_two_episodes_of_one_referral_day_are_not_both_kept_and_it_says_so(
    partnership: Partnership, census: Census
) -> None:
    again = "</CINdetails><CINdetails><CINreferralDate>2025-09-29</CINreferralDate>"

    report = _load(partnership, census(_child(more=again)))

    assert report.episodes_new == 1
    assert [problem.refused for problem in report.problems] == ["episode"]


@pytest.mark.parametrize("foot", ["", "<Child><ChildIdentifiers>", "</Wrong></Message>"])
def test_a_file_that_breaks_off_loads_nothing(
    partnership: Partnership, census: Census, foot: str
) -> None:
    with pytest.raises(CensusUnreadable, match="breaks off or is damaged"):
        _load(partnership, census(_child(), foot=foot))

    assert _registered(partnership, "worker") == []


def test_a_preview_says_what_a_load_would_do_and_does_nothing(
    partnership: Partnership, census: Census
) -> None:
    path = census(_child(), _child("C2"), _child("C3", born="nonsense"))

    report = apply.preview(path, by=partnership.actor("steward"))

    assert (report.children_new, report.children_refused, report.episodes_new) == (2, 1, 2)
    assert "Children would be added: 2" in report.lines()
    assert _registered(partnership, "worker") == []


@pytest.mark.parametrize("who", ["worker", "manager", "dsl", "analyst"])
def test_only_the_data_steward_loads_a_census(
    partnership: Partnership, census: Census, who: str
) -> None:
    with pytest.raises(Refused, match="data steward"):
        apply.load(census(_child()), by=partnership.actor(who))

    assert _registered(partnership, "worker") == []


def test_a_missing_file_is_said_to_be_missing(partnership: Partnership, tmp_path: Path) -> None:
    with pytest.raises(CensusUnreadable, match="There is no file"):
        _load(partnership, tmp_path / "absent.xml")


def test_the_report_of_problems_is_a_private_file_whose_cells_run_nothing(
    partnership: Partnership, census: Census, tmp_path: Path
) -> None:
    report = apply.preview(
        census(_child(more="<ReasonForClosure>=cmd()</ReasonForClosure>")),
        by=partnership.actor("steward"),
    )

    path = write_problems(report.problems, tmp_path / "problems.csv")

    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Value"] == "'=cmd()"
    assert (row["Row"], row["Column"]) == ("1", "ReasonForClosure")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@a", "\tb", "\rc"])
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.data
@pytest.mark.slow
def test_the_published_sample_loads_whole_and_a_second_time_changes_nothing(
    partnership: Partnership,
) -> None:
    path = open_data("children_standards", "cin_fake_data", "fake_CIN_data.xml")

    before = apply.preview(path, by=partnership.actor("steward"))
    first = _load(partnership, path)
    second = _load(partnership, path)

    assert first.children_read == 332
    assert first.children_new + first.children_refused == 332
    assert (first.children_new, first.episodes_new) == (before.children_new, before.episodes_new)
    assert len(_registered(partnership, "worker")) == first.children_new
    assert second.changes_nothing
    assert second.children_known == first.children_new
    assert second.episodes_unchanged == first.episodes_new
    assert _registered(partnership, "dsl") == []


@pytest.mark.data
@pytest.mark.slow
def test_the_published_sample_cut_off_in_the_middle_loads_nothing(
    partnership: Partnership, tmp_path: Path
) -> None:
    whole = open_data("children_standards", "cin_fake_data", "fake_CIN_data.xml").read_bytes()
    cut = tmp_path / "cut.xml"
    cut.write_bytes(whole[: len(whole) // 8])

    with pytest.raises(CensusUnreadable, match=r"after [1-9][0-9]* children"):
        _load(partnership, cut)

    assert _registered(partnership, "worker") == []
