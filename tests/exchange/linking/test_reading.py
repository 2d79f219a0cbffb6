"""The people of a file, with what the model compares: columns proposed, or stated."""

from datetime import date

import pytest

from concord.exchange.linking.reading import Asked, read_people
from concord.exchange.rows import FileUnreadable
from concord.exchange.sheets.columns import Meaning

TODAY = date(2026, 11, 27)


def read(tmp_path, text, **asked):
    file = tmp_path / "school.csv"
    file.write_text(text)
    return read_people(file, 1, asked=Asked(**asked), today=TODAY)


def test_columns_are_proposed_and_what_is_not_compared_is_left_out(tmp_path):
    found = read(tmp_path, "Pupil,Full name,DOB,School\n7,Leah Smith,27/03/2011,Hillside\n")
    assert found.columns == {"Full name": Meaning.NAME, "DOB": Meaning.BORN_ON}
    [leah] = found.entries
    assert (leah.name, leah.traits.born_on, leah.row) == ("Leah Smith", date(2011, 3, 27), 2)


def test_a_stated_column_goes_before_the_proposal(tmp_path):
    text = "Name,Called,Ref,Who\nPupil 7,Leah Smith,r7,leah\n"
    found = read(tmp_path, text, meanings={"Called": Meaning.NAME}, key="Ref", truth="Who")
    [leah] = found.entries
    assert (leah.name, leah.key, leah.person) == ("Leah Smith", "r7", "leah")
    assert found.columns == {"Called": Meaning.NAME}


def test_the_truth_is_never_compared(tmp_path):
    text = "Forename,Surname,NHS no\nLeah,Smith,9990000018\n"
    found = read(tmp_path, text, truth="NHS no")
    [leah] = found.entries
    assert (leah.person, leah.traits.numbers) == ("9990000018", frozenset())


@pytest.mark.parametrize(
    ("lines", "first"),
    [("12 Mill Lane, Otley", "12 Mill Lane"), ('"12, Mill Lane, Otley"', "12  Mill Lane")],
)
def test_the_first_line_of_an_address_has_its_number(tmp_path, lines, first):
    lines = lines if lines.startswith('"') else f'"{lines}"'
    [leah] = read(tmp_path, f"Name,Address\nLeah,{lines}\n").entries
    assert leah.traits.address == first


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("Colour,Size\nred,1\n", {}, "no column was recognised as a name"),
        ("Name,Size\nLeah,1\n", {"truth": "Who"}, "has no column Who"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, text, asked, said):
    with pytest.raises(FileUnreadable, match=said):
        read(tmp_path, text, **asked)
