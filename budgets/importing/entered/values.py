"""Values of fields, written into cells and read back."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from budgets.entered import AMOUNT, CHOICE, CODE, COUNT, DATE, MARK, TEXT, YES, Field
from budgets.formats import sheets
from budgets.formats.sheets import SheetCell
from budgets.importing.book import Value
from budgets.importing.cells import amount_of, number_of, plain
from budgets.importing.entered.rows import normal_value, one_break, shortest
from budgets.money import YUAN

ROLES = {CODE: sheets.CODE, AMOUNT: sheets.AMOUNT, COUNT: sheets.NUMBER, MARK: sheets.NUMBER}
NUMBERS = (AMOUNT, COUNT, MARK)
YES_WORD, NO_WORD = "是", "否"
YES_WORDS = {YES_WORD: True, "√": True, "1": True, "true": True, NO_WORD: False, "×": False, "0": False, "false": False}
DATE_FORMS = (
    re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:0?0:00(?::00)?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
LARGEST_COUNT = 2**31 - 1
DIGITS_KEPT = 15  # of a long code, when a spreadsheet takes it for a number
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")
LAST_PART = re.compile(r"[:>/\\—–-]")
LISTED = 30
Choices = tuple[tuple[str, str], ...]


class Wrong(ValueError):
    """What a cell holds cannot be taken; the message is Chinese and meant for the person who filled it."""


def written(field: Field, value: Any) -> SheetCell:
    """A value of ``Entries`` as a cell: choices by their label, 是 and 否, amounts in yuan as numbers."""
    role = ROLES.get(field.kind, sheets.TEXT)
    if value is None or (value == "" and field.kind != CHOICE):
        return SheetCell(None, role)
    if field.kind in NUMBERS:
        return SheetCell(Decimal(value), role)
    if field.kind == YES:
        return SheetCell(YES_WORD if value else NO_WORD, role)
    if field.kind == CHOICE:
        return SheetCell(_label(field.choices, str(value)) or None, role)
    return SheetCell(normal_value(field, value), role)


@lru_cache(maxsize=512)
def _label(choices: Choices, value: str) -> str:
    label = dict(choices).get(value, value)
    same = [one for _, one in choices if plain(one) == plain(label)]
    return label if len(same) < 2 else value


def taken(field: Field, value: Value, unit: str = YUAN, words: Mapping[str, str] | None = None) -> Any:
    """What a filled cell says, as ``Entries`` keep it; ``None`` for a dash where an amount, number or date stands.

    ``unit`` is what amounts without a unit of their own are in, ``words`` are further words for choices (as ``plain``
    makes them). ``Wrong``, or ``AmountError``, says what is wrong.
    """
    if field.kind == AMOUNT:
        amount = amount_of(value, unit)
        return None if amount is None else f"{amount:.2f}"
    if field.kind == CHOICE:
        return chosen(spelt(value), field.choices, words)
    return READERS.get(field.kind, _text)(value)


def spelt(value: Value) -> str:
    """What is written in a cell; a number without zeros that say nothing."""
    return value if isinstance(value, str) else shortest(value)


def chosen(text: str, choices: Choices, words: Mapping[str, str] | None = None) -> str:
    """The choice that a text names: by its label, its stored value, one of ``words``, or the last part of its label.

    ``Wrong`` where it names none, or more than one, with the list of what can be chosen.
    """
    wanted = plain(text)
    whole, last = _index(choices)
    found = set(whole.get(wanted, ()))
    if words and words.get(wanted) in dict(choices):
        found.add(words[wanted])
    found = found or set(last.get(wanted, ()))
    if len(found) == 1:
        return found.pop()
    labels = [label for value, label in choices if not found or value in found]
    listed = "、".join(labels[:LISTED]) + ("……" if len(labels) > LISTED else "")
    problem = "可以指好几项，请写全" if found else "不在可选的范围内，可选"
    raise Wrong(f"“{text.strip()}”{problem}：{listed}")


@lru_cache(maxsize=64)
def _index(choices: Choices) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The values that a text may mean, as a whole and as the last part of a label."""
    whole: dict[str, set[str]] = {}
    last: dict[str, set[str]] = {}
    for value, label in choices:
        for word in {plain(value), plain(label)} - {""}:
            whole.setdefault(word, set()).add(value)
        last.setdefault(LAST_PART.split(plain(label))[-1], set()).add(value)
    return whole, last


def code_of(value: Value) -> str:
    """A code, of text or number. ``Wrong`` where a spreadsheet took a long code for a number and lost its end."""
    if isinstance(value, Decimal):
        if value != value.to_integral_value() or value < 0:
            raise Wrong(f"“{shortest(value)}”不是编码")
        code = f"{value:.0f}"
        damaged = len(code) > DIGITS_KEPT
    else:
        code = "".join(unicodedata.normalize("NFKC", value).split()).removeprefix("'")
        damaged = bool(SCIENTIFIC.fullmatch(code))
    if damaged:
        raise Wrong(f"编码“{code}”被表格软件当成了数字，末几位已经丢失：请把单元格设为“文本”格式后重新填写")
    return code


def _text(value: Value) -> str:
    return one_break(spelt(value)).strip()


def _count(value: Value) -> int | None:
    number = number_of(value)
    if number is None:
        return None
    if not number.is_finite() or number != number.to_integral_value() or not 0 <= number <= LARGEST_COUNT:
        raise Wrong(f"“{spelt(value)}”不是整数：请填 0、1、2……")
    return int(number)


def _mark(value: Value) -> str | None:
    number = number_of(value)
    if number is not None and not number.is_finite():
        raise Wrong(f"“{spelt(value)}”不是数字")
    return None if number is None else shortest(round(number, 9))


def _date(value: Value) -> str:
    text = plain(spelt(value))
    for form in DATE_FORMS:
        if found := form.fullmatch(text):
            try:
                return date(*(int(part) for part in found.groups())).isoformat()
            except ValueError:
                break
    raise Wrong(f"“{spelt(value)}”不是日期：请写成 2024-02-01 或 2024年2月1日")


def _yes(value: Value) -> bool:
    answer = YES_WORDS.get(plain(spelt(value)).lower())
    if answer is None:
        raise Wrong(f"“{spelt(value)}”不清楚：请填“{YES_WORD}”或“{NO_WORD}”")
    return answer


READERS = {CODE: code_of, COUNT: _count, MARK: _mark, DATE: _date, YES: _yes, TEXT: _text}
