"""Files linked with one another and with the register: tables, a report, questions for people."""

import csv
import hashlib
import io
from datetime import date

import pytest
from django.db import connections
from django.utils import timezone

from concord.engines.documents.outgoing import protect
from concord.exchange.linking.drawing import waterfall
from concord.exchange.linking.reading import Asked, read_people
from concord.exchange.linking.results import write_private
from concord.exchange.linking.running import run
from concord.registers.identity.queries import unsure
from tests.casework.assessment import making
from tests.factories import Partnership
from tests.factories.sealing import restrict

TODAY = date(2026, 11, 27)
SCHOOL = """Ref,Name,Date of birth,Sex,Postcode,Address,Who
s1,Mohammed Khan,2011-03-04,M,BD1 2AB,12 Mill Lane,khan
s2,Leah Smith,2012-05-06,F,BD3 4CD,7 High Road,leah
s3,"=cmd() Ruby Hartley",2010-07-08,F,BD5 6EF,1 Oak Close,ruby
s4,"Jack Jones of 12 Mill Lane, BD1 2AB",2013-02-01,M,,,jack
"""
HEALTH = """ID;Forename;Surname;DOB;Gender;Postcode;Street;Who
h1;Muhammad;Khan;04/03/2011;Male;BD1 2AB;12 Mill Lane;khan
h2;Leah;Smyth;06/05/2012;Female;BD3 4CD;7 High Road;leah
h3;Piotr;Nowak;01/01/2009;Male;BD9 9ZZ;3 Mill Street;piotr
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "school.csv").write_text(SCHOOL)
    (tmp_path / "health.csv").write_text(HEALTH)
    return [
        read_people(tmp_path / name, number, asked=Asked(key=key, truth="Who"), today=TODAY)
        for number, (name, key) in enumerate((("school.csv", "Ref"), ("health.csv", "ID")), start=1)
    ]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    return made


def linked(partnership, files, folder, *, who="steward", register=False):
    made = run(
        files, by=partnership.actor(who), register=register, learn=False,
        progress=lambda _: None,
    )  # fmt: skip
    for name, data in made.made.items():
        write_private(folder / name, data)
    return made


def table(folder, name):
    return list(csv.reader(io.StringIO((folder / name).read_text("utf-8"))))


def test_people_of_two_files_are_put_together_and_scored(partnership, files, folder):
    found = linked(partnership, files, folder).found
    together = [{one.key for one in members} for members in found.groups if len(members) > 1]
    assert sorted(map(sorted, together)) == [["h1", "s1"], ["h2", "s2"]]
    assert (found.score.precision, found.score.recall) == (1, 1)
    _, *rows = table(folder, "pairs.csv")
    assert {(row[2], row[6]) for row in rows if row[-1] == "yes"} == {("s1", "h1"), ("s2", "h2")}
    assert (folder / "pairs.csv").stat().st_mode & 0o077 == 0


def test_what_leaves_runs_nothing_fetches_nothing_and_names_no_protected_address(
    partnership, files, folder
):
    with partnership.as_("worker"):
        protect("12 Mill Lane", "BD1 2AB")
    linked(partnership, files, folder)
    names = [row[4] for row in table(folder, "records.csv")]
    assert "'=cmd() Ruby Hartley" in names
    report = (folder / "report.html").read_text("utf-8")
    assert "Mill Lane" not in report + "".join(names)
    assert "Jack Jones" in report + "".join(names)
    assert "<script" not in report
    assert "http" not in report.replace("http-equiv", "")
    assert "default-src 'none'" in report
    for said in ("Precision", "same address", "What was assumed", 'role="img"'):
        assert said in report


def test_what_cannot_be_used_names_the_file_and_the_row(partnership, tmp_path, folder):
    for name in ("school.csv", "health.csv"):
        (tmp_path / name).write_text("Name,DOB\nLeah Smith,06/05/2012\nRuby Hartley,31/02/2010\n")
    read = [
        read_people(tmp_path / name, number, asked=Asked(), today=TODAY)
        for number, name in enumerate(("school.csv", "health.csv"), start=1)
    ]
    linked(partnership, read, folder)
    said = [row[:2] for row in table(folder, "problems.csv")[1:]]
    assert said == [["school.csv", "3"], ["health.csv", "3"]]
    assert "<td>health.csv</td><td>3</td>" in (folder / "report.html").read_text("utf-8")


def test_entries_that_look_alike_become_a_question_for_those_who_keep_them(
    partnership, files, folder
):
    alike = [
        making.enter_child(partnership, name=name, born_on=born)
        for name, born in (("Ayesha Malik", date(2011, 3, 4)), ("Aisha Malik", date(2011, 4, 3)))
    ]
    assert linked(partnership, files, folder, who="worker", register=True).asked == 1
    with partnership.as_("worker") as worker:
        [pair] = unsure(worker)
    assert {pair.one_id, pair.other_id} == set(alike)
    (again := folder / "again").mkdir()
    assert linked(partnership, files, again, who="worker", register=True).asked == 0


def test_an_entry_that_the_reader_may_not_see_takes_no_part(partnership, files, folder):
    key = making.enter_child(partnership, name="Piotr Nowak", born_on=date(2009, 1, 1))
    with partnership.as_("manager") as manager:
        restrict(
            key, by=manager, level="restricted", open_to=[manager.user_id],
            reason="A witness is protected.", at=timezone.now(),
        )  # fmt: skip
    linked(partnership, files, folder, who="worker", register=True)
    assert str(key) not in "".join(path.read_text() for path in folder.iterdir())


def test_the_bars_of_a_pair_lead_from_the_start_to_the_sum(partnership, files, folder):
    for match in linked(partnership, files, folder).found.matches:
        first, *between, last = waterfall(match.finding).bars
        assert last.weight == pytest.approx(first.weight + sum(one.weight for one in between))
        assert all(one.width > 0 for one in (first, *between, last))


def test_everybody_of_the_register_who_takes_part_is_logged_as_having_left(own_database, files):
    partnership = Partnership()
    key = making.enter_child(partnership, name="Piotr Nowak", born_on=date(2009, 1, 1))
    made = run(
        files, by=partnership.actor("worker"), register=True, learn=False, progress=lambda _: None
    )
    with connections["auditor"].cursor() as cursor:
        cursor.execute("select details, subject_ids from audit_entry where what = 'Exported'")
        logged = cursor.fetchall()
    assert [people for _, people in logged] == [[key]] * len(made.made)
    for data in made.made.values():
        assert hashlib.sha256(data).hexdigest() in str(logged)
