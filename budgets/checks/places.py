"""Says in Chinese where a number stands."""

import re

from budgets.document import NUMERIC, Column, Document, Panel, Row, Section, Table

_AROUND = 20
# Rows whose name is not printed.
_UNNAMED = {"current": "本年合计", "carried": "上年结转", "closing": "年末结转和结余", "total": "总计"}


def cell_words(table: Table | None, code: str, row_key: str, column_key: str) -> str:
    """``《2024年部门支出预算表》（B03）“合计”行“基本支出—小计”列``."""
    if table is None:
        return f"{code} 表（文件中没有）"
    for panel in table.panels:
        row = next((row for row in panel.rows if row.key == row_key), None)
        column = next((column for column in panel.columns if column.key == column_key), None)
        if row is not None and column is not None:
            alone = len([each for each in panel.columns if each.kind in NUMERIC]) == 1
            return f"{table_words(table)}{_within(panel, row)}{column_words(column, alone=alone)}"
    return f"{table_words(table)}“{row_key}”行“{column_key}”列（表中没有）"


def table_words(table: Table) -> str:
    """``《2024年部门支出预算表》（B03）``."""
    return f"《{table.title}》（{table.code}）"


_PLACE = re.compile(r"(?P<section>.+)\.(?P<paragraph>\d+)\.\d+")


def address_words(document: Document, address: str) -> str:
    """What stands at the address of a section, of a paragraph (``section.paragraph.run``) or of a table."""
    found = _PLACE.fullmatch(address)
    key = found["section"] if found else address
    for section in document.sections:
        if section.key == key:
            return f"“{section.heading}”" + (f"第 {found['paragraph']} 段" if found else "")
    table = next((table for table in document.tables() if table.code == address.partition("/")[0]), None)
    return table_words(table) if table else address


def _within(panel: Panel, row: Row) -> str:
    """A row of a statement under the row that it is part of: 一般公共预算拨款 stands below 本年收入 and 上年结转."""
    above = row.key.rpartition(".")[0]
    whole = next((each for each in panel.rows if each.key == above and "/" in above), None)
    return f"{row_words(whole)}下{row_words(row)}" if whole else row_words(row)


def row_words(row: Row) -> str:
    """The name of a row with its code, as a place."""
    texts = [text for key in ("label", "name", "economic_name", "item") if isinstance(text := row.cells.get(key), str)]
    name = next((text for text in texts if text), "") or _UNNAMED.get(row.key.rpartition("/")[2], row.key)
    code = "".join(
        text
        for key in ("function", "class", "section", "item", "economic", "code")
        if isinstance(text := row.cells.get(key), str) and text.isdigit()
    )
    return f"“{code} {name}”行" if code and code != name else f"“{name}”行"


def column_words(column: Column, alone: bool = False) -> str:
    """The headings of a column, as a place; nothing for a column that is the only one of its kind."""
    words = list(dict.fromkeys(column.heading))
    return "" if alone else f"“{'—'.join(words)}”列"


def figure_words(section: Section, number: int, before: str, text: str, after: str) -> str:
    """``“三、支出预算总体情况说明”第 1 段“…其中：基本支出1058.62万元”``."""
    clause = before
    for mark in "。；，、：":
        clause = clause.rpartition(mark)[2] or clause
    clause = clause if len(clause) <= _AROUND else f"…{clause[-_AROUND:]}"
    tail = after[:2] if after[:2] in ("万元",) else after[:1] if after[:1] in "元%％个辆项台人分" else ""
    return f"“{section.heading}”第 {number} 段“{clause}{text}{tail}”"
