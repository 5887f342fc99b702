"""What all readers share: words made comparable, and amounts in cells."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from budgets.importing.book import Value
from budgets.money import FACTOR, FEN, MAX_FEN, WAN, YUAN, AmountError, parse_amount

# What stands for nothing in a cell of money: not reported, unless the table says what its blanks mean.
NOTHING = ("", "-", "--", "—", "——", "–", "/", "无", "\\")
QUOTES = re.compile("[\"'“”‘’＂＇「」『』〝〞《》]")
# As much may be the rounding of what was printed with the usual decimals, in yuan.
ROUNDING = {WAN: Decimal(300), YUAN: Decimal(3)}
NOISE = Decimal("0.0000001")  # what a spreadsheet's arithmetic adds behind the decimals that were meant


def plain(text: str) -> str:
    """A heading or label to compare by: full-width forms made narrow, no white space, no quotation marks."""
    narrow = unicodedata.normalize("NFKC", text)
    return QUOTES.sub("", re.sub(r"\s+", "", narrow))


def amount_of(value: Value, unit: str) -> Decimal | None:
    """Yuan of what a cell of money in ``unit`` holds; ``None`` for nothing (``-`` and ``无`` too).

    A number's trace of binary arithmetic (1728.1700000000001) is dropped. ``AmountError``, in Chinese, for anything
    else: words, too many decimals, too large a number.
    """
    if isinstance(value, str):
        return None if plain(value) in NOTHING else parse_amount(value, unit)
    yuan = value * FACTOR[unit]
    fen = yuan.quantize(FEN) if abs(yuan) * 100 <= MAX_FEN else None
    if fen is None:
        raise AmountError(f"“{value:f}”{unit}过大")
    if abs(yuan - fen) > max(NOISE, abs(yuan) * Decimal("1e-14")):
        places = {YUAN: 2, WAN: 6}[unit]
        raise AmountError(f"“{value:f}”的小数太多：以{unit}计最多 {places} 位小数（精确到分）")
    return fen


def number_of(value: Value) -> Decimal | None:
    """The number that a cell of marks, counts or rates holds (a trailing % is dropped); ``None`` for nothing.

    ``AmountError`` where it is no number.
    """
    if isinstance(value, Decimal):
        return value
    text = plain(value)
    if text in (*NOTHING, "-%"):
        return None
    try:
        return Decimal(text.removesuffix("%").replace(",", ""))
    except InvalidOperation as error:
        raise AmountError(f"“{value}”不是数字") from error


def unit_in(text: str) -> str:
    """The unit that words such as ``单位：万元`` name; empty where they name none."""
    found = re.search(r"(?:金额)?单位[::]?(?:人民币)?(万元|元)", plain(text)) or re.search(
        r"[((](万元|元)[))]", plain(text)
    )
    return found[1] if found else ""
