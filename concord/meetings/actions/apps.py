from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "concord.meetings.actions"
    label = "actions"

    def ready(self) -> None:
        from concord.meetings.actions import contributions  # noqa: F401 - registers itself
