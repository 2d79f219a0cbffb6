from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "concord.registers.identity"
    label = "identity"

    def ready(self) -> None:
        from concord.registers.identity import contributions  # noqa: F401 - registers itself
