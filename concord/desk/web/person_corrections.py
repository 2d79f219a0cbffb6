"""Put right what is wrong about who a person is: their birth, or what is not theirs."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from concord.desk.web import presenters
from concord.desk.web.person_details import AboutPerson
from concord.desk.web.person_forms import CorrectLife, TakeBack
from concord.kernel.verdicts import Verdict
from concord.registers.subjects import access, commands
from concord.registers.subjects.rules import BirthPrecision
from concord.trust.actors import Actor
from concord.trust.pages import CommandPage
from concord.ui.dates import PartialDate


class CorrectPerson(AboutPerson):
    """Correct when somebody was born or died, and their sex."""

    form_class = CorrectLife
    done_message = "Their details are corrected"
    extra_context: ClassVar[dict[str, str]] = {
        "title": "Correct birth, death or sex",
        "lead": "What stood before stays under “What changed”.",
        "submit": "Save",
    }

    def get_initial(self) -> dict[str, Any]:
        person = self.record
        given = {name: getattr(person, name) for name in ("expected_on", "died_on", "sex")}
        return given | {
            "born": _partial(person.born_on, person.born_precision),
            "estimated": "yes" if person.born_precision == BirthPrecision.ESTIMATED else "no",
            "life_source": person.life_source,
        }

    def run(
        self, *, born: PartialDate | None, estimated: str, life_source: str, **answers: Any
    ) -> object:
        precision = born.precision if born else BirthPrecision.UNKNOWN
        if born and estimated == "yes":
            precision = BirthPrecision.ESTIMATED
        life = commands.Life(
            source=life_source,
            born_on=born.on if born else None,
            born_precision=precision,
            **answers,
        )
        return commands.correct_life(
            self.record, by=self.actor, seen=self.seen(), life=life, at=timezone.now()
        )


class _TakeBack(CommandPage):
    template_name = "ui/form_page.html"
    form_class = TakeBack
    done_message = "It is taken back"
    what: ClassVar[str]
    # What is taken back, in a few words.
    said: ClassVar[Callable[[Any], str]]

    def may(self, actor: Actor, record: Any) -> Verdict:
        return access.may_take_back(actor, record)

    def run(self, *, because: str) -> object:
        return commands.take_back(
            self.record, by=self.actor, seen=self.seen(), because=because, at=timezone.now()
        )

    def after(self, outcome: object) -> str:
        return reverse("desk:person_details", args=[self.record.subject_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": f"Take back {self.what}",
            "caption": self.record.subject.descriptor,
            "lead": f"{self.said(self.record)}. Nobody is found by it any more. "
            "It stays under “What changed”, with your reason.",
            "submit": f"Take back {self.what}",
            "back_to": self.after(None),
        }


class TakeBackName(_TakeBack):
    """Take back a name that is not theirs."""

    what = "this name"
    said = staticmethod(lambda name: f"{name.get_kind_display()}: {name.full}")

    def visible_to(self, actor: Actor) -> Any:
        return access.names_visible_to(actor)


class TakeBackNumber(_TakeBack):
    """Take back a number that is not theirs."""

    what = "this number"
    said = staticmethod(lambda number: f"{number.get_type_display()}: {number.value}")

    def visible_to(self, actor: Actor) -> Any:
        return access.numbers_visible_to(actor)


class TakeBackAddress(_TakeBack):
    """Take back an address at which they never lived."""

    what = "this address"
    said = staticmethod(presenters.address_text)

    def visible_to(self, actor: Actor) -> Any:
        return access.addresses_visible_to(actor)

    def after(self, outcome: object) -> str:
        return reverse("desk:addresses", args=[self.record.subject_id])


def _partial(on: date | None, precision: str) -> PartialDate | None:
    """Return a birth date as the boxes of the form show it: no more than is known."""
    if on is None:
        return None
    shown = {BirthPrecision.MONTH: "month", BirthPrecision.YEAR: "year"}
    return PartialDate(on, shown.get(BirthPrecision(precision), "day"))
