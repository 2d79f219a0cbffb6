"""No cell that leaves is a formula, and what was exported can be read back exactly."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from concord.engines.documents.tables import CellTooLong, Table, as_csv, as_xlsx, read_csv

HARMFUL = [
    "=1+1", "+44 7700 900123", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''=1",
    "＝1+1", "\ufeff=1", "=cmd|'/C calc'!A0", '=HYPERLINK("https://example.org","x")', "|x", "%x",
]  # fmt: skip
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.builds(str.__add__, st.sampled_from(HARMFUL), st.text(st.characters(codec="utf-8"))),
)


def table(*rows, columns=("One", "Two")):
    """Return a table of two columns."""
    return Table("A table", columns, rows)


@given(st.lists(st.tuples(TEXT, TEXT)), st.tuples(TEXT, TEXT))
def test_what_leaves_as_csv_comes_back_exactly(rows, columns):
    back = read_csv(as_csv(table(*rows, columns=columns)))
    assert back == [list(columns), *(list(row) for row in rows)]


@given(TEXT)
def test_no_cell_of_a_csv_begins_with_what_makes_a_program_calculate(text):
    [_, [cell, _]] = list(csv.reader(io.StringIO(as_csv(table((text, "x"))).decode(), newline="")))
    assert not cell.lstrip(" \u00a0\ufeff\0").startswith(tuple("=+-@\t\r＝＋－＠"))


@pytest.mark.parametrize("text", HARMFUL)
def test_no_cell_of_a_workbook_is_a_formula(text):
    data = as_xlsx(Table(text, [text], [[text]], notes=[text]))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 2
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]
    for sheet in load_workbook(io.BytesIO(data)):
        assert {cell.data_type for row in sheet for cell in row} == {"s"}


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_can_be_put_into_a_workbook(text):
    cell = load_workbook(io.BytesIO(as_xlsx(table((text, "x")))))["A table"]["A2"]
    assert cell.data_type == ("s" if text else "n")


def test_numbers_and_days_stay_numbers_and_days():
    at = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    row = (-5, Decimal("2.5"), date(2026, 3, 29), at, None)
    data = as_xlsx(Table("Kinds", list("abcde"), [row]))
    cells = [cell.value for cell in load_workbook(io.BytesIO(data))["Kinds"][2]]
    assert cells[0] == -5
    assert cells[1] == 2.5
    assert cells[2] == datetime(2026, 3, 29)  # noqa: DTZ001 - spreadsheets know no zones
    assert cells[3] == datetime(2026, 7, 1, 13, 30)  # noqa: DTZ001
    assert cells[4] is None


def test_a_text_that_does_not_fit_is_refused_rather_than_cut_off():
    with pytest.raises(CellTooLong):
        as_xlsx(table(("a" * 32_768, "x")))


def test_a_workbook_is_marked_on_every_sheet_of_paper():
    sheet = load_workbook(io.BytesIO(as_xlsx(table(("a", "b")))))["A table"]
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
