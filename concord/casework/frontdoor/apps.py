from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "concord.casework.frontdoor"
    label = "frontdoor"

    def ready(self) -> None:
        from concord.casework.frontdoor import contributions  # noqa: F401 - registers itself
