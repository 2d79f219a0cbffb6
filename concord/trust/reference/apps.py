from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "concord.trust.reference"
    label = "reference"
