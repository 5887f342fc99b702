"""The fonts of the PDF: where they lie, and which characters they lack."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
# Every character that is printed must be in both; the bold one is only used for headings and falls back.
PRINTED = ("NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf")
UNPRINTABLE = "〓"
SPACES = frozenset("\n\r\t")


@cache
def printable() -> frozenset[str]:
    """The characters that all fonts of the PDF have."""
    sets = [set(TTFont(STATIC / "fonts" / name, lazy=True).getBestCmap()) for name in PRINTED]
    return frozenset(map(chr, set.intersection(*sets))) | SPACES


def unprintable(text: str) -> frozenset[str]:
    """The characters of ``text`` that the PDF cannot show."""
    return frozenset(text) - printable()


def replace_unprintable(text: str) -> str:
    """``text`` with ``〓`` for every character that the PDF cannot show."""
    return text.translate({ord(char): UNPRINTABLE for char in unprintable(text)})
