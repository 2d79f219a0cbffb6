"""The Jinja2 environment of every page."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from concord.ui import words
from concord.ui.errors import error_words
from concord.ui.forms import error_list
from concord.ui.params import field_params


def environment(**options: Any) -> Environment:
    """Return the environment that Django asks for, with the components and words of the pages."""
    options["undefined"] = ChainableUndefined
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django sets autoescape
    made.loader = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    made.globals.update(
        static=static,
        url=_url,
        nonce=_nonce,
        new_key=uuid.uuid4,
        field_params=field_params,
        error_list=error_list,
        error_words=error_words,
        markup=Markup,
    )
    made.filters.update(
        day=words.day,
        short_day=words.short_day,
        moment=words.moment,
        clock=words.clock,
        by_end_of=words.by_end_of,
        overdue=words.overdue,
        due=words.due,
        in_words=words.in_words,
        sentence_list=words.sentence_list,
        plural=words.plural,
    )
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def _nonce(request: HttpRequest) -> str:
    # django-csp's nonce is falsy until it is used, so it is turned into text here.
    # A request that failed before the policy was made has none, and its page no script.
    return str(getattr(request, "csp_nonce", ""))
