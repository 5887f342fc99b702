"""Typed texts: figures are inserted by name in braces, and an amount may not be typed where a figure belongs."""

import re
from collections.abc import Callable

from budgets.narrative.figures import NAMES

INSERTED = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)+)\}")
_LITERAL = re.compile(
    r"[0-9０-９][0-9０-９,，.．]*\s*(?:[余多]?\s*[十百千万亿]*\s*[余多]?(?:美|欧|日|港)?元|[%％‰]|个百分点"
    r"|[万亿](?![\u4e00-\u9fff]))"
)
_BRACES = re.compile(r"\{[^{}]*\}")
_WIDE = str.maketrans("｛｝", "{}")


def literal_amounts(text: str) -> list[str]:
    """Amounts, rates and shares that were typed as digits: each must be a named figure instead."""
    return [match.group() for match in _LITERAL.finditer(text)]


def unknown_names(text: str) -> list[str]:
    """What stands in braces and names no figure."""
    plain = text.translate(_WIDE)
    found = (match.group() for match in _BRACES.finditer(plain))
    unknown = [braces for braces in found if not (name := INSERTED.fullmatch(braces)) or name[1] not in NAMES]
    return [*unknown, *re.findall(r"[{}]", _BRACES.sub("", plain))]


def with_figures(text: str, insert: Callable[[str], str]) -> str:
    """The text with each ``{name}`` replaced by what ``insert`` gives for it; unknown names stay as typed."""
    return INSERTED.sub(lambda match: insert(match[1]) if match[1] in NAMES else match.group(), text.translate(_WIDE))
