"""Equalities as data: ``B03/{row}/total`` against ``B03/{row}/basic + B03/{row}/project``.

A term is ``table/row/column`` with an optional sign before it. ``{…}`` takes what the equality is repeated over, a row
in brackets is the sum over rows (``[details]``, ``[function:201]``), a term with ``?`` before it falls away where the
table prints no such row or column. An equality whose other columns are not printed says nothing; one whose rows or
tables are missing is 无法核对.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import product

from budgets.checks.book import CENT, Book, Line
from budgets.checks.conditions import Condition
from budgets.checks.model import EQUAL, Check, Comparison, Operand, Side, Spot
from budgets.checks.places import cell_words, table_words
from budgets.ledger import ITEM_KINDS, NATURES

Binding = Mapping[str, str]
ZERO = Decimal(0)
_TERM = re.compile(r"(?P<sign>[+-]?)\s*(?P<optional>\??)(?P<code>\w+)/(?P<row>.+)/(?P<column>[^/\s]+)")
_SUM = re.compile(r"\s+(?=[+-]\s)")


@dataclass(frozen=True, slots=True)
class Term:
    """A signed cell, or the signed sum of the cells of several rows in one column."""

    sign: int
    optional: bool
    code: str
    row: str
    column: str

    def operands(self, book: Book, binding: Binding) -> list[Operand] | None:
        """Its numbers; ``None`` if the table does not print such a column, or the row has no cell in it."""
        column = _filled(self.column, binding)
        if self.code in book.tables and not book.has_column(self.code, column):
            return [] if self.optional else None
        if self._uncoded(book):
            return None
        rows = self._rows(book, binding)
        if any(book.lacks(self.code, row, column) for row in rows):
            return [] if self.optional else None
        return [Operand(book.spot(self.code, row, column), self.sign) for row in rows]

    def _rows(self, book: Book, binding: Binding) -> list[str]:
        row = _filled(self.row, binding)
        prefix, bracket, selector = row.partition("[")
        if bracket:
            name, _, argument = selector.rstrip("]").partition(":")
            wanted, column = SELECTORS[name], _filled(self.column, binding)
            keys = [
                line.key for line in book.lines(self.code) if line.key.startswith(prefix) and wanted(line, argument)
            ]
            return [key for key in keys if book.at(f"{self.code}/{key}/{column}")]
        return [] if self.optional and not book.has_row(self.code, row) else [row]

    def _uncoded(self, book: Book) -> bool:
        """Whether it picks rows by what the rows of the table do not say, so that nothing could be picked."""
        wanted = next((each for each in TELLS if f"[{each}" in self.row), "")
        lines = book.details(self.code)
        return bool(wanted and lines) and not TELLS[wanted](book, lines)


def _filled(pattern: str, binding: Binding) -> str:
    for name, value in binding.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


@lru_cache(maxsize=1024)
def terms(formula: str) -> tuple[Term, ...]:
    """The terms of one side."""
    return tuple(_term(part) for part in _SUM.split(formula.strip()))


def _term(text: str) -> Term:
    match = _TERM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"不是等式的项：{text}")
    sign = -1 if match["sign"] == "-" else 1
    return Term(sign, bool(match["optional"]), match["code"], match["row"], match["column"])


def _is_detail(line: Line, _: str) -> bool:
    return line.kind == "detail"


def _is_department(line: Line, _: str) -> bool:
    """The row of the department: above its units, whose keys lie below its own."""
    return line.kind == "subtotal" and "/" not in line.key and not (line.function or line.economic)


def _within_function(line: Line, code: str) -> bool:
    return line.kind == "detail" and line.function.startswith(code)


def _of_length(line: Line, length: str) -> bool:
    return len(line.function) == int(length)


def _below_function(line: Line, code: str) -> bool:
    """One level of the hierarchy below: 款 of a 类, 项 of a 款."""
    return len(line.function) == len(code) + 2 and line.function.startswith(code)


def _within_economic(line: Line, code: str) -> bool:
    return line.kind == "detail" and line.economic.startswith(tuple(code.split(",")))


def _outside_economic(line: Line, code: str) -> bool:
    return line.kind == "detail" and bool(line.economic) and not line.economic.startswith(tuple(code.split(",")))


def _pair(line: Line, codes: str) -> bool:
    return line.kind == "detail" and f"{line.economic}.{line.government}" == codes


def _text(column: str) -> Callable[[Line, str], bool]:
    def is_text(line: Line, text: str) -> bool:
        return line.kind == "detail" and line.row.cells.get(column) == text

    return is_text


def _of_kind(line: Line, kind: str) -> bool:
    """Rows of a kind, whatever is printed around its name: 22-特定目标类, 其他运转类项目."""
    return line.kind == "detail" and kind in str(line.row.cells.get("kind") or "")


def _begins(line: Line, code: str) -> bool:
    return line.kind == "detail" and line.key.partition("/")[0] == code


def _ends(line: Line, code: str) -> bool:
    return line.kind == "detail" and line.key.rpartition("/")[2] == code


def _coded(dimension: str) -> Callable[[Book, list[Line]], bool]:
    return lambda book, lines: any(getattr(line, dimension) for line in lines)


def _kinds_told(book: Book, lines: list[Line]) -> bool:
    kinds = (*ITEM_KINDS.values(), NATURES["project.operating"], NATURES["project.target"])
    return all(any(_of_kind(line, kind) for kind in kinds) for line in lines)


def _units_told(book: Book, lines: list[Line]) -> bool:
    """Whether every row names a unit that the table of income has too."""
    units = {line.name for line in book.lines("B02")} | {line.name for line in book.lines("B15")}
    return all(line.row.cells.get("unit") in units for line in lines)


def _classes_told(book: Book, lines: list[Line]) -> bool:
    return any(SELECTORS["classes"](line, "") for line in lines)


# Selectors that pick rows by what they say, and whether the rows of a table say it.
TELLS: Mapping[str, Callable[[Book, list[Line]], bool]] = {
    "function": _coded("function"),
    "below": _coded("function"),
    "economic": _coded("economic"),
    "not_economic": _coded("economic"),
    "pair": _coded("economic"),
    "kind": _kinds_told,
    "unit": _units_told,
    "classes": _classes_told,
}
SELECTORS: Mapping[str, Callable[[Line, str], bool]] = {
    "details": _is_detail,
    "classes": lambda line, _: line.kind == "detail" and re.fullmatch(r"(.*/)?\d{3}", line.key) is not None,
    "subtotals": lambda line, _: line.kind == "subtotal",
    "department": _is_department,
    "function": _within_function,
    "length": _of_length,
    "below": _below_function,
    "economic": _within_economic,
    "not_economic": _outside_economic,
    "pair": _pair,
    "kind": _of_kind,
    "unit": _text("unit"),
    "begins": _begins,
    "ends": _ends,
}


def _rows(book: Book, code: str) -> list[str]:
    """Rows that hold numbers."""
    return [line.key for line in book.lines(code) if line.kind in ("total", "subtotal", "detail")]


def _columns(book: Book, code: str) -> list[str]:
    """Columns of numbers, each once."""
    table = book.tables.get(code)
    columns = (column for panel in table.panels for column in panel.columns) if table else ()
    return list(dict.fromkeys(column.key for column in columns if column.kind == "amount"))


def _functions(length: int) -> Callable[[Book, str], list[str]]:
    def codes(book: Book, code: str) -> list[str]:
        found = (line.function[:length] for line in book.details(code) if len(line.function) == 7)
        return list(dict.fromkeys(found))

    return codes


def _parents(book: Book, code: str) -> list[str]:
    """类 and 款 that have a row of their own."""
    return [line.function for line in book.lines(code) if len(line.function) in (3, 5) and line.kind == "subtotal"]


def _pairs(book: Book, code: str) -> list[str]:
    found = (f"{line.economic}.{line.government}" for line in book.details(code) if line.economic)
    return list(dict.fromkeys(found))


def _forms(book: Book, code: str) -> list[str]:
    """Numbers of the forms that a table is made of: the first part of the keys of their rows."""
    return list(dict.fromkeys(line.key.partition("/")[0] for line in book.lines(code) if "/amounts/" in line.key))


def _own_keys(book: Book, code: str) -> list[str]:
    """The last part of the keys of single rows that hold an amount: codes of projects."""
    return [line.key.rpartition("/")[2] for line in book.details(code) if "total" in line.row.cells]


def _classes_of(panel: str) -> Callable[[Book, str], list[str]]:
    def codes(book: Book, code: str) -> list[str]:
        keys = (line.key for line in book.details(code) if line.key.startswith(panel))
        return [key.rpartition("/")[2] for key in keys if re.fullmatch(r"\d{3}", key.rpartition("/")[2])]

    return codes


def _sources(book: Book, code: str) -> list[str]:
    """Sources of income that have a row of their own in a statement: ``current.general`` …"""
    return [line.key.partition("/")[2] for line in book.details(code) if line.key.startswith("income/current.")]


def _economic_classes(book: Book, code: str) -> list[str]:
    return [line.economic for line in book.lines(code) if line.kind == "subtotal" and len(line.economic) == 3]


def _keys_of(kind: str) -> Callable[[Book, str], list[str]]:
    def keys(book: Book, code: str) -> list[str]:
        return [line.key for line in book.lines(code) if line.kind == kind]

    return keys


# What an equality may be repeated over: name → the values in a table.
OVER: Mapping[str, Callable[[Book, str], list[str]]] = {
    "detail": _keys_of("detail"),
    "row": _rows,
    "column": _columns,
    "class_row": _classes_of("expenditure/"),
    "source": _sources,
    "item": _functions(7),
    "parent": _parents,
    "economic_class": _economic_classes,
    "pair": _pairs,
    "project": _own_keys,
    "form": _forms,
    "named_row": _keys_of("detail"),
    "named_subtotal": _keys_of("subtotal"),
}


def _bindings(book: Book, each: str) -> Iterator[Binding]:
    """Everything an equality is repeated over: ``row:B03 column:B05`` is every row of B03 with every column of B05,
    ``fund=general,capital`` these two."""
    parts = [re.split("([:=])", part, maxsplit=1) for part in each.split()]
    values = [rest.split(",") if sign == "=" else OVER[name](book, rest) for name, sign, rest in parts]
    for chosen in product(*values):
        binding = {part[0]: value for part, value in zip(parts, chosen, strict=True)}
        yield {**binding, **_named(book, binding, parts)}


def _named(book: Book, binding: Binding, parts: list[list[str]]) -> Binding:
    """Row, code and name of a row that other tables know by its code or name."""
    for name, _, code in parts:
        if name in ("named_row", "named_subtotal"):
            key = binding[name]
            return {"row": key, "code": key.rpartition("/")[2], "name": book.by_key[code][key].name}
    return {}


def equality(
    id: str,
    title: str,
    left: str,
    right: str,
    *,
    each: str = "",
    tables: tuple[str, ...] = ("",),
    relation: str = EQUAL,
    when: Condition | None = None,
    kinds: tuple[str, ...] = ("budget", "final"),
    layouts: tuple[str, ...] = (),
    severity: str = "contradiction",
    basis: str = "",
) -> Check:
    """A check that is one equality (or inequality), repeated for ``tables`` (``{table}``) and ``each`` row, column or
    code of a table; ``when`` says of which documents it holds (a cell that it wants and is blank makes it 无法核对)."""
    formulas = [_Formula(table, left, right, each) for table in tables]

    def compare(book: Book) -> Iterator[Comparison]:
        state = when(book) if when else True
        if isinstance(state, tuple):
            yield Comparison(Side(tuple(Operand(spot) for spot in state)), Side())
        elif state:
            for formula in formulas:
                yield from formula.comparisons(book, relation)

    return Check(id, title, compare, kinds, layouts, severity=severity, basis=basis)


class _Formula:
    """Both sides of an equality for one table."""

    def __init__(self, table: str, left: str, right: str, each: str) -> None:
        self.left, self.right = (terms(side.replace("{table}", table)) for side in (left, right))
        self.each = each.replace("{table}", table)
        self.codes = {term.code for term in (*self.left, *self.right) if not term.optional}
        self.optional = {term.code for term in (*self.left, *self.right)} - self.codes

    def comparisons(self, book: Book, relation: str) -> Iterator[Comparison]:
        """One comparison for everything that the equality is repeated over."""
        missing = sorted(self.codes - book.tables.keys())
        wanted = [code for code in sorted(self.optional - book.tables.keys()) if book.expects(code)]
        if missing or wanted:
            if self.codes & book.tables.keys() and all(book.expects(code) for code in missing):
                yield _without([*missing, *wanted])
            return
        for binding in _bindings(book, self.each):
            left, right = (_side(book, side, binding) for side in (self.left, self.right))
            if left and right:
                yield Comparison(left, right, relation)


def _without(missing: list[str]) -> Comparison:
    """What an equality says once of tables that the layout prints and the document lacks."""
    spots = (Spot(code, None, CENT, "", partial(cell_words, None, code, "", "")) for code in missing)
    return Comparison(Side(tuple(Operand(spot) for spot in spots)), Side())


def _side(book: Book, side: tuple[Term, ...], binding: Binding) -> Side | None:
    """A side of the equality; ``None`` if a column of it is not printed, or nothing of it is."""
    operands: list[Operand] = []
    for term in side:
        found = term.operands(book, binding)
        if found is None:
            return None
        operands += found
    if operands:
        return Side(tuple(operands))
    sums = [term for term in side if "[" in term.row and not term.optional]
    return Side(value=ZERO, words=f"{table_words(book.tables[sums[0].code])}没有相应的行，合计") if sums else None
