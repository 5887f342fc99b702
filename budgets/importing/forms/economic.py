"""Reads F06: basic expenditure by economic code, in groups of columns side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgets.document import Panel, Row, Table
from budgets.importing.book import NOTICE, Spot
from budgets.importing.forms.headings import is_heading, is_numbering, vocabulary, word
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source
from budgets.tables.declarations.final_economic import CLASS, STAFF_CLASSES, TOTALS

# What the heading of each column of a group ends with.
ENDINGS = {"code": ("编码", "编号", "代码"), "name": ("名称",), "amount": ("决算数", "金额", "数")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A code (or ``staff``, ``public``) with its name, and where its cells stand by column key."""

    key: str
    name: str
    spots: Mapping[str, Spot]


def read(region: Region, source: Source, blank: Table) -> Table | None:
    """The rows of the layout that the sheet has, in the layout's order, with further codes above their total."""
    groups = _groups(region, blank)
    if not groups:
        source.say("没有找到“经济分类科目编码、科目名称、决算数”的表头", (region.first, 0))
        return None
    entries = _entries(region, source, groups, _names(blank))
    listed = {row.key for panel in blank.panels for row in panel.rows}
    others = sorted((entry for key, entry in entries.items() if key not in listed), key=lambda entry: entry.key)
    zero = {panel.key: source.zeros((e.spots["amount"] for e in entries.values()), panel.key) for panel in blank.panels}
    panels = tuple(
        replace(
            panel, rows=tuple(_row(source, panel, each, zero[panel.key]) for each in _listed(panel, entries, others))
        )
        for panel in blank.panels
    )
    missing = [f"{row.key}{_name(row)}" for panel in blank.panels for row in panel.rows if row.key not in entries]
    if missing:
        source.say(f"本表没有列出这些科目：{'、'.join(missing)}", (region.first, 0), NOTICE)
    return replace(blank, panels=panels)


def _name(row: Row) -> str:
    return str(row.cells["name"])


def _names(blank: Table) -> dict[str, str]:
    """Keys of rows by their plain names, as far as a name is that of one row."""
    rows = [row for panel in blank.panels for row in panel.rows]
    times = Counter(word(_name(row)) for row in rows)
    return {word(_name(row)): row.key for row in rows if times[word(_name(row))] == 1}


def _groups(region: Region, blank: Table) -> list[dict[str, int]]:
    """Where code, name and amount of each group stand, by the last row of headings."""
    words = vocabulary(blank.panels[0].columns)
    heads = (cells for cells in region.rows.values() if is_heading(cells, words) and len(cells) > 2)
    found: list[dict[str, int]] = []
    for place, value in next(heads, {}).items():
        key = next((key for key, ends in ENDINGS.items() if word(value).endswith(ends)), "")
        if key and (not found or key in found[-1]):
            found.append({})
        if key:
            found[-1][key] = place
    return [group for group in found if len(group) == len(ENDINGS)]


def _entries(
    region: Region, source: Source, groups: Sequence[dict[str, int]], names: Mapping[str, str]
) -> dict[str, Entry]:
    words = frozenset({word(text) for ends in ENDINGS.values() for text in ends})
    found: dict[str, Entry] = {}
    for row, cells in region.rows.items():
        if is_numbering(cells) or _is_head(cells, groups, words):
            continue
        for group in groups:
            entry = _entry(source, row, group, names)
            if entry and entry.key in found:
                source.say(f"科目“{entry.key}”在第 {found[entry.key].spots['code'][0]} 行已经有了", entry.spots["code"])
            elif entry:
                found[entry.key] = entry
    return found


def _is_head(cells: Mapping[int, object], groups: Sequence[dict[str, int]], words: frozenset[str]) -> bool:
    texts = [word(cells.get(group["code"], "")) for group in groups]
    return any(text.endswith(ENDINGS["code"]) for text in texts) or not any(
        place in cells for group in groups for place in group.values()
    )


def _entry(source: Source, row: int, group: Mapping[str, int], names: Mapping[str, str]) -> Entry | None:
    """The row of a group: a code, or a total by its name; a code that was left out is known by its name."""
    spots = {key: (row, place) for key, place in group.items()}
    code, name = source.code(spots["code"]), source.text(spots["name"]) or ""
    key = code if code.isdigit() else names.get(word(name) or word(code), "")
    if key:
        return Entry(key, name or (code if not code.isdigit() else ""), spots)
    if code or name or source.value(spots["amount"]) != "":
        source.say(f"这一行没有经济分类科目编码，也认不出科目“{name or code}”", spots["code"])
    return None


def _listed(panel: Panel, entries: Mapping[str, Entry], others: Sequence[Entry]) -> Iterator[Entry]:
    """The rows of a panel that the sheet has, with the codes that the layout does not list above their total."""
    for row in panel.rows:
        if row.key in TOTALS:
            yield from (each for each in others if each.key.startswith(STAFF_CLASSES) == (row.key == "staff"))
        if row.key in entries:
            yield replace(entries[row.key], name=_name(row))


def _row(source: Source, panel: Panel, entry: Entry, zero: bool) -> Row:
    amount = source.amount(entry.spots["amount"], zero, panel.key)
    source.places.update({(entry.key, key): spot for key, spot in entry.spots.items()})
    total = entry.key in TOTALS
    kind, level = ("subtotal", 0) if len(entry.key) == CLASS else ("detail", 1)
    cells = {"code": "" if total else entry.key, "name": entry.name, "amount": amount}
    return Row(entry.key, "total", cells) if total else Row(entry.key, kind, cells, level=level)
