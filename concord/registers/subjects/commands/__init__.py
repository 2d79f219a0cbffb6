"""Every way that the register of people changes."""

from concord.registers.subjects.commands.correcting import correct_life, take_back
from concord.registers.subjects.commands.describing import add_name, describe_person
from concord.registers.subjects.commands.entering import (
    enter_person,
    register_person,
    register_thing,
)
from concord.registers.subjects.commands.given import (
    Description,
    GivenAddress,
    GivenNumber,
    Life,
    PersonDetails,
)
from concord.registers.subjects.commands.living import add_address, lift_protection, protect_address
from concord.registers.subjects.commands.numbering import add_numbers
from concord.registers.subjects.commands.recognising import recognise, stand_apart

__all__ = [
    "Description",
    "GivenAddress",
    "GivenNumber",
    "Life",
    "PersonDetails",
    "add_address",
    "add_name",
    "add_numbers",
    "correct_life",
    "describe_person",
    "enter_person",
    "lift_protection",
    "protect_address",
    "recognise",
    "register_person",
    "register_thing",
    "stand_apart",
    "take_back",
]
