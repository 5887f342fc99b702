"""The charts of one document: where the money comes from and goes, and what it is spent on."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgets.document import Amount, Document, anchor, cell_address
from budgets.extracts import EXPENDITURE, FLOW, INCOME, Leaf, leaves
from budgets.extracts.vocabulary import FUND_NAMES
from budgets.ledger import BALANCES, CARRIED, NATURES
from budgets.models import Code
from budgets.models.classification import names_of
from budgets.site.charts import (
    BARS,
    CROSSED,
    DOTTED,
    HATCHED,
    HOLLOW,
    MOST,
    SANKEY,
    SOLID,
    TABLE,
    TREEMAP,
    Chart,
    Row,
    Series,
    added_up,
    percent,
    wan,
)
from budgets.site.item_names import told_apart
from budgets.tables.cells import TOTAL
from budgets.years import Found

Names = Mapping[str, str]
Belongs = Callable[[Leaf], bool]
Columns = Mapping[str, Belongs]
Places = Mapping[str, Found]

AMOUNT = "金额"
CARRIED_OVER = "上年结转结余"
UNDIVIDED = "未分基本和项目"
# The parts of expenditure by the first step of their nature, and what they are drawn with.
PARTS = {"basic": SOLID, "project": HATCHED, "remitted": DOTTED, "business": CROSSED, "subsidy": HOLLOW, "": HOLLOW}
LADDER = (3, 5)
CLASS = 3  # digits of the code of a 类
STATEMENTS, SPENT = ("B01", "F01"), ("B03", "F03")
FEW = 5  # so many items are told by bars as well
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.．、]\s*|其中：)")

NOT_TRACED = "公开的文件不说明哪一笔收入用于哪一项支出，所以收入先汇到一处，再分到各类支出。"
DIFFERENT = "文件公布的收入总计与支出总计相差 {amount}。"
LARGEST = "屏幕较窄时改画条形，只画金额最大的 {most} 项，全部见数据表。"
BELOW_ZERO = "有的金额小于零，画不成图。"


def functional_names(year: int) -> Names:
    """The names of the functional codes of a year, which the charts are drawn with: one query."""
    return names_of(year, scheme=Code.FUNCTIONAL)[Code.FUNCTIONAL]


def of_document(document: Document, names: Names) -> tuple[Chart, ...]:
    """The charts of a document that has anything to draw; ``names`` are those of ``functional_names``."""
    found = [leaf for leaf in leaves(document) if leaf.cut == FLOW and leaf.yuan]
    income = [leaf for leaf in found if leaf.direction == INCOME]
    expenditure = [leaf for leaf in found if leaf.direction == EXPENDITURE]
    totals = _Totals.of(document)
    charts = (_flow(income, expenditure, names, totals), _structure(expenditure, names, totals))
    return tuple(chart for chart in charts if chart)


@dataclass(frozen=True, slots=True)
class _Totals:
    """The totals that a document prints, with their cells: of income, of expenditure, and by nature without what is
    carried over, under the headings of the charts."""

    income: Places
    expenditure: Places
    spent: Places

    @classmethod
    def of(cls, document: Document) -> "_Totals":
        """Those of ``document``."""
        income, expenditure = (_printed(document, STATEMENTS, f"{side}/total") for side in (INCOME, EXPENDITURE))
        spent = _printed(document, SPENT, TOTAL)
        parts = {heading: spent[part] for part, heading in NATURES.items() if part in spent}
        return cls(
            _headed(income, "amount"), {**_headed(expenditure, "amount"), **parts}, {**_headed(spent, "total"), **parts}
        )


def _headed(row: Places, column: str) -> dict[str, Found]:
    return {AMOUNT: row[column]} if column in row else {}


def _printed(document: Document, codes: Sequence[str], key: str) -> Places:
    """The amounts of a row of a table, by column, each with its cell."""
    return {
        column: Found(cell.yuan, "", anchor(cell_address(table.code, key, column)))
        for table in document.tables()
        if table.code in codes
        for _, row in table.rows()
        if row.key == key
        for column, cell in row.cells.items()
        if isinstance(cell, Amount)
    }


def _flow(income: Sequence[Leaf], expenditure: Sequence[Leaf], names: Names, totals: _Totals) -> Chart | None:
    """Income by source → everything → 类 of functions → 基本支出, 项目支出."""
    if not income or not expenditure:
        return None
    parts = _parts(expenditure)
    sources = _rows(_by(income, _source), {AMOUNT: bool}, len(parts))
    purposes = _rows(_by(expenditure, lambda leaf: _purpose(leaf, names)), {AMOUNT: bool, **parts}, own=_of_class)
    received, spent = (added_up([_found(leaf) for leaf in side]) for side in (income, expenditure))
    largest = max(purposes, key=lambda row: _yuan(row))
    notes = [NOT_TRACED]
    if received.yuan != spent.yuan:
        notes.append(DIFFERENT.format(amount=wan(abs(received.yuan - spent.yuan))))
    below = any(leaf.yuan < 0 for leaf in (*income, *expenditure))
    return Chart(
        key="flow",
        kind=TABLE if below else SANKEY,
        title="钱从哪里来，到哪里去",
        says=f"收入总计 {wan(received.yuan)}，{_told(sources, received)}；"
        f"支出总计 {wan(spent.yuan)}，最多的是{largest.name}，占 {percent(_yuan(largest), spent.yuan)}。",
        series=_series(parts),
        first="来源和去向",
        headings=(AMOUNT, *parts),
        groups=(
            (*sources, _total("收入总计", income, {AMOUNT: bool}, totals.income, len(parts))),
            (*purposes, _total("支出总计", expenditure, {AMOUNT: bool, **parts}, totals.expenditure)),
        ),
        notes=(*notes, BELOW_ZERO) if below else tuple(notes),
    )


def _told(sources: Sequence[Row], received: Found) -> str:
    """The largest source, in words."""
    largest = max(sources, key=_yuan)
    if len(sources) == 1:
        return f"全部是{largest.name}"
    return f"其中{largest.name}占 {percent(_yuan(largest), received.yuan)}"


def _structure(expenditure: Sequence[Leaf], names: Names, totals: _Totals) -> Chart | None:
    """Expenditure by 类, 款 and 项, its basic and project part."""
    spent = [leaf for leaf in expenditure if not leaf.balance]
    if not spent:
        return None
    parts = _parts(spent)
    columns: Columns = {AMOUNT: bool, **parts}
    rows = _ladder(spent, names, columns)
    items = [row for row in rows if row.kind == "detail"]
    largest = max(items, key=_yuan)
    total = _total("支出合计", spent, columns, totals.spent)
    below = any(leaf.yuan < 0 for leaf in spent)
    most = f"{_told_apart(largest, items, names)}，{wan(_yuan(largest))}"
    return Chart(
        key="structure",
        kind=BARS if below or len(items) <= FEW else TREEMAP,
        title="钱花在什么上",
        says=f"支出合计 {wan(_yuan(total))}，{_divided(total, parts)}"
        f"{len(items)} 项中最多的是{most}，占 {percent(_yuan(largest), _yuan(total))}。",
        series=_series(parts),
        first="功能分类科目",
        headings=(AMOUNT, *parts),
        groups=((total, *rows),),
        notes=(LARGEST.format(most=MOST),) if len(items) > MOST else (),
        leaves=True,
    )


def _told_apart(item: Row, items: Sequence[Row], names: Names) -> str:
    """The name of an item, with its 款 where others have the same; what has no code is told by its name alone."""
    return told_apart(item.code, {row.code: row.name for row in items}, names) if item.code else item.name


def _divided(total: Row, parts: Columns) -> str:
    """The shares of the parts, in words."""
    shares = zip(parts, total.amounts[1:], strict=True)
    return "".join(f"{name}占 {percent(found.yuan, _yuan(total))}，" for name, found in shares if found)


def _parts(found: Iterable[Leaf]) -> dict[str, Callable[[Leaf], bool]]:
    """The columns of the parts of expenditure that there are."""
    present = {_part(leaf) for leaf in found if not leaf.balance}
    return {NATURES.get(part, UNDIVIDED): _only(part) for part in PARTS if part in present}


def _only(part: str) -> Callable[[Leaf], bool]:
    return lambda leaf: not leaf.balance and _part(leaf) == part


def _part(leaf: Leaf) -> str:
    first = leaf.nature.partition(".")[0]
    return first if first in PARTS else ""


def _series(parts: Iterable[str]) -> tuple[Series, ...]:
    fillings = {NATURES.get(part, UNDIVIDED): filling for part, filling in PARTS.items()}
    return tuple(Series(name, fillings[name]) for name in parts)


def _source(leaf: Leaf) -> str:
    """What an income comes from: what is carried over is one source."""
    if leaf.balance:
        return BALANCES[leaf.balance]
    if leaf.origin == CARRIED:
        return CARRIED_OVER
    top = leaf.fund.partition(".")[0]
    return FUND_NAMES.get(leaf.fund if top == "own" else top) or NUMBERED.sub("", leaf.name)


def _purpose(leaf: Leaf, names: Names) -> str:
    """The 类 that an expenditure belongs to, or the balance that it is carried into."""
    if leaf.balance:
        return BALANCES[leaf.balance]
    return names.get(leaf.code[:3]) or leaf.code[:3] or NUMBERED.sub("", leaf.name)


def _by(found: Iterable[Leaf], name_of: Callable[[Leaf], str]) -> dict[str, list[Leaf]]:
    named: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in found:
        named[name_of(leaf)].append(leaf)
    return named


def _rows(named: Mapping[str, Sequence[Leaf]], columns: Columns, empty: int = 0, own: Belongs = bool) -> list[Row]:
    return [Row(name, _amounts(found, columns, empty, own)) for name, found in named.items()]


def _total(name: str, found: Sequence[Leaf], columns: Columns, printed: Places, empty: int = 0) -> Row:
    """A row of totals: each leads to the total that the document prints, if that is the same, and never to a part."""
    sums = zip((*columns, *("",) * empty), _amounts(found, columns, empty, _of_none), strict=True)
    places = ((printed.get(heading), amount) for heading, amount in sums)
    cells = (place if place and amount and place.yuan == amount.yuan else amount for place, amount in places)
    return Row(name, tuple(cells), kind="total")


def _amounts(found: Sequence[Leaf], columns: Columns, empty: int = 0, own: Belongs = bool) -> tuple[Found | None, ...]:
    """Σ of the leaves of every column; nothing where a column has none, and in ``empty`` columns more. An amount leads
    to the cell of its only leaf if that is the row's ``own``, rather than a part of it."""
    chosen = ([_found(leaf, own(leaf)) for leaf in found if belongs(leaf)] for belongs in columns.values())
    return (*(added_up(each) if each else None for each in chosen), *(None,) * empty)


def _found(leaf: Leaf, linked: bool = True) -> Found:
    return Found(leaf.yuan, "", anchor(leaf.cell) if linked else "")


def _of_class(leaf: Leaf) -> bool:
    """Whether a leaf is a whole 类, or no function at all."""
    return len(leaf.code) <= CLASS


def _of_none(_: Leaf) -> bool:
    return False


def _yuan(row: Row):
    return row.amounts[0].yuan


def _ladder(spent: Sequence[Leaf], names: Names, columns: Columns) -> list[Row]:
    """A row for every 类, 款 and 项, in the order of codes; what has no code is named."""
    by_code = _by(spent, lambda leaf: leaf.code or NUMBERED.sub("", leaf.name))
    printed = {leaf.code: leaf.name for leaf in spent if leaf.code}
    steps = {code[:length] for code in by_code for length in LADDER if code.isdigit() and length < len(code)}
    rows = []
    for code in sorted({*by_code, *steps}):
        own = [leaf for key, found in by_code.items() if key == code or _below(key, code) for leaf in found]
        level = sum(length < len(code) for length in LADDER) if code.isdigit() else 0
        name = names.get(code) or printed.get(code) or code
        kind = "subtotal" if code in steps else "detail"
        amounts = _amounts(own, columns, own=_of_code(code))
        rows.append(Row(name, amounts, code if code.isdigit() else "", level, kind))
    return rows


def _of_code(code: str) -> Belongs:
    return lambda leaf: not code.isdigit() or leaf.code == code


def _below(key: str, code: str) -> bool:
    return key.isdigit() and code.isdigit() and key.startswith(code)
