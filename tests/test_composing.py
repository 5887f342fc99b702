"""Composing: units, funds and cuts come together as the tables say, whatever the department."""

import re
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from budgets.composing import compose, facts_of
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Amount, Cell, Document, Figure
from budgets.editions import draft
from budgets.layouts import available, load
from budgets.models import (
    Budget,
    Disclosure,
    DisclosureText,
    PriorAmount,
    Procurement,
    Project,
    RunningCostLine,
    ThreePublic,
)
from tests.builders import budget, earn, empty, project, publish_unprinted, spend

pytestmark = pytest.mark.django_db

FUNDS = {
    "general.fiscal": "100000.00",
    "fund": "20000.00",
    "capital": "3000.00",
    "special": "400.00",
    "own.service": "50.00",
}


def everything(layout: str = "henan-jiaozuo-budget") -> Budget:
    """Two units that spend the same 项 from every fund, one basic and one project line each, all dimensions known."""
    made = budget(layout=layout)
    for place, unit in enumerate(made.department.units.all()):
        work = project(made, f"41080024000000000000{place}", f"工作{place}", unit, position=place)
        for fund, amount in FUNDS.items():
            earn(made, str(Decimal(amount) * 3), unit=unit, fund=fund)
            spend(
                made,
                "full",
                amount,
                unit=unit,
                function="2013101",
                economic="30101",
                government="50101",
                fund=fund,
                item="工资",
                item_kind="staff",
            )
            spend(
                made,
                "full",
                str(Decimal(amount) * 2),
                unit=unit,
                function="2013102",
                economic="30201",
                government="50201",
                nature="project.target",
                fund=fund,
                project=work,
            )
    return made


def yuan(document: Document, address: str) -> Decimal | None:
    code, _, rest = address.partition("/")
    row, _, column = rest.rpartition("/")
    cell: Cell = document.table(code).cell(row, column)
    assert cell is None or isinstance(cell, Amount)
    return cell.yuan if cell else None


def test_one_row_a_function_over_all_units() -> None:
    document = draft(everything())
    rows = [row.key for row in document.table("B03").panels[0].rows]
    assert rows == ["合计", "101", "101/2013101", "101/2013102"]
    assert yuan(document, "B03/101/2013101/basic.staff.wages") == Decimal("246900.00")
    assert yuan(document, "B03/合计/total") == Decimal("740700.00")


@pytest.mark.parametrize(
    ("address", "amount"),
    [
        ("B01/income/total/amount", "740700.00"),
        ("B01/expenditure/201/amount", "740700.00"),
        ("B02/101/101001/current.own.service", "150.00"),
        ("B02/合计/all.fund", "120000.00"),
        ("B04/expenditure/total/special", "2400.00"),
        ("B04/income/current.own/amount", "300.00"),
        ("B05/合计/total", "600000.00"),
        ("B06/30101.50101/staff", "200000.00"),
        ("B07/合计/general", "200000.00"),
        ("B08/101/30201.50201/capital", "12000.00"),
        ("B10/合计/project", "80000.00"),
        ("B11/101/2013101/basic", "6000.00"),
        ("B12/101/410800240000000000001/own", "100.00"),
        ("B14/amounts/fiscal/amount", "738000.00"),
        ("B15/410800240000000000000/special", "800.00"),
    ],
)
def test_every_fund_finds_its_place(address: str, amount: str) -> None:
    assert yuan(draft(everything()), address) == Decimal(amount)


def test_rows_can_be_grouped_by_unit() -> None:
    from dataclasses import replace

    layout = load("henan-jiaozuo-budget")
    tables = tuple(replace(t, options={"by_unit": True}) if t.code == "B03" else t for t in layout.tables)
    document = compose(facts_of(everything()), replace(layout, tables=tables))
    rows = [row.key for row in document.table("B03").panels[0].rows]
    assert rows[2:6] == ["101001", "101001/2013101", "101001/2013102", "101002"]
    assert yuan(document, "B03/101001/total") == Decimal("370350.00")


def test_a_dimension_known_in_part_is_not_guessed() -> None:
    made = budget()
    spend(made, "function", "70.00", function="2013101", nature="basic")
    spend(made, "function", "30.00", function="2013102", nature="project.target")
    document = draft(made)
    assert yuan(document, "B03/合计/basic") == Decimal("70.00")
    assert yuan(document, "B03/合计/basic.staff") is None
    assert yuan(document, "B03/合计/project.target") == Decimal("30.00")


def test_a_cut_that_was_not_entered_is_not_reported_rather_than_zero() -> None:
    made = budget()
    spend(made, "function", "70.00", function="2013101")
    document = draft(made)
    assert yuan(document, "B06/合计/total") is None
    assert any("未公开" in note for note in document.table("B06").notes)
    assert yuan(document, "B10/合计/total") == 0
    assert [f.text for f in document.figures() if f.name == "basic.staff"] == ["未公开"]


def test_a_table_reads_one_cut_never_two() -> None:
    made = everything()
    spend(made, "function", "999.00", function="2080505")
    assert yuan(draft(made), "B03/合计/total") == Decimal("740700.00")


def test_an_unknown_code_is_printed_not_dropped() -> None:
    made = budget()
    spend(made, "function", "70.00", function="2019998")
    row = draft(made).table("B03").panels[0].rows[-1]
    assert "2019998" in str(row.cells["name"])
    assert yuan(draft(made), "B01/expenditure/201/amount") == Decimal("70.00")


def said(document: Document, key: str) -> str:
    (section,) = (section for section in document.sections if section.key == key)
    return "\n".join("".join(run.text for run in paragraph) for paragraph in section.paragraphs)


@pytest.mark.parametrize(
    ("prior", "words"),
    [
        ({"amount": "800000.00"}, "减少10.00万元，下降12.50%"),
        ({"amount": "0.00"}, "增加70.00万元"),
        ({"change": "0.00"}, "均与上年持平"),
        (None, "上年收支总计未公开"),
    ],
)
def test_changes_are_worded_after_their_sign_and_base(prior: dict | None, words: str) -> None:
    made = budget()
    earn(made, "700000.00")
    spend(made, "function", "700000.00", function="2013101")
    if prior:
        amounts = {key: Decimal(amount) for key, amount in prior.items()}
        PriorAmount.objects.create(disclosure=made, subject="income.total", **amounts)
    text = said(draft(made), "overall")
    assert words in text
    assert ("%" in text) == ("%" in words)


def test_figures_are_inserted_in_typed_texts_by_name() -> None:
    made = everything()
    DisclosureText.objects.create(
        disclosure=made, key="reason.total", text="其中项目支出{expenditure.project}万元。{no.such}"
    )
    PriorAmount.objects.create(disclosure=made, subject="income.total", change=Decimal("1.00"))
    document = draft(made)
    assert "其中项目支出49.38万元" in said(document, "overall")
    assert "{no.such}" in said(document, "overall")
    (section,) = (section for section in document.sections if section.key == "overall")
    inserted = [run for run in section.paragraphs[0] if isinstance(run, Figure) and run.name == "expenditure.project"]
    assert inserted[0].cell == "B03/合计/project"


def test_a_text_withheld_by_law_says_so_with_its_ground() -> None:
    made = budget()
    DisclosureText.objects.create(disclosure=made, key="duties", withheld=True, ground="涉及国家秘密")
    document = draft(made)
    assert said(document, "duties") == "依法不予公开（涉及国家秘密）。"
    assert said(document, "structure") == "未公开"


def test_lists_name_exactly_the_sections_with_money() -> None:
    made = budget()
    spend(made, "economic", "5.00", economic="30101", government="50101", position=1)
    spend(made, "economic", "0.00", economic="30102", government="50101", position=2)
    spend(made, "economic", "6.00", economic="30201", government="50201", nature="basic.public.goods", position=3)
    text = said(draft(made), "basic")
    assert "主要包括：基本工资；公用经费" in text
    assert text.endswith("主要包括：办公费。")


def test_running_cost_is_the_public_part_unless_entered() -> None:
    made = budget()
    spend(made, "economic", "6.00", economic="30201", government="50201", nature="basic.public.goods")
    assert yuan(draft(made), "B13/合计/total") == Decimal("6.00")
    RunningCostLine.objects.create(disclosure=made, economic="30202", amount=Decimal("4.00"))
    assert yuan(draft(made), "B13/合计/total") == Decimal("4.00")


def test_running_cost_that_nobody_entered_is_not_reported_rather_than_zero() -> None:
    made = budget(layout="shanghai-budget")
    assert yuan(draft(made), "B09/合计/running") is None
    spend(made, "economic", "6.00", economic="30101")
    assert yuan(draft(made), "B09/合计/running") == 0
    spend(made, "economic", "6.00", economic="30201", nature="basic.public")
    assert yuan(draft(made), "B09/合计/running") == Decimal("6.00")


def test_three_public_adds_up_only_what_is_reported() -> None:
    made = budget()
    ThreePublic.objects.create(disclosure=made, purchase=Decimal("1.00"), operation=Decimal("2.00"))
    document = draft(made)
    assert yuan(document, "B09/合计/vehicles") == Decimal("3.00")
    assert yuan(document, "B09/合计/total") is None


def test_a_closing_balance_makes_both_sides_equal() -> None:
    made = budget(layout="henan-luoyang-budget")
    earn(made, "100.00")
    spend(made, "function", "70.00", function="2013101")
    made.balance_lines.create(kind="budgeted_closing", fund="general", amount=Decimal("30.00"))
    document = draft(made)
    assert yuan(document, "B01/expenditure/total/amount") == yuan(document, "B01/income/total/amount")
    assert yuan(document, "B01/expenditure/current/amount") == Decimal("70.00")
    assert yuan(document, "B04/expenditure/closing/general") == Decimal("30.00")


def test_a_closing_balance_is_printed_where_the_layout_keeps_its_row_blank() -> None:
    made = budget()
    spend(made, "function", "70.00", function="2013101")
    assert draft(made).table("B01").panels[1].rows[-2].cells == {"label": ""}
    made.balance_lines.create(kind="budgeted_closing", fund="general", amount=Decimal("30.00"))
    assert draft(made).table("B01").panels[1].rows[-2].cells["label"] == "年终结转结余"


# The facts, and one edition that last year's amounts come from; final accounts have fewer sheets, and read one more.
QUERIES = {Disclosure.BUDGET: 24, Disclosure.FINAL: 23}


def test_queries_do_not_grow_with_lines(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load_classification()
    sizes = {}
    for data in samples():
        made = Disclosure.objects.select_related("department__region", "unit").get(pk=load_sample(data).pk)
        with django_assert_num_queries(QUERIES[made.kind]):
            draft(made)
        publish_unprinted(made)
        sizes[made.slug] = made.expenditure_lines.count()
    assert max(sizes.values()) > 3 * min(sizes.values())


@pytest.mark.parametrize(("basis", "words"), [("budget", "上年预算数"), ("final", "上年决算数")])
def test_a_change_says_what_it_is_measured_against(basis: str, words: str) -> None:
    made = budget()
    ThreePublic.objects.create(disclosure=made, purchase=Decimal("50000.00"), operation=Decimal("20000.00"))
    for part, change in (("purchase", "50000.00"), ("operation", "-10000.00")):
        PriorAmount.objects.create(disclosure=made, subject=f"three_public.{part}", change=Decimal(change), basis=basis)
    text = said(draft(made), "three_public")
    assert f"公务用车购置费5.00万元，比{words}增加5.00万元；" in text
    assert f"公务用车购置及运行费7.00万元，比{words}增加4.00万元，增长133.33%。" in text


@pytest.mark.parametrize("layout", [key for key, _ in available()])
def test_an_empty_document_says_so_in_whole_sentences(layout: str) -> None:
    document = draft(empty(layout))
    text = "".join(said(document, section.key) for section in document.sections)
    assert re.search("“三公”经费(财政拨款支出)?(年初)?预算数?为未公开", text)
    assert not re.search("未公开(万元|%|辆|台（套）|项|个|批次|人次|人|家|分)", text)
    assert not re.search("(占|完成.{2,4}的|增长|下降)(未公开|[0-9])", text)
    assert "（）" not in text and "“”" not in text


def test_a_unit_publishes_under_its_own_code_and_name() -> None:
    made = budget()
    made.unit = made.department.units.first()
    made.save()
    earn(made, "100.00", unit=made.unit)
    document = draft(made)
    assert document.slug == "410800-101001-2024-budget"
    assert document.organisation.name == "第1单位"
    assert yuan(document, "B02/101001/101001/total") == Decimal("100.00")


def objective(document: Document) -> Cell:
    return document.table("B14").cell("objective", "text")


def test_a_withheld_objective_is_not_printed() -> None:
    made = budget()
    DisclosureText.objects.create(disclosure=made, key="objective", text="机密", withheld=True, ground="保密法")
    assert objective(draft(made)) == "依法不予公开（保密法）。"


def test_a_withheld_reason_does_not_break_its_sentence() -> None:
    made = everything()
    PriorAmount.objects.create(disclosure=made, subject="income.total", change=Decimal("10000.00"))
    DisclosureText.objects.create(disclosure=made, key="reason.total", text="机密", withheld=True, ground="保密法")
    assert said(draft(made), "overall").endswith("，原因依法不予公开。")


@pytest.mark.parametrize("change", ["30.00", "-49.00"])
def test_a_change_too_small_to_print_is_none(change: str) -> None:
    made = everything()
    PriorAmount.objects.create(disclosure=made, subject="income.total", change=Decimal(change))
    assert "均与上年持平" in said(draft(made), "overall")


def test_a_change_that_implies_less_than_zero_last_year_is_not_compared() -> None:
    made = everything()
    PriorAmount.objects.create(disclosure=made, subject="income.total", change=Decimal("99999999.00"))
    assert "不作比较" in said(draft(made), "overall")


def test_a_sum_of_money_needs_all_its_parts() -> None:
    made = budget()
    Procurement.objects.create(disclosure=made, goods=Decimal("100000.00"))
    assert said(draft(made), "procurement").startswith("焦作市某局2024年政府采购预算安排未公开，其中：货物10.00万元")


def test_a_line_that_may_or_may_not_belong_makes_the_table_not_reported() -> None:
    made = budget()
    spend(made, "economic", "1.00", economic="30201", nature="basic.public", position=1)
    spend(made, "economic", "5.00", economic="30202", nature="basic", position=2)
    assert yuan(draft(made), "B13/合计/total") is None


def test_every_project_with_money_is_listed_and_counted() -> None:
    made = budget()
    unit = made.department.units.first()
    planned = project(made, "410800240000000000001", "有计划的", unit)
    bare = Project.objects.create(department=made.department, unit=unit, code="410800240000000000002", name="无计划的")
    for work in (planned, bare):
        spend(made, "item", "100000.00", nature="project.target", project=work)
    document = draft(made)
    assert [row.cells["name"] for row in document.table("B12").panels[0].rows[2:]] == ["有计划的", "无计划的"]
    assert yuan(document, "B15/101001/total") == Decimal("100000.00")
    assert "涉及项目2个" in said(document, "performance")


def test_many_key_projects_are_numbered() -> None:
    made = budget()
    unit = made.department.units.first()
    for place in range(1, 13):
        project(made, f"4108002400000000000{place:02}", f"项目{place}", unit, key_position=place)
    assert "重点项目十二：项目12" in said(draft(made), "performance")


def test_what_is_typed_cannot_stand_for_a_figure() -> None:
    made = budget()
    DisclosureText.objects.create(disclosure=made, key="duties", text="\ue0000\ue001")
    assert said(draft(made), "duties") == "\ue0000\ue001"


def test_projects_without_codes_have_rows_of_their_own_in_every_unit() -> None:
    made = budget()
    for unit in made.department.units.all():
        project(made, "", f"{unit.name}培训费", unit)
    keys = [row.key for _, row in draft(made).table("B15").rows() if row.kind == "detail"]
    assert keys == ["1", "2"]


def test_a_key_project_is_told_its_own_amount_and_not_that_of_a_namesake() -> None:
    made = budget()
    unit = made.department.units.first()
    assert unit
    plain = project(made, "", "培训费", unit, position=1)
    coded = project(made, "410800220000000000001", "培训费", unit, key_position=1, position=2)
    spend(made, "item", "70000.00", project=plain, unit=unit, nature="project.operating", position=1)
    spend(made, "item", "100000.00", project=coded, unit=unit, nature="project.operating", position=2)
    assert [f.text for f in draft(made).figures() if f.name == f"project.{coded.code}"] == ["10.00"]
