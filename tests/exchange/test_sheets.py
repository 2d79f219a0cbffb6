import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.cells import day_of, identifier_of, text_of
from concord.exchange.sheets.columns import Meaning, propose
from concord.exchange.sheets.grid import column_of, letter
from concord.exchange.sheets.headings import headings_of
from concord.exchange.sheets.mapped import Spreadsheet, meanings_of
from concord.exchange.sheets.opening import open_book
from tests.data import open_data

TODAY = date(2026, 11, 27)
CODES = {"ethnicity": frozenset({"WBRI", "APKN"})}
COLUMNS = {
    "Forename": Meaning.FORENAME,
    "Surname": Meaning.SURNAME,
    "DOB": Meaning.BORN_ON,
    "NHS no": Meaning.NHS,
}
HEAD = list(COLUMNS)
AMINA = ["Amina", "Yusuf", date(2010, 3, 5), "999 000 0018"]


def workbook(path, *rows, merge=(), epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Children"
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def read(path, columns=COLUMNS, sheet="Children"):
    return list(Spreadsheet({sheet: columns}).read(path, codes=CODES, today=TODAY))


def lines(rows):
    return [
        (one.row, one.column.partition(" ")[0], one.value, one.refused)
        for row in rows
        for one in row.problems
    ]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", "\t"), ("utf-16", ","), ("utf-16-le", "|")],
)
def test_a_text_file_is_read_in_the_encoding_and_with_the_delimiter_it_has(
    tmp_path, encoding, delimiter
):
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows(
        [HEAD, ["Zoé", "Núñez, junior", "05/03/2010", "9990000018"]]
    )
    path = tmp_path / "children.csv"
    path.write_bytes(made.getvalue().encode(encoding))
    *_, row = read(path, sheet="Sheet1")
    assert (row.person.name, row.person.born_on) == ("Zoé Núñez, junior", date(2010, 3, 5))


def test_a_file_in_an_old_encoding_says_so(tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("Forename,Surname\nZoé,Núñez\n".encode("cp1252"))
    first, *_ = read(path, {"Forename": Meaning.FORENAME}, "Sheet1")
    assert "UTF-8" in first.problems[0].reason


@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2\3", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 Excel 2003"]
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(tmp_path, content):
    path = tmp_path / "what.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable, match=r"ave it|CSV"):
        open_book(path)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("05/03/2010", date(2010, 3, 5)),
        ("5.3.10", date(2010, 3, 5)),
        ("2010-03-05", date(2010, 3, 5)),
        ("2010-03-05T00:00:00", date(2010, 3, 5)),
        ("20100305", date(2010, 3, 5)),
        ("2010-Mar-05 00:00:00", date(2010, 3, 5)),
        ("5th March 2010", date(2010, 3, 5)),
        ("Friday, 5 Mar 2010", date(2010, 3, 5)),
        (" 05/03/2010\u00a0", date(2010, 3, 5)),
        (
            datetime(2010, 3, 5, 9, 30),  # noqa: DTZ001 - cells have no zone
            date(2010, 3, 5),
        ),
        (40242, date(2010, 3, 5)),
        ("40242", date(2010, 3, 5)),
        ("5/3/58", date(1958, 3, 5)),
        ("03/25/2010", None),
        ("31/02/2010", None),
        ("summer", None),
        (True, None),
    ],
)
def test_a_day_is_read_as_it_is_written_in_england(cell, day):
    found = day_of(cell, counts_from_1904=False, today=TODAY)
    assert found.value == day
    assert bool(found.wrong) is (day is None)


@given(st.dates(date(1921, 1, 1), TODAY), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"]))
def test_every_day_written_in_full_is_read_back(day, how):
    assert day_of(day.strftime(how), counts_from_1904=False, today=TODAY).value == day


@given(st.dates(date(1925, 1, 1), TODAY))
def test_a_count_of_days_from_1904_is_four_years_and_a_day_later(day):
    count = (day - date(1904, 1, 1)).days
    read_so = day_of(count, counts_from_1904=True, today=TODAY)
    assert read_so.value == day
    assert "count of days" in read_so.noticed


@given(st.integers(10**9, 10**10 - 1), st.sampled_from([float, str, int, "\u00a0{}\u200b ".format]))
def test_a_number_of_ten_digits_comes_through_every_way_of_writing_it(number, written):
    assert identifier_of(written(number)).value == str(number)


@given(st.text() | st.floats() | st.none() | st.booleans() | st.datetimes())
def test_no_cell_breaks_the_reading(cell):
    for found in (
        text_of(cell),
        identifier_of(cell),
        day_of(cell, counts_from_1904=False, today=TODAY),
    ):
        assert not (found.value and found.wrong)


@pytest.mark.parametrize("cell", ["9.99E+09", "9.99e9"])
def test_a_number_that_the_spreadsheet_shortened_is_refused(cell):
    assert "last digits are lost" in identifier_of(cell).wrong


@given(st.integers(0, 16_383))
def test_letters_name_their_column(column):
    assert column_of(letter(column)) == column


def test_headings_stand_below_a_title_and_in_two_rows(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Young people known to partners, autumn"],
        [],
        ["Child", None, None, "Health"],
        ["First name", "Last name", "Date of birth", "NHS number"],
        AMINA,
        merge=("A3:C3",),
    )
    found = headings_of(open_book(path).sheets[0])
    assert found.row == 4
    assert found.names[0] == "Child / First name"
    assert found.names[3] == "Health / NHS number"


def test_columns_are_proposed_from_heading_and_content():
    rows = [
        ["AM", "Amina", "05/03/2010", "9990000018", "f", "BD1 1AA"],
        ["BK", "Ben", "06/04/2011", "9990000026", "m", "BD2 2BB"],
    ]
    found = propose(["Ref", "First Name", "When", "No.", "?", "Where"], rows, today=TODAY)
    assert [one.meaning for one in found] == [
        Meaning.IGNORE,
        Meaning.FORENAME,
        Meaning.BORN_ON,
        Meaning.NHS,
        Meaning.SEX,
        Meaning.POSTCODE,
    ]
    assert found[2].samples == ("05/03/2010", "06/04/2011")


def test_child_stands_over_an_id_in_a_return_and_over_names_in_what_people_write():
    for cell, meaning in (("566910", Meaning.LA_CHILD), ("Sam Khan", Meaning.NAME)):
        [proposal] = propose(["Child"], [[cell]] * 3, today=TODAY)
        assert proposal.meaning == meaning


@pytest.mark.parametrize(
    ("file", "meanings"),
    [
        ("ssda903_fake_data/header.csv",
         {"CHILD": Meaning.LA_CHILD, "SEX": Meaning.SEX, "DOB": Meaning.BORN_ON,
          "ETHNIC": Meaning.ETHNICITY, "UPN": Meaning.UPN, "MC_DOB": Meaning.IGNORE}),
        ("school_census/2024_autumn_pupilonroll.csv",
         {"surname": Meaning.SURNAME, "forename": Meaning.FORENAME, "dob": Meaning.BORN_ON,
          "sex": Meaning.SEX, "upn": Meaning.UPN, "formerupn": Meaning.FORMER_UPN}),
        ("annex_a/Annex_A_2024_Jan.xlsx",
         {"Child Unique ID": Meaning.LA_CHILD, "Gender": Meaning.SEX,
          "Ethnicity": Meaning.ETHNICITY, "Date of Birth": Meaning.BORN_ON}),
    ],
)  # fmt: skip
def test_the_people_of_published_standards_are_recognised(file, meanings):
    sheet = open_book(open_data("children_standards", *file.split("/"))).sheets[0]
    found = {heading: meaning for heading, (meaning, _) in
             meanings_of(sheet, {}, today=TODAY).items()}  # fmt: skip
    assert {heading: found[heading] for heading in meanings} == meanings


def test_codes_of_returns_and_of_lettered_lists_are_read(tmp_path):
    columns = {"Name": Meaning.NAME, "Gender": Meaning.SEX, "Ethnicity": Meaning.ETHNICITY}
    path = workbook(
        tmp_path / "list.xlsx", list(columns),
        ["A One", "b) Female", "a) WBRI"], ["B Two", "1", "k) APKN"], ["C Three", "9", "nobody"],
    )  # fmt: skip
    rows = read(path, columns)
    assert [(one.person.sex, one.person.ethnicity) for one in rows] == [
        ("F", "WBRI"), ("M", "APKN"), ("U", ""),
    ]  # fmt: skip
    assert [place for place, *_ in lines(rows)] == [4]


def test_a_heading_that_its_content_belies_says_so_and_nothing_is_proposed_twice():
    found = propose(["DOB", "D.O.B."], [["Amina", "Ben"]], today=TODAY)
    assert "does not look like it" in found[0].because
    assert found[1].meaning == Meaning.IGNORE


def test_everything_that_cannot_be_used_ends_in_a_line_that_says_where(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        HEAD,
        AMINA,
        ["Ben", "=B2", "03/25/2010", 9990000026.0],
        ["Cara", "Ali", "=TODAY()", "9.99E+09"],
        ["Dan", "Khan", 40242, "\u00a09990000034 "],
        [None, None, date(2011, 1, 1), None],
        ["Eve", "Lee", date(2040, 1, 1), "12"],
        AMINA,
        ["Fay", "Orr", date(2012, 1, 1), "9990000018"],
        ["Gus", None, date(2012, 1, 1), None],
        ["Hal", "Ray", None, None],
        merge=("B10:B11",),
    )
    rows = read(path)
    assert lines(rows) == [
        (3, "B", "=B2", "field"),
        (3, "C", "03/25/2010", "field"),
        (4, "C", "=TODAY()", "field"),
        (4, "D", "9.99E+09", "field"),
        (5, "C", "40242", ""),
        (5, "D", "\u00a09990000034 ", ""),
        (6, "", "", "row"),
        (7, "C", "2040-01-01 00:00:00", "field"),
        (7, "D", "12", ""),
        (8, "", "", ""),
        (9, "", "01/01/2012", "row"),
        (11, "B", "", "field"),
    ]
    assert "Row 2" in rows[6].problems[-1].reason
    assert "Row 2" in rows[7].problems[-1].reason
    assert "merged with B10" in rows[-1].problems[0].reason
    assert [row.person.numbers[0].value for row in rows[:2]] == ["9990000018", "9990000026"]


def test_a_workbook_that_counts_from_1904_is_read_so_and_says_so(tmp_path):
    path = workbook(tmp_path / "mac.xlsx", HEAD, AMINA, epoch=CALENDAR_MAC_1904)
    note, row = read(path)
    assert "1904" in note.problems[0].reason
    assert row.person.born_on == date(2010, 3, 5)


def test_a_whole_name_is_parted_at_its_comma_or_before_its_last_word(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", ["Child name", "School"], ["Yusuf, Amina", "x"], ["Ben de Vries", "x"]
    )
    rows = read(path, {"Child name": Meaning.NAME, "School": Meaning.SCHOOL})
    assert [(row.person.forename, row.person.surname) for row in rows] == [
        ("Amina", "Yusuf"),
        ("Ben de", "Vries"),
    ]
