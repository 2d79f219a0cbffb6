from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "concord.casework.assessment"
    label = "assessment"

    def ready(self) -> None:
        from concord.casework.assessment import contributions  # noqa: F401 - registers itself
