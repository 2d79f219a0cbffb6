from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "concord.ui"
    label = "ui"
