"""The secret key: made once, then kept beside the database."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key(path: Path) -> str:
    """The key in that file, which is made when it is not there."""
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Write a new key. Of several processes that start at once, the first one's key counts."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret")  # readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(get_random_secret_key())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
