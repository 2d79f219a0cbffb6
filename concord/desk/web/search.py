"""Find a person: by name in any spelling, birth date, number or postcode."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import FormView

from concord.desk.web import presenters
from concord.registers.subjects import access
from concord.registers.subjects import queries as subjects
from concord.registers.subjects.searching import SHORTEST_SEARCH, is_long_enough
from concord.trust.audit import log
from concord.trust.pages import ActorPage
from concord.ui.fields import TextField
from concord.ui.forms import Form

PAGE_SIZE = 20


class WhomToFind(Form):
    """What is known of the person who is looked for."""

    terms = TextField(
        label="Name, date of birth, number or postcode",
        help_text="For example, Aisha Khan 27/3/2011. Other spellings of a name are found too,"
        " and places, vehicles, telephone numbers and online accounts.",
        max_length=120,
        error_messages={"required": "Enter a name, date of birth, number or postcode"},
    )

    def clean_terms(self) -> str:
        terms: str = self.cleaned_data["terms"]
        if not is_long_enough(terms):
            self.add_error("terms", f"Enter at least {SHORTEST_SEARCH} letters or digits")
        return terms


class Search(ActorPage, FormView):
    """Terms come in the body of a form, never in an address (ASVS V14.2.1); each hit is logged."""

    template_name = "desk/search.html"
    form_class = WhomToFind

    def allowed(self) -> bool:
        return "identity" in self.actor.reads

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = bool(access.may_register_thing(self.actor, self.actor.user_id))
        return super().get_context_data(**kwargs) | {"may_add": may_add}

    def form_valid(self, form: Any) -> HttpResponse:
        terms = form.cleaned_data["terms"]
        # One more than is shown says that there are more; nothing is counted.
        found = subjects.search(self.actor, terms, most=PAGE_SIZE + 1)
        shown = found[:PAGE_SIZE]
        log.searched(terms, [hit.subject.pk for hit in shown], by=self.actor, page="Search")
        today = timezone.localdate()
        rows = [
            {
                "is_person": hit.subject.is_person,
                "url": hit.subject.get_absolute_url(),
                "name": hit.subject.descriptor,
                "born": presenters.birth_or_kind(hit.subject, today),
                "why": hit.reasons,
            }
            for hit in shown
        ]
        return self.render_to_response(
            self.get_context_data(form=form, rows=rows, searched=True, more=len(found) > PAGE_SIZE)
        )
