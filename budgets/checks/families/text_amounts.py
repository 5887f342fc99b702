"""The narrative against the tables: every amount and count that a table holds."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgets.checks.book import Book, Claim
from budgets.checks.bound import repeated, said
from budgets.checks.grounds import BUDGET_TABLES, EARLIER, NARRATIVE, PRINTED
from budgets.checks.model import (
    AT_MOST,
    COUNT,
    EQUAL,
    QUESTION,
    RULE,
    Check,
    Comparison,
    Operand,
    Side,
    Spot,
)
from budgets.checks.texts import as_told, decimals, is_rough
from budgets.evaluation import grade
from budgets.money import FACTOR

# A printed number; in brackets it is negative.
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<number>[+-]?[0-9]{1,20}(?:\.[0-9]{1,10})?)(?P<unit>万元|元|%)?(?(open)\))(?P<behind>万元|元|%)?"
)
# One character for one: full-width digits and marks, and all that looks like a minus or a dash.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％（）＋－−﹣‐‑–—―", "0123456789.,%()+--------")
_SEPARATORS = re.compile(r"[\s,]+")
# Staff of 机关 and of 事业单位: what counts as running expenses is at most all public expenditure.
RUNNING = ("B06/合计/public", "F06/public/amount")


def _amounts(book: Book) -> Iterator[Comparison]:
    """Every amount that a cell repeats; running expenses that only 公用经费 can be held against are at most that."""
    for claim in book.claims:
        if claim.figure.value is not None and claim.figure.unit == "%":
            continue
        found = repeated(book, claim)
        if found and not said(claim.name):
            loose = claim.name == "running.total" and found[0].spot.address in RUNNING
            relation = AT_MOST if loose else EQUAL
            yield Comparison(Side((Operand(as_told(claim)),)), Side(found), relation)


def _counted(book: Book, name: str, count: int, words: str) -> Iterator[Comparison]:
    for claim in book.named.get(name, []):
        if not is_rough(claim):
            yield Comparison(Side((Operand(claim.spot),)), Side(value=Decimal(count), words=words), COUNT)


def _projects(book: Book) -> Iterator[Comparison]:
    """项目个数 = rows of the project table, or else projects of the table of their targets."""
    for code in ("B12", "B15"):
        count = sum("total" in line.row.cells for line in book.details(code))
        if count:
            yield from _counted(book, "projects.count", count, f"《{book.tables[code].title}》（{code}）中项目的个数")
            return


def _units(book: Book) -> Iterator[Comparison]:
    units = len(book.details("B02")) if book.has_column("B02", "code") else 0
    if units:
        yield from _counted(book, "units.count", units, f"《{book.tables['B02'].title}》（B02）中单位的个数")


def _evaluated(book: Book) -> Iterator[Comparison]:
    """Number of self-evaluated projects, and how many have each grade (names and limits of grades: the layout)."""
    spots = [spot for line in book.details("F11") if (spot := book.at(f"F11/{line.key}/score"))]
    if not spots:
        return
    scores, unknown = [spot.number for spot in spots], [spot for spot in spots if spot.number is None]
    title = f"《{book.tables['F11'].title}》（F11）"
    yield from _counted(book, "evaluated.count", len(scores), f"{title}中项目的个数")
    grades = book.grades
    if unknown:
        yield from _ungraded(book, unknown)
        return
    given = [grade(score, grades) for score in scores if score is not None] if grades else []
    for place, (name, _) in enumerate(grades, start=1):
        yield from _counted(
            book, f"evaluated.grade{place}", given.count(name), f"{title}中自评得分为“{name}”的项目个数"
        )


def _ungraded(book: Book, unknown: list[Spot]) -> Iterator[Comparison]:
    """Numbers of projects with a grade cannot be held against scores of which one is not reported."""
    for place in (1, 2, 3, 4):
        for claim in book.named.get(f"evaluated.grade{place}", []):
            right = Side(tuple(Operand(spot) for spot in unknown))
            yield Comparison(Side((Operand(claim.spot),)), right, COUNT)


def _key_projects(book: Book) -> Iterator[Comparison]:
    told = [name for name in book.named if name.startswith("project.") and not said(name)]
    if told:
        yield from _counted(book, "projects.key_count", len(told), "说明中列出金额的重点项目个数")


def _cars(book: Book) -> Iterator[Comparison]:
    """Cars kept on 财政拨款 are at most all cars; the two may differ in scope."""
    yield from _pair(book, "three_public_final.cars_kept", "assets.cars_total")


def _initial(book: Book) -> Iterator[Comparison]:
    """年初预算 of the narrative against that of the self-evaluation."""
    for claim in book.named.get("general.initial", []):
        found = book.at("F10/funding/total/initial")
        if found:
            yield Comparison(Side((Operand(as_told(claim)),)), Side((Operand(found),)))


def _fiscal(book: Book) -> Iterator[Comparison]:
    """财政拨款收支 of each budget = this year's grants and what was carried over (income side of B04)."""
    for fund in ("general", "fund", "capital"):
        current = book.at(f"B04/income/current.{fund}/amount")
        carried = book.at(f"B04/income/carried.{fund}/amount")
        for claim in book.named.get(f"fiscal.{fund}", []) if current else []:
            parts = tuple(Operand(spot) for spot in (current, carried) if spot)
            yield Comparison(Side((Operand(as_told(claim)),)), Side(parts))


def _pair(book: Book, less: str, more: str) -> Iterator[Comparison]:
    for left in book.named.get(less, []):
        for right in book.named.get(more, [])[:1]:
            yield Comparison(Side((Operand(as_told(left)),)), Side((Operand(as_told(right)),)), AT_MOST)


def _small(book: Book) -> Iterator[Comparison]:
    """Awarded to small firms ≤ awarded to small and middling ones ≤ all procurement; reserved likewise."""
    for less, more in (
        ("procurement.awarded_sme", "procurement.total"),
        ("procurement.awarded_micro", "procurement.awarded_sme"),
        ("procurement.reserved_sme", "procurement.total"),
        ("procurement.reserved_micro", "procurement.reserved_sme"),
    ):
        yield from _pair(book, less, more)


def _printed(book: Book) -> Iterator[Comparison]:
    """What is printed is the amount behind it, rounded: in cells and in sentences."""
    for code, table in book.tables.items():
        yield from _faithful(
            book.spots_of(code), FACTOR.get(table.unit, FACTOR["万元"]), f"《{table.title}》（{code}）"
        )
    for claim in book.claims:
        factor = FACTOR.get(claim.figure.unit, Decimal(1))
        number = claim.spot.number
        if number is not None and not _said(claim.spot, number, factor):
            yield _unfaithful(claim.spot.words, claim.spot.text, claim)


def _faithful(spots: Iterable[Spot], factor: Decimal, words: str) -> Iterator[Comparison]:
    wrong = [
        spot
        for spot in spots
        if spot.number is not None and not _says(spot.text, spot.number, factor if spot.money else 1, spot.step)
    ]
    if not wrong:
        yield Comparison(Side(words=words), Side(), RULE, holds=True)
    for spot in wrong:
        yield Comparison(Side((Operand(spot),), words=spot.words, text=spot.text), Side(), RULE, holds=False)


def _unfaithful(words: str, text: str, claim: Claim) -> Comparison:
    return Comparison(Side((Operand(claim.spot),), words=words, text=text), Side(), RULE, holds=False)


def _said(spot: Spot, number: Decimal, factor: Decimal) -> bool:
    """Whether a sentence prints a number; of a change it may print the size only, for its words say the direction."""
    return any(_says(spot.text, each, factor, spot.step) for each in (number, abs(number)))


def _says(text: str, number: Decimal, factor: Decimal | int, step: Decimal) -> bool:
    """Whether a text prints a number; a blank and a dash print nothing.

    A unit behind the number is its own, or that of the whole table printed once more.
    """
    plain = _SEPARATORS.sub("", text.translate(_HALF_WIDTH))
    if not plain.strip("-%"):
        return number == 0
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return False
    value = -abs(Decimal(found["number"])) if found["open"] else Decimal(found["number"])
    unit = found["unit"] or found["behind"] or ""
    # Brackets and units are no decimals, and say nothing of how exact a number is.
    plainly = found["number"] == text.replace(",", "").rstrip("%％").strip()
    exact = step if plainly else max(step, Decimal(factor).scaleb(-decimals(found["number"])))
    factors = {Decimal(factor), FACTOR.get(unit, Decimal(factor))}
    return any(abs(value * each - number) <= exact / 2 for each in factors)


CHECKS = (
    Check("text-01", "说明中的数应与表中的数一致", _amounts, basis=NARRATIVE),
    Check("text-02", "说明中的项目个数应与项目表一致", _projects, kinds=("budget",), basis=BUDGET_TABLES),
    Check("text-03", "说明中的预算单位个数应与收入预算表的单位行一致", _units, kinds=("budget",), basis=NARRATIVE),
    Check("text-04", "说明中自评项目的个数和等级应与自评汇总表一致", _evaluated, kinds=("final",), basis=NARRATIVE),
    Check("text-05", "说明中重点项目的项数应与列出的项目一致", _key_projects, kinds=("budget",), basis=NARRATIVE),
    Check(
        "text-06",
        "公务用车保有量通常不多于车辆总数",
        _cars,
        kinds=("final",),
        severity=QUESTION,
        basis=NARRATIVE,
    ),
    Check(
        "text-07",
        "说明中的年初预算与整体自评表的年初预算",
        _initial,
        kinds=("final",),
        severity=QUESTION,
        basis=EARLIER,
    ),
    Check("text-08", "授予中小企业、小微企业的合同金额不应多于采购总额、中小企业金额", _small, basis=NARRATIVE),
    Check(
        "text-09",
        "说明中每本预算的收支应等于财政拨款收支表的本年拨款加上年结转",
        _fiscal,
        kinds=("budget",),
        basis=NARRATIVE,
    ),
    Check("print-01", "印出的数应是它的金额四舍五入的结果", _printed, basis=PRINTED),
)
