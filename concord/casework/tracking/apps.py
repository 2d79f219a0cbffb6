from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "concord.casework.tracking"
    label = "tracking"

    def ready(self) -> None:
        from concord.casework.tracking import contributions  # noqa: F401 - registers itself
