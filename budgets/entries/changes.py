"""What differs between two states of what was entered, told to people row by row and field by field."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgets.entered import AMOUNT, EXPENDITURE, PROJECTS, Entries, Field, Group, key_of, rows_of
from budgets.entries.matching import Pair, matched
from budgets.entries.parts import PROJECT
from budgets.entries.schema import group_of
from budgets.entries.words import EMPTY, Words, alike, project_words, words_of
from budgets.ledger import CUTS
from budgets.models import Disclosure

ADDED, REMOVED = "新增", "删除"
ORDER, ORDER_BEFORE, ORDER_AFTER = "顺序", "原来的顺序", "调整后的顺序"
# What tells the rows of a group apart, in the order in which it names them. A sheet of facts has one row.
LINE = ("function", "economic", "government", PROJECT, "item_kind", "item", "nature", "fund", "unit", "origin", "stage")
IDENTITY: dict[str, tuple[str, ...]] = {
    "regions": ("code",),
    "units": ("code",),
    "income": ("function", "fund", "unit", "origin", "stage"),
    EXPENDITURE: LINE,
    "balances": ("kind", "function", "fund", "unit"),
    "running": ("economic",),
    "prior": ("subject",),
    "texts": ("key",),
    "explanations": ("function",),
    "tasks": ("name",),
    "indicators": ("level1", "level2", "name"),
    "funding": ("source",),
    PROJECTS: ("code", "name"),
    "projects.indicators": (PROJECT, "level1", "level2", "name"),
    "projects.funding": (PROJECT, "source"),
    "projects.management": (PROJECT, "aspect"),
    "projects.evaluation": (PROJECT,),
    "projects.statement": (PROJECT,),
    "unplanned": ("code", "name"),
}
KEYED = (PROJECTS, "unplanned")
# Groups whose order is printed.
ORDERED = (
    "income",
    EXPENDITURE,
    "running",
    "explanations",
    "tasks",
    "indicators",
    PROJECTS,
    "projects.indicators",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which group, in which row, in which field; before and after as people read them.

    ``field_label`` is empty for a row that was added (``after`` begins with 新增) or removed (``after`` is 删除), and
    顺序 where rows were only put in another order. ``row`` is empty for a sheet of facts, which has one row.
    """

    group_title: str
    row: str
    field_label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of one group (of expenditure: one cut), before and after, written so that equal values are equal."""

    title: str
    group: Group
    fields: tuple[Field, ...]
    before: Sequence[tuple[str, ...]]
    after: Sequence[tuple[str, ...]]
    words: Words


def changes(
    before: Entries, after: Entries, groups: Iterable[Group], codes: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """What differs in the groups that ``after`` contains; of expenditure, in the cuts that it contains.

    Rows are matched by what identifies them, never by their place; a project that is renamed, added or removed is one
    change, with all that names it or is below it. ``codes`` are names of classification codes (``code_names``), for
    the words of rows. Time grows with the size of both, not with its square.
    """
    known = {group.key: group for group in groups}
    words = words_of(before, after, codes or {})
    projects = _Projects(before, after)
    found: list[Change] = []
    for group in known.values():
        if group.key.partition(".")[0] in after:
            for table in _tables(group, before, after, projects, words):
                found += _changes(table)
    return tuple(found)


class _Projects:
    """Projects that are the same before and after, though code or name may have changed; each with one token."""

    def __init__(self, before: Entries, after: Entries) -> None:
        self.rows = before.get(PROJECTS) or [], after.get(PROJECTS) or []
        own = group_of(Disclosure.BUDGET, PROJECTS)
        values = [_values(own.fields, rows) for rows in self.rows]
        pairs = matched(values[0], values[1], _identity(own, own.fields))
        was = {new: old for old, new in pairs if new is not None and old is not None}
        self.tokens = (
            [f"{place}" for place in range(len(self.rows[0]))],
            [f"{was[place]}" if place in was else "" for place in range(len(self.rows[1]))],
        )
        self.names = {token: project_words(row) for token, row in zip(self.tokens[0], self.rows[0], strict=True)}
        self.stay = {f"{old}" for old in was.values()}
        self.renamed = self._renamed(was)

    def _renamed(self, was: Mapping[int, int]) -> dict[str, str]:
        """What lines called projects and do not any more, by what they call them now."""
        old, new = ([key_of(row) for row in rows] for rows in self.rows)
        known, kept = set(old), set(new)
        changed = {new[place]: old[former] for place, former in was.items()}
        return {key: former for key, former in changed.items() if key not in known and former not in kept}

    def below(self, side: int, name: str) -> Iterator[dict[str, Any]]:
        """The rows below projects that are on both sides, each with the token of its project."""
        for token, project in zip(self.tokens[side], self.rows[side], strict=True):
            value = project.get(name) if token in self.stay else None
            for row in [value] if isinstance(value, dict) else value or ():
                yield {**row, PROJECT: token}


def _tables(group: Group, before: Entries, after: Entries, projects: _Projects, words: Words) -> Iterator[_Table]:
    above, _, name = group.key.rpartition(".")
    if above:
        named = Words(words.codes, words.units, projects.names)
        yield _table(group, list(projects.below(0, name)), list(projects.below(1, name)), named)
    elif group.key == EXPENDITURE:
        yield from _cuts(group, before, after, projects, words)
    else:
        yield _table(group, _rows(before, group), _rows(after, group), words)


def _rows(entries: Entries, group: Group) -> list[dict[str, Any]]:
    """The rows of a group; a sheet of facts that is not there says as little as an empty one."""
    return rows_of(entries, group) or ([{}] if group.single else [])


def _cuts(group: Group, before: Entries, after: Entries, projects: _Projects, words: Words) -> Iterator[_Table]:
    fields = tuple(field for field in group.fields if field.name != "cut")
    for cut, label in CUTS.items():
        if cut in after[EXPENDITURE]:
            old = list((before.get(EXPENDITURE) or {}).get(cut, ()))
            new = [
                {**row, PROJECT: projects.renamed.get(row.get(PROJECT) or "", row.get(PROJECT))}
                for row in after[EXPENDITURE][cut]
            ]
            yield _table(group, old, new, words, f"{group.title}·{label}", fields)


def _table(
    group: Group,
    before: Iterable[Mapping[str, Any]],
    after: Iterable[Mapping[str, Any]],
    words: Words,
    title: str = "",
    fields: tuple[Field, ...] = (),
) -> _Table:
    fields = fields or group.fields
    return _Table(title or group.title, group, fields, _values(fields, before), _values(fields, after), words)


def _values(fields: Sequence[Field], rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    return [tuple(alike(field, row.get(field.name)) for field in fields) for row in rows]


def _identity(group: Group, fields: Sequence[Field]) -> Callable[[tuple[str, ...]], Hashable]:
    """What tells the rows of a group apart; projects go by their code, or by their name where they have none."""
    columns = _columns(group, fields)
    if group.key in KEYED:
        return lambda values: next((values[column] for column in columns if values[column]), "")
    return lambda values: tuple(values[column] for column in columns)


def _columns(group: Group, fields: Sequence[Field]) -> list[int]:
    names = [field.name for field in fields]
    return [names.index(name) for name in IDENTITY.get(group.key, ())]


def _changes(table: _Table) -> Iterator[Change]:
    pairs = matched(table.before, table.after, _identity(table.group, table.fields))
    for old, new in pairs:
        yield from _row(table, old, new)
    yield from _moved(table, pairs)


def _row(table: _Table, old: int | None, new: int | None) -> Iterator[Change]:
    before = None if old is None else table.before[old]
    after = None if new is None else table.after[new]
    words = _words(table, before or after or ())
    if before is None or after is None:
        yield _whole(table, words, before, after or ())
        return
    for field, was, now in zip(table.fields, before, after, strict=True):
        if was != now:
            yield Change(table.title, words, field.label, table.words.shown(field, was), table.words.shown(field, now))


def _whole(table: _Table, words: str, before: Sequence[str] | None, after: Sequence[str]) -> Change:
    """A row that was added or removed, with its amounts."""
    values = after if before is None else before
    amounts = [
        f"{field.label} {table.words.shown(field, value)}"
        for field, value in zip(table.fields, values, strict=True)
        if field.kind == AMOUNT and value
    ]
    said = "，".join(amounts)
    if before is None:
        return Change(table.title, words, "", EMPTY, f"{ADDED}：{said}" if said else ADDED)
    return Change(table.title, words, "", said or "有", REMOVED)


def _words(table: _Table, values: Sequence[str]) -> str:
    """The words that name a row: what identifies it, without what goes without saying."""
    if table.group.key in KEYED:
        return project_words({field.name: value for field, value in zip(table.fields, values, strict=True)})
    columns = _columns(table.group, table.fields)
    told = [(table.fields[column], values[column]) for column in columns if values[column]]
    special = [(field, value) for field, value in told if value != alike(field, None)]
    return "·".join(table.words.shown(field, value) for field, value in special or told)


def _moved(table: _Table, pairs: Iterable[Pair]) -> Iterator[Change]:
    """Whether rows that are on both sides were put in another order: of one project, of one cut."""
    if table.group.key not in ORDERED:
        return
    last: dict[str, int] = {}
    moved = dict[str, None]()
    for old, new in pairs:
        if old is None or new is None:
            continue
        within = table.after[new][0] if table.group.key.startswith("projects.") else ""
        if old < last.get(within, -1):
            moved[within] = None
        last[within] = max(old, last.get(within, -1))
    for within in moved:
        yield Change(table.title, table.words.projects.get(within, ""), ORDER, ORDER_BEFORE, ORDER_AFTER)
