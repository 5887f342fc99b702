"""What can be taken away of a draft: the workbook that comes back, the empty one, the list of lines, the Word copy."""

from collections.abc import Callable
from dataclasses import dataclass

from budgets.editions import draft
from budgets.editions.files import without_withheld, workbook
from budgets.entered import Entries
from budgets.entries import schema, taken
from budgets.formats.docx import docx_bytes
from budgets.formats.xlsx_template import template_bytes
from budgets.importing.blank import empty_tables
from budgets.importing.entered import facts_sheets, lines_csv
from budgets.models import Disclosure

BLANK_ROWS = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Download:
    """A kind of file: what it is called, what it is for, its ending and type, and what makes it."""

    title: str
    use: str
    ending: str
    type: str
    make: Callable[[Disclosure], bytes]


def _workbook(disclosure: Disclosure) -> bytes:
    return workbook(draft(disclosure), without_withheld(taken(disclosure)))


def _template(disclosure: Disclosure) -> bytes:
    """The tables of the layout without figures, and the sheets 事实 and 文本 with whose they are."""
    whose = disclosure.unit or disclosure.department
    tables = empty_tables(disclosure.layout, disclosure.year, whose.code, whose.name)
    known = taken(disclosure)
    identity: Entries = {
        key: known[key] for key in ("kind", "regions", "department", "units", "disclosure") if key in known
    }
    sheets = facts_sheets(identity, schema(disclosure.kind), blank_rows=BLANK_ROWS)
    return template_bytes(str(disclosure), tables, sheets, BLANK_ROWS)


def _lines(disclosure: Disclosure) -> bytes:
    return lines_csv(taken(disclosure), schema(disclosure.kind))


def _word(disclosure: Disclosure) -> bytes:
    return docx_bytes(draft(disclosure))


# Another kind of file is added by adding it here.
DOWNLOADS = {
    "workbook": Download("工作簿（XLSX）", "全部表、情况说明和录入内容，改好后可以导入", "xlsx", XLSX, _workbook),
    "template": Download("空白工作簿（XLSX）", "本版式的空表，离线填好后导入", "xlsx", XLSX, _template),
    "lines": Download("收支明细（CSV）", "每行一笔，带全部编码", "csv", "text/csv; charset=utf-8", _lines),
    "word": Download("签批稿（Word）", "供负责人审阅签字", "docx", DOCX, _word),
}
