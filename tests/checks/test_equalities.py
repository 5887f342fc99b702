"""Every check of the equalities has a passing, a failing, a boundary and a missing-operand example."""

import re
from collections.abc import Iterable
from importlib import import_module
from inspect import getsource
from pkgutil import iter_modules

import pytest

from budgets.checks import families
from budgets.checks.book import CENT, Book
from budgets.checks.messages import finding
from budgets.checks.model import FAILS, NUMERICAL, RULE, UNKNOWN, Check, Judged
from budgets.checks.registry import checks
from budgets.checks.report import judged
from budgets.document import Document
from tests.checks.altered import (
    LEFT_OVER,
    PASSES,
    READ,
    READERS,
    Example,
    Variant,
    altered,
    book_of,
    cases,
    condition,
    conditioned,
    covered,
    documents,
    examples,
    judged_in,
    key_of,
    outcomes,
    silent,
    small,
    with_tables,
    without_table,
)

KINDS = {"passing", "failing", "boundary", "missing"}
BY_ID = {check.id: check for check in covered()}
MEASURED = [id for id in BY_ID if id not in (*READ, LEFT_OVER)]
CONDITIONAL = [id for id, check in BY_ID.items() if condition(check)]
# Checks that call a consistent document wrong, and of which; to be mended there and taken out here.
FALSE_ALARMS: dict[str, str] = {}
# A number that is not reported, and a check that may not take it for nothing and call another one wrong.
BLANKS = (
    ("henan-jiaozuo-budget 0", "B04/income/carried.general/amount", "budget-73"),
    ("henan-luoyang-budget closing", "B04/expenditure/closing/total", "budget-89"),
    ("henan-luoyang-budget closing", "B01/expenditure/closing/amount", "budget-90"),
    ("henan-luoyang-budget closing", "B01/expenditure/closing/amount", "budget-91"),
    ("no B11", "B04/expenditure/total/capital", "budget-74"),
    ("henan-zhongzhan-final 0", "F11/{F11}/score", "text-04"),
    ("henan-zhongzhan-final 0", "F05/{F05}/total", "text-42"),
)
TAKEN_FOR_NOTHING = pytest.mark.xfail(reason="what is not reported is taken for nothing", strict=True)
NOT_YET_MENDED: tuple[str, ...] = ()
# What an optional operand of a table that is missing altogether does to an equality.
FALLS_AWAY = pytest.mark.xfail(reason="optional operands fall away with their whole table", strict=True)
WITHOUT_A_TABLE: tuple[str, ...] = ()
BETWEEN = [
    pytest.param(id, marks=FALLS_AWAY) if id in WITHOUT_A_TABLE else id
    for id in MEASURED
    if id.startswith(("budget-", "final-"))
]


def said(check: Check, found: Document) -> list[Judged]:
    """What a check says of a document."""
    return list(judged(Book(found), (check,)))


def changed(found: Document, example: Example, variant: Variant) -> Document:
    """A document with the numbers of a variant of an example."""
    steps = {operand.spot.address: operand.spot.step for operand in example.operands}
    for address, number in variant.values.items():
        found = altered(found, address, number, steps[address])
    return found


def own(example: Example, found: Iterable[Judged]) -> list[Judged]:
    """The comparison of an example among all that a check says."""
    return [each for each in found if key_of(each.comparison) == key_of(example.comparison)]


def modules() -> list:
    """The modules of the families."""
    return [import_module(found.name) for found in iter_modules(families.__path__, families.__name__ + ".")]


def test_every_check_of_every_family_is_registered_once_under_a_well_formed_id() -> None:
    declared = [check for module in modules() for check in module.CHECKS]
    assert len(declared) > 150
    assert sorted(check.id for check in declared) == sorted(check.id for check in checks())
    assert {id(check) for check in declared} == {id(check) for check in checks()}
    assert [check.id for check in declared if not re.fullmatch(r"[a-z]+-\d{2,3}", check.id)] == []


def test_no_check_is_written_down_and_left_unregistered() -> None:
    written = {id for module in modules() for id in re.findall(r'"([a-z]+-\d{2,3})"', getsource(module))}
    assert BY_ID.keys() <= written <= {check.id for check in checks()}


@pytest.mark.parametrize("id", MEASURED)
def test_a_check_has_examples_and_finds_nothing_wrong_in_them(id: str) -> None:
    assert examples(id), f"{id} holds in no document: give it one in altered.documents()"
    for example in examples(id):
        found = judged_in(id, example.document)
        assert [each.outcome for each in found if each.outcome == FAILS] == [], example.document
        assert {each.outcome for each in own(example, found)} <= set(PASSES) and own(example, found)


@pytest.mark.parametrize("id", MEASURED)
def test_a_check_fails_behind_its_boundary_and_is_never_passed_with_a_number_missing(id: str) -> None:
    for place, example in enumerate(examples(id)):
        variants = list(example.variants())
        assert {variant.kind for variant in variants} == KINDS
        for variant in variants[1:]:
            found = own(example, said(BY_ID[id], changed(small(id, place), example, variant)))
            told = (example.document, variant.name, key_of(example.comparison))
            assert found or unasked(BY_ID[id], variant, small(id, place), example), told
            assert {each.outcome for each in found} <= set(variant.outcomes), (told, found)
            for each in found if variant.kind in ("failing", "missing") else ():
                names_what_was_altered(each, variant)


def unasked(check: Check, variant: Variant, found: Document, example: Example) -> bool:
    """Whether a number is missing without which a check cannot know that it is asked: then it says which."""
    when = condition(check)
    if when is None or variant.kind != "missing":
        return False
    blank = changed(found, example, variant)
    state = when(Book(blank))
    wanted = {address for address, number in variant.values.items() if number is None}
    told = [{spot.address for spot in each.spots} for each in said(check, blank) if each.outcome == UNKNOWN]
    return state is False or any(wanted & addresses for addresses in told)


def names_what_was_altered(each: Judged, variant: Variant) -> None:
    """The finding has the altered address among its operands; what is missing it says in words."""
    told = finding(each, {})
    values = dict(told.operands)
    for address, number in variant.values.items():
        assert address in values and address in (*told.left.addresses, *told.right.addresses)
        if number is None:
            words = next(spot.words for spot in each.spots if spot.address == address)
            assert values[address] == "" and f"缺少{words}" in told.message, told.message


@pytest.mark.parametrize("id", BETWEEN)
def test_a_check_between_tables_is_never_passed_or_failed_without_one_of_them(id: str) -> None:
    example, found = examples(id)[0], small(id, 0)
    for code in sorted({operand.spot.address.partition("/")[0] for operand in example.operands}):
        told = said(BY_ID[id], without_table(found, code))
        assert {each.outcome for each in told} <= {UNKNOWN}, (example.document, code)
        for each in told:
            assert code in {spot.address for spot in each.spots}
            assert f"{code} 表（文件中没有）" in finding(each, {}).message


def test_what_is_said_against_consistent_documents_is_known() -> None:
    pairs = ((id, name) for id in (*MEASURED, *READ) for name in documents())
    wrong = {id for id, name in pairs if FAILS in {each.outcome for each in judged_in(id, name)}}
    assert wrong == FALSE_ALARMS.keys()


@pytest.mark.parametrize(
    ("name", "address", "id"),
    [pytest.param(*each, marks=TAKEN_FOR_NOTHING) if each[2] in NOT_YET_MENDED else each for each in BLANKS],
)
def test_a_number_that_is_not_reported_makes_no_other_one_wrong(name: str, address: str, id: str) -> None:
    found = documents()[name]
    keys = {code: next(line.key for line in book_of(name).details(code)) for code in re.findall(r"{(\w+)}", address)}
    address = address.format(**keys)
    blank = altered(found, address, None, CENT)
    assert book_of(name).at(address) and FAILS not in {each.outcome for each in said(BY_ID[id], blank)}


@pytest.mark.parametrize("id", CONDITIONAL)
def test_a_check_on_a_condition_says_nothing_where_it_does_not_hold(id: str) -> None:
    name = silent(id)
    assert name, f"{id} says something of every document: its condition is never false"
    assert judged_in(id, name) == ()
    assert outcomes(conditioned(BY_ID[id], None), name)


def test_every_reader_that_has_cases_is_a_check() -> None:
    assert len(READ) == len(READERS)


@pytest.mark.parametrize("id", READ)
def test_what_is_judged_where_it_is_read(id: str) -> None:
    assert {case.kind for case in cases(id)} == KINDS
    for case in cases(id):
        found = said(BY_ID[id], case.document)
        assert case.met(found), (case.name, [(each.outcome, finding(each, {}).message) for each in found])
        if case.kind == "passing":
            assert FAILS not in {each.outcome for each in found}, case.name


def test_a_number_that_no_check_took_up_is_told_and_one_that_was_taken_up_is_not() -> None:
    found = documents()["henan-zhongzhan-final 0"]
    whole, bare = Book(found), Book(with_tables(found, lambda table: None))
    told, alone = ({spot.address for spot in left_over(book)} for book in (whole, bare))
    taken = {claim.spot.address for claim in whole.named["general.total"]}
    assert taken and not taken & told
    assert told and told < alone < {claim.spot.address for claim in whole.claims}


def left_over(book: Book) -> list:
    """The numbers that the last check names."""
    found = [each for each in judged(book, checks()) if each.check.id == LEFT_OVER]
    assert {(each.outcome, each.comparison.relation) for each in found} == {(UNKNOWN, RULE)}
    assert RULE not in NUMERICAL
    return [spot for each in found for spot in each.spots]
