from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "concord.engines.documents"
    label = "documents"

    def ready(self) -> None:
        from concord.engines.documents import jobs  # noqa: F401 - listens from its import on
        from concord.engines.documents.outgoing import protected_passages
        from concord.trust import hiding

        hiding.contribute(protected_passages)
