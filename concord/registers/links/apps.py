from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "concord.registers.links"
    label = "links"

    def ready(self) -> None:
        from concord.registers.links import contributions  # noqa: F401 - registers itself
