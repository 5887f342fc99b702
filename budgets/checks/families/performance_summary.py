"""Self-evaluation of all projects (F11): rates, figures of the system, marks, and the forms of the projects (F12)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from budgets.checks.book import Book, Line
from budgets.checks.families.performance import FINAL, FULL, one, prefixes, rate, summed
from budgets.checks.grounds import EVALUATION
from budgets.checks.model import AT_MOST, QUESTION, WARNING, Check, Comparison, Side
from budgets.checks.texts import squeezed, told
from budgets.evaluation import EXECUTION, INDICATORS, MANAGED
from budgets.money import FACTOR, WAN, round_half_up

RATES = ("cost", "output", "benefit", "satisfaction")


def _rates(book: Book) -> Iterator[Comparison]:
    """执行率 = 全年执行数 ÷ 全年预算数 of every project."""
    for line in book.details("F11"):
        yield from rate(book, "F11", line.key)


def _system(book: Book) -> Iterator[Comparison]:
    """全年执行数 = 系统查询全年执行数, unless the row says that it deviates."""
    for line in book.details("F11"):
        own, system = (book.spot("F11", line.key, column) for column in ("executed", "system"))
        if not book.lacks("F11", line.key, "system") and line.row.cells.get("deviates") != "是":
            yield Comparison(one(own), one(system))


def _summary_scores(book: Book) -> Iterator[Comparison]:
    """自评得分 = 10 × 执行率 + 20 × 资金管理 + 70 × 指标得分率, where all the rates of indicators are one."""
    for line in book.details("F11"):
        side = _worked_out(book, line)
        if side is not None:
            yield Comparison(one(book.spot("F11", line.key, "score")), side)


def _worked_out(book: Book, line: Line) -> Side | None:
    def number(column: str) -> Decimal | None:
        return book.spot("F11", line.key, column).number

    executed, adjusted, managed = number("executed"), number("adjusted"), number("management")
    rates = {rate for rate in map(number, RATES) if rate is not None}
    if executed is None or not adjusted or len(rates) != 1:
        return None
    if managed is None:
        return Side(words="按得分率算出的得分")
    marks = (
        round_half_up(min(EXECUTION, EXECUTION * executed / adjusted), 2),
        round_half_up(MANAGED * managed / FULL, 2),
        round_half_up(INDICATORS * rates.pop() / FULL, 2),
    )
    shown = "＋".join(f"{mark:f}" for mark in marks)
    return Side(value=sum(marks, Decimal(0)), words=f"按“预算执行＋资金管理＋指标”算出的得分（{shown}）")


def _named(book: Book) -> dict[str, Line]:
    """The rows of F11 by the name of the project."""
    return {squeezed(line.name): line for line in book.details("F11")}


def _summary_against_forms(book: Book) -> Iterator[Comparison]:
    """F11 = F12 of the same project: 全年预算数, 全年执行数, 得分."""
    rows = _named(book)
    for prefix, name in _projects(book):
        line = rows.get(squeezed(name))
        if line is None:
            continue
        for column, row in (("adjusted", "funding"), ("executed", "funding"), ("score", "indicators")):
            yield Comparison(
                one(book.spot("F11", line.key, column)), one(book.spot("F12", f"{prefix}{row}/total", column))
            )


def _projects(book: Book) -> Iterator[tuple[str, str]]:
    """(beginning of row keys, name of the project) of every form of F12."""
    for prefix in prefixes(book, "F12"):
        head = book.by_key["F12"].get(f"{prefix}head/1")
        text = head.row.cells.get("text") if head else None
        if isinstance(text, str) and text:
            yield prefix, text


def _listed(book: Book) -> Iterator[Comparison]:
    """Every project that has a form stands in the summary; projects of the summary may go without a form."""
    rows = _named(book)
    if rows:
        for _, name in _projects(book):
            yield told(f"“{name}”有自评表，汇总表里没有同名的项目", holds=squeezed(name) in rows)


def _idle(book: Book) -> Iterator[Comparison]:
    """Nothing spent, yet output or benefit in full."""
    for line in book.details("F11"):
        executed = book.spot("F11", line.key, "executed").number
        rates = [book.spot("F11", line.key, column).number for column in ("output", "benefit")]
        if executed is not None and any(rate is not None for rate in rates):
            full = executed == 0 and FULL in rates
            yield told(f"“{line.name}”全年执行数为 0，产出或者效益指标得分率却是 100%", holds=not full)


def _within_department(book: Book) -> Iterator[Comparison]:
    """The projects together have no more money than the department."""
    rows = book.details("F11")
    for column in ("adjusted", "executed") if rows and "F10" in book.tables else ():
        total = book.spot("F10", "funding/total", column)
        yield Comparison(summed([book.spot("F11", line.key, column) for line in rows]), one(total), AT_MOST)


_TOLD = re.compile(r"(?:合计|共计|预算|资金)(?:为|是)?(\d+(?:\.\d+)?)\s?万元")


def _told_of_tasks(book: Book) -> Iterator[Comparison]:
    """An amount told in the text of a task is the year's budget of the project of that name."""
    rows = _named(book)
    for line in book.details("F10"):
        content = line.row.cells.get("content")
        match = _TOLD.search(content) if isinstance(content, str) else None
        project = rows.get(squeezed(line.name))
        if match and project:
            left = Side(value=Decimal(match[1]) * FACTOR[WAN], words=f"任务“{line.name}”的说明所称金额")
            yield Comparison(left, one(book.spot("F11", project.key, "adjusted")))


CHECKS = (
    Check("performance-14", "项目自评汇总：执行率应等于全年执行数除以全年预算数", _rates, FINAL, basis=EVALUATION),
    Check("performance-08", "项目自评汇总：全年执行数应等于系统查询数", _system, FINAL, basis=EVALUATION),
    Check("performance-09", "项目自评汇总：得分应等于按得分率算出的分数", _summary_scores, FINAL, basis=EVALUATION),
    Check("performance-10", "项目自评汇总表与项目自评表应一致", _summary_against_forms, FINAL, basis=EVALUATION),
    Check("performance-12", "有自评表的项目应在汇总表里", _listed, FINAL, severity=WARNING, basis=EVALUATION),
    Check("performance-13", "没有执行的项目不应有满分的产出和效益", _idle, FINAL, severity=QUESTION, basis=EVALUATION),
    Check(
        "performance-15",
        "任务说明所称金额应等于项目全年预算数",
        _told_of_tasks,
        FINAL,
        severity=QUESTION,
        basis=EVALUATION,
    ),
    Check(
        "performance-16",
        "各项目资金之和不应多于部门资金",
        _within_department,
        FINAL,
        severity=WARNING,
        basis=EVALUATION,
    ),
)
