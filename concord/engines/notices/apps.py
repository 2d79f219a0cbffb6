from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "concord.engines.notices"
    label = "notices"

    def ready(self) -> None:
        from concord.engines.notices import post  # noqa: F401 - listens from its import on
