"""How much a request with files may send, before anything of it is read."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class LimitedUploadHandler(FileUploadHandler):
    """Stands before those that keep files: anybody can send some, and they are taken in before it is asked who."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        if content_length > settings.UPLOAD_MAX_SIZE:
            raise RequestDataTooBig(f"更大的请求不接受：最多 {settings.UPLOAD_MAX_SIZE} 字节")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data  # for the next one

    def file_complete(self, file_size: int) -> None:
        return None
