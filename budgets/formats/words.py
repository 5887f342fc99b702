"""The plain words of paragraphs and cells, for formats that are no HTML."""

import re

from budgets.document import NOT_REPORTED, Amount, Cell, Number, Paragraph
from budgets.formats.html import with_asides

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def paragraph_words(paragraph: Paragraph) -> str:
    """What a paragraph says on paper: its runs, with last year's amount behind every change that has one."""
    return "".join(run.text for run in with_asides(paragraph))


def cell_words(content: Cell) -> str:
    """What a cell says on paper."""
    if isinstance(content, Amount | Number):
        return content.text
    return NOT_REPORTED if content is None else content


def printable(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)
