from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "concord.trust.oversight"
    label = "oversight"
