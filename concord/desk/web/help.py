"""Pages that belong to every public service."""

from concord.trust.pages import Page


class Help(Page):
    template_name = "help/help.html"


class Privacy(Page):
    template_name = "help/privacy.html"


class Accessibility(Page):
    template_name = "help/accessibility.html"
