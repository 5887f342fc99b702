"""Reads the rows of cross-tabs: what each row is, its codes, names and amounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from budgets.importing.book import NOTICE, Problems, Spot, Value
from budgets.importing.cells import plain
from budgets.importing.tables import rows as role
from budgets.importing.tables.codes import WIDTHS, CodeError, Codes
from budgets.importing.tables.money import Amounts, amounts_in, text_of
from budgets.importing.tables.part import Part
from budgets.importing.tables.rows import NOTHING, ReadRow
from budgets.importing.tables.words import SUBTOTALS, TOTALS, is_filler
from budgets.ledger import ITEM_KINDS, NATURES
from budgets.tables.crosstab import CrossTab, Label

KINDS = {"item_kind": ITEM_KINDS, "nature": NATURES}
# Codes of departments have three digits, those of units six.
UNIT_DIGITS = 3


@dataclass
class Rows:
    """Reads the parts of one cross-tab, from the top down, keeping what is printed only once."""

    table: CrossTab
    problems: Problems
    codes: dict[str, Codes] = field(default_factory=lambda: {name: Codes(name) for name in WIDTHS})
    headed: bool = False
    seen_detail: bool = False
    begun: int = -1
    labels: tuple[Label, ...] = ()
    words: list[tuple[str, int, str]] = field(default_factory=list)
    empty: list[tuple[str, int]] = field(default_factory=list)

    def read(self, part: Part, place: int) -> Iterator[ReadRow]:
        """The rows of a part, the ``place``-th (from 0) of its table."""
        labels, money = self._labels(part), part.amounts()
        printed = {column.key for column in part.known.blank.panels[0].columns}
        self.labels = tuple(label for label in self.table.labels if label.key in printed)
        columns = [column for own in labels.values() for column in own]
        carried = part.page.carried(part.head.last + 1, part.last, columns)
        for number in part.rows():
            line = part.page.rows[number]
            texts = {
                label.key: [
                    _text(label, line.get(at, carried.get((number, at), ""))) for at in labels.get(label.key, ())
                ]
                for label in self.labels
            }
            amounts = amounts_in(part.page, number, money, part.unit)
            row = self._row(part, place, number, texts, amounts, labels)
            if row:
                yield row

    def _labels(self, part: Part) -> dict[str, list[int]]:
        """The sheet's columns of each label; a code may stand in several."""
        found: dict[str, list[int]] = {}
        for place, column in sorted(part.columns().items()):
            if column.kind in ("text", "code"):
                found.setdefault(column.key, []).append(place)
        return found

    def _row(
        self,
        part: Part,
        place: int,
        number: int,
        printed: Mapping[str, list[str]],
        amounts: Amounts,
        labels: Mapping[str, list[int]],
    ) -> ReadRow | None:
        where = part.page.name
        texts = {key: "".join(parts) for key, parts in printed.items() if parts}
        spots: dict[str, Spot] = {key: (number, own[0]) for key, own in labels.items()}
        spots |= {column.key: (number, at) for at, column in part.amounts().items()}
        row = ReadRow(role.DETAIL, where, number, place, texts, {}, spots)
        keys = {column.key: None for column in part.amounts().values()}
        named = {plain(text) for text in texts.values()} - {""}
        if named and named <= {*TOTALS, *SUBTOTALS}:
            amounts.tell(self.problems, where)
            kind = role.TOTAL if named <= set(TOTALS) else role.SUBTOTAL
            blank = part.blank
            self._begin(place)
            return replace(row, role=kind, amounts=amounts.whole(keys, blank), texts=self._total_texts(texts, kind))
        if not amounts.found and (not amounts.wrong or not self._coded(texts)):
            self._without_amounts(part, number, texts)
            return None
        try:
            read = self._identified(part, row, printed, labels)
        except CodeError as error:
            self.problems.add(str(error), where, number, error.part)
            return None
        amounts.tell(self.problems, where)
        return replace(read, amounts=amounts.whole(keys))

    def _begin(self, place: int) -> None:
        """A part with a total of its own begins from the top, with a row for the department."""
        if place != self.begun:
            self.begun, self.headed, self.seen_detail = place, False, False

    def _coded(self, texts: Mapping[str, str]) -> bool:
        coded = [label.key for label in self.labels if label.fills in WIDTHS]
        keys = coded or [label.key for label in self.labels]
        return any(plain(texts.get(key, ""))[:1].isdigit() or (not coded and texts.get(key)) for key in keys)

    def _total_texts(self, texts: Mapping[str, str], kind: str) -> dict[str, str]:
        if kind == role.SUBTOTAL:
            return dict(texts)
        return {label.key: label.total for label in self.labels if label.key in texts or label.fills in WIDTHS}

    def _without_amounts(self, part: Part, number: int, texts: Mapping[str, str]) -> None:
        """A row without amounts: a line of a template, a code without money, or words below the table."""
        known = [text for text in texts.values() if text]
        if known and all(is_filler(text) for text in known):
            return
        if self._coded(texts) and len(known) > 1:
            self.empty.append((part.page.name, number))
        else:
            self.words.extend((part.page.name, number, text) for text in part.page.texts(number))

    def _identified(
        self, part: Part, row: ReadRow, printed: Mapping[str, list[str]], columns: Mapping[str, list[int]]
    ) -> ReadRow:
        """The row with what it stands for; ``CodeError`` (its part is the column) if that cannot be told."""
        fields: dict[str, Any] = {}
        for name in WIDTHS:
            labels = [label for label in self.labels if label.fills == name]
            if labels:
                fields[name] = self._code(name, labels, printed, columns)
        if any(fields.values()):
            self.seen_detail = True
            return self._detail(row, fields)
        return self._uncoded(part, row, has_codes=bool(fields))

    def _code(
        self, name: str, labels: list[Label], printed: Mapping[str, list[str]], columns: Mapping[str, list[int]]
    ) -> str:
        parts = [(text, at) for label in labels for text, at in _parts(label, printed, columns)]
        try:
            return self.codes[name].read([text for text, _ in parts])
        except CodeError as error:
            raise CodeError(str(error), parts[error.part][1]) from None

    def _detail(self, row: ReadRow, fields: Mapping[str, Any]) -> ReadRow:
        texts = dict(row.texts)
        for name, code in fields.items():
            keys = [label.key for label in self.labels if label.fills == name]
            texts |= dict(zip(keys, self.codes[name].split(code, len(keys)), strict=True))
        classified = str(fields.get(self.table.dimension, ""))
        unit = next((texts.get(label.key, "") for label in self.labels if label.fills == "unit"), "")
        return replace(row, texts=texts, line=replace(NOTHING, **fields), classified=classified, code=unit)

    def _uncoded(self, part: Part, row: ReadRow, *, has_codes: bool) -> ReadRow:
        """A row without codes of a classification: the department's, a unit's, one known by its names."""
        code, name = (self._said(row, "heads", what) for what in ("code", "name"))
        nature = self.table.uncoded.get(name) or self.table.uncoded.get(self._last_text(row))
        if nature:
            return replace(row, line=replace(NOTHING, nature=nature))
        if self._is_department(part, code, name, has_codes=has_codes):
            self.headed = True
            heads = {label.key: plain(code) for label in self.labels if label.heads == "code" and code}
            texts = {key: heads.get(key, text) for key, text in row.texts.items()}
            return replace(row, role=role.DEPARTMENT, texts=texts, code=plain(code), name=name)
        if has_codes and code:
            return replace(row, role=role.UNIT, code=plain(code), name=name)
        if not has_codes and (named := self._named(row)):
            self.seen_detail = True
            return named
        first = min(column for _, column in row.spots.values())
        what = "编码" if has_codes else "名称"
        raise CodeError(f"这一行有金额，没有{what}，不知道是哪一项", first)

    def _is_department(self, part: Part, code: str, name: str, *, has_codes: bool) -> bool:
        if self.headed or self.seen_detail or not self.table.has_department_row(part.known.layout):
            return False
        kinds = [KINDS[label.fills] for label in self.labels if label.fills in KINDS]
        if kinds:
            return bool(code) and plain(code).isascii()
        return bool(code or (has_codes and name))

    def _named(self, row: ReadRow) -> ReadRow | None:
        """A row known by its unit's code, or by the names of its item and unit."""
        said = {label.fills: row.texts[label.key] for label in self.labels if label.key in row.texts}
        fields: dict[str, Any] = {name: said[name] for name in ("item",) if name in said}
        for name, names in KINDS.items():
            if name in said:
                fields[name] = next((key for key, text in names.items() if plain(text) == plain(said[name])), "")
        if "unit" in said:
            fields["unit"] = plain(said["unit"])
        if not fields.get("item") and not fields.get("unit"):
            return None
        unit_name = said.get("unit_name", "")
        return replace(row, line=replace(NOTHING, **fields), code=fields.get("unit", ""), name=unit_name)

    def _said(self, row: ReadRow, attribute: str, wanted: str) -> str:
        keys = [label.key for label in self.labels if getattr(label, attribute) == wanted]
        return next((row.texts[key] for key in keys if row.texts.get(key)), "")

    def _last_text(self, row: ReadRow) -> str:
        return next((text for text in reversed(list(row.texts.values())) if text), "")


def tell_empty(rows: Rows) -> None:
    """One notice for the rows of each sheet that have codes or names and no amounts."""
    sheets: dict[str, list[int]] = {}
    for sheet, number in rows.empty:
        sheets.setdefault(sheet, []).append(number)
    for sheet, numbers in sheets.items():
        listed = "、".join(map(str, numbers[:10])) + ("等" if len(numbers) > 10 else "")
        rows.problems.add(f"第 {listed} 行没有金额，没有读入", sheet, numbers[0], severity=NOTICE)


def _text(label: Label, value: Value) -> str:
    """The text of a label; codes with narrow digits, those of units with the zeros that a number lost."""
    text = plain(text_of(value)) if label.kind == "code" else text_of(value)
    if isinstance(value, Decimal) and (label.fills == "unit" or label.heads == "code"):
        return text.zfill(UNIT_DIGITS * -(-len(text) // UNIT_DIGITS))
    return text


def _parts(label: Label, printed: Mapping[str, list[str]], columns: Mapping[str, list[int]]) -> list[tuple[str, int]]:
    """The texts that a sheet has for a label with their columns; an empty one if it has none."""
    return list(zip(printed[label.key], columns.get(label.key, ()), strict=True)) or [("", 0)]
