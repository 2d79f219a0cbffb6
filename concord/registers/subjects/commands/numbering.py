"""Numbers by which agencies know a person."""

from collections.abc import Iterable

from concord.kernel.identifiers import check
from concord.registers.subjects import access, rules
from concord.registers.subjects.commands.given import GivenNumber
from concord.registers.subjects.events import PersonDetailsAdded
from concord.registers.subjects.models import Identifier, Subject
from concord.registers.subjects.tokens import write_keys
from concord.trust.actors import Actor
from concord.trust.commands import announce, command, require


@command(may=access.may_change)
def add_numbers(
    subject: Subject, /, *, by: Actor, numbers: tuple[GivenNumber, ...], source: str
) -> list[Identifier]:
    """Add identifiers that another source knows this person by, leaving those already there."""
    known = set(subject.identifiers.values_list("type", "value"))
    fresh = tuple(
        number
        for number in numbers
        if (number.type, check(number.type, number.value).value) not in known
    )
    added = keep_numbers(subject, fresh, source)
    write_keys(subject)
    announce(PersonDetailsAdded(subject.pk, subject.pk, "identifiers"), by=by)
    return added


def keep_numbers(subject: Subject, numbers: Iterable[GivenNumber], source: str) -> list[Identifier]:
    """Keep numbers as they were given; one that fails its check is not verified, with why."""
    rows = []
    for number in numbers:
        require(rules.ends_after_it_began(number.valid_from, number.valid_to))
        checked = check(number.type, number.value)
        rows.append(
            Identifier(
                subject=subject,
                type=number.type,
                value=checked.value,
                verified=number.verified and checked.passes,
                warning=checked.warning,
                source=source,
                valid_from=number.valid_from,
                valid_to=number.valid_to,
            )
        )
    return list(Identifier.objects.bulk_create(rows))
