"""CSV that opens as it is: UTF-8 with the mark by which Excel knows it, and no text that could be a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from budgets.formats.spreadsheet import FORMULA_LIKE

MARK = "\ufeff"
QUOTE = "'"


def neutral(text: str) -> str:
    """``text``, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return QUOTE + text if text.lstrip(QUOTE).startswith(FORMULA_LIKE) else text


def plain(text: str) -> str:
    """The text of which ``neutral`` made this one."""
    return text[1:] if text.startswith(QUOTE) and text.lstrip(QUOTE).startswith(FORMULA_LIKE) else text


def encoded(rows: Iterable[Sequence[str]], at_once: int = 500) -> Iterator[bytes]:
    """The file, piece by piece; lines end as RFC 4180 says."""
    stream = StringIO(newline="")
    stream.write(MARK)
    writer = csv.writer(stream)
    for count, row in enumerate(rows, start=1):
        writer.writerow(row)
        if count % at_once == 0:
            yield _emptied(stream)
    yield _emptied(stream)


def _emptied(stream: StringIO) -> bytes:
    written = stream.getvalue().encode()
    stream.seek(0)
    stream.truncate()
    return written
