"""A .csv file: its encoding, its separator, its rows as one sheet of texts."""

import csv
import io
import re

from budgets.importing.book import Sheet
from budgets.importing.reading.filling import Filling
from budgets.importing.reading.limits import TEXT, Tally, refuse
from budgets.importing.reading.sniff import UTF_16

SEPARATORS = ",\t;"
CODED = re.compile('="([^"]*)"')  # how some systems write codes so that Excel leaves their zeros
# GB18030 gives these to bytes that stand for no character.
UNASSIGNED = re.compile("[\ue000-\uf8ff]")


def read(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The one sheet, named as the file. ``Unreadable`` names the row, or the limit."""
    text = decoded(content)
    filling = Filling(name, Tally())
    csv.field_size_limit(TEXT)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    row = 0
    try:
        for row, fields in enumerate(lines, 1):
            filling.tally.blank(name, row, 0)
            for column, field in enumerate(fields, 1):
                filling.put(row, column, CODED.sub(r"\1", field) if field.startswith('="') else field)
    except csv.Error as error:
        refuse(_complaint(error), name, row + 1)
    return (filling.sheet(),)


def decoded(content: bytes) -> str:
    """The text, from UTF-8, UTF-16 or GB18030."""
    if content.startswith(UTF_16):
        return _strictly(content, "utf-16")
    zero = content.find(b"\0")
    if zero >= 0:
        refuse(f"第 {_line(content, zero)} 行含有空字节（NUL），不是文本文件，或编码不是 UTF-8、GB18030")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030")


def separator(text: str) -> str:
    """What there is most of in the first line with any; a comma where there is none."""
    for line in text[:100_000].splitlines():
        best = max(SEPARATORS, key=line.count)
        if best in line:
            return best
    return ","


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        refuse(f"第 {_line(content, error.start)} 行的文字编码不明：只接受 UTF-8、UTF-16 和 GB18030（GBK）")
    stray = UNASSIGNED.search(text)
    if stray:
        line = text.count("\n", 0, stray.start()) + 1
        refuse(f"第 {line} 行的文字编码不明：只接受 UTF-8、UTF-16 和 GB18030（GBK）")
    return text


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _complaint(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"这一行有一格的文字超过上限 {TEXT} 个字符"
    return "从这一行起引号不配对，无法分清各格"
