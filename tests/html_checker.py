"""The Nu HTML checker, on many pages at once."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

CHECKER = settings.BASE_DIR / "var" / "vnu.jar"


def complaints(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the checker says against pages by name: errors and warnings, each with the page and its line."""
    names = {}
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        names[file.name] = name
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *(folder / name for name in names)], capture_output=True, text=True, check=True, timeout=300
    )
    messages = json.loads(done.stderr)["messages"]
    return [_told(names, each) for each in messages if each["type"] != "info" or each.get("subType") == "warning"]


def _told(names: Mapping[str, str], message: Mapping[str, Any]) -> str:
    """A message without a page says that the checker itself failed."""
    page = names.get(message.get("url", "").rpartition("/")[2], "")
    extract = message.get("extract", "").replace("\n", " ")
    return f"{page}, {message.get('lastLine')}: {message['message']} {extract}"
