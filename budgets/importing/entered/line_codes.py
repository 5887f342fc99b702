"""Codes as line lists write them: with a name behind, or in columns of their own for 类, 款 and 项."""

import re
from collections.abc import Sequence

from budgets.importing.book import Value
from budgets.importing.entered.lines import unquoted
from budgets.importing.entered.values import Wrong, code_of

# A code with its name: 2013101 行政运行, [101001]某单位, 2013101-行政运行.
WITH_NAME = re.compile(r"[\[(【]?([0-9A-Za-z]+)[\])】]?[-_:—]?(?=\D).*", re.DOTALL)
CODE = re.compile(r"[0-9A-Za-z-]+")
PART_LENGTHS = (3, 2, 2)


def trimmed(raw: Value) -> Value:
    """What a cell holds, without what keeps it from being a formula."""
    return unquoted(raw).strip() if isinstance(raw, str) else raw


def bare_code(raw: Value) -> str:
    """A code without the name behind it."""
    code = code_of(trimmed(raw))
    found = WITH_NAME.fullmatch(code)
    if found and not code.isascii():
        return found[1]
    if not CODE.fullmatch(code):
        raise Wrong(f"“{code}”不是编码")
    return code


def joined_code(parts: Sequence[Value | None]) -> str | None:
    """One code of 类, 款 and 项 in columns of their own, each whole (201, 20131) or only its own digits (201, 31)."""
    code = ""
    for part, length in zip(parts, PART_LENGTHS, strict=False):
        digits = "" if part is None else bare_code(part)
        if len(digits) > length or not code:
            code = digits or code
        elif digits:
            code += digits.zfill(length)
    return code or None


def project_of(raw: Value | None, name: str) -> tuple[str, str]:
    """Code and name of a project; a column called 项目 may hold either, where there is none for names.

    ``Wrong`` where there is a name beside what is no code.
    """
    text = "" if raw is None else trimmed(raw)
    if isinstance(text, str) and not CODE.fullmatch(text):
        if text and name:
            raise Wrong(f"“{text}”不是项目编码")
        return "", name or text
    return code_of(text), name
