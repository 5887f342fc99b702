"""Reads B15: the projects' performance targets, four kinds of indicators side by side, a project over many rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from budgets.document import Cell, Column, Row, Table
from budgets.evaluation import KINDS
from budgets.importing.forms.headings import body
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source
from budgets.tables.cells import TOTAL, key_of

PARTS = tuple(f"{kind}.{part}" for kind in KINDS.values() for part in ("name", "target"))
# The nature of a project follows from its money: a sheet may do without.
OPTIONAL = frozenset({"category"})
UNIT_CODE = 12  # the longest code of a unit; codes of projects are longer

Places = Mapping[str, int]


@dataclass(slots=True)
class Reader:
    """Reads row by row; ``project`` is the key of the project whose rows are being read."""

    source: Source
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    department: str = ""
    project: str = ""
    length: int = 0
    projects: int = 0
    known: dict[str, int] = field(default_factory=dict)

    def take(self, row: int, places: Places) -> None:
        """One row of the sheet: the total, a unit, a project, or further indicators of the last one."""
        labels = self._labels(row, places)
        indicators = any(self.source.value((row, places[key])) != "" for key in PARTS if key in places)
        code, name = str(labels.get("code", "")), str(labels.get("name") or "")
        if not code and not name:
            self._further(row, places, indicators)
        elif not self.rows and not indicators:
            self.department = code
            self._head(row, places, TOTAL, "total", labels)
        elif not indicators and self._is_unit(code):
            key = f"{code}/{row}" if self._again(row, places, "单位编码", code) else code
            self._head(row, places, key, "subtotal", labels)
        elif self._goes_on(code, name):
            self._indicators(row, places)
        else:
            self._project(row, places, labels)

    def _labels(self, row: int, places: Places) -> dict[str, Cell]:
        found: dict[str, Cell] = {"code": self.source.code((row, places["code"]))} if "code" in places else {}
        if "name" in places:
            found["name"] = self.source.text((row, places["name"])) or ""
        return found

    def _is_unit(self, code: str) -> bool:
        """Whether a code is that of a unit: it goes on from the department's, and is short."""
        return bool(code) and code.isascii() and code.startswith(self.department) and len(code) <= UNIT_CODE

    def _goes_on(self, code: str, name: str) -> bool:
        """Whether a row repeats the labels of the row above, as sheets do whose merged cells were filled."""
        if not (self.project and self.rows[-1].group == self.project):
            return False
        head = self.rows[-self.length].cells
        return bool(code) and (head.get("code"), head.get("name")) == (code, name)

    def _head(self, row: int, places: Places, key: str, kind: str, labels: Mapping[str, Cell]) -> None:
        self.project = ""
        cells = self._cells(row, places, labels) | {name: "" for name in PARTS if name in places}
        self._add(key, kind, cells, row, places)

    def _cells(self, row: int, places: Places, labels: Mapping[str, Cell]) -> dict[str, Cell]:
        """What a project, a unit or the total has besides indicators."""
        amounts = {c.key: (row, places[c.key]) for c in self.columns if c.kind == "amount" and c.key in places}
        zero = self.source.zeros(amounts.values())
        found = {key: self.source.amount(spot, zero) for key, spot in amounts.items()}
        category = {"category": self.source.text((row, places["category"]))} if "category" in places else {}
        return {**labels, **category, **found}

    def _project(self, row: int, places: Places, labels: Mapping[str, Cell]) -> None:
        code, name = str(labels.get("code", "")), labels.get("name")
        self.projects += 1
        if not name:
            lacking = "项目名称" if code else "项目编码和名称"
            self.source.say(f"项目行没有{lacking}", (row, places.get("name", 0)))
        again = self._again(row, places, "项目编码", code)
        key = str(self.projects) if again else key_of(code, self.projects)
        self.project, self.length = key, 1
        cells = self._cells(row, places, labels) | self._texts(row, places)
        self._add(key, "detail", cells, row, places, key)

    def _again(self, row: int, places: Places, what: str, code: str) -> bool:
        """Whether a code stood in a row above, which is told."""
        first = self.known.setdefault(code, row) if code else row
        if first != row:
            self.source.say(f"{what}“{code}”与第 {first} 行的重复", (row, places["code"]))
        return first != row

    def _further(self, row: int, places: Places, indicators: bool) -> None:
        """A row without code and name."""
        if any(self._given(row, places, column.key) for column in self.columns if column.kind == "amount"):
            self._project(row, places, {"code": "", "name": ""})
        elif indicators and not self.project:
            first = min(places[key] for key in PARTS if self._given(row, places, key))
            self.source.say("指标前面没有所属的项目", (row, first))
        elif indicators:
            self._indicators(row, places)

    def _given(self, row: int, places: Places, key: str) -> bool:
        return key in places and self.source.value((row, places[key])) != ""

    def _indicators(self, row: int, places: Places) -> None:
        self.length += 1
        own = {key: place for key, place in places.items() if key in PARTS}
        self._add(f"{self.project}/{self.length}", "detail", self._texts(row, places), row, own, self.project)

    def _texts(self, row: int, places: Places) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for key in (key for key in PARTS if key in places):
            found[key] = self.source.text((row, places[key]))
            if key.endswith(".target") and found[key] and not found.get(key.replace(".target", ".name")):
                self.source.say("指标值前面没有三级指标的名称", (row, places[key]))
        return found

    def _add(self, key: str, kind: str, cells: dict[str, Cell], row: int, places: Places, group: str = "") -> None:
        self.rows.append(Row(key, kind, cells, group=group))
        self.source.place(key, row, places)


def read(region: Region, source: Source, blank: Table) -> Table | None:
    """The department, its units and their projects; ``None`` without headings."""
    (panel,) = blank.panels
    found, rows = body(region, source, panel.columns, OPTIONAL)
    if not found:
        return None
    columns = tuple(column for column in panel.columns if column.key in found)
    reader = Reader(source, columns)
    for row, places in rows:
        reader.take(row, places)
    return replace(blank, panels=(replace(panel, columns=columns, rows=tuple(reader.rows)),))
