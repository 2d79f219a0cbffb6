"""Add a file to a referral."""

from typing import Any

from django.utils import timezone

from concord.casework.frontdoor import access, commands
from concord.engines.documents.storing import Upload
from concord.engines.documents.web.attaching import AttachFile


class Attach(AttachFile):
    """Add a file to a referral: for its referrer and for the front door."""

    may = staticmethod(access.may_attach)

    def visible_to(self, actor: Any) -> Any:
        return access.visible_to(actor).select_related("subject")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral = self.record
        caption = f"{referral.subject.descriptor}, {referral.reference}"
        return super().get_context_data(**kwargs) | {"caption": caption}

    def attach(self, upload: Upload) -> object:
        return commands.attach_file(self.record, by=self.actor, upload=upload, at=timezone.now())
