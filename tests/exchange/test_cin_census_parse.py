"""Reading a children in need census: what is accepted, and what is refused and why."""

from datetime import date

import pytest

from concord.exchange.cin_census.opening import CensusUnreadable
from concord.exchange.cin_census.parse import read_census
from tests.data import open_data
from tests.exchange.making import CODES, census, one_child, read


def test_the_sample_return_is_read_whole():
    path = open_data("children_standards", "cin_fake_data", "fake_CIN_data.xml")
    header, *rows = read_census(path, codes=CODES, today=date(2026, 11, 23))
    assert (header.year, len(rows)) == (2022, 332)
    assert sum(len(row.child.episodes) for row in rows if row.child) == 400
    assert {row.child.sex for row in rows} == {"M", "F", "U"}


def test_a_child_is_read_with_everything_the_return_says(tmp_path):
    more = (
        "<Assessments><AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate>"
        "<FactorsIdentifiedAtAssessment><AssessmentFactors>11A</AssessmentFactors>"
        "<AssessmentFactors>24A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
    )
    (row,) = read(tmp_path, census(one_child(more=more)))
    child = row.child
    assert (child.la_child_id, child.born_on, child.sex) == ("LA1", date(2011, 3, 27), "F")
    assert child.episodes[0].steps[0].codes == ("11A", "24A")
    assert row.problems == ()


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"born": "2011-02-30"}, "PersonBirthDate", "not a real date"),
        ({"born": "2031-02-03"}, "PersonBirthDate", "in the future"),
        ({"born": "1926-02-03"}, "PersonBirthDate", "More than 30 years"),
        ({"la": ""}, "LAchildID", "needs a local authority ID"),
        ({"la": "=cmd()"}, "LAchildID", "letters and numbers"),
    ],
)
def test_a_child_that_cannot_be_right_is_refused_with_the_reason(tmp_path, changes, column, reason):
    wrong, right = read(tmp_path, census(one_child(**changes), one_child(la="LA2")))
    assert wrong.child is None
    assert [(problem.row, problem.column) for problem in wrong.problems] == [(1, column)]
    assert reason in wrong.problems[0].reason
    assert right.child is not None


def test_a_field_that_is_wrong_is_left_out_and_the_child_goes_in(tmp_path):
    (row,) = read(tmp_path, census(one_child(ethnicity="XXXX", sex="<Sex>Q</Sex>")))
    assert (row.child.ethnicity, row.child.sex) == ("", "U")
    assert {problem.refused for problem in row.problems} == {"field"}


def test_the_older_form_says_sex_as_a_number(tmp_path):
    rows = read(
        tmp_path,
        census(
            *[
                one_child(la=f"LA{code}", sex=f"<GenderCurrent>{code}</GenderCurrent>")
                for code in "0129"
            ],
            year="2022",
        ),
    )
    assert [row.child.sex for row in rows] == ["U", "M", "F", "U"]


def test_an_episode_cannot_close_before_it_began(tmp_path):
    (row,) = read(tmp_path, census(one_child(more="<CINclosureDate>2025-04-01</CINclosureDate>")))
    assert row.child.episodes[0].closed_on is None
    assert "cannot close before" in row.problems[0].reason


def test_a_child_twice_in_the_file_is_refused_the_second_time(tmp_path):
    first, second = read(tmp_path, census(one_child(), one_child()))
    assert first.child is not None
    assert second.child is None


def test_a_upn_that_fails_its_check_is_only_a_warning(tmp_path):
    (row,) = read(tmp_path, census(one_child()).replace("E380200018001", "A380200018001"))
    assert row.child.upn == "A380200018001"
    assert [problem.refused for problem in row.problems] == [""]


ASSESSED = (
    "<Assessments><AssessmentActualStartDate>{}</AssessmentActualStartDate>"
    "<AssessmentAuthorisationDate>{}</AssessmentAuthorisationDate></Assessments>"
)
REVIEWED = (
    "<ChildProtectionPlans><CPPstartDate>2025-06-02</CPPstartDate><Reviews>"
    "<CPPreviewDate>{}</CPPreviewDate></Reviews></ChildProtectionPlans>"
)


@pytest.mark.parametrize(
    ("more", "column", "reason"),
    [
        (ASSESSED.format("2025-06-02", "2025-05-30"), "AssessmentAuthorisationDate", "2025-06-02"),
        (ASSESSED.format("", "2025-05-30"), "AssessmentActualStartDate", "cannot be kept"),
        (ASSESSED.format("20250602", ""), "AssessmentActualStartDate", "not a real date"),
        (REVIEWED.format("2031-01-01"), "CPPreviewDate", "in the future"),
        (REVIEWED.format("2025-02-30"), "CPPreviewDate", "not a real date"),
        ("<ReasonForClosure>RC99</ReasonForClosure>", "ReasonForClosure", "not in the list"),
        ("<ReferralNFA>perhaps</ReferralNFA>", "ReferralNFA", "true or false"),
    ],
)
def test_nothing_is_left_out_of_an_episode_in_silence(tmp_path, more, column, reason):
    (row,) = read(tmp_path, census(one_child(more=more)))
    assert row.child is not None
    assert [(problem.column, problem.refused) for problem in row.problems] == [(column, "field")]
    assert reason in row.problems[0].reason


def test_a_date_after_the_day_of_the_return_is_kept_with_a_warning(tmp_path):
    (row,) = read(tmp_path, census(one_child(referred="2026-05-01")))
    assert row.child.episodes[0].referred_on == date(2026, 5, 1)
    assert [(problem.refused, problem.column) for problem in row.problems] == [
        ("", "CINreferralDate")
    ]


def test_an_episode_without_a_real_referral_date_is_refused_and_the_child_goes_in(tmp_path):
    for referred in ("", "2025-02-30", "2031-01-01"):
        (row,) = read(tmp_path, census(one_child(referred=referred)))
        assert row.child.episodes == ()
        assert [problem.refused for problem in row.problems] == ["episode"]


def test_a_referral_years_before_birth_is_kept_with_a_warning_and_one_before_birth_is_not(tmp_path):
    early, unborn = read(
        tmp_path,
        census(one_child(referred="2001-01-01"), one_child(la="LA2", referred="2010-10-01"))
        .replace("E380200018001", "", 1),
    )  # fmt: skip
    assert [problem.reason[:24] for problem in early.problems] == ["This is long before the "]
    assert unborn.problems == ()


def test_nobody_dies_before_birth(tmp_path):
    died = "</PersonBirthDate><PersonDeathDate>2001-01-01</PersonDeathDate>"
    (row,) = read(tmp_path, census(one_child()).replace("</PersonBirthDate>", died))
    assert row.child.died_on is None
    assert "before the birth" in row.problems[0].reason


def test_an_unborn_child_goes_in_by_the_day_the_birth_is_expected(tmp_path):
    text = census(one_child(born="")).replace(
        "<PersonBirthDate></PersonBirthDate>",
        "<ExpectedPersonBirthDate>2026-08-01</ExpectedPersonBirthDate>",
    )
    (row,) = read(tmp_path, text)
    assert (row.child.born_on, row.child.expected_on) == (None, date(2026, 8, 1))


def test_an_id_in_small_letters_is_the_same_child(tmp_path):
    first, second = read(tmp_path, census(one_child(la="la1"), one_child(la="LA1")))
    assert first.child is not None
    assert second.child is None


def test_two_children_with_one_upn_go_in_with_a_warning(tmp_path):
    first, second = read(tmp_path, census(one_child(), one_child(la="LA2")))
    assert first.problems == ()
    assert second.child is not None
    assert "Another child" in second.problems[0].reason


def test_a_number_of_any_length_is_not_kept(tmp_path):
    (row,) = read(tmp_path, census(one_child()).replace("E380200018001", "E" * 5000))
    assert row.child.upn == ""
    assert len(row.problems[0].value) == 100


def test_a_reason_for_having_no_number_is_checked_and_one_beside_a_number_is_reported(tmp_path):
    wrong = one_child(sex="<UPNunknown>UN99</UPNunknown>")
    both = one_child(la="LA2", sex="<UPNunknown>UN4</UPNunknown>")
    unknown, beside = read(tmp_path, census(wrong, both))
    assert ("UPNunknown", "field") in [(each.column, each.refused) for each in unknown.problems]
    assert ("UPNunknown", "") in [(each.column, each.refused) for each in beside.problems]


def test_a_census_that_does_not_come_from_an_authority_is_refused(tmp_path):
    text = census(one_child()).replace("<LEA>", "<SourceLevel>S</SourceLevel><LEA>")
    with pytest.raises(CensusUnreadable, match="level “S”"):
        read(tmp_path, text)
