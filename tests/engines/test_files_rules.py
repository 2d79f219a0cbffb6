"""What may be attached: a file is what its name says, small, and does nothing when opened."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.engines.documents.inspection import inspect
from concord.engines.documents.rules import (
    Limits,
    Unacceptable,
    extension_of,
    fits,
    may_be_named,
    shown_name,
)
from tests.engines import files

LIMITS = Limits(
    size=20_000_000, quota=50_000_000, pixels=40_000_000, unpacked=5_000_000, members=50
)

GOOD = {
    "story.pdf": files.pdf(),
    "screen.png": files.png(),
    "photo.jpeg": files.jpeg(),
    "PHOTO.JPG": files.jpeg(),
    "letter.docx": files.docx(),
    "times.xlsx": files.xlsx(),
    "note.txt": "Zoë’s words\r\n".encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken(name):
    assert inspect(name, GOOD[name], LIMITS) == extension_of(name)


@pytest.mark.parametrize("claimed", ["x.pdf", "x.png", "x.jpg", "x.docx", "x.xlsx", "x.txt"])
@pytest.mark.parametrize("name", GOOD)
def test_a_file_under_another_name_is_not(name, claimed):
    if extension_of(name) == extension_of(claimed):
        return
    with pytest.raises(Unacceptable, match="says it is"):
        inspect(claimed, GOOD[name], LIMITS)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.docm", "a.doc", "a.html", "a.svg", "a.zip", "a", ".pdf", "a.pdf.js", ""]
)
def test_other_kinds_of_file_are_refused_by_name(name):
    assert "must be a PDF" in may_be_named(name).reason


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00", b"\x7fELF", b"<html><script>", b"<?xml version='1.0'?>", b"#!/bin/sh\n",
             b"{\\rtf1", b"text\x00more", b"\xff\xfe\x00", b"<svg onload=x>"]
)  # fmt: skip
def test_programs_and_markup_are_no_plain_text(data):
    with pytest.raises(Unacceptable):
        inspect("note.txt", data, LIMITS)


HARMFUL = {
    "a bomb": (files.docx(more=[("word/a.xml", b"0" * 4_500_000)]), "unpacks"),
    "too much in all": (files.docx(more=[("word/a.xml", b"0" * 6_000_000)]), "unpacks"),
    "too many parts": (files.docx(more=[(f"word/{n}.xml", b"") for n in range(60)]), "unpacks"),
    "a path upwards": (files.docx(more=[("../../etc/cron.d/x", b"x")]), "unsafe paths"),
    "a path from the root": (files.docx(more=[("/etc/passwd", b"x")]), "unsafe paths"),
    "a zip in a zip": (files.docx(more=[("word/x.bin", files.docx())]), "other files inside"),
    "an old office file": (files.docx(more=[("word/x.bin", b"\xd0\xcf\x11\xe0xx")]), "inside"),
    "macros": (files.docx(more=[("word/vbaProject.bin", b"x")]), "macros"),
    "macros by type": (
        files.docx(main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros",
    ),
    "a template from elsewhere": (files.docx(more=[files.external_template()]), "elsewhere"),
    "half a zip": (files.docx()[:200], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("what", HARMFUL)
def test_an_office_file_that_could_do_harm_is_refused_in_words_that_help(what):
    data, words = HARMFUL[what]
    with pytest.raises(Unacceptable, match=words):
        inspect("letter.docx", data, LIMITS)


def test_a_picture_that_would_fill_the_memory_is_refused_unopened():
    with pytest.raises(Unacceptable, match="at most 40 million pixels"):
        inspect("a.png", files.png_that_claims(60_000, 60_000), LIMITS)


@pytest.mark.parametrize(
    ("size", "used", "words"),
    [(0, 0, "empty"), (20_000_001, 0, "smaller than 20 MB"), (2_000_000, 49_000_000, "49 MB of")],
)
def test_a_file_that_is_too_large_or_one_too_many_is_refused(size, used, words):
    assert words in fits(size, used=used, limits=LIMITS).reason


def test_a_file_may_fill_the_quota_exactly():
    assert fits(1_000_000, used=49_000_000, limits=LIMITS)


@given(st.text(max_size=400))
def test_a_shown_name_has_no_folder_no_control_character_and_no_great_length(name):
    shown = shown_name(name)
    assert len(shown) <= 112
    assert shown.isprintable()
    assert not {"/", "\\"} & set(shown)


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=3000))
def test_no_bytes_make_the_inspection_stumble(name, data):
    for start in (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04"):
        with suppress(Unacceptable):
            assert inspect(name, start + data, LIMITS) == extension_of(name)
