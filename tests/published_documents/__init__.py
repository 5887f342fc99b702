"""Five documents as they were really published, with all of their mistakes, in our own JSON: matter for the checks.

Tables, names, headings and figures are the published ones; a table that the published text has lost is missing here.
What explains or praises is told in other words, except for those words that are mistaken themselves.
"""

import json
from functools import cache
from pathlib import Path

from budgets.document import Document, from_json

FOLDER = Path(__file__).parent
SLUGS = (
    "410800-101-2024-budget",
    "410803-101-2023-final",
    "410704-101-2024-budget",
    "410395-001-2024-budget",
    "410802-524-2024-budget",
)


@cache
def load(slug: str) -> Document:
    """The published document of this address."""
    return from_json(json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8")))
