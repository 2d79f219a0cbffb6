"""Numbers by which agencies know people: their check digits, and that none is ever lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concord.kernel.identifiers import IdentifierType, check

# How long a busy machine takes says nothing about the rule.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NHS, UPN, ULN, PNC = (IdentifierType[name] for name in ("NHS", "UPN", "ULN", "PNC"))
DIGITS = "0123456789"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def digits(count):
    return st.text(alphabet=DIGITS, min_size=count, max_size=count)


def weighted(number, weights):
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (NHS, "943 476 5919", "9434765919"),
        (NHS, "999-000-0018", "9990000018"),
        (UPN, "e380200018001", "E380200018001"),
        (UPN, "Q38020001800A", "Q38020001800A"),
        (IdentifierType.FORMER_UPN, "E380200018001", "E380200018001"),
        (ULN, "1234567899", "1234567899"),
        (PNC, "2003/0011985x", "2003/0011985X"),
        (PNC, "1981/0154257C", "1981/0154257C"),
        (IdentifierType.LA_CHILD, "c 123", "C123"),
        (IdentifierType.POLICE, "13/456 789", "13/456789"),
        (IdentifierType.HOME_OFFICE, "a1234567", "A1234567"),
    ],
)
def test_what_fits_is_tidied_and_passes(kind, typed, kept):
    found = check(kind, typed)
    assert (found.value, found.passes) == (kept, True)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (NHS, "9434765918", "last digit of this NHS number does not fit"),
        (NHS, "943476591", "has 10 digits"),
        (NHS, "94347659I9", "has 10 digits"),
        (UPN, "A380200018001", "check letter of this UPN does not fit"),
        (UPN, "380200018001", "is a letter followed by 12 digits"),
        (UPN, "UN1", "is a letter followed by 12 digits"),
        (ULN, "1234567890", "last digit of this ULN does not fit"),
        (ULN, "123456789", "has 10 digits"),
        (PNC, "2003/0011985A", "last letter of this PNC ID does not fit"),
        (PNC, "03/11985X", "looks like 2003/0011985X"),
        (IdentifierType.LA_CHILD, "C/123", "1 to 20 letters and digits"),
        (IdentifierType.LA_CHILD, "9" * 21, "1 to 20 letters and digits"),
    ],
)
def test_what_does_not_fit_is_kept_with_a_warning(kind, typed, says):
    found = check(kind, typed)
    assert found.value == typed
    assert says in found.warning


@untimed
@given(digits(9))
def test_of_ten_nhs_numbers_one_is_right_unless_their_check_would_be_ten(nine):
    total = weighted(nine, range(10, 1, -1))
    right = (11 - total % 11) % 11
    passing = [last for last in DIGITS if check(NHS, nine + last).passes]
    assert passing == ([] if right == 10 else [str(right)])


@untimed
@given(digits(9))
def test_of_ten_ulns_one_is_right_unless_nothing_remains(nine):
    remains = weighted(nine, range(10, 1, -1)) % 11
    passing = [last for last in DIGITS if check(ULN, nine + last).passes]
    assert passing == ([] if remains == 0 else [str(10 - remains)])


@untimed
@given(digits(9))
def test_of_all_letters_one_checks_a_upn(rest):
    number = "380" + rest
    total = weighted(number, range(2, 14))
    passing = [letter for letter in UPN_LETTERS if check(UPN, letter + number).passes]
    assert passing == [UPN_LETTERS[total % 23]]


@untimed
@given(st.integers(1950, 2099), digits(7))
def test_of_all_letters_one_checks_a_pnc_id(year, serial):
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    assert sum(check(PNC, f"{year}/{serial}{letter}").passes for letter in letters) == 1


@untimed
@given(st.sampled_from([NHS, ULN]), digits(9), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_always_noticed(kind, nine, place, further):
    for number in (nine + last for last in DIGITS):
        if check(kind, number).passes:
            typed = str((int(number[place]) + further) % 10)
            assert not check(kind, number[:place] + typed + number[place + 1 :]).passes


@untimed
@given(st.sampled_from(IdentifierType), st.text(max_size=40))
def test_nothing_that_anybody_types_is_refused_or_changed_beyond_spaces_and_capitals(kind, typed):
    kept = check(kind, typed).value
    assert kept == "".join(typed.split()).replace("-", "").upper()
    assert check(kind, kept).value == kept
