from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "concord.project"
    label = "project"

    def ready(self) -> None:
        from concord.project import sign_in_log  # noqa: F401 - listens from its import on
