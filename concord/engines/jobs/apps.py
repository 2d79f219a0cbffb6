from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "concord.engines.jobs"
    label = "jobs"
