"""A name in another script meets its Latin spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.kernel.scripts import latin
from concord.kernel.text_keys import fold, sound_key, words


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("محمد", "Mohammed"),
        ("خان", "Khan"),
        ("علی", "Ali"),
        ("حسین", "Hussain"),
        ("یوسف", "Yusuf"),
        ("وسیم", "Waseem"),
        ("فاطمہ", "Fatima"),
        ("Ковачова", "Kováčová"),
        ("Шиманьский", "Szymański"),
        ("Юлія", "Yulia"),
        ("Ђорђевић", "Đorđević"),
        ("ਗੁਰਪ੍ਰੀਤ", "Gurpreet"),
        ("ਸਿੰਘ", "Singh"),
        ("ਕੌਰ", "Kaur"),
        ("ਬਲਵਿੰਦਰ", "Balwinder"),
        ("ਢਿੱਲੋਂ", "Dhillon"),
        ("गुरप्रीत", "Gurpreet"),
        ("শর্মা", "Sharma"),
    ],
)
def test_a_name_in_its_own_letters_sounds_as_it_is_spelled_here(theirs, ours):
    assert sound_key(theirs) == sound_key(ours)


def test_letters_of_scripts_that_are_not_known_stay():
    assert latin("林 a") == "林 a"
    assert words("林小明") == ["林小明"]


@given(st.text(max_size=40))
def test_a_folded_name_folds_to_itself(text):
    assert fold(fold(text)) == fold(text)


@given(st.text("abcxyz '-", max_size=20))
def test_latin_letters_are_left_alone(text):
    assert latin(text) == text
