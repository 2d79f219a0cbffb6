from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "concord.registers.subjects"
    label = "subjects"

    def ready(self) -> None:
        from concord.registers.subjects import contributions  # noqa: F401 - registers itself
