"""Self-evaluation of the department and of single projects (F10, F12): money, rates, weights and marks."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgets.checks.book import Book
from budgets.checks.formula import equality
from budgets.checks.grounds import EVALUATION
from budgets.checks.model import AT_MOST, PRODUCT, QUESTION, SHARE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.money import round_half_up

FINAL = ("final",)
FULL = Decimal(100)
FORMS = ("F10", "F12")
SOURCES = ("fiscal", "special", "own")


def prefixes(book: Book, code: str) -> list[str]:
    """The beginnings of the row keys of every form of a table: empty, or the number of a project's form."""
    keys = (line.key for line in book.lines(code) if line.key.endswith("funding/total"))
    return [key.removesuffix("funding/total") for key in keys]


def printed(spot: Spot) -> bool:
    return spot.number is not None


def one(spot: Spot) -> Side:
    return Side((Operand(spot),))


def summed(spots: list[Spot], words: str = "") -> Side:
    return Side(tuple(Operand(spot) for spot in spots), words=words)


def _forms(book: Book) -> Iterator[tuple[str, str]]:
    """(table, beginning of its row keys) of every form of self-evaluation."""
    for code in FORMS:
        for prefix in prefixes(book, code):
            yield code, prefix


def _sources(book: Book) -> Iterator[Comparison]:
    """Each column of money: total = fiscal + special + own."""
    for code, prefix in _forms(book):
        for column in ("initial", "adjusted", "executed"):
            parts = [book.spot(code, f"{prefix}funding/{source}", column) for source in SOURCES]
            yield Comparison(one(book.spot(code, f"{prefix}funding/total", column)), summed(parts))


def _rates(book: Book) -> Iterator[Comparison]:
    """执行率 = 全年执行数 ÷ 全年预算数, per source of money; nothing is said of a budget of zero."""
    for code, prefix in _forms(book):
        for source in ("total", *SOURCES):
            yield from rate(book, code, f"{prefix}funding/{source}")


def rate(book: Book, code: str, row: str) -> Iterator[Comparison]:
    rate, executed, adjusted = (book.spot(code, row, column) for column in ("rate", "executed", "adjusted"))
    if adjusted.number != 0 and not book.lacks(code, row, "rate"):
        yield Comparison(one(_as_printed(rate)), summed([executed, adjusted]), SHARE)


def _as_printed(spot: Spot) -> Spot:
    """A rate that is kept exact, rounded as it is printed."""
    if spot.number is None:
        return spot
    return replace(spot, number=round_half_up(spot.number, -int(spot.step.as_tuple().exponent)))


def _marked(book: Book, code: str, prefix: str, column: str) -> list[Spot]:
    """The weights or marks of a form: of execution, of fund management, of the indicators that have one."""
    found = [book.spot(code, f"{prefix}funding/total", column)]
    for line in book.details(code):
        if line.key.startswith((f"{prefix}management/", f"{prefix}indicators/")):
            spot = book.spot(code, line.key, column)
            if printed(spot):
                found.append(spot)
    return found


def _weights(book: Book) -> Iterator[Comparison]:
    """Σ of the weights is 100."""
    for code, prefix in _forms(book):
        yield Comparison(
            summed(_marked(book, code, prefix, "weight"), f"{_name(book, code, prefix)}各项分值之和"),
            Side(value=FULL, words="总分"),
        )


def _scores(book: Book) -> Iterator[Comparison]:
    """Σ of the marks is the printed total."""
    for code, prefix in _forms(book):
        total = book.spot(code, f"{prefix}indicators/total", "score")
        yield Comparison(
            summed(_marked(book, code, prefix, "score"), f"{_name(book, code, prefix)}各项得分之和"), one(total)
        )


def _name(book: Book, code: str, prefix: str) -> str:
    """The name of the form's project, or the title of the table."""
    head = book.by_key[code].get(f"{prefix}head/1")
    text = head.row.cells.get("text") if head else None
    return f"“{text}”自评表" if isinstance(text, str) and text else f"《{book.tables[code].title}》"


def _within(book: Book) -> Iterator[Comparison]:
    """No mark is above its weight."""
    for code in FORMS:
        for line in book.details(code) + [line for line in book.lines(code) if line.key.endswith("funding/total")]:
            score, weight = (book.spot(code, line.key, column) for column in ("score", "weight"))
            if printed(score):
                yield Comparison(one(score), one(weight), AT_MOST)


def _department_score(book: Book) -> Iterator[Comparison]:
    """Marks for execution of the whole department: weight × 执行率; asked, because a target below 100% gives more."""
    for prefix in prefixes(book, "F10"):
        yield _product(book, "F10", f"{prefix}funding/total")


def _project_scores(book: Book) -> Iterator[Comparison]:
    for prefix in prefixes(book, "F12"):
        yield _product(book, "F12", f"{prefix}funding/total")


def _product(book: Book, code: str, row: str) -> Comparison:
    columns = ("score", "weight", "executed", "adjusted")
    score, weight, executed, adjusted = (book.spot(code, row, column) for column in columns)
    advice = _explained(score.number, weight.number, executed.number, adjusted.number) if code == "F10" else ""
    return Comparison(one(score), summed([weight, executed, adjusted]), PRODUCT, advice=advice)


def _explained(
    score: Decimal | None, weight: Decimal | None, executed: Decimal | None, adjusted: Decimal | None
) -> str:
    """The target of 执行率 with which the printed marks would be right, in words."""
    if not (score and weight and executed and adjusted):
        return ""
    target = round_half_up(weight * executed * 100 / adjusted / score, 1)
    shown = f"{'不高于' if score == weight else '约为'} {target.normalize():f}%"
    return (
        f"有两种算法：按执行率计分，不是这个数；按“达到指标值得满分”计分，要执行率的指标值{shown}才得出这个数，"
        "请写明用的是哪一种。"
    )


def _has_f03(book: Book) -> bool:
    return bool(book.lines("F10")) and bool(book.lines("F03"))


CHECKS = (
    Check("performance-01", "自评表资金：总额应等于各种资金来源之和", _sources, FINAL, basis=EVALUATION),
    Check("performance-02", "自评：执行率应等于全年执行数除以全年预算数", _rates, FINAL, basis=EVALUATION),
    Check("performance-03", "自评表：各项分值之和应为 100 分", _weights, FINAL, basis=EVALUATION),
    Check("performance-04", "自评表：总分应等于各项得分之和", _scores, FINAL, basis=EVALUATION),
    Check("performance-05", "自评表：得分不应高于分值", _within, FINAL, basis=EVALUATION),
    Check(
        "performance-06",
        "部门整体自评：预算执行得分应等于分值乘以执行率",
        _department_score,
        FINAL,
        severity=QUESTION,
        basis=EVALUATION,
    ),
    equality(
        "performance-07",
        "部门整体自评：全年执行数应等于本年支出合计",
        "F10/funding/total/executed",
        "F03/合计/total",
        when=_has_f03,
        kinds=FINAL,
        severity=WARNING,
        basis=EVALUATION,
    ),
    Check("performance-11", "项目自评表：预算执行得分应等于分值乘以执行率", _project_scores, FINAL, basis=EVALUATION),
)
