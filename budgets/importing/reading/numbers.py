"""Numbers as they were typed, and as their format shows them: dates and percentages are texts."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from budgets.importing.book import Value

DATE, TIME, PERCENT, PLAIN = "date", "time", "percent", ""
# Formats that a workbook does not write out (ECMA-376 part 1, 18.8.30, with those of the Chinese edition).
BUILT_IN = {
    **dict.fromkeys((9, 10), PERCENT),
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 46, 47, 55, 56), TIME),
}
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
GENERAL = ("general", "g/通用格式")
DIGITS = 15  # that a spreadsheet keeps; what it writes behind them is a trace of binary arithmetic
DECIMALS = 6  # 万元 to the fen: never a trace
LAST_DAY = 2_958_465  # 9999-12-31


def exact(number: float) -> Decimal:
    """The number that was typed or shown, without exponent and without zeros at its end."""
    text = repr(number).removesuffix(".0")
    value = Decimal(text)
    if "e" not in text and len(text) <= DIGITS + 1:
        return value + 0 if text == "-0" else value
    finest = min(-DECIMALS, value.adjusted() - DIGITS + 1)
    if int(value.as_tuple().exponent) < finest:
        value = value.quantize(Decimal(1).scaleb(finest))
    return Decimal(f"{value.normalize() + 0:f}")


def shows(code: str) -> str:
    """What a number format makes of a number: ``date``, ``time``, ``percent`` or nothing special."""
    bare = QUOTED.sub("", code.partition(";")[0]).lower()
    if bare.strip() in GENERAL:
        return PLAIN
    if "%" in bare:
        return PERCENT
    if "y" in bare or "d" in bare or ("m" in bare and not {"h", "s"} & set(bare)):
        return DATE
    return TIME if {"h", "s"} & set(bare) or "[h" in code.lower() else PLAIN


def shown(number: float, style: str, since_1904: bool = False) -> Value:
    """A number in a cell of a style: ``77.5%``, ``2024-02-01``, ``2024-02-01 08:30:00``, ``08:30:00`` or the number."""
    if style == PERCENT:
        return f"{exact(number).scaleb(2).normalize():f}%"
    if (style == DATE and 1 <= number <= LAST_DAY) or (style == TIME and 0 <= number <= LAST_DAY):
        return _moment(number, style, since_1904)
    return exact(number)


def _moment(number: float, style: str, since_1904: bool) -> str:
    moment = _first_day(number, since_1904) + timedelta(seconds=round(number * 86400))
    clock = f"{moment:%H:%M:%S}"
    if style == TIME and number < 1:
        return clock
    day = f"{moment.year:04}-{moment:%m-%d}"
    return day if clock == "00:00:00" else f"{day} {clock}"


def _first_day(number: float, since_1904: bool) -> datetime:
    """Day 0; a spreadsheet takes 1900 for a leap year, so that there are two."""
    if since_1904:
        return datetime(1904, 1, 1, tzinfo=UTC)
    return datetime(1899, 12, 30 if number >= 60 else 31, tzinfo=UTC)
