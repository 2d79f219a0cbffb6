"""Files that cannot be used as a census, by accident or on purpose: each gets one clear answer."""

import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.exchange.cin_census import opening
from concord.exchange.cin_census.opening import CensusUnreadable
from concord.exchange.cin_census.parse import read_census
from tests.exchange.making import CODES, TODAY, census, one_child, read, zipped

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
        (census(year="9" * 5000), "of year “9+”"),
        (census().replace("2026-03-31", "31/03/2026"), "“31/03/2026” is not a real date"),
        ("<Message>" + "<x>" * 40, "nests deeper"),
        (
            '<!DOCTYPE m [<!ENTITY a "b">]><Message><Header>&a;</Header></Message>',
            "document type",
        ),
        ("<Message><Children/></Message>", "no header"),
        (census("<x/>" * 21_000), "more than 20000 elements"),
        (census("<Child>" + "<x/>" * 21_000 + "</Child>"), "more than 20000 elements"),
        ('<?xml version="1.0" encoding="klingon"?>' + BROKEN, "klingon"),
    ],
    ids=lambda value: value[:30],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, text, says):
    with pytest.raises(CensusUnreadable, match=says):
        read(tmp_path, text)


def test_a_file_that_breaks_off_says_where_and_how_much_was_read(tmp_path):
    text = census(one_child(), one_child(la="LA2"), one_child(la="LA3"))
    lines = text[: text.index("LA3")].count("\n") + 1
    with pytest.raises(CensusUnreadable, match=f"at line {lines}, after 2 children"):
        read(tmp_path, text[: text.index("LA3") + 2])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read(tmp_path, encoding):
    assert len(read(tmp_path, BROKEN.encode(encoding))) == 2


def _memory_for(path, children):
    step = "<AssessmentActualStartDate>2025-05-02</AssessmentActualStartDate>"
    steps = f"<Assessments>{step}</Assessments>" * 20
    path.write_text(census(*[one_child(la=f"LA{row}", more=steps) for row in range(children)]))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_census(path, codes=CODES, today=TODAY)) == children + 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_longer_return_takes_no_more_memory(tmp_path):
    short, long = (_memory_for(tmp_path / "large.xml", children) for children in (1000, 4000))
    assert long < 1.2 * short


def test_a_folder_or_nothing_is_not_a_file(tmp_path):
    for path in (tmp_path, tmp_path / "absent.xml"):
        with pytest.raises(CensusUnreadable, match="There is no file"):
            next(read_census(path, codes=CODES, today=TODAY))


def test_a_zip_with_one_xml_file_is_read(tmp_path):
    rows = read(tmp_path, zipped(("a.xml", census(one_child()).encode())), "census.zip")
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(("a.xml", b"<Message>" + b" " * 20_000_000)), "as a trap would"),
        (zipped(("a.xml", b"x"), ("b.xml", b"x")), "exactly one"),
        (zipped(("a.exe", b"x")), "exactly one"),
        (zipped(("a.xml", BROKEN.encode()), method=zipfile.ZIP_LZMA), "unusual way"),
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


@given(st.randoms(use_true_random=False))
def test_a_damaged_zip_is_read_or_refused_and_never_breaks(tmp_path_factory, chance):
    content = bytearray(zipped(("a.xml", BROKEN.encode())))
    for _ in range(chance.choice([1, 3])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path_factory.mktemp("damaged") / "a.zip"
    path.write_bytes(content)
    try:
        found = list(read_census(path, codes=CODES, today=TODAY))
    except CensusUnreadable as problem:
        assert str(problem)  # noqa: PT017 - either answer is right; neither is an error
    else:
        assert len(found) == 3
