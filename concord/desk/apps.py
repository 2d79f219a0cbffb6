from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "concord.desk"
    label = "desk"

    def ready(self) -> None:
        from concord.desk import contributions  # noqa: F401 - registers itself
