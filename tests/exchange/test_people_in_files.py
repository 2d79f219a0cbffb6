"""Loading a spreadsheet of people: all that fits, twice the same as once, nobody taken for two."""

from datetime import date

import pytest
from django.utils import timezone

from concord.exchange.people import apply
from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.columns import Meaning
from concord.exchange.sheets.mapped import Spreadsheet
from concord.registers.subjects.access import visible_to
from concord.registers.subjects.models import Identifier
from concord.trust.access.models import Grant
from concord.trust.commands import Refused
from tests.audit_reading import lines
from tests.casework.assessment import making
from tests.factories.sealing import restrict

MAPPED = {
    "Sheet1": {
        "Forename": Meaning.FORENAME,
        "Surname": Meaning.SURNAME,
        "DOB": Meaning.BORN_ON,
        "Sex": Meaning.SEX,
        "Child ID": Meaning.LA_CHILD,
        "Address": Meaning.ADDRESS,
        "Postcode": Meaning.POSTCODE,
    }
}
HOW = Spreadsheet(MAPPED)
HEADINGS = "Forename,Surname,DOB,Sex,Child ID,Address,Postcode\n"
SAM = "Sam,Practice,14/02/2011,F,C100,1 Practice Row,BD99 9AA\n"
ALEX = "Alex,Example,03/05/2010,M,C200,2 Practice Row,BD99 9AB\n"


@pytest.fixture
def written(tmp_path):
    def write(*rows, name="children.csv"):
        path = tmp_path / name
        path.write_text(HEADINGS + "".join(rows), encoding="utf-8")
        return path

    return write


def load(partnership, path, work=apply.load, who="steward"):
    """Return the report of a load, and everything that was noted on the way."""
    noted = []
    return work(path, HOW, by=partnership.actor(who), note=noted.append), noted


def registered(partnership, who="worker"):
    with partnership.as_(who):
        people = visible_to(partnership.actor(who)).prefetch_related("identifiers", "addresses")
        return {one.descriptor: one for one in people}


def test_everybody_of_a_file_is_entered_with_what_it_says(partnership, written):
    report, noted = load(partnership, written(SAM, ALEX))
    people = registered(partnership)
    sam = people["Sam Practice"]
    assert (report.new, report.read, noted) == (2, 2, [])
    assert (sam.born_on, sam.sex) == (date(2011, 2, 14), "F")
    assert [(one.type, one.value) for one in sam.identifiers.all()] == [("LA_child_id", "C100")]
    assert [(one.lines, one.postcode) for one in sam.addresses.all()] == [
        ("1 Practice Row", "BD99 9AA")
    ]


def test_everybody_of_a_load_can_be_told_by_it(partnership, written):
    report, _ = load(partnership, written(SAM, ALEX))
    with partnership.as_("worker"):
        came = Grant.objects.filter(source_type="file", source_id=report.load_id)
        brought = set(came.values_list("subject_id", flat=True))
        sources = {one.source for one in Identifier.objects.all()}
    assert brought == {one.pk for one in registered(partnership).values()}
    assert all(str(report.load_id)[:8] in source for source in sources)


@pytest.mark.parametrize("who", ["dsl", "officer", "nurse", "analyst"])
def test_nobody_outside_social_care_sees_whom_a_file_brought(partnership, written, who):
    load(partnership, written(SAM))
    assert registered(partnership, who) == {}


def test_a_preview_counts_as_the_load_does_and_writes_nothing(partnership, written):
    path = written(SAM, ALEX, "Samuel,Practice,14/02/2011,F,C100,,\n")
    before, _ = load(partnership, path, apply.preview)
    assert registered(partnership) == {}
    after, _ = load(partnership, path)
    assert (before.new, before.known) == (after.new, after.known) == (2, 1)


def test_a_file_loaded_again_changes_nothing(partnership, written):
    path = written(SAM, "Kim,Nonumber,01/02/2012,F,,3 Practice Row,BD99 9AD\n")
    load(partnership, path)
    people = registered(partnership)
    report, noted = load(partnership, path)
    assert report.changes_nothing
    assert (report.known, noted) == (2, [])
    assert registered(partnership).keys() == people.keys()


def test_whoever_only_looks_alike_is_neither_joined_nor_entered_again(partnership, written):
    load(partnership, written(SAM))
    report, noted = load(
        partnership, written("Sam,Practise,14/02/2011,F,,1 Practice Row,BD99 9AA\n")
    )
    assert (report.unsure, report.new) == (1, 0)
    assert list(registered(partnership)) == ["Sam Practice"]
    [problem] = noted
    assert problem.refused == "row"
    assert "This may be Sam Practice" in problem.reason
    assert "same date of birth" in problem.reason


def test_of_whom_the_problems_tell_is_in_the_log(partnership, written):
    load(partnership, written(SAM, ALEX))
    keys = {name: one.pk for name, one in registered(partnership).items()}
    path = written("Sam,Practise,14/02/2011,F,,1 Practice Row,BD99 9AA\n", ALEX)
    for work in (apply.preview, apply.load):
        load(partnership, path, work)
    shown = [
        line.subject_ids
        for line in lines("Listed")
        if line.details["page"] == "concord load people"
    ]
    assert shown == [[keys["Sam Practice"]]] * 2


def test_a_known_person_is_given_the_numbers_they_lack_and_nothing_is_overwritten(
    partnership, written, tmp_path
):
    load(partnership, written(SAM))
    path = tmp_path / "more.csv"
    path.write_text(
        "Name,DOB,Child ID,NHS number\nSamantha Practice,15/02/2011,C100,999 000 0018\n",
        encoding="utf-8",
    )
    meanings = {
        "Name": Meaning.NAME, "DOB": Meaning.BORN_ON, "Child ID": Meaning.LA_CHILD,
        "NHS number": Meaning.NHS,
    }  # fmt: skip
    how = Spreadsheet({"Sheet1": meanings})
    noted = []
    report = apply.load(path, how, by=partnership.actor("steward"), note=noted.append)
    sam = registered(partnership)["Sam Practice"]
    assert (report.known, report.changed) == (1, 1)
    assert {one.type for one in sam.identifiers.all()} == {"LA_child_id", "NHS"}
    assert sam.born_on == date(2011, 2, 14)
    assert [one.column for one in noted if one.refused == "field"] == ["Date of birth"]


def test_a_row_with_the_numbers_of_two_people_is_refused(partnership, written, tmp_path):
    load(partnership, written(SAM, ALEX))
    path = tmp_path / "mixed.csv"
    path.write_text("Name,Child ID,Other ID\nSam Practice,C100,C200\n", encoding="utf-8")
    how = Spreadsheet({"Sheet1": {"Name": Meaning.NAME, "Child ID": Meaning.LA_CHILD,
                                  "Other ID": Meaning.LA_CHILD}})  # fmt: skip
    noted = []
    report = apply.load(path, how, by=partnership.actor("steward"), note=noted.append)
    assert (report.refused, report.known) == (1, 0)
    assert "different people on the register: Alex Example and Sam Practice" in noted[0].reason


def test_a_restricted_child_answers_as_one_who_is_not_there(partnership, written):
    hidden = making.enter_child(partnership, name="Robin Hidden", born_on=date(2009, 6, 7))
    with partnership.as_("manager") as manager:
        restrict(
            hidden, by=manager, level="sealed", open_to=[manager.user_id],
            reason="A member of staff is family.", at=timezone.now(),
        )  # fmt: skip
    report, noted = load(partnership, written("Robin,Hidden,07/06/2009,F,,,\n"))
    assert (report.new, report.unsure, noted) == (1, 0, [])


def test_a_file_that_breaks_off_leaves_nothing(partnership, written):
    path = written(SAM)
    path.write_bytes(path.read_bytes() + b'"Alex,Example,03/05/2010' + b"x" * 200_000)
    with pytest.raises(FileUnreadable):
        load(partnership, path)
    assert registered(partnership) == {}


@pytest.mark.parametrize("who", ["worker", "manager", "officer"])
def test_only_the_data_steward_loads(partnership, written, who):
    with pytest.raises(Refused):
        load(partnership, written(SAM), who=who)
    assert registered(partnership) == {}
