from django.apps import AppConfig


class StatutoryConfig(AppConfig):
    name = "concord.casework.statutory"
    label = "statutory"

    def ready(self) -> None:
        from concord.casework.statutory import contributions  # noqa: F401 - registers itself
