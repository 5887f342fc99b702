"""Money: exact yuan in, printed text out, and back.

Amounts are ``Decimal`` yuan with two places, end to end; storage keeps whole fen. Nothing here knows a float.
Published 万元 are rounded once, at display, half up (the practice of the budget system's exports).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

YUAN = "元"
WAN = "万元"
FACTOR = {YUAN: Decimal(1), WAN: Decimal(10000)}
DECIMALS_TYPED = {YUAN: 2, WAN: 6}
FEN = Decimal("0.01")
MAX_FEN = 2**63 - 1


@dataclass(frozen=True)
class NumberStyle:
    """How numbers are printed: unit, decimals, thousands separators, what a zero looks like, trimming.

    ``zero`` is the text of an exact zero: ``"blank"``, ``"0"`` or ``"full"`` (0.00). ``trim`` drops decimals:
    ``"none"``, ``"whole"`` (1070 but 20.30) or ``"all"`` (14.5).
    """

    unit: str = WAN
    decimals: int = 2
    separators: bool = False
    zero: str = "full"
    trim: str = "none"

    def text(self, number: Decimal) -> str:
        """Print ``number``, already in the unit of the style."""
        rounded = round_half_up(number, self.decimals)
        if number == 0 and self.zero != "full":
            return "" if self.zero == "blank" else "0"
        if rounded == 0:
            rounded = abs(rounded)  # never -0.00
        text = f"{rounded:,.{self.decimals}f}" if self.separators else f"{rounded:.{self.decimals}f}"
        return self._trimmed(text)

    def amount(self, yuan: Decimal) -> str:
        """Print an amount of ``yuan`` in the unit of the style."""
        return self.text(yuan / FACTOR[self.unit])

    def _trimmed(self, text: str) -> str:
        whole, point, fraction = text.partition(".")
        if not point or self.trim == "none":
            return text
        kept = fraction.rstrip("0")
        if self.trim == "whole" and kept:
            return text
        return f"{whole}.{kept}" if kept else whole


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    """Round half away from zero to ``decimals`` places."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def to_fen(yuan: Decimal) -> int:
    """Whole fen of an amount in yuan; ``ValueError`` if it has fractions of a fen or is out of range."""
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"金额 {yuan} 元的小数超过两位")
    if abs(fen) > MAX_FEN:
        raise ValueError(f"金额 {yuan} 元过大")
    return int(fen)


def from_fen(fen: int) -> Decimal:
    """The amount in yuan, two places, of whole ``fen``."""
    return Decimal(fen).scaleb(-2)


class AmountError(ValueError):
    """A typed amount that cannot be taken; the message is Chinese and meant for the person who typed."""


def parse_amount(typed: str, unit: str = YUAN) -> Decimal | None:
    """Yuan of a typed amount in ``unit``; ``None`` for nothing typed (missing is not zero).

    Takes full-width digits, thousands separators, spaces and a trailing unit. Raises ``AmountError`` for anything
    else: too many decimals (two in 元, six in 万元), no number, or out of range.
    """
    text = unicodedata.normalize("NFKC", typed).strip().replace(" ", "")
    if not text:
        return None
    for suffix in (WAN, YUAN):
        if text.endswith(suffix):
            text, unit = text[: -len(suffix)], suffix
            break
    return _checked(_number(text, typed), typed, unit)


def _number(text: str, typed: str) -> Decimal:
    grouped = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text)
    plain = re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text)
    if not (grouped or plain):
        raise AmountError(f"“{typed}”不是金额：请只填数字，可带千分位逗号")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:  # pragma: no cover - the patterns above admit numbers only
        raise AmountError(f"“{typed}”不是金额") from error


def _checked(number: Decimal, typed: str, unit: str) -> Decimal:
    places = DECIMALS_TYPED[unit]
    normal = number.normalize()
    if -int(normal.as_tuple().exponent) > places:
        raise AmountError(f"“{typed}”的小数太多：以{unit}录入时最多 {places} 位小数（精确到分）")
    if abs(number) * FACTOR[unit] * 100 > MAX_FEN:
        raise AmountError(f"“{typed}”{unit}过大")
    return (number * FACTOR[unit]).quantize(FEN)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part`` of ``whole`` in percent, exact; ``None`` when the whole is zero."""
    return None if whole == 0 else part * 100 / whole


def growth(current: Decimal, prior: Decimal) -> Decimal | None:
    """Change against ``prior`` in percent of it, signed; ``None`` on a base of zero (no rate may be printed)."""
    return None if prior == 0 else (current - prior) * 100 / prior


def added(*amounts: Decimal | None) -> Decimal | None:
    """Sum of amounts, not reported if one of them is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(amounts) else None
