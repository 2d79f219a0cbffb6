from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "concord.trust.agencies"
    label = "agencies"
