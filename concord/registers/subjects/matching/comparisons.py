"""What is compared of two people, and which ways of agreeing there are. Weights come from outside.

Brothers and sisters of one home agree in much, and twins in everything but the forename: evidence
that is otherwise independent is not so in a family. `family` says so, with weights nobody learns.
Weights are learned from records that share a number: elsewhere families would be the pattern.
"""

from concord.engines.linkage.blocking import Blocking
from concord.engines.linkage.conditions import (
    AnyOf,
    Crossed,
    CrossedSlip,
    Every,
    Near,
    Neither,
    Said,
    Same,
    Slip,
    Within,
)
from concord.engines.linkage.model import Comparison, Level, Model

# How far a guessed age may be out, in years.
ABOUT_YEARS = 2
_ROOT, _SOUND = Same("forename_root"), Same("surname_sound")
_GUESSED = Neither((Said("born_year_sure"),))
_SAME_DAY = AnyOf((Same("born"), Crossed("born", "born_turned")))


def _number(column: str, words: str) -> Comparison:
    levels = (
        Level("same", f"same {words}", Same(column), 0.96, 1e-8),
        Level("near", f"{words} one digit apart", Near(column, 1), 0.02, 1e-6),
    )
    # Stated, not learned: numbers are what the rest is learned by. One in fifty is mistaken.
    return Comparison(column, (column,), levels, f"another {words}", 0.02, 0.99, is_fixed=True)


NAME = Comparison(
    "name",
    ("forename", "surname"),
    (
        Level("same", "same name", Same("full_name"), 0.7, 2e-5,
              frequency_of="full_name"),
        Level("sounds", "name that sounds the same", Same("name_sounds"), 0.1, 4e-5,
              frequency_of="name_sounds"),
        Level("crossed", "forename and surname swapped", Crossed("forename_sound", "surname_sound"),
              0.03, 2e-6),
        Level("crossed_near", "forename and surname swapped, and nearly the same",
              CrossedSlip("forename", "surname"), 0.01, 1e-5),
        Level("surname", "same surname", _SOUND, 0.08, 4e-3, frequency_of="surname_sound"),
        Level("near", "name a letter or two apart",
              Every((AnyOf((_ROOT, Slip("forename"))), Slip("surname"))), 0.06, 2e-4),
        Level("forename", "same forename", _ROOT, 0.04, 6e-3, frequency_of="forename_root"),
    ),
    "different name", 0.01, 0.99,
)  # fmt: skip
# Of two who share a surname and not a forename: a slip of the pen, or two people. Apart from the
# name, so that a rare surname weighs what it weighs. Stated: whom it concerns is learned there.
FORENAME = Comparison(
    "forename",
    ("forename", "surname"),
    (
        Level("elsewhere", "", AnyOf((Neither((_SOUND,)), _ROOT,
              Crossed("forename_sound", "surname_sound"), CrossedSlip("forename", "surname"))),
              1.0, 1.0),
        Level("near", "", Slip("forename"), 0.6, 0.015),
    ),
    "", 0.4, 0.985,
    is_fixed=True,
)  # fmt: skip
# Who goes by the name after Mohammed or Syed has it in common with few.
SECOND_NAME = Comparison(
    "second_name",
    ("second_name",),
    (Level("same", "", AnyOf((Same("second_root"), Slip("second_name"))), 1.0, 1.0),),
    "another second name", 0.06, 0.96,
    is_fixed=True,
)  # fmt: skip
ONLY_NAME = Comparison(
    "only_name",
    ("only_name",),
    (Level("same", "same name", Same("only_name"), 0.8, 1e-3),),
    "different name", 0.2, 0.999,
)  # fmt: skip
BORN = Comparison(
    "born",
    ("born",),
    (
        Level("same", "same date of birth", Same("born"), 0.9, 1.6e-4),
        Level("turned", "day and month of birth swapped", Crossed("born", "born_turned"),
              0.02, 6e-5),
        Level("near", "date of birth one digit apart", Near("born", 1), 0.05, 4e-3),
        Level("part", "date of birth with one part different",
              AnyOf((Same("born_month"), Same("born_day"), Same("born_year_day"))), 0.02, 8e-3),
        Level("year", "same year of birth", Same("born_year"), 0.005, 0.05),
    ),
    "different date of birth", 0.005, 0.93,
)  # fmt: skip
# Where one of the two knows less than the day: the year only, "about 14". Stated, because few do.
ABOUT = Comparison(
    "about",
    ("born_year",),
    (
        Level("exact", "", Said("born"), 1.0, 1.0),
        Level("month", "same month and year of birth", Same("born_month"), 0.9, 0.005),
        Level("months", "another month of birth", Every((Said("born_month"), Same("born_year"))),
              0.05, 0.05),
        Level("about", "about the same age", Every((_GUESSED, Within("born_year", ABOUT_YEARS))),
              0.9, 0.3),
        Level("year", "same year of birth", Same("born_year"), 0.9, 0.06),
    ),
    "another age", 0.02, 0.8,
    is_fixed=True,
)  # fmt: skip
HOME = Comparison(
    "home",
    ("postcode",),
    (
        Level("same", "same address", Every((Same("postcode"), Same("home"))), 0.5, 1e-6),
        Level("postcode", "same postcode", Same("postcode"), 0.15, 2e-5),
        Level("near", "postcode one letter apart", Near("postcode", 1), 0.03, 5e-4),
        Level("street", "same street", Every((Same("outward"), Same("street"))), 0.02, 5e-4),
        Level("outward", "same part of town", Same("outward"), 0.1, 0.05),
    ),
    "another part of town", 0.22, 0.95,
)  # fmt: skip
# Where a postcode is missing. Stated: a street without a town may be in any.
STREET = Comparison(
    "street",
    ("street",),
    (
        Level("placed", "", Said("postcode"), 1.0, 1.0),
        Level("home", "same house and street", Same("home"), 0.6, 0.005),
        Level("same", "same street", Same("street"), 0.15, 0.01),
    ),
    "another street", 0.25, 0.99,
    is_fixed=True,
)  # fmt: skip
SEX = Comparison(
    "sex", ("sex",), (Level("same", "same sex", Same("sex"), 0.99, 0.5),), "another sex", 0.01, 0.5
)
_ONE_HOME = Every((_SOUND, Same("postcode")))
_OTHERWISE_CALLED = Neither((_ROOT, Near("forename", 1), Crossed("forename", "surname")))
# Amir and Amira, Daniel and Daniela: alike in every letter but the last, and two people.
_BOY_AND_GIRL = Neither((Same("forename_ends"), Same("sex"), Crossed("forename", "surname")))
FAMILY = Comparison(
    "family",
    ("forename", "surname", "postcode"),
    (
        Level("pair", "a brother or sister may be called like this",
              Every((_ONE_HOME, _BOY_AND_GIRL)), 2**-22, 1.0),
        Level("twin", "a twin would look like this",
              Every((_ONE_HOME, _OTHERWISE_CALLED, _SAME_DAY)), 2**-14, 1.0),
        Level("kin", "a brother or sister would look like this",
              Every((_ONE_HOME, _OTHERWISE_CALLED)), 2**-8, 1.0),
    ),
    "", 1.0, 1.0,
    is_fixed=True,
)  # fmt: skip
NUMBERS = (
    _number("nhs", "NHS number"),
    _number("upn", "unique pupil number"),
    _number("uln", "unique learner number"),
    _number("police", "police reference"),
)

MODEL = Model(
    (NAME, FORENAME, SECOND_NAME, ONLY_NAME, BORN, ABOUT, HOME, STREET, SEX, FAMILY, *NUMBERS),
    prior=1e-6,
)
BLOCKING = Blocking(
    candidates=[
        ("name_sounds",),
        ("surname_sound", "born_year_day"),
        ("surname_sound", "born_month"),
        ("forename_root", "born"),
        ("forename_root", "born_turned"),
        ("forename_root", "postcode"),
        ("surname_sound", "postcode"),
        ("born", "postcode"),
        ("nhs",),
        ("upn",),
    ],
    surely_same=[("full_name", "born", "postcode"), ("nhs",)],
    recall=0.6,
    learnt_on=[("nhs",), ("upn",), ("full_name", "born")],
)
