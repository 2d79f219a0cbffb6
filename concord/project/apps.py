from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "concord.project"
    label = "project"
