"""A fingerprint of what draws a page, so that a page kept by a reader is fetched again after an update."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from budgets.models import Edition

DRAWING = (
    "budgets/checking",
    "budgets/checks",
    "budgets/extracts",
    "budgets/formats",
    "budgets/layouts",
    "budgets/opendata",
    "budgets/recognising",
    "budgets/site",
    "budgets/years",
    "templates",
)
DRAWN = (".py", ".html", ".toml")


def _stamp(root: Path) -> str:
    files = sorted(path for part in DRAWING for path in (root / part).rglob("*") if path.suffix in DRAWN)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def stamp_of(editions: Sequence[Edition], *more: object) -> str:
    """A fingerprint of a page that reads these editions, the names of whose they are, and ``more``."""
    return digest([(edition.sha256, *_names(edition)) for edition in editions], *more)


def digest(*read: object) -> str:
    """A fingerprint of a page that is made of what is ``read``, by its ``repr``."""
    return hashlib.sha256(f"{STAMP}{read}".encode()).hexdigest()[:32]


def _names(edition: Edition) -> tuple[str, ...]:
    disclosure = edition.disclosure
    region = disclosure.department.region.name
    return (region, disclosure.department.name, disclosure.unit.name if disclosure.unit else "")


STAMP = _stamp(settings.BASE_DIR)
