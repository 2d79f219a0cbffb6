"""Take uploads into memory only: what somebody sends never lies on a disk in clear."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_TOO_LARGE = "concord_too_large"


class InMemoryOnly(FileUploadHandler):
    """Keep one upload in memory, and let one that is far too large go by."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.FILE_UPLOAD_LARGEST:
            self.held.close()
            if self.request is not None:
                self.request.META[_TOO_LARGE] = True
            raise SkipFile
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )


def was_too_large(request: HttpRequest) -> bool:
    """Return whether an upload of this request was let go by."""
    return bool(request.META.get(_TOO_LARGE))
