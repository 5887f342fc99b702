"""Reads the sheets 事实 and 文本 back into entries, with the place of every row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from budgets.entered import CHOICE, EXPENDITURE, LONG, PROJECTS, Entries, Group, entries_of, key_of
from budgets.importing.book import NOTICE, WARNING, Problem, Problems, Sheet
from budgets.importing.cells import plain
from budgets.importing.entered import shape
from budgets.importing.entered.blocks import Block, TextRows, blocks, text_rows
from budgets.importing.entered.shape import PROJECT
from budgets.importing.entered.table import ReadRow, read_block
from budgets.importing.entered.texts import read_texts


@dataclass(frozen=True, slots=True)
class Entered:
    """What a file says was entered.

    ``rows`` gives for a group and the index of a row in it (as ``rows_of`` lists them) the sheet and row of the file.
    ``units`` (code → name) and ``projects`` (code, name, unit) are those that the rows of a line list name.
    """

    entries: Entries
    rows: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    projects: tuple[tuple[str, str, str], ...] = ()


Read = dict[str, list[ReadRow]]


def is_facts(sheet: Sheet) -> bool:
    """Whether a sheet is 事实 or 文本, by its titles and headings."""
    titled = any(block.rows and len(block.rows[0][1]) > 1 for block in blocks(sheet))
    return titled or text_rows(sheet) is not None


def read_facts(sheets: Sequence[Sheet], groups: Sequence[Group]) -> Entered:
    """The entries that the sheets 事实 and 文本 of a file hold; empty where no sheet looks like them.

    Sheets are found by their titles and headings. What is wrong is told with its place; a row keeps what could be
    read of it.
    """
    problems = Problems()
    found = _blocks(sheets, groups, problems)
    if not found:
        return Entered({})
    read: Read = {group.key: read_block(block, group, problems) for group, block in found}
    _texts(sheets, groups, read, problems)
    for group, block in found:
        read[group.key] = [
            row for row in read[group.key] if row.wrong or set(row.values) - {shape.PREPARED.get(group.key)}
        ]
        _require(group, block, read[group.key], problems)
    for key in _unfilled(found, read, problems):
        del read[key]
    return _assembled(groups, read, problems)


def _blocks(sheets: Sequence[Sheet], groups: Sequence[Group], problems: Problems) -> list[tuple[Group, Block]]:
    """The blocks that are known, one for each group."""
    by_title = {plain(group.title): group for group in groups}
    found: dict[str, tuple[Group, Block]] = {}
    for sheet in sheets:
        here = blocks(sheet)
        if not any(block.title in by_title for block in here):
            continue
        for block in here:
            group = by_title.get(block.title)
            if group is None:
                problems.add(f"不认识“【{block.title}】”这一块，没有读取", block.sheet, block.row, severity=WARNING)
            elif group.key in found:
                first = found[group.key][1]
                where = f"工作表“{first.sheet}”第 {first.row} 行"
                problems.add(f"“【{block.title}】”已在{where}出现过：请只留一块", block.sheet, block.row)
            else:
                found[group.key] = (group, block)
    _tell_absent(found, groups, problems)
    return list(found.values())


def _tell_absent(found: Mapping[str, tuple[Group, Block]], groups: Sequence[Group], problems: Problems) -> None:
    """What is not contained stays as it is; but projects are contained with all that is below them."""
    sheet = next((block.sheet for _, block in found.values()), "")
    absent = [group for group in groups if found and group.key not in found]
    emptied = [group for group in absent if _is_below(group) and PROJECTS in found]
    for told, message in ((emptied, "项目的这些内容将为空"), (absent, "这些内容保持原样")):
        titles = "".join(f"【{group.title}】" for group in told if told is emptied or group not in emptied)
        if titles:
            problems.add(f"没有这些块，{message}：{titles}", sheet, severity=WARNING)


def _is_below(group: Group) -> bool:
    return group.key.startswith(f"{PROJECTS}.")


def _unfilled(found: Sequence[tuple[Group, Block]], read: Read, problems: Problems) -> set[str]:
    """The groups of blocks that wait to be filled in; a table with nothing but headings says that there is nothing."""
    empty = [(group, block) for group, block in found if not read[group.key]]
    waiting = {group.key for group, block in empty if shape.is_vertical(group) or len(block.rows) > 1}
    if PROJECTS in read and PROJECTS not in waiting:
        waiting -= {group.key for group, _ in empty if _is_below(group)}
    for sheet in {block.sheet: None for _, block in found}:
        titles = "".join(
            f"【{group.title}】" for group, block in empty if group.key in waiting and block.sheet == sheet
        )
        if titles:
            problems.add(f"没有填写的块保持原样：{titles}", sheet, severity=NOTICE)
    return waiting


def _texts(sheets: Sequence[Sheet], groups: Sequence[Group], read: Read, problems: Problems) -> None:
    tables = [table for sheet in sheets if (table := text_rows(sheet))]
    if not tables:
        problems.add(f"没有“{shape.TEXTS}”表：长文字按没有填报处理", severity=WARNING)
    places: dict[tuple[str, int, str], str] = {}
    for table in tables:
        _headings(table, problems)
        read_texts(table, groups, read, places, problems)


def _headings(table: TextRows, problems: Problems) -> None:
    missing = [word for word in shape.TEXT_HEADINGS if word not in table.columns and word != shape.NAME]
    if missing:
        problems.add(f"“{shape.TEXTS}”表缺少表头：{'、'.join(missing)}", table.sheet)


def _require(group: Group, block: Block, rows: Sequence[ReadRow], problems: Problems) -> None:
    for row in rows:
        for one in group.fields:
            if one.required and row.values.get(one.name) in (None, "") and one.name not in row.wrong:
                long = one in shape.long_fields(group)
                where = f"（在“{shape.TEXTS}”表中填写）" if long else ""
                place = (row.row, 0) if long else row.places.get(one.name, (row.row, 0))
                problems.add(f"【{group.title}】缺少“{one.label}”{where}", block.sheet, *place)


def _assembled(groups: Sequence[Group], read: Read, problems: Problems) -> Entered:
    """Entries of the rows that have a place in them, and where each of them stands in the file."""
    projects = read.get(PROJECTS, [])
    kept: Read = {}
    for group in groups:
        if group.key in read:
            own = read[group.key]
            rows = _owned(group, own, projects, problems) if _is_below(group) else own
            kept[group.key] = [row for row in rows if group.key != EXPENDITURE or row.values.get("cut")]
    entries = entries_of({key: [_complete(groups, key, row) for row in rows] for key, rows in kept.items()}, groups)
    owners = [key_of(row.values) for row in projects]
    return Entered(entries, places_of(kept, owners), tuple(problems))


def places_of(rows: Read, projects: Sequence[str] = ()) -> dict[tuple[str, int], tuple[str, int]]:
    """The sheet and row of every row by its group and its place there, as ``budgets.entered.rows_of`` lists them:
    those of a cut, and those of a project, stand together."""
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for key, own in rows.items():
        if key == EXPENDITURE:
            cuts = list(dict.fromkeys(row.values["cut"] for row in own))
            own = sorted(own, key=lambda row: cuts.index(row.values["cut"]))
        elif "." in key:
            own = sorted(own, key=lambda row: projects.index(row.values[PROJECT]))
        found |= {(key, place): (row.sheet, row.row) for place, row in enumerate(own)}
    return found


def _owned(group: Group, rows: Sequence[ReadRow], projects: Sequence[ReadRow], problems: Problems) -> list[ReadRow]:
    """The rows of projects that are listed; each names its project by its key afterwards."""
    kept: dict[tuple[str, int], ReadRow] = {}
    for place, row in enumerate(rows):
        written = row.values.get(PROJECT)
        if not written:
            continue  # told already: it is required
        key = _project(projects, written)
        again = (key or "", 0 if group.single else place)
        if key is None:
            problems.add(f"【{group.title}】没有列出“{written}”这个项目", row.sheet, *row.places[PROJECT])
        elif again in kept:
            problems.add(f"【{group.title}】一个项目只能有一行，“{written}”重复", row.sheet, *row.places[PROJECT])
        else:
            row.values[PROJECT] = key
            kept[again] = row
    return list(kept.values())


def _project(projects: Sequence[ReadRow], written: str) -> str | None:
    """The key of the project that a row names by its code or, where only one has it, by its name."""
    if any(key_of(project.values) == written for project in projects):
        return written
    named = [key_of(project.values) for project in projects if project.values.get("name") == written]
    return named[0] if len(named) == 1 else None


def _complete(groups: Sequence[Group], key: str, row: ReadRow) -> dict[str, Any]:
    """All fields of a row: texts that are not there are empty, what else is not there is not reported; a choice that
    was not made is left out."""
    made: dict[str, Any] = {}
    for one in next(group for group in groups if group.key == key).fields:
        value = row.values.get(one.name)
        if value is not None or one.kind != CHOICE:
            made[one.name] = shape.BLANK.get(one.kind) if value is None else value
            if one.kind == LONG:
                made[one.name] = made[one.name].strip()
    return made
