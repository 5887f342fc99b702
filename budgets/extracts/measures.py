"""Figures that documents of many layouts share, each declared once: what it is, and where documents have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Amount, Cell, Document, Figure, Number, Table, anchor, split_address
from budgets.extracts.vocabulary import Measured
from budgets.formats.anchors import paragraph_id
from budgets.narrative.figures import CELLS

MONEY, PEOPLE = "元", "人"
SCALE, SPENT, THREE_PUBLIC, RUNNING, PROCUREMENT, HEADCOUNT, THINGS = (
    "收支总体",
    "一般公共预算等支出",
    "“三公”经费",
    "机关运行经费",
    "政府采购",
    "编制和人员",
    "项目和车辆",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: its key, what it is called, its group, and by kind of document where it stands, the first that does.

    A place is the address of a cell, or the name of a figure of the narrative. ``unit`` is 元 or what is counted.
    """

    key: str
    title: str
    group: str
    budget: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    unit: str = MONEY

    def places(self, kind: str) -> tuple[str, ...]:
        """Where documents of a kind have it."""
        return self.final if kind == "final" else self.budget

    def names(self, kind: str) -> tuple[str, ...]:
        """The figures of the narrative that are it."""
        return tuple(place for place in self.places(kind) if "/" not in place)


def _figure(key: str, title: str, group: str, name: str = "") -> Measure:
    """A figure of the narrative that is read from cells: those, then the narrative itself."""
    own = name or key
    budget, final = (tuple(cell for cell in CELLS[own] if cell.startswith(letter)) for letter in "BF")
    return Measure(key, title, group, (*budget, own), (*final, own))


def _told(key: str, title: str, group: str, unit: str = MONEY) -> Measure:
    """A figure that only the narrative tells."""
    return Measure(key, title, group, (key,), (key,), unit)


PARTS = {
    "total": "“三公”经费",
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行维护费",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行维护费",
    "reception": "公务接待费",
}

MEASURES: tuple[Measure, ...] = (
    _figure("income.total", "收入总计", SCALE),
    _figure("expenditure.total", "支出总计", SCALE),
    _figure("expenditure.basic", "基本支出", SCALE),
    _figure("expenditure.project", "项目支出", SCALE),
    _figure("fiscal.total", "财政拨款收支总计", SCALE),
    _figure("general.total", "一般公共预算支出", SPENT),
    Measure(
        "general.basic",
        "一般公共预算基本支出",
        SPENT,
        ("B05/合计/basic", *CELLS["basic.total"][:1], "basic.total"),
        ("F05/合计/basic", "basic.total"),
    ),
    Measure(
        "general.project",
        "一般公共预算项目支出",
        SPENT,
        ("B05/合计/project", "general.project"),
        ("F05/合计/project", "general.project"),
    ),
    _figure("basic.staff", "一般公共预算基本支出：人员经费", SPENT),
    _figure("basic.public", "一般公共预算基本支出：公用经费", SPENT),
    _figure("fund.total", "政府性基金预算支出", SPENT),
    _figure("capital.total", "国有资本经营预算支出", SPENT),
    *(
        Measure(
            f"three_public.{part}",
            title,
            THREE_PUBLIC,
            (f"B09/合计/{part}", f"three_public.{part}"),
            (f"F09/合计/final.{part}", f"three_public_final.{part}"),
        )
        for part, title in PARTS.items()
    ),
    *(
        Measure(
            f"three_public.budget.{part}",
            f"{title}（决算所列预算数）",
            THREE_PUBLIC,
            final=(f"F09/合计/budget.{part}", f"three_public_budget.{part}"),
        )
        for part, title in PARTS.items()
    ),
    Measure(
        "running.total",
        "机关运行经费",
        RUNNING,
        ("B13/合计/total", "B09/合计/running", "running.total"),
        ("running.total",),
    ),
    _told("procurement.total", "政府采购", PROCUREMENT),
    _told("procurement.goods", "政府采购：货物", PROCUREMENT),
    _told("procurement.works", "政府采购：工程", PROCUREMENT),
    _told("procurement.services", "政府采购：服务", PROCUREMENT),
    _told("headcount.administrative", "行政编制", HEADCOUNT, PEOPLE),
    _told("headcount.referenced", "参公编制", HEADCOUNT, PEOPLE),
    _told("headcount.institution_posts", "事业编制", HEADCOUNT, PEOPLE),
    _told("headcount.retirees", "离退休人员", HEADCOUNT, PEOPLE),
    _told("projects.count", "项目个数", THINGS, "个"),
    _told("assets.cars_total", "车辆数", THINGS, "辆"),
)
# Derived by ``per_head``; no document prints it.
PER_HEAD = Measure("running.per_head", "机关运行经费（按行政和参公编制人均）", RUNNING, unit="元/人")
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in MEASURES}


def measured(document: Document) -> Iterator[Measured]:
    """Every measure that the document has a place for, as it stands in the first of its places."""
    tables = {table.code: table for table in document.tables()}
    told = _told_in(document)
    for measure in MEASURES:
        found = (
            _in_cell(measure, place, tables) if "/" in place else told.get(place)
            for place in measure.places(document.kind)
        )
        first = next((each for each in found if each), None)
        if first:
            yield Measured(measure.key, first.yuan, first.value, first.fragment)


def per_head(found: Mapping[str, Measured]) -> Decimal | None:
    """机关运行经费 in yuan for each post of 行政编制 and 参公编制; ``None`` where one of the three is not published.

    Ground: the forms of 财预〔2016〕143号 define 机关运行经费 as what 行政单位 and 参照公务员法管理的事业单位 spend on
    goods and services for their running, so that posts of other institutions and retirees are left out. A document
    that does not tell 参公编制 does not say that there is none.
    """
    running, *posts = (
        found.get(key, Measured(key)) for key in ("running.total", "headcount.administrative", "headcount.referenced")
    )
    heads = [post.value for post in posts if post.value is not None]
    if running.yuan is None or len(heads) < len(posts) or not sum(heads):
        return None
    return running.yuan / sum(heads)


def _in_cell(measure: Measure, address: str, tables: Mapping[str, Table]) -> Measured | None:
    code, row_key, column_key = split_address(address)
    try:
        cell = tables[code].cell(row_key, column_key)
    except KeyError:
        return None
    return Measured(measure.key, *_numbers(cell), fragment=anchor(address))


def _numbers(cell: Cell) -> tuple[Decimal | None, Decimal | None]:
    return (
        cell.yuan if isinstance(cell, Amount) else None,
        cell.value if isinstance(cell, Number) else None,
    )


def _told_in(document: Document) -> dict[str, Measured]:
    """What the narrative tells, by the name of the figure, each where it is told first."""
    found: dict[str, Measured] = {}
    for section in document.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            for run in paragraph:
                if isinstance(run, Figure):
                    place = paragraph_id(section.key, number)
                    found.setdefault(run.name, Measured(run.name, run.yuan, run.value, place))
    return found
