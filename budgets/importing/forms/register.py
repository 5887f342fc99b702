"""The projects that forms name, brought together by code, or by name and unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.document import Row
from budgets.importing.book import ERROR
from budgets.importing.cells import plain
from budgets.importing.forms.said import Said
from budgets.importing.read import ReadTable

Project = dict[str, Any]


@dataclass(slots=True)
class Register:
    """``units``: codes of units by their plain names. ``projects`` in the order in which they were first named."""

    units: Mapping[str, str]
    projects: list[Project] = field(default_factory=list)
    _by_code: dict[str, int] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=dict)

    def unit(self, told: str) -> str:
        """The code of a unit that is told by name; the name where the code is not known."""
        return self.units.get(plain(told), told)

    def find(self, name: str, unit: str = "", code: str = "") -> int | None:
        """The place of a known project: by its code, else by its name if it is of that unit or of one not known."""
        if code in self._by_code:
            return self._by_code[code]
        own = self._by_name.get(plain(name), ())
        fits = [at for at in own if not (code and self.projects[at]["code"])]
        same = [at for at in fits if self.projects[at]["unit"] == unit]
        alike = same or [at for at in fits if not (unit and self.projects[at]["unit"])]
        return alike[0] if len(alike) == 1 else None

    def enter(self, name: str, unit: str = "", code: str = "") -> tuple[int, Project]:
        """The project with its place; a new one if it is not known yet."""
        at = self.find(name, unit, code)
        if at is None:
            at = len(self.projects)
            self.projects.append({"unit": unit, "code": code, "name": name})
            self._by_name.setdefault(plain(name), []).append(at)
        project = self.projects[at]
        project["unit"], project["code"] = project["unit"] or unit, project["code"] or code
        if project["code"]:
            self._by_code[project["code"]] = at
        return at, project


def units_of(tables: Iterable[ReadTable]) -> dict[str, str]:
    """Codes of units by their plain names, from the tables that list both.

    The longer one where a name has two: a department and its only unit are often called the same.
    """
    found: dict[str, str] = {}
    for code, name in (pair for read in tables for _, row in read.table.rows() for pair in _named(row)):
        if len(code) > len(found.get(name, "")):
            found[name] = code
    return found


def _named(row: Row) -> Iterator[tuple[str, str]]:
    """Codes and plain names in a row that may be those of a unit."""
    for code, name in (("unit_code", "unit"), ("code", "name")):
        own, called = row.cells.get(code), row.cells.get(name)
        if isinstance(own, str) and own and isinstance(called, str) and not row.group and row.kind != "total":
            yield own, plain(called)


@dataclass(slots=True)
class Seen:
    """Tells a project that a table lists twice; one with a code was told when the table was read."""

    said: Said
    rows: dict[int, str] = field(default_factory=dict)

    def again(self, at: int, row: str, project: Project, column: str = "name") -> bool:
        """Whether the project at a place, that stands in this row, stood in one before."""
        first = self.rows.setdefault(at, row)
        if first != row and not project["code"]:
            place = self.said.read.place(first, column)[0]
            self.said.say(f"项目“{project['name']}”在第 {place} 行已经有了", row, column, ERROR)
        return first != row


def forms(said: Said) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms of a table: the number of each and what it says beside its labels."""
    for panel in said.read.table.panels:
        number, _, part = panel.key.partition("/")
        if part == "head":
            yield number, {str(row.cells["label"]): str(row.cells["text"]) for row in panel.rows}
