"""Money: what is typed, stored and printed is the same amount, to the fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.money import (
    WAN,
    YUAN,
    AmountError,
    NumberStyle,
    from_fen,
    growth,
    parse_amount,
    round_half_up,
    share,
    to_fen,
)

fen = st.integers(min_value=-(10**16), max_value=10**16)


@given(fen)
def test_fen_and_yuan_are_the_same_amount(amount: int) -> None:
    assert to_fen(from_fen(amount)) == amount


@given(fen)
def test_what_is_printed_in_yuan_reads_back(amount: int) -> None:
    yuan = from_fen(amount)
    assert parse_amount(NumberStyle(unit=YUAN, separators=True).amount(yuan)) == yuan


@given(fen)
def test_wan_with_six_decimals_is_exact(amount: int) -> None:
    yuan = from_fen(amount)
    assert parse_amount(NumberStyle(unit=WAN, decimals=6).amount(yuan), WAN) == yuan


@given(fen, st.integers(min_value=0, max_value=4))
def test_rounding_errs_by_half_a_place_at_most(amount: int, places: int) -> None:
    number = from_fen(amount) / 10000
    assert abs(round_half_up(number, places) - number) * 2 <= Decimal(1).scaleb(-places)


@pytest.mark.parametrize(
    ("typed", "unit", "yuan"),
    [
        ("1,728.17", WAN, "17281700.00"),
        ("１７２８．１７", WAN, "17281700.00"),
        ("0.000001", WAN, "0.01"),
        (" 12 345.6 ", YUAN, "12345.60"),
        ("3万元", YUAN, "30000.00"),
        ("3元", WAN, "3.00"),
        ("-0.5", YUAN, "-0.50"),
        (".5", YUAN, "0.50"),
    ],
)
def test_amounts_as_people_type_them(typed: str, unit: str, yuan: str) -> None:
    assert parse_amount(typed, unit) == Decimal(yuan)


@pytest.mark.parametrize("typed", ["", "   ", "\u3000"])
def test_nothing_typed_is_missing_not_zero(typed: str) -> None:
    assert parse_amount(typed) is None


@pytest.mark.parametrize(
    ("typed", "unit", "says"),
    [
        ("12.345", YUAN, "最多 2 位"),
        ("1.2345678", WAN, "最多 6 位"),
        ("十二", YUAN, "不是金额"),
        ("1,23", YUAN, "不是金额"),
        ("1e5", YUAN, "不是金额"),
        ("NaN", YUAN, "不是金额"),
        ("1" * 20, YUAN, "过大"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(typed: str, unit: str, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        parse_amount(typed, unit)


@pytest.mark.parametrize(
    ("style", "yuan", "text"),
    [
        (NumberStyle(separators=True, zero="blank"), "30885700.00", "3,088.57"),
        (NumberStyle(separators=True, zero="blank"), "0.00", ""),
        (NumberStyle(zero="full"), "0.00", "0.00"),
        (NumberStyle(zero="0"), "0.00", "0"),
        (NumberStyle(zero="0", trim="whole"), "10700000.00", "1070"),
        (NumberStyle(zero="0", trim="whole"), "203000.00", "20.30"),
        (NumberStyle(trim="all"), "145000.00", "14.5"),
        (NumberStyle(decimals=1, separators=True), "10700000.00", "1,070.0"),
        (NumberStyle(zero="blank"), "49.99", "0.00"),
        (NumberStyle(), "50.00", "0.01"),
        (NumberStyle(), "-50.00", "-0.01"),
    ],
)
def test_numbers_are_printed_after_their_style(style: NumberStyle, yuan: str, text: str) -> None:
    assert style.amount(Decimal(yuan)) == text


def test_no_rate_on_a_base_of_zero() -> None:
    assert growth(Decimal(5), Decimal(0)) is None
    assert share(Decimal(5), Decimal(0)) is None


def test_growth_is_of_last_year() -> None:
    assert round_half_up(growth(Decimal("3088.57"), Decimal("2907.50")) or Decimal(0), 2) == Decimal("6.23")
