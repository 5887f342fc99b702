"""Which names a layout's narrative uses: entry offers the facts, texts and last year's amounts that it will print."""

import re
from functools import cache

from budgets.layouts import Layout, load
from budgets.narrative.figures import MONEY, SUMS
from budgets.narrative.names import TEXTS

_DOTTED = re.compile(r"[a-z][a-z_0-9]*(?:\.[a-z][a-z_0-9]*)+")


@cache
def names_used(key: str) -> frozenset[str]:
    """Names of figures, facts and texts in the templates of a layout's sections (``said.duties`` as ``duties``).

    A sum of money brings the names of its parts; a count adds up whatever of its parts there is, and brings none.
    """
    layout = load(key)
    found: set[str] = set()
    for section in layout.sections:
        for token in _DOTTED.findall(_source(layout, section.template or section.key)):
            found |= _prefixes(token.removeprefix("said."))
    for name in found & SUMS.keys():
        found |= {part for part in SUMS[name] if part in MONEY}
    return frozenset(found)


def _source(layout: Layout, key: str) -> str:
    """The text of a template in the most special folder that has it."""
    paths = (folder / "narrative" / f"{key}.txt" for folder in layout.folders)
    return next((path.read_text(encoding="utf-8") for path in paths if path.is_file()), "")


def _prefixes(token: str) -> set[str]:
    """``reason.running.inline`` uses ``reason.running``; a bare first part only where it is the name of a text."""
    parts = token.split(".")
    dotted = {".".join(parts[:length]) for length in range(2, len(parts) + 1)}
    return dotted | ({parts[0]} & TEXTS.keys())
