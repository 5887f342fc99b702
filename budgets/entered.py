"""What was entered for a disclosure as plain data, and how it is described to people: groups of rows with fields.

``Entries`` is one JSON object, the same for the shipped samples, imports, the sheets 事实 and 文本, and what an edition
keeps. Amounts are decimal strings in yuan, dates ``2024-02-01``, what is not reported ``None`` or left out:

``kind`` · ``regions`` (from the highest, with ``parent``) · ``department`` · ``units`` · ``disclosure`` (year, layout,
dates, ``unit``: the code of the one unit it is of, or "") · ``income`` · ``expenditure`` by cut · ``balances`` · one
object for each sheet of facts (``three_public``, ``procurement`` …) · ``running`` · ``prior`` · ``texts`` ·
``explanations`` · ``tasks`` · ``indicators`` · ``funding`` · ``projects``, each with its ``indicators``, ``funding``,
``management``, ``evaluation``, ``statement`` · ``unplanned`` (projects that lines name and ``projects`` does not list).
Lines name a unit by its code and a project by its code, or by its name where it has none. The order of a list is the
printed order; ``summary_position`` is a line's place in the economic summary where that differs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Entries = dict[str, Any]

TEXT, LONG, CODE, AMOUNT, COUNT, MARK, DATE, YES, CHOICE = (
    "text",
    "long",
    "code",
    "amount",
    "count",
    "mark",
    "date",
    "yes",
    "choice",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group: its name in ``Entries``, what people call it, what it holds.

    Kinds: ``text``, ``long`` (several lines), ``code``, ``amount`` (yuan), ``count``, ``mark`` (a decimal number, no
    money), ``date``, ``yes`` (是 or 否), ``choice`` of ``choices`` (stored value, what people call it). ``default`` is
    what a row means that leaves it out.
    """

    name: str
    label: str
    kind: str = TEXT
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows of one shape.

    ``key`` is its place in ``Entries``: ``income``, ``expenditure`` (its rows carry their ``cut``), ``three_public``
    (``single``: one row), ``projects``, ``projects.indicators`` (rows below a project, which they name in a first
    field ``project``).
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    single: bool = False


PROJECTS, EXPENDITURE = "projects", "expenditure"


def key_of(project: Mapping[str, Any]) -> str:
    """What lines and rows below call a project: its code, or its name where it has none."""
    return str(project.get("code") or project.get("name") or "")


def rows_of(entries: Entries, group: Group) -> list[dict[str, Any]]:
    """The rows of a group, flat and in order: of expenditure with their ``cut``, of what is below a project with it.

    Their places in this list are what a mistake's ``row`` counts.
    """
    above, _, name = group.key.rpartition(".")
    if above:
        return [
            {"project": key_of(project), **row}
            for project in entries.get(above) or ()
            for row in _listed(project.get(name))
        ]
    if group.key == EXPENDITURE:
        cuts = entries.get(EXPENDITURE) or {}
        return [{"cut": cut, **row} for cut, rows in cuts.items() for row in rows]
    if group.key == PROJECTS:
        own = {field.name for field in group.fields}
        return [{key: row[key] for key in row if key in own} for row in entries.get(PROJECTS) or ()]
    return _listed(entries.get(group.key))


def _listed(value: Any) -> list[dict[str, Any]]:
    """Rows of a list, or the one of a single; none where there is nothing."""
    if value is None:
        return []
    return [value] if isinstance(value, dict) else list(value)


def entries_of(rows: Mapping[str, Iterable[Mapping[str, Any]]], groups: Iterable[Group]) -> Entries:
    """The inverse of ``rows_of``: the flat rows by the keys of their groups, put where they belong.

    Only groups named in ``rows`` are contained. ``LookupError`` with the project if a row names one that is not there.
    """
    entries: Entries = {}
    projects: dict[str, dict[str, Any]] = {}
    for group in groups:
        above, _, name = group.key.rpartition(".")
        if group.key not in rows:
            continue
        found = [dict(row) for row in rows[group.key]]
        if above:
            _hang(found, projects, name, group.single)
        elif group.key == EXPENDITURE:
            entries[EXPENDITURE] = _by_cut(found)
        else:
            entries[group.key] = (found[0] if found else None) if group.single else found
        if group.key == PROJECTS:
            projects = {key_of(row): row for row in found}
    return entries


def _by_cut(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    cuts: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        cuts.setdefault(str(row.pop("cut")), []).append(row)
    return cuts


def _hang(rows: list[dict[str, Any]], projects: dict[str, dict[str, Any]], name: str, single: bool) -> None:
    for project in projects.values():
        project[name] = None if single else []
    for row in rows:
        project = projects[str(row.pop("project"))]
        if single:
            project[name] = row
        else:
            project[name].append(row)
