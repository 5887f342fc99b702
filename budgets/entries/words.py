"""Words for values and rows of entries, as the pages and the record show them to people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from budgets.entered import AMOUNT, CHOICE, CODE, COUNT, MARK, PROJECTS, YES, Entries, Field, key_of
from budgets.entries.parts import PROJECT, UNPLANNED
from budgets.money import YUAN, AmountError, parse_amount

EMPTY = "空"
YES_NO = {"True": "是", "False": "否"}


def alike(described: Field, value: Any) -> str:
    """A value written in the one way in which equal values are equal; ``""`` for nothing."""
    if value is None or value == "":
        value = described.default
    if value is None or isinstance(value, date):
        return value.isoformat() if value else ""
    text = str(value)
    if described.kind == AMOUNT:
        return _amount(text)
    return _number(text) if described.kind in (MARK, COUNT) else text


def _amount(text: str) -> str:
    try:
        amount = parse_amount(text)
    except AmountError:
        return text
    return "" if amount is None else f"{amount:.2f}"


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.normalize():f}" if number.is_finite() else text


@dataclass(frozen=True, slots=True)
class Words:
    """What people call codes, units and projects."""

    codes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    projects: Mapping[str, str] = field(default_factory=dict)

    def shown(self, described: Field, text: str) -> str:
        """A value (as ``alike`` writes it) for people: amounts in 元 with separators, choices by their label."""
        if not text:
            return dict(described.choices).get("", EMPTY)
        if described.kind == AMOUNT:
            return self._money(text)
        if described.kind == CHOICE:
            return dict(described.choices).get(text, text)
        if described.kind == YES:
            return YES_NO.get(text, text)
        return self._named(described, text)

    @staticmethod
    def _money(text: str) -> str:
        try:
            return f"{Decimal(text):,.2f} {YUAN}"
        except InvalidOperation:
            return text

    def _named(self, described: Field, text: str) -> str:
        if described.name == PROJECT:
            return self.projects.get(text, text)
        known = self.units if described.name == "unit" else self.codes if described.kind == CODE else {}
        return f"{text} {known[text]}" if text in known else text


def words_of(before: Entries, after: Entries, codes: Mapping[str, str]) -> Words:
    """The names that the entries themselves give, the later before the earlier."""
    return Words(codes, dict(_units(before, after)), dict(_projects(before, after)))


def _units(*entries: Entries) -> Iterator[tuple[str, str]]:
    for each in entries:
        for row in each.get("units") or ():
            yield str(row.get("code")), str(row.get("name"))


def _projects(*entries: Entries) -> Iterator[tuple[str, str]]:
    for each in entries:
        for key in (UNPLANNED.key, PROJECTS):
            for row in each.get(key) or ():
                yield key_of(row), project_words(row)


def project_words(row: Mapping[str, Any]) -> str:
    """A project's name, with its code where it has one."""
    return f"{row.get('name')}（{row['code']}）" if row.get("code") else str(row.get("name") or "")
