"""The classes of data that are sealed, each under keys of its own."""

from enum import StrEnum


class DataClass(StrEnum):
    """What a key is for: the loss of one key opens one class only."""

    DRAFTS = "drafts"
    HELD_FORMS = "held-forms"
    FILES = "files"
    PROTECTED_ADDRESSES = "protected-addresses"
    INTELLIGENCE = "intelligence"
    SEARCH_TERMS = "search-terms"
    SECOND_FACTORS = "second-factors"


# The audit log and the field history hold texts of the other classes and are never rewritten: only
# keys of these classes can ever fall out of use.
FORGETTABLE = frozenset({DataClass.DRAFTS, DataClass.HELD_FORMS, DataClass.SECOND_FACTORS})
