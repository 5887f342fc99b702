"""Targets as comparisons: what they say is met exactly then, and what is no number is never compared."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.targets import AFTER, RELATIONS, Judgement, judged, read_target

MEANS = {
    "at_least": lambda actual, wanted: actual >= wanted,
    "at_most": lambda actual, wanted: actual <= wanted,
    "more": lambda actual, wanted: actual > wanted,
    "less": lambda actual, wanted: actual < wanted,
    "equal": lambda actual, wanted: actual == wanted,
}
UNITS = ["", "%", "次", "人", "册", "万元", "平方米", "个工作日"]
FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.%<>=-~"}
numbers = st.integers(min_value=0, max_value=10**6).map(lambda number: Decimal(number).scaleb(-2))
units = st.sampled_from(UNITS)
signs = st.sampled_from(list(RELATIONS))
separators = st.sampled_from(["-", "~", "—", "–", "至", "－", "～"])


def verdict(target: str, actual: str) -> Judgement:
    found = judged(target, actual)
    assert found is not None, (target, actual)
    return found


@given(signs, numbers, numbers, units)
def test_a_sign_means_what_it_says(sign: str, wanted: Decimal, actual: Decimal, unit: str) -> None:
    met = MEANS[RELATIONS[sign]](actual, wanted)
    assert verdict(f"{sign}{wanted}{unit}", f"{actual}{unit}").met == met


@given(st.sampled_from(list(AFTER)), numbers, numbers, units)
def test_words_behind_the_number_mean_what_they_say(word: str, wanted: Decimal, actual: Decimal, unit: str) -> None:
    assert verdict(f"{wanted}{unit}{word}", f"{actual}{unit}").met == MEANS[AFTER[word]](actual, wanted)


@given(numbers, numbers, numbers, separators, units)
def test_a_range_is_met_within_its_ends(
    one: Decimal, other: Decimal, actual: Decimal, separator: str, unit: str
) -> None:
    low, high = sorted((one, other))
    assert verdict(f"{low}{separator}{high}{unit}", f"{actual}{unit}").met == (low <= actual <= high)


@given(numbers, numbers, separators)
def test_a_range_that_runs_backwards_is_none(low: Decimal, more: Decimal, separator: str) -> None:
    assert read_target(f"{low + more + 1}{separator}{low}") is None


@given(signs, numbers, units)
def test_full_width_digits_and_signs_read_alike(sign: str, number: Decimal, unit: str) -> None:
    plain = f"{sign}{number}{unit}"
    assert read_target(plain.translate(FULL_WIDTH)) == read_target(plain) is not None


@given(signs, numbers, numbers, st.permutations(UNITS[1:]))
def test_units_that_differ_are_never_compared(sign: str, wanted: Decimal, actual: Decimal, found: list[str]) -> None:
    assert judged(f"{sign}{wanted}{found[0]}", f"{actual}{found[1]}") is None


@given(signs, numbers, numbers, units)
def test_what_is_met_earns_all_and_what_is_not_earns_a_part(
    sign: str, wanted: Decimal, actual: Decimal, unit: str
) -> None:
    found = verdict(f"{sign}{wanted}{unit}", f"{actual}{unit}")
    assert (found.part, found.deviation) == (1, 0) if found.met else 0 <= found.part <= 1


@given(numbers.filter(bool), st.lists(numbers, min_size=2, max_size=2))
def test_who_comes_nearer_to_a_target_earns_no_less(wanted: Decimal, reached: list[Decimal]) -> None:
    less, more = sorted(reached)
    assert verdict(f"≥{wanted}", f"{less}").part <= verdict(f"≥{wanted}", f"{more}").part
    assert verdict(f"≤{wanted}", f"{less}").part >= verdict(f"≤{wanted}", f"{more}").part


@given(st.text().filter(lambda text: not any(sign.isdecimal() for sign in unicodedata.normalize("NFKC", text))))
def test_a_text_without_a_number_is_never_compared(text: str) -> None:
    assert read_target(text) is judged(text, "100%") is judged("≥95%", text) is None


@pytest.mark.parametrize(
    ("target", "actual"),
    [("及时", "100%"), ("≥95%", "≥95%"), ("1-2-3", "2"), ("2023年12月31日前", "12月"), ("≥1,200册", "1200册")],
)
def test_what_is_not_one_number_is_left_to_a_person(target: str, actual: str) -> None:
    assert judged(target, actual) is None


@pytest.mark.parametrize(
    ("target", "actual", "part", "deviation"),
    [
        ("≥80%", "60%", "0.75", "-25.00"),
        ("≤5次", "10次", "0.5", "100.00"),
        ("=100.00(%)", "90%", "0.9", "-10.00"),
        ("600-1200册", "300册", "0.5", "-50.00"),
        ("600-1200册", "2400册", "0.5", "100.00"),
        ("≤0次", "1次", "0", None),
    ],
)
def test_marks_and_deviation_of_what_was_missed(target: str, actual: str, part: str, deviation: str | None) -> None:
    found = verdict(target, actual)
    assert (found.met, found.part) == (False, Decimal(part))
    assert found.deviation == (None if deviation is None else Decimal(deviation))


def test_more_than_a_number_without_a_sign_is_left_to_a_person() -> None:
    assert judged("12人", "15人") is None
    assert judged("12人", "12人").met and not judged("12人", "9人").met
    assert judged("12月底前", "11月底前") is None and judged("3年以上", "4年").met
    assert judged("≥95%", "0.95") is None and judged("≥100㎡", "120平方米").met
