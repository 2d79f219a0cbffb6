from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "concord.trust.audit"
    label = "audit"
