from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "concord.trust.safekeeping"
    label = "safekeeping"
