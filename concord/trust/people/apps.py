from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "concord.trust.people"
    label = "people"
