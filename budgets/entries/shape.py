"""Whether an object has the shape of ``Entries``: objects and lists where they belong, and no key that is not known."""

from collections.abc import Iterator
from typing import Any

from budgets.entered import EXPENDITURE, Entries
from budgets.entries.mistakes import Mistake
from budgets.entries.parts import PLANS, Part, fields, parts
from budgets.ledger import CUTS
from budgets.models import Disclosure

KIND = "kind"
NO_ROWS, NO_ROW, UNKNOWN_GROUP, UNKNOWN_FIELD = "这里应是多行内容", "这里应是一行内容", "没有这一组内容", "没有这一栏"
UNKNOWN_CUT = "支出没有这种口径"
UNKNOWN_KIND = "种类应是部门预算（budget）或部门决算（final）"


def misshapen(kind: str, entries: Any) -> tuple[Mistake, ...]:
    """What is wrong with the shape of entries for a disclosure of ``kind``; nothing else can be judged before."""
    if not isinstance(entries, dict):
        return (Mistake("", -1, "", NO_ROW),)
    return tuple(_groups(kind, entries))


def kind_of(entries: Any) -> str:
    """The kind that entries are of, or ``""`` if they do not say."""
    kind = entries.get(KIND) if isinstance(entries, dict) else None
    return kind if kind in (Disclosure.BUDGET, Disclosure.FINAL) else ""


def _groups(kind: str, entries: Entries) -> Iterator[Mistake]:
    known = {part.key: part for part in parts(kind) if not part.below_project}
    for key, value in entries.items():
        if key in known:
            yield from _group(kind, known[key], value)
        elif key != KIND:
            yield Mistake(str(key), -1, "", UNKNOWN_GROUP)


def _group(kind: str, part: Part, value: Any) -> Iterator[Mistake]:
    if part.key == EXPENDITURE:
        yield from _cuts(part, value)
    elif part.single:
        if value is not None:
            yield from _row(part, -1, value)
    else:
        below = {part.name: part for part in parts(kind) if part.below_project} if part == PLANS else {}
        yield from _list(part, value, below)


def _cuts(part: Part, value: Any) -> Iterator[Mistake]:
    if not isinstance(value, dict):
        yield Mistake(part.key, -1, "", NO_ROWS)
        return
    start = 0
    for cut, rows in value.items():
        if cut not in CUTS:
            yield Mistake(part.key, -1, "cut", f"{UNKNOWN_CUT}：{cut}")
        yield from _list(part, rows, {}, start)
        start += len(rows) if isinstance(rows, list) else 0


def _list(part: Part, rows: Any, below: dict[str, Part], start: int = 0) -> Iterator[Mistake]:
    if not isinstance(rows, list):
        yield Mistake(part.key, -1, "", NO_ROWS)
        return
    counts = dict.fromkeys(below, 0)
    for index, row in enumerate(rows, start):
        yield from _row(part, index, row, tuple(below))
        for name, value in row.items() if isinstance(row, dict) else ():
            if name in below and value is not None:
                yield from _below(below[name], value, counts[name])
                counts[name] += len(value) if isinstance(value, list) else 1


def _below(part: Part, value: Any, start: int) -> Iterator[Mistake]:
    """What hangs on a project; rows are counted through all projects."""
    if part.single:
        yield from _row(part, start, value)
    else:
        yield from _list(part, value, {}, start)


def _row(part: Part, index: int, row: Any, below: tuple[str, ...] = ()) -> Iterator[Mistake]:
    if not isinstance(row, dict):
        yield Mistake(part.key, index, "", NO_ROW)
        return
    known = {*fields(part), *below} - {"cut"}
    for name in row:
        if name not in known:
            yield Mistake(part.key, index, str(name), UNKNOWN_FIELD)
