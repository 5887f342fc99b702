"""A fingerprint of what draws a page, so that a page kept by a reader is fetched again after an update."""

import hashlib
from pathlib import Path

from django.conf import settings

DRAWING = ("budgets/formats", "budgets/site", "templates")


def _stamp(root: Path) -> str:
    files = sorted(path for part in DRAWING for path in (root / part).rglob("*") if path.suffix in (".py", ".html"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


STAMP = _stamp(settings.BASE_DIR)
