"""The questions of a referral, a page at a time, and of the front door's decision."""

from typing import Any

from django import forms
from django.utils import timezone

from concord.casework.frontdoor import rules
from concord.casework.frontdoor.rules import Consent, Decision, Known, Threshold
from concord.registers.subjects.rules import Sex, birth_date_is_possible
from concord.trust.reference.queries import choices
from concord.ui.fields import (
    CheckboxesField,
    PartialDateField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
)
from concord.ui.forms import Form

YES_NO = [("yes", "Yes"), ("no", "No")]


def exploitation_types() -> list[tuple[str, str]]:
    """Return the kinds of exploitation that a person may choose today."""
    return choices("exploitation_type", on=timezone.localdate())


class Child(Form):
    """Who the child is, as the referrer knows them."""

    title = "Who are you worried about?"
    name = TextField(
        label="Full name",
        help_text="If you do not know their name, describe them: for example “Boy, about 14, called"
        " Ghost”.",
        max_length=200,
        error_messages={"required": "Enter the child’s name, or describe them"},
    )
    also_known_as = TextField(
        label="Any other name or nickname (optional)", required=False, max_length=200
    )
    born = PartialDateField(
        label="Date of birth",
        help_text="For example, 27 3 2011. If you only know the year, leave the rest empty.",
        past=True,
        required=False,
    )
    sex = RadiosField(
        label="Sex",
        choices=Sex.choices,
        error_messages={"required": "Select the child’s sex, or that it is not known"},
    )

    def clean_born(self) -> Any:
        """A birth date within a lifetime."""
        born = self.cleaned_data["born"]
        if born is not None:
            verdict = birth_date_is_possible(born.on, today=timezone.localdate())
            if not verdict:
                raise forms.ValidationError(verdict.reason, code="year")
        return born


class KnownBy(Form):
    """What helps to recognise the child."""

    title = "What else do you know about the child?"
    lead = "Each of these helps us to recognise the child. Leave out what you do not know."
    school_name = TextField(label="School or college (optional)", required=False, max_length=200)
    nhs_number = TextField(
        label="NHS number (optional)",
        help_text="10 digits. If it turns out not to fit, we keep it and say so.",
        required=False,
        max_length=40,
        width="20",
    )
    upn = TextField(
        label="Unique pupil number (optional)", required=False, max_length=40, width="20"
    )
    address = TextAreaField(label="Where they live (optional)", required=False, rows=3)
    postcode = TextField(label="Postcode (optional)", required=False, max_length=10, width="10")


class Worry(Form):
    """What kind of exploitation."""

    title = "What are you worried about?"
    exploitation_types = CheckboxesField(
        label="Which kinds of exploitation are you worried about?",
        help_text="Select all that apply. You do not need to be sure.",
        choices=exploitation_types,
        error_messages={"required": "Select at least one kind of exploitation"},
    )
    main_type = SelectField(
        label="Which one worries you most?",
        choices=lambda: [("", "Choose one"), *exploitation_types()],
        error_messages={"required": "Select the kind that worries you most"},
    )

    def clean(self) -> dict[str, Any]:
        """The main worry is one of those ticked."""
        answers = super().clean() or {}
        main, ticked = answers.get("main_type"), answers.get("exploitation_types")
        if main and ticked and main not in ticked:
            self.add_error("main_type", "Select one of the kinds that you ticked above")
        return answers


class WhatHappened(Form):
    """The worry in the referrer's own words."""

    title = "What has happened?"
    concern = TextAreaField(
        label="Describe your worry",
        help_text="What did you see or hear, when, and what has changed now? Write what happened to"
        " the child, not what you think of them.",
        rows=10,
        error_messages={"required": "Describe your worry"},
    )
    known_network = TextAreaField(
        label="Names, nicknames, places, phones or vehicles you have heard of (optional)",
        required=False,
        rows=4,
    )


class Safety(Form):
    """Whether the child is safe at this moment."""

    title = "Is the child safe now?"
    immediate_danger = RadiosField(
        label="Is the child in immediate danger?",
        help_text="If a child is in danger now, call 999 first, then carry on here.",
        choices=YES_NO,
        inline=True,
        error_messages={"required": "Select yes if the child is in immediate danger"},
    )
    whereabouts_known = RadiosField(
        label="Do you know where the child is?",
        choices=Known.choices,
        error_messages={"required": "Select whether you know where the child is"},
    )


class ChildView(Form):
    """What the child says and what helps them."""

    title = "What does the child say, and what helps them?"
    child_voice = TextAreaField(label="In the child’s own words (optional)", required=False, rows=4)
    protective_factors = TextAreaField(
        label="Who or what helps to keep the child safe? (optional)", required=False, rows=4
    )
    learning_disability = RadiosField(
        label="Does the child have a learning disability?",
        choices=Known.choices,
        error_messages={
            "required": "Select whether the child has a learning disability, or not known"
        },
    )
    communication_needs = TextField(
        label="Language, interpreter or communication needs (optional)",
        required=False,
        max_length=300,
    )


class ConsentAnswers(Form):
    """Consent, which sharing to protect a child does not depend on."""

    title = "Consent"
    lead = (
        "You can share information to protect a child without consent. Tell us what happened so"
        " that we contact the family safely."
    )
    consent = RadiosField(
        label="Has the child or a parent agreed to this referral?",
        choices=Consent.choices,
        reveals={Consent.REFUSED_OVERRIDDEN: "consent_reason"},
        error_messages={"required": "Select what was said about consent"},
    )
    consent_reason = TextAreaField(
        label="Why you are sharing although consent was refused", required=False, rows=3
    )
    parent_aware = RadiosField(
        label="Does a parent or carer know about this referral?",
        choices=Known.choices,
        error_messages={"required": "Select whether a parent or carer knows"},
    )
    referrer_phone = TextField(
        label="Your telephone number, so that the front door can ring you back (optional)",
        required=False,
        max_length=30,
        width="20",
    )

    def clean(self) -> dict[str, Any]:
        """Sharing against a refusal carries its reason."""
        answers = super().clean() or {}
        if answers.get("consent"):
            verdict = rules.consent_is_explained(
                Consent(answers["consent"]), answers.get("consent_reason", "")
            )
            if not verdict:
                self.add_error("consent_reason", verdict.reason)
        return answers


# The pages of the referral, in order.
STEPS: dict[str, type[Form]] = {
    "child": Child,
    "known-by": KnownBy,
    "worry": Worry,
    "what-happened": WhatHappened,
    "safety": Safety,
    "child-view": ChildView,
    "consent": ConsentAnswers,
}


class Decide(Form):
    """The front door's decision."""

    threshold = RadiosField(
        label="Level of need",
        choices=Threshold.choices,
        error_messages={"required": "Select the level of need"},
    )
    decision = RadiosField(
        label="What happens next?",
        choices=Decision.choices,
        error_messages={"required": "Select what happens next"},
    )
    rationale = TextAreaField(
        label="Why?",
        help_text="The facts that decided it. This is read again if the child is referred again.",
        error_messages={"required": "Explain the decision"},
    )
    feedback = TextAreaField(
        label="What should the referrer be told?",
        help_text="They see these words with your decision. Do not tell them what they do not need"
        " to know.",
        rows=4,
        error_messages={"required": "Write what the referrer should be told"},
    )


class SettleIdentity(Form):
    """Who the referral is about. The choices are filled in by the page."""

    person = RadiosField(
        label="Who is this referral about?",
        choices=[],
        error_messages={"required": "Select who this referral is about"},
    )
