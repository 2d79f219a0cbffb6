from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "concord.trust.access"
    label = "access"
