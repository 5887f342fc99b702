"""Reads the rows of a line list below its headings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.entered import AMOUNT, CHOICE, CODE, Field, Group, entries_of
from budgets.importing.book import NOTICE, WARNING, Problems, Spot, Value
from budgets.importing.cells import amount_of, plain
from budgets.importing.entered import words
from budgets.importing.entered.headings import Headings
from budgets.importing.entered.line_codes import bare_code, joined_code, project_of, trimmed
from budgets.importing.entered.reading import Entered, places_of
from budgets.importing.entered.shape import BLANK, PROJECT
from budgets.importing.entered.table import ReadRow
from budgets.importing.entered.values import Wrong, chosen, spelt, taken
from budgets.ledger import FULL
from budgets.money import AmountError

MOST_ERRORS = 500
LISTED = 20
ALL_LINES = ""
ZERO = Decimal("0.00")
# Without any of these a row is no line: a remark, or who made the list.
TELLING = ("amount", "function", "economic", "government", "nature", "fund")
# What some kinds of lines do not have, and need not be told of.
UNTOLD = ("cut", "stage", "origin")


@dataclass
class _Line(ReadRow):
    """A row in the making: its cells, and the group that it is of."""

    cells: Mapping[int, Value] = field(default_factory=dict)
    group: Group = field(default_factory=lambda: Group("", "", ()))


@dataclass
class LineRows:
    """A list while it is read: ``money`` is the unit of its amounts, ``codes`` those of units by their names."""

    sheet: str
    groups: Mapping[str, Group]
    headings: Headings
    money: str
    codes: Mapping[str, str]
    problems: Problems
    lines: dict[str, list[ReadRow]] = field(default_factory=dict)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)
    totals: list[tuple[_Line, str]] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    projects: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    errors: int = 0

    def read(self, cells: Mapping[Spot, Value]) -> None:
        """Every filled row below the headings; after too many errors no more."""
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in cells.items():
            if row > self.headings.row and spelt(value).strip():
                rows.setdefault(row, {})[column] = value
        for row in sorted(rows):
            self._line(_Line(self.sheet, row, cells=rows[row]))
            if self.errors >= MOST_ERRORS:
                message = f"错误太多，只列出前 {MOST_ERRORS} 处，第 {row} 行以后没有读取"
                self.problems.add(message, self.sheet, row)
                return
        if not rows:
            self.problems.add("表头下面没有明细行", self.sheet, self.headings.row)
        self._tell_sums()

    def entered(self) -> Entered:
        """What was read."""
        rows = {key: [line.values for line in lines] for key, lines in self.lines.items()}
        entries = entries_of(rows, self.groups.values())
        projects = tuple(self.projects.values())
        return Entered(entries, places_of(self.lines), tuple(self.problems), self.units, projects)

    def _tell(self, line: _Line, name: str, message: str) -> None:
        columns = self.headings.columns.get(name, (0,))
        self.problems.add(message, self.sheet, line.row, columns[-1])
        line.wrong.add(name)
        self.errors += 1

    def _raw(self, line: _Line, name: str) -> Value | None:
        columns = self.headings.columns.get(name, ())
        return next((line.cells[column] for column in columns if column in line.cells), None)

    def _word(self, line: _Line, name: str) -> str:
        raw = self._raw(line, name)
        return "" if raw is None else str(trimmed(spelt(raw)))

    def _line(self, line: _Line) -> None:
        if word := _total_word(line):
            self.left_out.append(line.row)
            if word in words.TOTALS:
                self.totals.append((line, word))
        elif all(self._raw(line, name) is None for name in TELLING):
            self.problems.add("这一行没有金额和科目，没有读取", self.sheet, line.row, severity=WARNING)
        elif self._kind(line):
            self._values(line)
            if not line.wrong:
                self._keep(line)

    def _kind(self, line: _Line) -> bool:
        """Whether the group that a row belongs to is known."""
        word = self._word(line, words.KIND)
        key = words.KINDS.get(plain(word), "") if word else words.EXPENDITURE
        try:
            if not key:
                line.values["kind"] = chosen(word, self._kinds())
                key = words.BALANCES
        except Wrong as wrong:
            self._tell(line, words.KIND, f"收支：{wrong}")
            return False
        line.group = self.groups[key]
        return True

    def _kinds(self) -> tuple[tuple[str, str], ...]:
        own = next(one.choices for one in self.groups[words.BALANCES].fields if one.name == "kind")
        return ((words.INCOME, "收入"), (words.EXPENDITURE, "支出"), *own)

    def _values(self, line: _Line) -> None:
        for one in line.group.fields:
            if one.name != words.KIND:
                self._value(line, one)
        self._tell_unread(line)
        if line.group.key == words.EXPENDITURE:
            line.values.setdefault("cut", FULL)
            self._nature(line)
        for one in line.group.fields:
            needed = one.required or one.name == "fund"
            if needed and line.values.get(one.name) in (None, "") and one.name not in line.wrong:
                self._tell(line, one.name, f"没有填{one.label}")

    def _value(self, line: _Line, one: Field) -> None:
        """A field of a line; what is empty is empty, and a choice that was not made is left out."""
        try:
            value = self._taken(line, one)
        except (Wrong, AmountError) as wrong:
            self._tell(line, one.name, f"{one.label}：{wrong}")
            return
        if value is not None or one.kind != CHOICE:
            line.values[one.name] = BLANK.get(one.kind) if value is None else value

    def _taken(self, line: _Line, one: Field) -> Any:
        columns = self.headings.columns.get(one.name, ())
        raw = self._raw(line, one.name)
        if one.name == "unit":
            return self._unit(raw, self._word(line, words.UNIT_NAME))
        if one.name == PROJECT:
            return self._project(line, raw)
        if len(columns) > 1:
            return joined_code([line.cells.get(column) for column in columns])
        if raw is None:
            return None
        if one.kind == CODE:
            return bare_code(raw)
        return taken(one, raw if one.kind in (AMOUNT, CHOICE) else trimmed(raw), self.money, words.VALUES.get(one.name))

    def _unit(self, raw: Value | None, name: str) -> str | None:
        code = bare_code(raw) if raw is not None else self.codes.get(name)
        if code is None and name:
            raise Wrong(f"只有名称“{name}”，没有单位编码")
        if code:
            self.units[code] = self.units.get(code) or name
        return code

    def _project(self, line: _Line, raw: Value | None) -> str | None:
        code, name = project_of(raw, self._word(line, words.PROJECT_NAME))
        key = code or name
        if key:
            self.projects.setdefault(key, (code, name, str(line.values.get("unit") or "")))
        return key or None

    def _tell_unread(self, line: _Line) -> None:
        """What a row says that a line of its kind does not keep."""
        kept = {one.name for one in line.group.fields} | {words.KIND, words.UNIT_NAME, *UNTOLD}
        kept |= {words.PROJECT_NAME} if PROJECT in kept else set()
        for name, columns in self.headings.columns.items():
            if name not in kept and self._raw(line, name) is not None:
                message = f"{line.group.title}没有这一栏，“{self._word(line, name)}”没有读取"
                self.problems.add(message, self.sheet, line.row, columns[0], WARNING)

    def _nature(self, line: _Line) -> None:
        """Of a basic line without a nature, its economic 类 tells it."""
        values = line.values
        if values.get("nature") or line.wrong & {"nature", "economic"}:
            return
        economic = str(values.get("economic") or "")[:3]
        implied = "" if values.get(PROJECT) else words.NATURE_OF_CLASS.get(economic, "")
        if implied:
            values["nature"] = implied
        else:
            self._tell(line, "nature", "没有填支出性质：只有写明部门经济分类（301、302、303 等）的基本支出可以不填")

    def _keep(self, line: _Line) -> None:
        identity = (line.group.key, *_identity(line.group, line.values))
        if identity in self.seen:
            same = f"与第 {self.seen[identity]} 行的科目、单位、资金等完全相同"
            self._tell(line, "amount", f"第 {line.row} 行{same}：请合并金额或改正其中一行")
            return
        self.seen[identity] = line.row
        self.lines.setdefault(line.group.key, []).append(line)
        for key in (line.group.key, ALL_LINES):
            self.sums[key] = self.sums.get(key, ZERO) + Decimal(line.values["amount"])

    def _tell_sums(self) -> None:
        for line, word in self.totals:
            self._compare(line, word)
        if self.left_out:
            listed = "、".join(str(row) for row in self.left_out[:LISTED])
            more = f"等 {len(self.left_out)} " if len(self.left_out) > LISTED else ""
            message = f"第 {listed} {more}行是合计或小计，没有计入"
            self.problems.add(message, self.sheet, self.left_out[0], severity=NOTICE)

    def _compare(self, line: _Line, word: str) -> None:
        """A total against the lines that it is of."""
        key = words.KINDS.get(word[:2]) or words.KINDS.get(plain(self._word(line, words.KIND)), ALL_LINES)
        raw, summed = self._raw(line, "amount"), self.sums.get(key, ZERO)
        try:
            total = None if raw is None else amount_of(raw, self.money)
        except AmountError as wrong:
            self._tell(line, "amount", f"{word}：{wrong}")
            return
        if total is not None and total != summed:
            column = self.headings.columns["amount"][0]
            message = f"“{word}” {total} 元，各行之和 {summed} 元，相差 {total - summed} 元"
            self.problems.add(message, self.sheet, line.row, column, WARNING)


def _total_word(line: _Line) -> str:
    """合计, 小计 or the like, where it is all that a cell of a row says."""
    texts = (plain(value).rstrip(":") for value in line.cells.values() if isinstance(value, str))
    return next((text for text in texts if text in (*words.TOTALS, *words.SUBTOTALS)), "")


def _identity(group: Group, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for one in group.fields:
        if one.kind != AMOUNT and one.name != "summary_position":
            yield one.name, values.get(one.name) or one.default or ""
