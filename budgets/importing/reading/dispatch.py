"""Which reader a file goes to: by what is in it; its name must agree."""

from pathlib import PurePath

from budgets.importing.book import Workbook
from budgets.importing.reading import delimited, sniff, xls, xlsx
from budgets.importing.reading.limits import refuse
from budgets.importing.reading.wording import AGAIN

READERS = {sniff.XLSX: xlsx.read, sniff.XLS: xls.read, sniff.TEXT: delimited.read}
EXTENSIONS = {".xlsx": sniff.XLSX, ".xls": sniff.XLS, ".csv": sniff.TEXT}
NAMES = {sniff.XLSX: " .xlsx 工作簿", sniff.XLS: " .xls 工作簿", sniff.TEXT: "纯文本（CSV）"}


def read(content: bytes, filename: str) -> Workbook:
    """The sheets of a file. ``Unreadable`` where it cannot be read; other exceptions where a parser stumbles."""
    what = sniff.stranger(content)
    if what:
        refuse(f"文件“{filename}”不是工作簿，而是{what}。{AGAIN}")
    kind = sniff.kind_of(content)
    extension = PurePath(filename).suffix.lower()
    if kind == sniff.STRANGE:
        refuse(f"文件“{filename}”的内容既不是工作簿也不是文本，无法识别。{AGAIN}")
    sheets = READERS[kind](content, PurePath(filename).stem)
    _check_name(filename, extension, kind)
    if not any(sheet.cells for sheet in sheets):
        refuse(f"文件“{filename}”里没有任何内容：所有单元格都是空的")
    return Workbook(filename, "csv" if kind == sniff.TEXT else kind, sheets)


def _check_name(filename: str, extension: str, kind: str) -> None:
    if extension not in EXTENSIONS:
        refuse(f"不接受扩展名为“{extension}”的文件“{filename}”，只接受 .xlsx、.xls 和 .csv。{AGAIN}")
    if EXTENSIONS[extension] != kind:
        refuse(f"文件“{filename}”的扩展名是 {extension}，内容却是{NAMES[kind]}。{AGAIN}")
