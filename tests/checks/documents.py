"""Documents by hand for the checks, as small as they can be: tables from strings, paragraphs, whole documents."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from budgets.checks import NOTHING, Context
from budgets.document import Amount, Cell, Column, Document, Number, Organisation, Panel, Row, Section, Table, Text
from budgets.money import FACTOR

Example = Callable[[], tuple[Document, Context]]
Examples = dict[str, dict[str, Example]]
KINDS = {"#": "number", "$": "text", "@": "code"}
PLAIN = re.compile(r"-?[\d,]*\.?\d*[%％]?")


def cell(text: str | None, kind: str, unit: str = "万元") -> Cell:
    """A cell of a column of that kind; ``None`` is not reported, a blank amount is zero."""
    if text is None or kind in ("text", "code"):
        return text
    digits = text.rstrip("%％").replace(",", "")
    if not digits or not PLAIN.fullmatch(digits) or digits in "-":
        return Amount(Decimal(0), "") if kind == "amount" and not digits else text
    if kind == "number":
        return Number(Decimal(digits), text)
    return Amount(Decimal(digits) * FACTOR.get(unit, FACTOR["万元"]), text)


def columns(names: str) -> tuple[Column, ...]:
    """``name$ code@ total rate#``: texts, codes, amounts, numbers."""
    return tuple(
        Column(name.rstrip("#$@"), (name.rstrip("#$@"),), KINDS.get(name[-1], "amount")) for name in names.split()
    )


def kind_of(key: str) -> str:
    """Totals and subtotals by their keys, as our tables have them."""
    if key == "合计" or key.endswith(("/total", "amounts/total")):
        return "total"
    return "detail"


def panel(names: str, rows: Mapping[str, Sequence[str | None]], key: str = "", unit: str = "万元") -> Panel:
    """A panel: columns, and under every row's key its cells in their order; an ellipsis of ``...`` leaves one out."""
    own = columns(names)
    made = []
    for row_key, texts in rows.items():
        pairs = zip(own, texts, strict=False)
        cells = {column.key: cell(text, column.kind, unit) for column, text in pairs if text != "..."}
        made.append(Row(row_key, kind_of(row_key), cells, row_key.split("/")[0] if "#" in row_key else ""))
    return Panel(own, tuple(made), key)


def grid(
    code: str,
    names: str,
    rows: Mapping[str, Sequence[str | None]],
    *,
    title: str = "",
    unit: str = "万元",
    notes: Sequence[str] = (),
) -> Section:
    """A section with one table of one panel."""
    return of(Table(code, title or f"2024年{code}表", unit, (panel(names, rows, unit=unit),), notes=tuple(notes)))


def form(code: str, *panels: Panel, title: str = "", notes: Sequence[str] = ()) -> Section:
    """A section with one table of several panels."""
    table = Table(code, title or f"2024年{code}表", "万元", panels, notes=tuple(notes), arrangement="stacked")
    return of(table)


def of(table: Table) -> Section:
    """A section around a table."""
    return Section(table.code, table.title, 2, (), (table,))


def said(key: str, *texts: str, heading: str = "", level: int = 2) -> Section:
    """A section of the narrative with plain paragraphs."""
    return Section(key, heading or f"关于{key}的说明", level, tuple((Text(text),) for text in texts))


def document(
    *sections: Section,
    kind: str = "budget",
    year: int = 2024,
    layout: str = "",
    name: str = "甲市乙区丙局",
    region_name: str = "乙区",
    title: str = "",
    code: str = "101",
    slug: str = "410801-101",
) -> Document:
    """A document of the department 甲市乙区丙局 in region 410801."""
    return Document(
        slug=f"{slug}-{year}-{kind}",
        title=title or f"{name}{year}年度部门{'预算' if kind == 'budget' else '决算'}",
        organisation=Organisation("410801", region_name, code, name),
        year=year,
        kind=kind,
        unit="万元",
        layout=layout,
        sections=sections,
    )


def case(*sections: Section, context: Context = NOTHING, **more: object) -> Example:
    """An example: makes the document, and what is known beside it."""
    return lambda: (document(*sections, **more), context)  # type: ignore[arg-type]


def four(passing: Example, failing: Example, boundary: Example, missing: Example) -> dict[str, Example]:
    """The four examples of a check."""
    return {"passing": passing, "failing": failing, "boundary": boundary, "missing": missing}
