"""Indicators of the whole department (B14, F10): rates without a base, and actual values worked out again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.checks.book import Book, Line
from budgets.checks.grounds import INDICATORS
from budgets.checks.model import QUESTION, SHARE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.checks.texts import plain_number, squeezed, told
from budgets.money import round_half_up

BUDGET, FINAL = ("budget",), ("final",)
ONE = Decimal(1)
# What states a rate; 不适用 and the like state none.
_RATED = re.compile(r"\d")
_QUOTES = str.maketrans("", "", "“”\"'‘’（）()")


def _indicators(book: Book, code: str) -> dict[str, Line]:
    """The indicators of a table by name, without marks of quotation."""
    rows = (line for line in book.details(code) if line.row.cells.get("target") is not None)
    return {squeezed(line.name).translate(_QUOTES): line for line in rows if "indicator" in line.key}


def _claimed(book: Book, name: str) -> Decimal | None:
    """What the narrative says of a figure, where it says one thing."""
    found = {claim.spot.number for claim in book.named.get(name, ())}
    return found.pop() if len(found) == 1 else None


def _first(book: Book, *addresses: str) -> Decimal | None:
    spots = (book.at(address) for address in addresses)
    return next((spot.number for spot in spots if spot is not None and spot.number is not None), None)


def _procurement(book: Book) -> Decimal | None:
    return _claimed(book, "procurement.total")


def _three_public(book: Book) -> Decimal | None:
    printed = _first(book, "B09/合计/total", "F09/合计/budget.total")
    return _claimed(book, "three_public.total") if printed is None else printed


def _transfers(book: Book) -> Decimal | None:
    count = _claimed(book, "transfer.count")
    if count is not None:
        return count
    section = book.section("transfer")
    text = "".join(run.text for paragraph in section.paragraphs for run in paragraph) if section else ""
    return Decimal(0) if "无负责管理" in text or "没有负责管理" in text else None


def _evaluations(book: Book) -> Decimal | None:
    section = book.section("performance")
    text = "".join(run.text for paragraph in section.paragraphs for run in paragraph) if section else ""
    return Decimal(0) if "无部门重点评价项目" in text or "没有部门重点评价项目" in text else None


@dataclass(frozen=True, slots=True)
class Rate:
    """An indicator that is a share of something: its name, what it is a share of, and how much of that there is.

    ``obliged``: every disclosure must print that amount, so that its absence is told.
    """

    name: str
    base: str
    amount: Callable[[Book], Decimal | None]
    obliged: bool = True


BASES = (
    Rate("政府采购执行率", "政府采购", _procurement),
    Rate("三公经费控制率", "“三公”经费", _three_public),
    Rate("专项资金细化率", "专项转移支付", _transfers, obliged=False),
    Rate("部门绩效评价完成率", "重点评价项目", _evaluations, obliged=False),
)


def _without_base(code: str, column: str) -> Callable[[Book], Iterator[Comparison]]:
    def compare(book: Book) -> Iterator[Comparison]:
        found = _indicators(book, code)
        for rate in BASES:
            line = found.get(rate.name)
            text = line.row.cells.get(column) if line else None
            amount = rate.amount(book) if line else None
            if isinstance(text, str) and _RATED.search(text) and (rate.obliged or amount is not None):
                yield _judged(rate, text, amount, column)

    return compare


def _judged(rate: Rate, text: str, amount: Decimal | None, column: str) -> Comparison:
    kind = "指标值" if column == "target" else "实际完成值"
    words = f"“{rate.name}”的{kind}为“{text}”"
    if amount is None:
        return told(f"{words}，文件中没有{rate.base}的数", holds=None)
    return told(f"{words}，而{rate.base}为 0，分母是零，算不出比率", holds=amount != 0, advice="应写“不适用”或者说明。")


def _actual(line: Line) -> Spot | None:
    """The actual value of an indicator, in percent, as a printed number."""
    text = line.row.cells.get("actual")
    number = plain_number(text) if isinstance(text, str) else None
    if number is None:
        return None
    step = ONE.scaleb(int(number.as_tuple().exponent))
    return Spot(f"F10/{line.key}/actual", number, step, str(text), lambda: f"“{line.name}”的实际完成值", money=False)


def _met(line: Line) -> str:
    return f"指标值是“{line.row.cells.get('target')}”。"


def _controlled(book: Book) -> Iterator[Comparison]:
    """“三公”经费控制率 = 决算 ÷ 预算, from F09."""
    line = _indicators(book, "F10").get("三公经费控制率")
    actual = _actual(line) if line else None
    if line is None or actual is None or _three_public(book) == 0:
        return
    parts = (book.spot("F09", "合计", "final.total"), book.spot("F09", "合计", "budget.total"))
    right = Side(tuple(Operand(part) for part in parts))
    yield Comparison(Side((Operand(actual),)), right, SHARE, advice=_met(line))


def _worked_out(name: str, formula: str, of: Callable[[Decimal, Decimal, Decimal], Decimal]) -> Check:
    """An indicator recomputed from the money of F10: ``of(initial, adjusted, executed)`` in percent."""

    def compare(book: Book) -> Iterator[Comparison]:
        line = _indicators(book, "F10").get(name)
        actual = _actual(line) if line else None
        if line is None or actual is None:
            return
        columns = ("initial", "adjusted", "executed")
        amounts = [book.spot("F10", "funding/total", column).number for column in columns]
        known = [amount for amount in amounts if amount]
        value = None if len(known) < len(columns) else round_half_up(of(*known), 2)
        yield _close(actual, value, formula, _met(line))

    number = {"预算调整率": "24", "结转结余率": "25", "预算执行率": "26"}[name]
    severity = QUESTION if name == "结转结余率" else WARNING
    title = f"部门整体自评：{name}的实际完成值应与资金数算出的一致"
    return Check(f"performance-{number}", title, compare, FINAL, severity=severity, basis=INDICATORS)


def _close(actual: Spot, value: Decimal | None, formula: str, advice: str) -> Comparison:
    """An actual value in percent against what was worked out."""
    return Comparison(Side((Operand(actual),)), Side(value=value, words=f"按{formula}算出的百分数"), advice=advice)


def _adjusted(initial: Decimal, adjusted: Decimal, executed: Decimal) -> Decimal:
    return abs(adjusted - initial) * 100 / initial


def _left(initial: Decimal, adjusted: Decimal, executed: Decimal) -> Decimal:
    return (adjusted - executed) * 100 / adjusted


def _executed(initial: Decimal, adjusted: Decimal, executed: Decimal) -> Decimal:
    return executed * 100 / adjusted


def _explained(book: Book) -> Iterator[Comparison]:
    """The formula in an explanation is of its own indicator, not copied from another."""
    for code in ("B14", "F10"):
        found = _indicators(book, code)
        for name, line in found.items():
            text = line.row.cells.get("explanation")
            if isinstance(text, str) and "率=" in text and name.endswith("率"):
                copied = [other for other in found if other != name and f"{other}=" in text.translate(_QUOTES)]
                own = f"{name}=" in text.translate(_QUOTES)
                alien = copied[0] if copied and not own else ""
                yield told(f"“{line.name}”的说明写的是“{alien}”的公式", holds=not alien)


CHECKS = (
    Check(
        "performance-21",
        "部门整体绩效目标：分母为零的指标不应定比率",
        _without_base("B14", "target"),
        BUDGET,
        severity=QUESTION,
        basis=INDICATORS,
    ),
    Check("performance-22", "部门整体自评：分母为零的指标不应有实际完成值", _without_base("F10", "actual"), FINAL),
    Check(
        "performance-23",
        "部门整体自评：“三公”经费控制率应等于“三公”决算数除以预算数",
        _controlled,
        FINAL,
        basis=INDICATORS,
    ),
    _worked_out("预算调整率", "（全年预算数－年初预算数）÷年初预算数", _adjusted),
    _worked_out("结转结余率", "（全年预算数－全年执行数）÷全年预算数", _left),
    _worked_out("预算执行率", "全年执行数÷全年预算数", _executed),
    Check("performance-27", "指标的计算公式应是本指标的", _explained, severity=WARNING, basis=INDICATORS),
)
