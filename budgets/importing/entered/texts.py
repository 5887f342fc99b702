"""Gives the texts of the sheet 文本 to the rows that they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgets.entered import PROJECTS, Field, Group, key_of
from budgets.importing.book import Problems, Value
from budgets.importing.cells import plain
from budgets.importing.entered import shape
from budgets.importing.entered.blocks import TextRows
from budgets.importing.entered.rows import one_break
from budgets.importing.entered.table import ReadRow, ordinal_of
from budgets.importing.entered.values import spelt

Read = Mapping[str, list[ReadRow]]


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    row: int
    columns: Mapping[str, int]

    def tell(self, problems: Problems, message: str, word: str) -> None:
        problems.add(message, self.sheet, self.row, self.columns.get(word, 0))


def read_texts(
    table: TextRows, groups: Sequence[Group], read: Read, seen: dict[tuple[str, int, str], str], problems: Problems
) -> None:
    """Puts every text into its row of ``read``; ``seen`` keeps where each came from, against a second one."""
    by_title = {plain(group.title): group for group in groups}
    projects = {key_of(row.values): str(row.values.get("name", "")) for row in read.get(PROJECTS, ())}
    for number, cells in table:
        place = _Place(table.sheet, number, table.columns)
        text = one_break(spelt(cells.get(shape.WORDS, "")))
        group = by_title.get(plain(spelt(cells.get(shape.OWNER, ""))))
        if not text.strip():
            continue
        if group is None:
            place.tell(problems, f"不认识“{spelt(cells.get(shape.OWNER, ''))}”：不知道这段文字属于哪里", shape.OWNER)
            continue
        row, one = _row(group, cells, read, projects, place, problems), _field(group, cells, place, problems)
        if row and one:
            _give(row, one, text, cells, seen, (group.key, id(row), one.name), place, problems)


def _row(
    group: Group, cells: Mapping[str, Value], read: Read, projects: Mapping[str, str], place: _Place, problems: Problems
) -> ReadRow | None:
    """The row by its number; the name beside it must be that row's, or the text would go astray after a change."""
    rows = read.get(group.key, [])
    name = plain(spelt(cells.get(shape.NAME, "")))
    if shape.ORDINAL in cells:
        spot = (place.row, place.columns[shape.ORDINAL])
        ordinal = ordinal_of(cells[shape.ORDINAL], place.sheet, spot, problems)
        found = [row for row in rows if row.ordinal == ordinal] if ordinal else []
        missing = f"【{group.title}】没有第 {ordinal} 行"
    else:
        ordinal = -1
        found = [row for row in rows if name and plain(shape.called(group, row.values, projects)) == name]
        missing = f"没有填{shape.ORDINAL}，按名称也找不到唯一的一行"
    if len(found) != 1:
        if (ordinal and len(found) < 2) or ordinal < 0:
            place.tell(problems, missing, shape.ORDINAL)
        return None
    called = shape.called(group, found[0].values, projects)
    if name and name != plain(called):
        told = f"【{group.title}】{shape.ORDINAL} {ordinal} 是“{called}”，不是“{spelt(cells[shape.NAME])}”"
        place.tell(problems, f"{told}：请改正{shape.ORDINAL}或名称", shape.NAME)
        return None
    return found[0]


def _field(group: Group, cells: Mapping[str, Value], place: _Place, problems: Problems) -> Field | None:
    label = plain(spelt(cells.get(shape.LABEL, ""))).removesuffix(plain(shape.CONTINUED))
    fields = {plain(field.label): field for field in shape.long_fields(group)}
    if label not in fields:
        possible = "、".join(field.label for field in fields.values()) or "无"
        place.tell(problems, f"【{group.title}】没有“{label}”这一栏文字，可填：{possible}", shape.LABEL)
    return fields.get(label)


def _give(
    row: ReadRow,
    one: Field,
    text: str,
    cells: Mapping[str, Value],
    seen: dict[tuple[str, int, str], str],
    key: tuple[str, int, str],
    place: _Place,
    problems: Problems,
) -> None:
    continued = plain(spelt(cells[shape.LABEL])).endswith(plain(shape.CONTINUED))
    if continued and key in seen:
        row.values[one.name] += text
    elif continued or key in seen:
        other = "没有前一段" if continued else f"已在{seen[key]}填写过"
        place.tell(problems, f"“{one.label}”{other}", shape.LABEL)
    else:
        row.values[one.name] = text
        seen[key] = f"工作表“{place.sheet}”第 {place.row} 行"
