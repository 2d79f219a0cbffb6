"""Reading a children in need census: what is accepted, refused, and what cannot be read at all."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.exchange.cin_census import opening
from concord.exchange.cin_census.opening import CensusUnreadable
from concord.exchange.cin_census.parse import read_census
from concord.trust import reference
from tests.data import open_data

TODAY = date(2026, 6, 1)
CODES = {
    code_set["set"]: frozenset(code["code"] for code in code_set["codes"])
    for path in (Path(reference.__file__).parent / "code_sets").glob("*.json")
    for code_set in [json.loads(path.read_text(encoding="utf-8"))]
}
CHILD = """<Child><ChildIdentifiers><LAchildID>{la}</LAchildID><UPN>E380200018001</UPN>
<PersonBirthDate>{born}</PersonBirthDate>{sex}</ChildIdentifiers>
<ChildCharacteristics><Ethnicity>{ethnicity}</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>{more}</CINdetails></Child>"""


def one_child(**changes):
    """Return the XML of one child with some of it changed."""
    usual = {
        "la": "LA1", "born": "2011-03-27", "sex": "<Sex>F</Sex>", "ethnicity": "APKN",
        "referred": "2025-05-01", "more": "",
    }  # fmt: skip
    return CHILD.format(**(usual | changes))


def census(*children, year="2026", collection="CIN"):
    """Return a whole census with these children."""
    return (
        f"<Message><Header><CollectionDetails><Collection>{collection}</Collection>"
        f"<Year>{year}</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>"
        "<Source><LEA>380</LEA></Source></Header>"
        f"<Children>{''.join(children)}</Children></Message>"
    )


def read(tmp_path, text, name="census.xml"):
    """Write a file and read it; return its rows."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_census(path, codes=CODES, today=TODAY))[1:]


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


BROKEN = census(one_child(), one_child(la="LA2"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BROKEN[:-200], "breaks off or is damaged at line"),
        ("", "breaks off or is damaged"),
        ("not xml at all", "breaks off or is damaged"),
        ("<Elsewhere/>", "begins with <Elsewhere>"),
        (census(collection="CLA"), "does not say CIN"),
        (census(year="1999"), "1999"),
        ("<Message>" + "<x>" * 40, "nests deeper"),
        (
            '<!DOCTYPE m [<!ENTITY a "b">]><Message><Header>&a;</Header></Message>',
            "document type",
        ),
        ("<Message><Children/></Message>", "no header"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, text, says):
    with pytest.raises(CensusUnreadable, match=says):
        read(tmp_path, text)


def zipped(*members):
    """Return a zip of (name, bytes) members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_with_one_xml_file_is_read(tmp_path):
    rows = read(tmp_path, zipped(("a.xml", census(one_child()).encode())), "census.zip")
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(("a.xml", b"<Message>" + b" " * 20_000_000)), "as a trap would"),
        (zipped(("a.xml", b"x"), ("b.xml", b"x")), "exactly one"),
        (zipped(("a.exe", b"x")), "exactly one"),
    ],
)
def test_a_zip_that_is_a_trap_is_refused(tmp_path, content, says):
    with pytest.raises(CensusUnreadable, match=says):
        read(tmp_path, content, "census.zip")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CensusUnreadable, match="200 MB"):
        next(read_census(path, codes=CODES, today=TODAY))
    with pytest.raises(CensusUnreadable, match="up to 1 MB"), opening.open_file(path, largest_mb=1):
        pass


@given(st.binary(max_size=300), st.integers(0, len(BROKEN)))
def test_junk_is_read_or_refused_and_never_breaks(tmp_path_factory, junk, at):
    path = tmp_path_factory.mktemp("junk") / "junk.xml"
    path.write_bytes(BROKEN.encode()[:at] + junk + BROKEN.encode()[at:])
    try:
        found = list(read_census(path, codes=CODES, today=TODAY))
    except CensusUnreadable as problem:
        assert str(problem)  # noqa: PT017 - either answer is right; neither is an error
    else:
        assert len(found) == 3
