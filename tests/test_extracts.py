"""What is taken out of documents: leaves that add up to the fen, shared figures with their places, reasons as told."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from budgets.composing import compose
from budgets.document import Amount, Cell, Document, Figure, Row, Table, Text, anchor, split_address
from budgets.extracts import (
    BY_KEY,
    CAPITAL,
    DIRECTIONS,
    ECONOMIC,
    EXPENDITURE,
    FLOW,
    FUND,
    FUND_NAMES,
    GENERAL,
    INCOME,
    MEASURES,
    PROJECT,
    UNDIVIDED,
    Leaf,
    Measured,
    explained,
    leaves,
    measured,
    per_head,
)
from budgets.formats.anchors import ids_of
from budgets.layouts import available, load
from budgets.ledger import BALANCES, NATURES, ORIGINS
from budgets.synthetic import document, facts
from budgets.tables import build

pytestmark = pytest.mark.django_db

LAYOUTS = [key for key, _ in available()]
BUDGETS = [key for key in LAYOUTS if load(key).kind == "budget"]
SAMPLES = (
    "310107-social-work-2024-final",
    "310107-wanli-2023-budget",
    "310107-wanli-2024-budget",
    "410395-001-2024-budget",
    "410704-101-2024-budget",
    "410800-101-2024-budget",
    "410802-524-2024-budget",
    "410803-101-2023-final",
)
ZERO = Decimal("0.00")
# The total that the leaves of a cut and direction add up to: the first that the document has.
TOTALS = {
    (FLOW, INCOME): ("B01/income/total/amount", "F01/income/total/amount"),
    (FLOW, EXPENDITURE): ("B01/expenditure/total/amount", "F01/expenditure/total/amount"),
    (GENERAL, EXPENDITURE): ("B05/合计/total", "F05/合计/total"),
    (ECONOMIC, EXPENDITURE): ("B06/合计/total", "F05/合计/basic"),
    (FUND, EXPENDITURE): ("B10/合计/total", "F07/合计/total"),
    (CAPITAL, EXPENDITURE): ("B11/合计/total", "F08/合计/total"),
    (PROJECT, EXPENDITURE): ("B12/合计/total",),
}


def at(document: Document, address: str) -> Cell:
    code, row, column = split_address(address)
    return document.table(code).cell(row, column)


def known(document: Document, addresses: Sequence[str]) -> Decimal:
    """The amount of the first cell that the document has; zero where its layout has no such table."""
    printed = {table.code for table in document.tables()}
    cell = next((at(document, each) for each in addresses if split_address(each)[0] in printed), Amount(ZERO, ""))
    assert isinstance(cell, Amount)
    return cell.yuan


def sums(found: Sequence[Leaf]) -> Counter[tuple[str, str]]:
    added: Counter[tuple[str, str]] = Counter()
    for leaf in found:
        added[leaf.cut, leaf.direction] += leaf.yuan
    return added


def whole(document: Document) -> list[Leaf]:
    """The leaves of a document, after looking at what holds for those of every document."""
    found = list(leaves(document))
    added = sums(found)
    assert added.keys() <= TOTALS.keys()
    assert {key: added[key] for key in TOTALS} == {key: known(document, each) for key, each in TOTALS.items()}
    for leaf in found:
        assert at(document, leaf.cell) == Amount(leaf.yuan, at(document, leaf.cell).text) and leaf.yuan
        assert leaf.name and leaf.direction in DIRECTIONS
        assert leaf.nature in ("", *NATURES) and leaf.fund in ("", *FUND_NAMES)
        assert leaf.origin in ("", *ORIGINS) and leaf.balance in ("", *BALANCES)
    alone(found)
    return found


def alone(found: Sequence[Leaf]) -> None:
    """No leaf stands twice, and none has another of its row and cut, or of its unit and code, below it."""
    assert len({(leaf.cut, leaf.cell) for leaf in found}) == len(found)
    natures: dict[tuple[str, str], list[str]] = {}
    codes: dict[tuple[str, str, str], set[str]] = {}
    for leaf in found:
        natures.setdefault((leaf.cut, leaf.cell.rpartition("/")[0]), []).append(leaf.nature)
        codes.setdefault((leaf.cut, leaf.direction, leaf.unit), set()).add(leaf.code)
    for own in natures.values():
        assert not [(a, b) for a in own for b in own if a and b.startswith(f"{a}.")]
    for each in codes.values():
        assert not [(a, b) for a in each for b in each if a and b.startswith(a) and a != b]


def changed(document: Document, code: str, keep: Callable[[Row, str, Cell], Cell]) -> Document:
    """The document with the cells of one table put through ``keep``."""

    def table(own: Table) -> Table:
        panels = [
            replace(
                panel,
                rows=tuple(
                    replace(row, cells={key: keep(row, key, cell) for key, cell in row.cells.items()})
                    for row in panel.rows
                ),
            )
            for panel in own.panels
        ]
        return replace(own, panels=tuple(panels)) if own.code == code else own

    return with_tables(document, table)


def with_tables(document: Document, change: Callable[[Table], Table]) -> Document:
    sections = [replace(each, tables=tuple(change(table) for table in each.tables)) for each in document.sections]
    return replace(document, sections=tuple(sections))


@cache
def made(key: str, seed: int) -> Document:
    return document(key, seed)


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_leaves_of_a_sample_add_up_to_its_totals(documents: dict[str, Document], slug: str) -> None:
    assert whole(documents[slug])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("key", LAYOUTS)
def test_the_leaves_of_every_layout_add_up_to_its_totals(key: str, seed: int) -> None:
    found = whole(made(key, seed))
    assert UNDIVIDED not in {leaf.name for leaf in found}
    expected = {FLOW, GENERAL, ECONOMIC, FUND, CAPITAL} | ({PROJECT} if "henan" in key and key in BUDGETS else set())
    assert {leaf.cut for leaf in found} == expected


@pytest.mark.parametrize("key", BUDGETS)
def test_what_a_budget_keeps_at_the_end_of_the_year_is_a_leaf(key: str) -> None:
    found = whole(compose(facts(key, 1, closing=True), load(key)))
    kept = [leaf for leaf in found if leaf.balance]
    tells = any("closing" in dict(rows) for rows in load(key).table("B01").rows.values())
    assert [(leaf.balance, leaf.direction) for leaf in kept] == [("budgeted_closing", EXPENDITURE)] * tells


@pytest.mark.parametrize("key", ["henan-zhongzhan-final", "shanghai-final"])
def test_money_carried_in_and_out_of_final_accounts_is_told_apart(key: str) -> None:
    found = [leaf for leaf in leaves(made(key, 0)) if leaf.balance]
    assert [(leaf.direction, leaf.balance) for leaf in found] == [
        (INCOME, "reserve"),
        (INCOME, "opening"),
        (EXPENDITURE, "distribution"),
        (EXPENDITURE, "closing"),
    ]


def test_leaves_say_what_they_are(documents: dict[str, Document]) -> None:
    found = list(leaves(documents["410800-101-2024-budget"]))
    by_cell = {(leaf.cut, leaf.cell): leaf for leaf in found}
    assert [leaf.unit for leaf in found if leaf.direction == INCOME] == ["101101", "101202", "101203", "101204"]
    assert by_cell[GENERAL, "B05/101/2013101/basic.staff.wages"] == Leaf(
        GENERAL,
        EXPENDITURE,
        "2013101",
        "行政运行",
        known(documents["410800-101-2024-budget"], ["B05/101/2013101/basic.staff.wages"]),
        "B05/101/2013101/basic.staff.wages",
        nature="basic.staff.wages",
        fund="general",
        origin="current",
    )
    project = by_cell[PROJECT, "B12/101/410800220000000062151/general"]
    assert (project.code, project.nature, project.unit) == ("410800220000000062151", "project.operating", "101101")
    assert by_cell[ECONOMIC, "B06/30101.50501/staff"].code == "30101"


def test_a_class_that_is_not_told_in_full_is_a_leaf_itself(documents: dict[str, Document]) -> None:
    """Some 款 of 302 and 303 are not reported there, though 302 and 303 are."""
    found = [leaf for leaf in leaves(documents["410803-101-2023-final"]) if leaf.cut == ECONOMIC]
    assert {"302", "303"} <= {leaf.code for leaf in found}
    assert {leaf.nature for leaf in found if leaf.code == "302"} == {"basic.public"}


def test_funds_that_are_told_together_stay_together(documents: dict[str, Document]) -> None:
    found = [leaf for leaf in leaves(documents["310107-wanli-2024-budget"]) if leaf.direction == INCOME]
    assert {leaf.fund for leaf in found} == {"fiscal"}


@pytest.mark.parametrize("lost", ["basic.staff.wages", "project.target", "basic"])
def test_columns_are_divided_only_where_their_parts_are_reported(lost: str) -> None:
    own = made("henan-jiaozuo-budget", 0)
    holed = changed(own, "B03", lambda row, key, cell: None if key == lost and row.kind == "detail" else cell)
    found = whole(holed)
    assert not [leaf for leaf in found if leaf.cell.startswith("B03/") and leaf.cell.endswith(f"/{lost}")]
    assert sums(found) == sums(whole(own))


def test_rows_that_are_not_reported_leave_the_total_undivided() -> None:
    own = made("henan-jiaozuo-budget", 0)
    first = next(row.key for _, row in own.table("B03").rows() if row.kind == "detail")
    holed = changed(own, "B03", lambda row, key, cell: None if row.key == first and key == "total" else cell)
    found = [leaf for leaf in whole(holed) if leaf.cut == FLOW and leaf.direction == EXPENDITURE]
    assert {(leaf.code, leaf.name) for leaf in found} == {("", UNDIVIDED)}
    assert {leaf.cell.rpartition("/")[0] for leaf in found} == {"B03/合计"}


def test_a_total_without_rows_is_one_leaf() -> None:
    own = made("shanghai-final", 0)

    def bare(table: Table) -> Table:
        (panel, *_) = table.panels
        rows = tuple(
            replace(row, cells={**row.cells, "basic": None, "project": None})
            for row in panel.rows
            if row.kind == "total"
        )
        return replace(table, panels=(replace(panel, rows=rows),)) if table.code == "F05" else table

    found = [leaf for leaf in leaves(with_tables(own, bare)) if leaf.cut == GENERAL]
    total = known(own, ["F05/合计/total"])
    assert found == [Leaf(GENERAL, EXPENDITURE, "", UNDIVIDED, total, "F05/合计/total", fund="general")]


@pytest.mark.parametrize("key", BUDGETS)
def test_income_that_its_table_does_not_report_is_taken_from_the_statement(key: str) -> None:
    own = made(key, 2)
    holed = changed(own, "B02", lambda row, key, cell: None if isinstance(cell, Amount) else cell)
    found = [leaf for leaf in whole(holed) if leaf.direction == INCOME]
    assert len(found) > 3 and all(leaf.cell.startswith("B01/income/") for leaf in found)


def test_a_cut_that_is_not_reported_has_no_leaves() -> None:
    own = made("henan-jiaozuo-budget", 0)
    holed = changed(own, "B05", lambda row, key, cell: None if isinstance(cell, Amount) else cell)
    assert {leaf.cut for leaf in leaves(holed)} == {FLOW, ECONOMIC, FUND, CAPITAL, PROJECT}


def test_expenditure_by_unit_names_the_units() -> None:
    """A layout may group 项 by unit: the leaves are those of each unit, and add up as before."""
    own, layout = facts("henan-jiaozuo-budget", 0), load("henan-jiaozuo-budget")
    by_unit = build(own, replace(layout.table("B03"), options={"by_unit": True}))
    plain = compose(own, layout)
    found = whole(with_tables(plain, lambda table: by_unit if table.code == "B03" else table))
    spent = [leaf for leaf in found if leaf.cut == FLOW and leaf.direction == EXPENDITURE and not leaf.balance]
    assert {leaf.unit for leaf in spent} == {line.unit for line in own.expenditure if line.cut in ("full", "function")}


# Figures of the samples as their documents print them, in yuan or counted; what is not listed is not published there.
VALUES = {
    "310107-social-work-2024-final": {
        "income.total": "3078233",
        "expenditure.basic": "1055833",
        "expenditure.project": "2022400",
        "general.total": "3078233",
        "three_public.total": "0",
        "three_public.budget.total": "0",
        "running.total": "102266",
        "procurement.total": "210700",
        "assets.cars_total": "0",
    },
    "310107-wanli-2023-budget": {
        "income.total": "164978640",
        "fiscal.total": "164978640",
        "three_public.total": "229100",
        "three_public.operation": "215600",
        "three_public.reception": "13500",
        "running.total": "7860900",
        "procurement.works": "5500000",
        "assets.cars_total": "7",
    },
    "310107-wanli-2024-budget": {
        "income.total": "156211123",
        "expenditure.basic": "99706020",
        "three_public.vehicles": "465600",
        "three_public.purchase": "250000",
        "running.total": "4431800",
        "procurement.total": "16624400",
        "procurement.services": "7525900",
    },
    "410395-001-2024-budget": {
        "expenditure.total": "10700000",
        "general.basic": "5626300",
        "general.project": "5073700",
        "basic.staff": "5100100",
        "basic.public": "526200",
        "running.total": "526200",
        "procurement.goods": "87000",
        "projects.count": "10",
    },
    "410704-101-2024-budget": {
        "income.total": "12616550",
        "general.total": "12416550",
        "capital.total": "200000",
        "fund.total": "0",
        "three_public.total": "110000",
        "running.total": "578800",
        "projects.count": "19",
        "assets.cars_total": "3",
    },
    "410800-101-2024-budget": {
        "income.total": "30885700",
        "expenditure.basic": "27335400",
        "expenditure.project": "3550300",
        "basic.staff": "24327200",
        "basic.public": "3008200",
        "three_public.total": "502500",
        "three_public.operation": "463000",
        "three_public.reception": "39500",
        "running.total": "1661400",
        "headcount.administrative": "91",
        "headcount.referenced": "39",
        "headcount.institution_posts": "4",
        "headcount.retirees": "70",
        "projects.count": "14",
        "assets.cars_total": "16",
    },
    "410802-524-2024-budget": {
        "income.total": "3997597",
        "three_public.reception": "7300",
        "running.total": "77200",
        "headcount.administrative": "6",
        "headcount.institution_posts": "11",
        "projects.count": "4",
    },
    "410803-101-2023-final": {
        "expenditure.total": "6117000",
        "expenditure.basic": "6050000",
        "basic.staff": "4439200",
        "three_public.total": "122200",
        "three_public.operation": "122200",
        "three_public.budget.total": "122200",
        "running.total": "1610800",
        "procurement.total": "0",
    },
}
NOT_TOLD = {
    "310107-wanli-2024-budget": {"headcount.administrative", "projects.count", "three_public.budget.total"},
    "410802-524-2024-budget": {"headcount.referenced", "headcount.retirees"},
    "410803-101-2023-final": {"headcount.administrative", "projects.count"},
}


def numbers(document: Document) -> dict[str, Decimal | None]:
    return {each.key: each.yuan if BY_KEY[each.key].unit == "元" else each.value for each in measured(document)}


@pytest.mark.parametrize("slug", SAMPLES)
def test_measures_are_what_the_samples_print(documents: dict[str, Document], slug: str) -> None:
    found = numbers(documents[slug])
    expected = {key: Decimal(value) for key, value in VALUES[slug].items()}
    assert {key: found[key] for key in expected} == expected
    assert not found.keys() & NOT_TOLD.get(slug, set())


@pytest.mark.parametrize("slug", SAMPLES)
def test_measures_lead_to_elements_of_the_page(documents: dict[str, Document], slug: str) -> None:
    found = list(measured(documents[slug]))
    assert {each.fragment for each in found} <= ids_of(documents[slug])
    assert len({each.key for each in found}) == len(found)


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_layout_has_the_measures_of_its_kind(key: str) -> None:
    own = made(key, 0)
    found = numbers(own)
    kind = load(key).kind
    everywhere = {each.key for each in MEASURES if any("/" in place for place in each.places(kind))}
    assert everywhere <= found.keys()
    assert found["income.total"] == known(own, TOTALS[FLOW, INCOME])
    assert found["general.basic"] == found["basic.staff"] + found["basic.public"]
    assert not [each.key for each in MEASURES if each.key in found and found[each.key] is None]


def test_a_place_without_a_number_is_told_as_not_reported() -> None:
    own = made("henan-jiaozuo-budget", 0)
    holed = changed(own, "B13", lambda row, key, cell: None if isinstance(cell, Amount) else cell)
    found = {each.key: each for each in measured(holed)}
    assert found["running.total"] == Measured("running.total", fragment=anchor("B13/合计/total"))


def test_running_costs_a_head_need_both_kinds_of_posts(documents: dict[str, Document]) -> None:
    of = {slug: per_head({each.key: each for each in measured(documents[slug])}) for slug in SAMPLES}
    assert {slug: value for slug, value in of.items() if value is not None} == {
        "410800-101-2024-budget": Decimal("12780")
    }


def test_running_costs_a_head_of_nobody_are_not_known() -> None:
    running, none = Measured("running.total", yuan=Decimal(100)), Decimal(0)
    posts = {key: Measured(key, value=none) for key in ("headcount.administrative", "headcount.referenced")}
    assert per_head({"running.total": running, **posts}) is None
    assert per_head({}) is None


REASONS = [
    (
        "410800-101-2024-budget",
        "income.total",
        "与上年相比，收、支总计各增加181.07万元，增长6.23%，主要原因：人员增加和职级调整，人员经费增长较快。",
        "1810700.00",
    ),
    (
        "410800-101-2024-budget",
        "expenditure.total",
        "与上年相比，收、支总计各增加181.07万元，增长6.23%，主要原因：人员增加和职级调整，人员经费增长较快。",
        "1810700.00",
    ),
    (
        "410800-101-2024-budget",
        "three_public.purchase",
        "公务用车购置费0万元，与上年预算数持平，主要原因：年初没有安排购车预算。",
        None,
    ),
    ("410800-101-2024-budget", "three_public.vehicles", "公务用车购置及运行费46.30万元，与上年预算数持平。", None),
    (
        "410704-101-2024-budget",
        "three_public.purchase",
        "公务用车购置费0.00万元，比上年预算数增加0.00万元，与上年持平，主要原因：本单位没有安排购车。",
        "0.00",
    ),
    (
        "310107-wanli-2024-budget",
        "three_public.purchase",
        "公务用车购置费25.00万元，比2023年预算增加25.00万元，主要原因：本年购置公务用车。",
        "250000.00",
    ),
    (
        "310107-wanli-2024-budget",
        "item.2010507",
        "2023年当年预算执行数为60.13万元，2024年预算安排25.77万元，比2023年预算执行数减少57.14%，主要原因：项目有调整。",
        None,
    ),
    (
        "310107-wanli-2024-budget",
        "fiscal.fund",
        "政府性基金拨款支出预算0.00万元，与2023年预算持平。",
        None,
    ),
    (
        "310107-social-work-2024-final",
        "item.2013901",
        "全年预算为52.00万元，支出决算为51.32万元，完成全年预算的98.69%。"
        "决算数小于全年预算数，主要原因：人员有变动，实际支出少于预算。",
        None,
    ),
    (
        "410803-101-2023-final",
        "running.total",
        "2023年度机关运行经费支出161.08万元，比2022年度增加2.57万元，增长1.62%，主要原因：办公费和印刷费比上年多。",
        "25700.00",
    ),
]


@pytest.mark.parametrize(("slug", "key", "text", "change"), REASONS)
def test_a_change_is_told_in_the_words_of_the_document(
    documents: dict[str, Document], slug: str, key: str, text: str, change: str | None
) -> None:
    (found,) = explained(documents[slug], key)
    assert found.text == text
    assert found.change == (Decimal(change) if change else None)
    assert found.fragment in ids_of(documents[slug])


def test_final_accounts_tell_a_figure_against_last_year_and_against_the_budget(documents: dict[str, Document]) -> None:
    against_year, against_budget = explained(documents["310107-social-work-2024-final"], "general.total")
    assert (against_year.change, against_year.completion) == (Decimal("3078233.00"), None)
    assert against_budget.change is None
    assert against_budget.completion is not None
    assert against_budget.text.endswith("主要原因：人员经费的实际支出少于预算。")


def test_nothing_is_told_where_nothing_is_compared(documents: dict[str, Document]) -> None:
    own = documents["410704-101-2024-budget"]
    assert explained(own, "fiscal.general") == ()
    assert explained(own, "running.total") == ()
    assert explained(documents["310107-wanli-2024-budget"], "income.total") == ()
    assert explained(own, "no.such.figure") == ()


def figures_of(own: Document) -> Iterator[str]:
    yield from (figure.name for figure in own.figures())


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_compared_figure_is_told_with_its_size(key: str) -> None:
    own = made(key, 0)
    compared = {name.rpartition(".")[0] for name in figures_of(own) if name.endswith((".change", ".completion"))}
    assert compared
    for name in compared:
        found = explained(own, name)
        assert found and any(each.change is not None or each.completion is not None for each in found)
        assert all(each.text.endswith("。") and not each.text.startswith("其中") for each in found)


def test_a_reason_in_several_clauses_is_told_whole(documents: dict[str, Document]) -> None:
    own = documents["410800-101-2024-budget"]
    section = next(each for each in own.sections if each.key == "overall")
    (paragraph,) = section.paragraphs
    runs = [
        replace(
            run, text=run.text.replace("，主要原因：人员增加和职级调整，", "，主要原因：一是人员增加；二是职级调整，")
        )
        if isinstance(run, Text)
        else run
        for run in paragraph
    ]
    more = (*runs, Text("本年没有其他收入。"), Figure("income.other", "0", yuan=ZERO, unit="万元"))
    sections = [replace(each, paragraphs=(more,)) if each is section else each for each in own.sections]
    (found,) = explained(replace(own, sections=tuple(sections)), "income.total")
    assert found.text.endswith("主要原因：一是人员增加；二是职级调整，人员经费增长较快。")
