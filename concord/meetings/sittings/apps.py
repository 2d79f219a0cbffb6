from django.apps import AppConfig


class SittingsConfig(AppConfig):
    name = "concord.meetings.sittings"
    label = "sittings"

    def ready(self) -> None:
        from concord.meetings.sittings import contributions  # noqa: F401 - registers itself
