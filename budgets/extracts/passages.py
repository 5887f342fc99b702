"""The texts of a document that can be searched, each with its place on the page."""

from collections.abc import Callable, Iterator

from budgets.document import NUMERIC, Document, Panel, Row, Section, Table, anchor, cell_address
from budgets.extracts.vocabulary import INDICATORS, ITEMS, PROJECTS, WORDS, Passage
from budgets.formats.anchors import paragraph_id
from budgets.formats.outline import section_heading
from budgets.tables.cells import function_of
from budgets.years import Mention, code_of, identified, mentions, name_of

BY_FUNCTION = ("B03", "B05", "B10", "B11", "F03", "F05", "F07", "F08")
BY_ECONOMY = ("B06", "B08", "B13", "F06")
BY_ITEM = ("B07",)
TARGETS = ("B14", "B15", "F10", "F12")
# Where a row has a departmental or governmental economic code, in one column or in two, and its name.
ECONOMIC = (
    (("economic",), "economic_name"),
    (("code",), "name"),
    (("class", "section"), "name"),
    (("government",), "government_name"),
    (("government_class", "government_section"), "government_name"),
)
# A panel is told by its columns: indicators have the first, goals any of the second, tasks both of the third.
LEVELS, GOALS, TASKS = "level1", ("objective", "expected"), ("name", "content")
# Columns of one indicator in a row that has several: ``output.name``, ``output.target``.
NAME, TARGET = ".name", ".target"
BLANK = "　"


def passages(document: Document) -> Iterator[Passage]:
    """Every text of the document that can be searched, each once: projects, codes and items, targets, the narrative."""
    seen: set[tuple[str, str, str]] = set()
    for found in _all(document):
        key = found.kind, "" if found.kind == ITEMS else found.heading, found.text
        if found.text and key not in seen:
            seen.add(key)
            yield found


def _all(document: Document) -> Iterator[Passage]:
    yield from _projects(document)
    for table in document.tables():
        for panel, row in table.rows():
            if row.kind != "total":
                yield from _items(table, panel, row)
    for table in document.tables():
        if table.code in TARGETS:
            yield from _targets(table)
    for section in document.sections:
        yield from _words(section)


def _projects(document: Document) -> Iterator[Passage]:
    for found in identified(mentions(document)).values():
        named = [mention for mention in found if mention.name]
        if named:
            text = _joined(name_of(found), code_of(found), _unit(document, found))
            yield Passage(PROJECTS, named[0].title, text, named[0].fragment)


def _unit(document: Document, found: list[Mention]) -> str:
    """The unit of a project, unless it is the one whose document this is."""
    unit = next((mention.unit for mention in found if mention.unit), "")
    return "" if unit == document.organisation.name else unit


def _items(table: Table, panel: Panel, row: Row) -> Iterator[Passage]:
    """The codes and items of a row."""
    for code, name in _named(table.code, row):
        if name:
            yield Passage(ITEMS, table.title, _joined(code, name), _fragment(table, panel, row))


def _named(table: str, row: Row) -> Iterator[tuple[str, str]]:
    if table in BY_FUNCTION and function_of(row):
        yield function_of(row), _text(row, "name")
    elif table in BY_ECONOMY:
        for keys, name in ECONOMIC:
            code = "".join(_text(row, key) for key in keys)
            if code:
                yield code, _text(row, name)
    elif table in BY_ITEM and row.kind == "detail":
        yield "", _text(row, "item")


def _targets(table: Table) -> Iterator[Passage]:
    """Goals, tasks and indicators; below the name of the project where they are a project's."""
    heading = table.title
    for panel in table.panels:
        if panel.key.endswith("/head"):
            heading = panel.title.strip() or table.title
        told = _told_by(panel)
        for row in panel.rows:
            if row.kind == "detail" and row.group == row.key and _text(row, "name"):
                heading = _text(row, "name")
            if row.kind == "detail":
                for text in told(row):
                    yield Passage(INDICATORS, heading, text, _fragment(table, panel, row))


def _told_by(panel: Panel) -> Callable[[Row], Iterator[str]]:
    keys = {column.key for column in panel.columns}
    if LEVELS in keys:
        return _indicator
    if keys.intersection(GOALS) or keys.issuperset(TASKS) or any(row.key == "objective" for row in panel.rows):
        return _goal
    return _indicators if any(key.endswith(NAME) for key in keys) else lambda row: iter(())


def _indicator(row: Row) -> Iterator[str]:
    if _text(row, "name"):
        actual = _text(row, "actual")
        yield _joined(_text(row, "name"), _text(row, "target"), f"实际完成值：{actual}" if actual else "")


def _indicators(row: Row) -> Iterator[str]:
    for key in row.cells:
        if key.endswith(NAME) and _text(row, key):
            yield _joined(_text(row, key), _text(row, key.removesuffix(NAME) + TARGET))


def _goal(row: Row) -> Iterator[str]:
    """The texts of a goal or task, each once."""
    yield _joined(*dict.fromkeys(_text(row, key) for key in row.cells if key not in ("label", "goal")))


def _words(section: Section) -> Iterator[Passage]:
    """The heading of a section, its paragraphs, the numbers and titles of its tables as printed."""
    own = section_heading(section)
    if own:
        yield Passage(WORDS, "", own.text, own.id)
    for number, paragraph in enumerate(section.paragraphs, start=1):
        text = "".join(run.text for run in paragraph).strip()
        yield Passage(WORDS, section.heading, text, paragraph_id(section.key, number))
    for table in section.tables:
        yield Passage(WORDS, own.text if own else "", _joined(table.number.strip(), table.title.strip()), table.code)


def _fragment(table: Table, panel: Panel, row: Row) -> str:
    """The id of the first figure of a row; its table's where it has none."""
    for column in panel.columns:
        if column.kind in NUMERIC and column.key in row.cells and not isinstance(row.cells[column.key], str):
            return anchor(cell_address(table.code, row.key, column.key))
    return table.code


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return cell.strip() if isinstance(cell, str) else ""


def _joined(*parts: str) -> str:
    return BLANK.join(part for part in parts if part)
