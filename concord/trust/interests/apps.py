from django.apps import AppConfig


class InterestsConfig(AppConfig):
    name = "concord.trust.interests"
    label = "interests"
