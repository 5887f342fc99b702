"""What 项 are called where several of a document have the same name."""

from collections.abc import Mapping

SECTION = 5  # digits of the code of a 款


def told_apart(code: str, items: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The name of one of ``items`` (names by code), with its 款 where another has the same name; ``names`` has those
    of the 款, and what is not among them is told by its code."""
    name = items[code]
    if list(items.values()).count(name) < 2:
        return name
    section = names.get(code[:SECTION]) if len(code) > SECTION else ""
    return f"{section}（款）{name}" if section else f"{code} {name}".strip()
