"""Where a document names a project: rows of B12, B15 and F11, forms of B15 and F12, passages of the narrative."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Document, Figure, Number, Paragraph, Row, Section, Table, Text
from budgets.money import added
from budgets.years.stages import NOWHERE, UNKNOWN, Found, Stages, in_cell, in_text

KEY_PROJECT = re.compile(r"project\.(?P<code>[0-9A-Za-z]+)")
# The last part of a row's key is a project's code, or a short number where it has none.
CODE = re.compile(r"[0-9A-Za-z]{6,}")
STATEMENT_OF, QUARTER = "项目：", "statement.quarter"
# The parts of a statement in their order; none is printed twice.
PARTS = (
    "一、项目概况",
    "二、立项依据",
    "三、实施主体",
    "四、实施方案",
    "五、实施周期",
    "六、年度预算安排",
    "七、绩效目标",
)
NARRATIVE = ""
# Tables that may be forms: the row of the year's money, its columns from 年初预算 to what was spent.
FORMS = {"B15": ("amounts/year", ("amount",)), "F12": ("funding/total", ("initial", "adjusted", "executed"))}


@dataclass(frozen=True, slots=True)
class Mention:
    """A project in one place of a document, and what stands there of it.

    ``table`` is a table's code, or empty for the narrative; ``title`` is of the table or section; ``key`` finds the
    row or form again. An empty ``code`` or ``name`` is not told in this place.
    """

    slug: str
    year: int
    kind: str
    table: str
    title: str
    fragment: str
    key: str
    code: str = ""
    name: str = ""
    unit: str = ""
    stages: Stages = UNKNOWN
    score: Decimal | None = None


def mentions(document: Document) -> tuple[Mention, ...]:
    """Every place of ``document`` that names a project, in printed order, those of its tables first."""
    listed = [mention for table in document.tables() for mention in _in_table(document, table)]
    names = {mention.name for mention in listed}
    told = [mention for section in document.sections for mention in _in_section(document, section, names)]
    return (*listed, *told)


def _in_table(document: Document, table: Table) -> Iterator[Mention]:
    if table.code == "B12":
        yield from _money(document, table)
    elif table.code == "B15" and table.arrangement != "stacked":
        yield from _targets(document, table)
    elif table.code == "F11":
        yield from _evaluated(document, table)
    elif table.code in FORMS:
        yield from _forms(document, table)


def _money(document: Document, table: Table) -> Iterator[Mention]:
    """B12: a row for a project."""
    for _, row in table.rows():
        if row.kind == "detail":
            stages = Stages(in_cell(document, "B12", row, "total"))
            yield _mention(document, table, row, "total", stages, _code(row))


def _targets(document: Document, table: Table) -> Iterator[Mention]:
    """B15: the first row of a project, below its unit's."""
    unit = ""
    for _, row in table.rows():
        if row.kind == "subtotal":
            unit = _text(row, "name")
        elif row.kind == "detail" and row.group == row.key:
            stages = Stages(in_cell(document, "B15", row, "total"))
            yield _mention(document, table, row, "total", stages, _text(row, "code") or _code(row), unit=unit)


def _evaluated(document: Document, table: Table) -> Iterator[Mention]:
    """F11: a row for a project."""
    for _, row in table.rows():
        adjusted, executed = (in_cell(document, "F11", row, column) for column in ("adjusted", "executed"))
        stages = Stages(adjusted=adjusted, actual=executed)
        yield _mention(document, table, row, "adjusted", stages, _code(row), score=_number(row, "score"))


def _code(row: Row) -> str:
    """The code of a row's project; empty where it has none."""
    last = row.key.rpartition("/")[2]
    return last if CODE.fullmatch(last) else ""


def _forms(document: Document, table: Table) -> Iterator[Mention]:
    """B15 and F12 in forms, each of panels whose keys begin with its place; no form prints a code."""
    rows = {row.key: row for _, row in table.rows()}
    key, columns = FORMS[table.code]
    for panel in table.panels:
        place, _, part = panel.key.partition("/")
        if part != "head":
            continue
        money, marks = rows.get(f"{place}/{key}"), rows.get(f"{place}/indicators/total")
        amounts = [in_cell(document, table.code, money, column) if money else NOWHERE for column in columns]
        yield Mention(
            *_place(document, table),
            fragment=amounts[0].fragment or table.code,
            key=place,
            name=panel.title.strip(),
            unit=next((_text(row, "text") for row in panel.rows if _text(row, "label") == "实施单位"), ""),
            stages=Stages(*amounts),
            score=_number(marks, "score") if marks else None,
        )


def _mention(
    document: Document,
    table: Table,
    row: Row,
    column: str,
    stages: Stages,
    code: str,
    *,
    unit: str = "",
    score: Decimal | None = None,
) -> Mention:
    """A row that names a project; the link leads to its amount in ``column``, or to the table."""
    fragment = in_cell(document, table.code, row, column).fragment or table.code
    own = unit or _text(row, "unit")
    return Mention(
        *_place(document, table), fragment, row.key, code, _text(row, "name"), own, stages=stages, score=score
    )


def _place(document: Document, table: Table) -> tuple[str, int, str, str, str]:
    return document.slug, document.year, document.kind, table.code, table.title


def _in_section(document: Document, section: Section, names: Container[str]) -> Iterator[Mention]:
    """Key projects, whose amounts are figures; statements of projects, each below a line with the project's name."""
    for paragraph in section.paragraphs:
        for run in paragraph:
            named = KEY_PROJECT.fullmatch(run.name) if isinstance(run, Figure) else None
            if named and isinstance(run, Figure):
                yield _passage(document, section, in_text(document, section, run), code=named["code"])
    for name, figures in _statements(section, names).items():
        planned = added(*(figure.yuan for figure in figures)) if figures else None
        found = Found(planned, document.slug, f"s-{section.key}")
        yield _passage(document, section, found, name=name)


def _statements(section: Section, names: Container[str]) -> dict[str, list[Figure]]:
    """The statements of a section by the name of the project: the figures of its quarters."""
    found: dict[str, list[Figure]] = {}
    if section.key != "statements":
        return found
    heads, name = _heads([_line(paragraph) for paragraph in section.paragraphs], names), ""
    for place, paragraph in enumerate(section.paragraphs):
        name = heads.get(place, name)
        quarters = [run for run in paragraph if isinstance(run, Figure) and run.name.startswith(QUARTER)]
        if name:
            found.setdefault(name, []).extend(quarters)
    return found


def _heads(lines: Sequence[str], names: Container[str]) -> dict[int, str]:
    """The names of projects by the place of the line that heads a statement: the first line, or one above a part.

    Such a line in the text of a part is typed, unless its name is one of ``names`` or the parts begin again after it.
    """
    found: dict[int, str] = {}
    last = -1
    for place, line in enumerate(lines):
        following = PARTS.index(lines[place + 1]) if _is_part(lines, place + 1) else None
        name = line.removeprefix(STATEMENT_OF).strip()
        if _is_part(lines, place):
            last = PARTS.index(line)
        elif line.startswith(STATEMENT_OF) and name and (place == 0 or _begins(following, last, name in names)):
            found[place], last = name, -1
    return found


def _is_part(lines: Sequence[str], place: int) -> bool:
    return place < len(lines) and lines[place] in PARTS


def _begins(following: int | None, last: int, known: bool) -> bool:
    """Whether a statement begins: a part follows, which the statement before has behind it."""
    return following is not None and (known or following <= last)


def _line(paragraph: Paragraph) -> str:
    """A paragraph of text alone; empty where it has a figure."""
    return "".join(run.text for run in paragraph if isinstance(run, Text)) if len(paragraph) == 1 else ""


def _passage(document: Document, section: Section, initial: Found, *, code: str = "", name: str = "") -> Mention:
    place = (document.slug, document.year, document.kind, NARRATIVE, section.heading, f"s-{section.key}", section.key)
    return Mention(*place, code, name, stages=Stages(initial))


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return cell.strip() if isinstance(cell, str) else ""


def _number(row: Row, column: str) -> Decimal | None:
    cell = row.cells.get(column)
    return cell.value if isinstance(cell, Number) else None
