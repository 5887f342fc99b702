"""Number formats of spreadsheet cells, found from printed texts, so that a number shows as it was printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

PRINTED = re.compile(r"-?(?P<whole>[0-9][0-9,]*)(?:\.(?P<decimals>[0-9]+))?(?P<sign>[%％]?)")


@dataclass(frozen=True, slots=True)
class Habits:
    """How the numbers of a panel are printed: separators, the most decimals, and the text of a zero (None: no zero)."""

    separators: bool = False
    decimals: int = 0
    zero: str | None = None


def habits_of(printed: Iterable[tuple[Decimal, str]]) -> Habits:
    """The habits that numbers and their texts show."""
    pairs = list(printed)
    texts = [text for number, text in pairs if number]
    zero = next((text for number, text in pairs if not number), None)
    decimals = [len(text.rstrip("%％").partition(".")[2]) for text in [*texts, zero or ""]]
    return Habits(any("," in text for text in texts), max(decimals, default=0), zero)


def number_format(number: Decimal, text: str, habits: Habits) -> str:
    """The format with which ``number``, in the unit of its column, shows as ``text``.

    What the text leaves open (how it would be, were it larger or zero) follows the habits of its panel.
    """
    found = PRINTED.fullmatch(text) if number else None
    if number and not found:
        return _quoted(text)
    body = _body(number, text, habits)
    minus = "" if number < 0 and not text.startswith("-") else "-"
    zero = text if not number else habits.zero
    shown = body if zero is None else _zero(zero)
    return body if minus and shown == body else f"{body};{minus}{body};{shown};@"


def _body(number: Decimal, text: str, habits: Habits) -> str:
    """The part for numbers other than zero."""
    found = PRINTED.fullmatch(text)
    sign = _quoted(found["sign"]) if found and found["sign"] else ""
    decimals = len(found["decimals"] or "") if found and number else habits.decimals
    separators = "," in text or (habits.separators and abs(number) < 1000)
    return ("#,##0" if separators else "0") + ("." + "0" * decimals if decimals else "") + sign


def _zero(text: str) -> str:
    """The part for zero: blank, 0, 0.00, 0%, or some words."""
    found = PRINTED.fullmatch(text)
    if not found:
        return _quoted(text) if text else ""
    decimals = found["decimals"] or ""
    return "0" + ("." + "0" * len(decimals) if decimals else "") + (_quoted(found["sign"]) if found["sign"] else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "”") + '"'
