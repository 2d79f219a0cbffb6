from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "concord.registers.geography"
    label = "geography"
