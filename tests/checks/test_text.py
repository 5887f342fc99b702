"""Sentences as departments write them: what the checks of the narrative say of each, and that they say no more."""

import gc
import weakref
from decimal import Decimal

import pytest

from budgets.checks import FAILS, HOLDS, ROUNDING, UNKNOWN, check
from budgets.checks.book import Book
from budgets.checks.model import Judged
from budgets.checks.registry import checks
from budgets.checks.report import judged as every
from budgets.checks.texts import is_rough
from budgets.document import Amount, Document, Section
from tests.checks.documents import document, grid, said
from tests.growth import BY_LENGTH, growth

SAID_NOTHING: list[str] = []


def judged(found: Document, id: str) -> list[Judged]:
    """What a check says of a document."""
    return [each for each in check(found).judged if each.check.id == id]


def outcomes(found: Document, id: str) -> list[str]:
    """The outcomes of a check in a document."""
    return [each.outcome for each in judged(found, id)]


def telling(key: str, *texts: str, kind: str = "budget") -> Document:
    """A document of 2024 that tells these paragraphs."""
    return document(said(key, *texts), kind=kind)


# text-31: 持平


ITEM = "{}.{}（类）{}（款）{}（项）。年初预算为{}万元，支出决算为{}万元，完成年初预算的{}%。{}"
RUNNING = ITEM.format(
    1, "一般公共服务支出", "党委办公厅（室）及相关机构事务", "行政运行", "100.00", "90.00", "90.00", "{}"
)
PENSION = ITEM.format(
    2, "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "55.00", "{}", "100.00", "{}"
)
LEVEL = "决算数与年初预算数持平。"
OVERALL = "2024年一般公共预算财政拨款支出年初预算为{}万元，支出决算为611.70万元，"
CODED = grid(
    "F05",
    "function@ name$ total",
    {
        "2013101": ("2013101", "行政运行", "90.00"),
        "2080505": ("2080505", "机关事业单位基本养老保险缴费支出", "55.00"),
    },
)


@pytest.mark.parametrize(
    ("key", "text", "kind"),
    [
        ("general_items", RUNNING.format("决算数与年初预算数不一致的主要原因是压减。"), "final"),
        ("general_items", RUNNING.format("决算数未与年初预算数持平。"), "final"),
        ("general_items", RUNNING.format("决算数与年初预算数基本持平。"), "final"),
        ("general_overall", OVERALL.format("813.27") + "其中：基本支出605.00万元，与年初预算持平。", "final"),
        ("general_overall", OVERALL.format("813.27") + "主要原因是项目经费与年初预算持平，人员减少。", "final"),
        (
            "three_public",
            "2024年“三公”经费预算为10.00万元，上年预算为12.00万元，减少2.00万元。其中：公务接待费3.00万元，与上年持平。",
            "budget",
        ),
        (
            "three_public",
            "2024年“三公”经费预算为10.00万元，上年预算为12.00万元，减少2.00万元。其中：公务接待费与上年持平。",
            "budget",
        ),
        (
            "running",
            "2024年机关运行经费支出预算57.88万元，上年60.00万元，减少2.12万元，主要原因是与预算标准保持一致。",
            "budget",
        ),
        ("running", "2024年机关运行经费支出预算57.88万元，上年60.00万元，公用经费标准与上年持平。", "budget"),
    ],
)
def test_what_is_as_something_else_is_not_said_of_a_figure(key: str, text: str, kind: str) -> None:
    assert outcomes(document(said(key, text), CODED, kind=kind), "text-31") == SAID_NOTHING


@pytest.mark.parametrize(("amount", "outcome"), [("55.00", HOLDS), ("54.00", FAILS)])
def test_of_two_items_in_a_paragraph_only_one_is_as_its_budget(amount: str, outcome: str) -> None:
    text = RUNNING.format("决算数小于年初预算数的主要原因是压减。") + PENSION.format(amount, LEVEL)
    assert outcomes(document(said("general_items", text), CODED, kind="final"), "text-31") == [outcome]


@pytest.mark.parametrize(("amount", "outcome"), [("611.70", HOLDS), ("800.00", FAILS)])
@pytest.mark.parametrize("words", ["决算数与年初预算数持平。", "支出决算与预算数一致，主要原因是按预算执行。"])
def test_that_the_whole_is_as_its_budget_is_compared(words: str, amount: str, outcome: str) -> None:
    text = OVERALL.format(amount) + words
    assert outcomes(telling("general_overall", text, kind="final"), "text-31") == [outcome]


def test_mere_budget_is_none_of_two_budgets() -> None:
    text = OVERALL.format("800.00") + "全年预算为611.70万元，决算数与{}预算数持平。"
    assert outcomes(telling("general_overall", text.format(""), kind="final"), "text-31") == SAID_NOTHING
    assert outcomes(telling("general_overall", text.format("全年"), kind="final"), "text-31") == [HOLDS]
    assert outcomes(telling("general_overall", text.format("年初"), kind="final"), "text-31") == [FAILS]


# text-43: 没有


def fund(amount: str) -> Section:
    """The table of the fund budget."""
    return grid("B10", "name$ total", {"合计": ("合计", amount)})


SPENT = "2024年政府性基金预算支出50.00万元"


@pytest.mark.parametrize(
    ("amount", "text", "expected"),
    [
        ("50.00", f"{SPENT}，比上年增加50.00万元，主要原因是上年未安排政府性基金项目。", [HOLDS]),
        ("50.00", f"{SPENT}，上年没有使用政府性基金预算拨款安排的支出。", [HOLDS]),
        ("50.00", f"{SPENT}，用于城市建设，不涉及人员经费。", [HOLDS]),
        ("50.00", f"{SPENT}，没有使用政府性基金安排的人员经费。", [HOLDS]),
        ("0.00", f"{SPENT}。", [FAILS]),
        ("0.00", "2024年政府性基金预算支出0.00万元。", [HOLDS]),
        ("50.00", "2024年政府性基金预算支出0.00万元。", [FAILS]),
        ("50.00", "我部门2024年没有使用政府性基金预算拨款安排的支出。", [FAILS]),
        ("0.00", "我部门2024年没有使用政府性基金预算拨款安排的支出。", [HOLDS]),
        ("0.00", "我部门2024年无政府性基金预算拨款安排的支出。", [HOLDS]),
        ("50.00", "我部门2024年没有政府性基金收入，也没有使用政府性基金安排的支出。", [FAILS]),
        ("50.00", "上年政府性基金预算支出60.00万元，本年未安排。", [FAILS]),
        ("0.00", "我部门不涉及此项支出。", [HOLDS]),
        ("50.00", "我部门没有政府性基金收入。", SAID_NOTHING),
        ("50.00", f"{SPENT}，没有使用政府性基金预算拨款安排的支出。", SAID_NOTHING),
    ],
)
def test_that_there_is_nothing_is_said_of_this_year_and_of_this_fund(
    amount: str, text: str, expected: list[str]
) -> None:
    assert outcomes(document(fund(amount), said("fund", text)), "text-43") == expected


# text-20, text-21: sums


def test_a_total_has_five_parts() -> None:
    text = "2024年支出合计1000.00万元，其中：基本支出600.00万元；项目支出300.00万元；事业单位经营支出{}万元。"
    assert outcomes(telling("expenditure", text.format("100.00")), "text-20") == [HOLDS]
    assert outcomes(telling("expenditure", text.format("90.00")), "text-20") == [FAILS]


def test_what_is_told_behind_a_fund_does_not_stand_for_it() -> None:
    text = "2024年收入合计1000.00万元，其中：一般公共预算900.00万元（其中：财政拨款收入880.00万元）；事业收入{}万元。"
    assert outcomes(telling("income", text.format("100.00")), "text-21") == [HOLDS]
    assert outcomes(telling("income", text.format("99.00")), "text-21") == [FAILS]


def test_what_is_told_before_the_funds_stands_for_them() -> None:
    text = "2024年收入合计1000.00万元，其中：财政拨款收入900.00万元（一般公共预算800.00万元）；事业收入100.00万元。"
    assert outcomes(telling("income", text), "text-21") == [HOLDS]


def test_a_sum_with_an_amount_that_nobody_knows_is_not_called_wrong() -> None:
    text = "2024年收入合计1000.00万元，其中：一般公共预算900.00万元；事业收入50.00万元；甲乙丙丁{}万元。"
    found = judged(telling("income", text.format("50.00")), "text-21")
    assert [each.outcome for each in found] == [UNKNOWN]
    assert "甲乙丙丁50.00万元" in check(telling("income", text.format("50.00"))).findings[0].message


# text-23: changes of 三公


PUBLIC = "2024年“三公”经费预算为10.00万元，比上年减少{}万元。其中：因公出国（境）费0.00万元，与上年持平；"
CARS = "公务用车购置费0.00万元，与上年持平；公务用车运行费8.00万元，比上年减少1.00万元；"
PRIOR = "公务接待费2.00万元，上年为3.00万元。"


def test_a_change_that_is_not_told_is_named_and_not_taken_for_nothing() -> None:
    found = telling("three_public", PUBLIC.format("2.00") + CARS + PRIOR)
    assert outcomes(found, "text-23") == [UNKNOWN]
    message = next(each.message for each in check(found).findings if each.check == "text-23")
    assert "缺少" in message and "公务接待费增减额" in message


@pytest.mark.parametrize(
    "reception",
    [
        "公务接待费2.00万元，主要用于公务接待（含外宾接待），与上年预算数持平。",
        "公务接待费2.00万元，与2023年保持一致。",
        "公务接待费与上年持平。",
        "公务接待费2.00万元，没有变化。",
    ],
)
@pytest.mark.parametrize(("change", "outcome"), [("1.00", HOLDS), ("2.00", FAILS)])
def test_a_part_that_is_as_last_year_changed_by_nothing(reception: str, change: str, outcome: str) -> None:
    found = telling("three_public", PUBLIC.format(change) + CARS + reception)
    assert outcomes(found, "text-23") == [outcome]


@pytest.mark.parametrize("words", ["决算数与预算数持平。", "与上年不一致。", "主要原因：标准与上年持平。"])
def test_what_is_no_word_on_last_year_tells_of_no_change(words: str) -> None:
    text = "2024年“三公”经费支出决算10.00万元，比上年减少2.00万元。其中：因公出国（境）费与上年持平；"
    cars = "公务用车购置及运行费支出决算8.00万元，比上年减少1.00万元；公务接待费支出决算2.00万元，"
    assert outcomes(telling("three_public_overall", text + cars + words, kind="final"), "text-23") == [UNKNOWN]


def test_a_change_of_parts_that_did_not_change_is_wrong() -> None:
    text = "公务用车购置及运行费8.00万元，与上年持平；公务接待费2.00万元，与上年持平。"
    assert outcomes(telling("three_public", PUBLIC.format("2.00") + text), "text-23") == [FAILS]


# text-33: shares


THIRDS = "2024年支出合计{}万元，其中：基本支出{}万元，占{}%；项目支出{}万元，占{}%；事业单位经营支出{}万元，占{}%。"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("300.00", "100.00", "33.33", "100.00", "33.33", "100.00", "33.33"), [ROUNDING]),
        (("300.00", "100.00", "33.33", "100.00", "33.33", "100.00", "33.34"), [HOLDS]),
        (("300.00", "100.00", "33.33", "100.00", "33.33", "100.00", "33.32"), [FAILS]),
        (("300.00", "100.00", "33", "100.00", "33", "100.00", "33"), [ROUNDING]),
        (("300.00", "100.00", "33", "100.00", "33", "100.00", "32"), [FAILS]),
        # Not all of the parts are told.
        (("400.00", "100.00", "25.00", "100.00", "25.00", "100.00", "25.00"), SAID_NOTHING),
    ],
)
def test_the_shares_of_all_parts_are_a_hundred(texts: tuple[str, ...], expected: list[str]) -> None:
    assert outcomes(telling("expenditure", THIRDS.format(*texts)), "text-33") == expected


def test_a_part_without_a_share_leaves_the_others_alone() -> None:
    text = "2024年支出合计200.00万元，其中：基本支出100.00万元，占50.00%；项目支出60.00万元，占30.00%；"
    without = text + "事业单位经营支出40.00万元。"
    assert outcomes(telling("expenditure", without), "text-33") == SAID_NOTHING
    assert outcomes(telling("expenditure", text + "事业单位经营支出40.00万元，占20.00%。"), "text-33") == [HOLDS]


# print-01: numbers as they are printed


def printed(text: str, yuan: str) -> list[str]:
    """What is said of the print of an amount of yuan in a table in 万元."""
    table = grid("F05", "name$ total", {"合计": ("合计", "1.00")})
    row = table.tables[0].panels[0].rows[0]
    row.cells["total"] = Amount(Decimal(yuan), text)  # type: ignore[index]
    return outcomes(document(table, kind="final"), "print-01")


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("−5.00", "-50000"),
        ("－5.00", "-50000"),
        ("(5.00)", "-50000"),
        ("（5.00）", "-50000"),
        ("（5.00）万元", "-50000"),
        ("（5.00万元）", "-50000"),
        ("-5.00 ", "-50000"),
        ("5.00元", "50000"),
        ("5.00 万元", "50000"),
        ("50000.00元", "50000"),
        ("1 234.56", "12345600"),
        ("1\xa0234.56", "12345600"),
        ("１，２３４．５６", "12345600"),
        ("1,234.56", "12345600"),
        ("（5.00）", "-50040"),
        ("—", "0"),
        ("——", "0"),
        ("", "0"),
    ],
)
def test_usual_prints_of_a_number_are_understood(text: str, yuan: str) -> None:
    assert printed(text, yuan) == [HOLDS]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("—", "50000"), ("-", "6000"), ("", "50000"), ("（5.00）", "50000"), ("−5.00", "50000"), ("5.00", "51000")],
)
def test_another_number_is_wrong_in_any_print(text: str, yuan: str) -> None:
    assert FAILS in printed(text, yuan)


# 约


INCOME = grid("B01", "label$ amount", {"income/total": ("收入总计", "1000.55")})
ROUGHLY = "甲乙丙丁0.25万元。2024年收入总计{}。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("约1000.6万元", {ROUNDING}),
        ("近1001万元", {ROUNDING}),
        ("1000.6万元左右", {ROUNDING}),
        ("约为1000.55万元", {HOLDS}),
        ("约1000.7万元", {FAILS}),
        ("约1100万元", {FAILS}),
        ("1000.6万元", {FAILS}),
    ],
)
def test_a_figure_told_roughly_is_as_exact_as_its_own_decimals(words: str, expected: set[str]) -> None:
    found = document(said("overall", ROUGHLY.format(words)), INCOME)
    assert set(outcomes(found, "text-01")) == expected


def test_what_was_saved_is_not_told_roughly() -> None:
    claims = Book(telling("running", "机关运行经费50.00万元，比上年节约5.00万元，最近3.00万元，约2.00万元。")).claims
    assert [is_rough(claim) for claim in claims] == [False, False, False, True]


# Caches


def test_what_is_worked_out_of_a_document_goes_with_it() -> None:
    report = check(telling("overall", "2024年收入总计1000.00万元。"))
    assert {"scroll", "paragraphs"} <= report.book.kept.keys()
    book = weakref.ref(report.book)
    del report
    gc.collect()
    assert book() is None


@pytest.mark.parametrize("words", ["增加1.00万元，", "与年初预算持平，"])
def test_a_long_paragraph_takes_time_by_its_length_only(words: str) -> None:
    own = tuple(each for each in checks() if each.family in ("text", "wording", "complete", "code", "print"))
    assert growth(lambda size: list(every(Book(telling("overall", words * size)), own)), 8000) < BY_LENGTH
