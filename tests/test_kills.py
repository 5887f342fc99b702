"""A kill at any moment of publishing leaves one consistent live edition."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.kills import POINTS

OURS = ("DATABASE_URL", "VAR_DIR", "EDITIONS_DIR")


@pytest.mark.long
def test_twenty_killed_publications_leave_what_was_served_or_what_is_new() -> None:
    """In a process of its own, on a database of its own: ``script/try_kills`` does the same two hundred times."""
    clean = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VAR_DIR", "EDITIONS_DIR")
    }
    command = [sys.executable, "-m", "tests.kills", "20"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    assert all(re.search(rf"{re.escape(point)} [12]", done.stdout) for point in POINTS), done.stdout
