from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "concord.trust.accounts"
    label = "accounts"
