"""A new disclosure begins with the projects, targets and texts of an earlier one, and with none of its amounts."""

from decimal import Decimal

import pytest

from budgets.carrying import carry_over, usual_layout
from budgets.models import (
    Budget,
    Department,
    Disclosure,
    FinalAccount,
    FundManagement,
    Project,
    ProjectEvaluation,
    ProjectPlan,
    ProjectStatement,
    Region,
    ThreePublic,
    Unit,
)

pytestmark = pytest.mark.django_db
Kind = type[Budget] | type[FinalAccount]


def department() -> Department:
    """A department with one unit and one project."""
    region, _ = Region.objects.get_or_create(code="410802", name="解放区")
    made, _ = Department.objects.get_or_create(region=region, code="524", name="信访局")
    unit, _ = Unit.objects.get_or_create(department=made, code="524001", name="信访局")
    Project.objects.get_or_create(department=made, unit=unit, name="值班经费")
    return made


def begun(kind: Kind, year: int, layout: str = "") -> Disclosure:
    """An empty disclosure of the department."""
    layout = layout or ("henan-zhongzhan-final" if kind is FinalAccount else "henan-jiefang-budget")
    return kind.objects.create(department=department(), year=year, layout=layout)


def filled(kind: Kind, year: int) -> Disclosure:
    """A disclosure with everything that might be carried over, and much that must not be."""
    made = begun(kind, year)
    plan = made.project_plans.create(
        project=Project.objects.get(),
        objective="按时值班",
        purpose="值班补助",
        key_position=1,
        goal="总目标",
        character="经常性项目",
        total_fiscal=Decimal("5.00"),
    )
    result = {"actual": "24次", "weight": 10, "score": 9, "deviation": 1, "reason": "有缺口"}
    made.indicators.create(plan=plan, level1="产出", name="值班次数", target="≥24次", **result)
    made.indicators.create(level1="产出指标", level2="数量", name="接访", target="≥9次", explanation="全年", **result)
    made.tasks.create(name="接访", content="接待来访", result="已接待")
    for key in ("duties", "use.running", "reason.total", "glossary"):
        made.texts.create(key=key, text=f"文字{key}")
    made.texts.create(key="structure", withheld=True, ground="按规定")
    made.explanations.create(function="2010301", purpose="人员", reason="人员减少", prior=Decimal("3.00"))
    made.expenditure_lines.create(cut="function", function="2010301", nature="basic", amount=Decimal("7.00"))
    made.funding.create(plan=plan, source="fiscal", initial=Decimal("1.00"))
    ThreePublic.objects.create(disclosure=made, abroad=Decimal("0.00"), reception=Decimal("9.00"))
    ProjectStatement.objects.create(plan=plan, overview="概况", period="2023年全年", quarter1=Decimal("1.00"))
    ProjectEvaluation.objects.create(plan=plan, category="可执行项目", result="已完成", indicator_score=60)
    FundManagement.objects.create(plan=plan, aspect="use", text="规范", score=4, issue="无")
    return made


def carried_into(made: Disclosure) -> str:
    return str(carry_over(made, Disclosure.objects.all()))


def test_final_accounts_begin_with_the_budget_of_the_year() -> None:
    filled(FinalAccount, 2023)
    filled(Budget, 2024).texts.filter(key="duties").update(text="本年职责")
    made = begun(FinalAccount, 2024)
    said = carried_into(made)
    assert "从《信访局 2024 年部门预算》沿用：项目 1 项、绩效指标 2 项、年度主要任务 1 项、文字 3 项" in said
    assert made.texts.get(key="duties").text == "本年职责"
    assert not made.texts.filter(key="use.running").exists()


def test_without_a_budget_they_begin_with_last_years_final_accounts_and_their_weights() -> None:
    filled(FinalAccount, 2023)
    filled(Budget, 2023)
    made = begun(FinalAccount, 2024)
    assert "从《信访局 2023 年部门决算》" in carried_into(made)
    assert {row.weight for row in made.indicators.all()} == {Decimal("10.00")}
    plan = made.project_plans.get()
    assert not hasattr(plan, "evaluation")  # or it would be listed as evaluated
    assert [(row.aspect, row.text, row.score, row.issue) for row in plan.management.all()] == [
        ("use", "规范", None, "")
    ]
    assert not hasattr(made, "three_public_final")


def test_a_budget_begins_with_last_years_budget() -> None:
    filled(FinalAccount, 2023)
    filled(Budget, 2023)
    made = begun(Budget, 2024)
    assert "从《信访局 2023 年部门预算》" in carried_into(made)
    plan = made.project_plans.get()
    assert (plan.purpose, plan.key_position) == ("值班补助", 1)


def test_a_budget_with_forms_and_statements_of_projects_begins_with_theirs() -> None:
    filled(Budget, 2023)
    made = begun(Budget, 2024, "shanghai-2023-budget")
    carried_into(made)
    plan = made.project_plans.get()
    assert (plan.objective, plan.goal, plan.character, plan.total_fiscal) == ("按时值班", "总目标", "经常性项目", None)
    assert (plan.statement.overview, plan.statement.period, plan.statement.quarter1) == ("概况", "", None)


def test_what_the_layout_does_not_print_is_not_carried_over() -> None:
    filled(Budget, 2023).texts.create(key="objective", text="目标")
    henan, shanghai = begun(Budget, 2024), begun(FinalAccount, 2023, "shanghai-final")
    carried_into(henan)
    carried_into(shanghai)
    plan = henan.project_plans.get()
    assert (plan.objective, plan.goal, plan.character, hasattr(plan, "statement")) == ("", "", "", False)
    assert not henan.explanations.exists()
    assert henan.texts.filter(key="objective").exists()
    assert {text.key for text in shanghai.texts.all()} == {"duties", "glossary"}
    assert not (shanghai.project_plans.exists() or shanghai.tasks.exists() or shanghai.indicators.exists())


def test_in_final_accounts_the_place_of_a_project_is_carried_over_for_its_form() -> None:
    filled(Budget, 2024)
    made = begun(FinalAccount, 2024)
    carried_into(made)
    plan = made.project_plans.get()
    assert (plan.objective, plan.key_position, plan.purpose, plan.goal) == ("按时值班", 1, "", "")


def test_results_marks_reasons_and_amounts_are_not_carried_over() -> None:
    filled(Budget, 2024)
    made = begun(FinalAccount, 2024)
    carried_into(made)
    for row in made.indicators.all():
        assert (row.actual, row.weight, row.score, row.deviation, row.reason) == ("", None, None, None, "")
    assert made.indicators.get(plan=None).explanation == "全年"
    assert made.indicators.exclude(plan=None).get().plan == made.project_plans.get()
    assert made.tasks.get().result == ""
    assert not made.texts.filter(key__startswith="reason.").exists()
    assert made.texts.get(key="structure").ground == "按规定"
    assert [(row.purpose, row.reason, row.prior) for row in made.explanations.all()] == [("人员", "", None)]
    assert not made.expenditure_lines.exists()
    assert not made.funding.exists()
    assert ProjectPlan.objects.get(disclosure=made).total_fiscal is None


def test_the_budget_of_three_public_is_what_final_accounts_are_measured_against() -> None:
    filled(Budget, 2024)
    made = begun(FinalAccount, 2024, "shanghai-final")
    assert "；“三公”经费的预算数取自该预算。" in carried_into(made)
    sheet = made.three_public_final
    assert (sheet.budget_abroad, sheet.budget_purchase, sheet.budget_reception) == (Decimal(0), None, Decimal("9.00"))
    assert (sheet.abroad, sheet.reception) == (None, None)


def test_where_the_layout_prints_the_whole_years_budget_of_three_public_none_is_filled_in() -> None:
    filled(Budget, 2024)
    made = begun(FinalAccount, 2024)
    assert "；“三公”经费的预算数没有沿用，要填全年预算数。" in carried_into(made)
    assert not hasattr(made, "three_public_final")


def test_only_what_may_be_seen_is_carried_over() -> None:
    filled(Budget, 2024)
    assert carry_over(begun(FinalAccount, 2024), Disclosure.objects.none()) is None


def test_the_usual_layout_is_that_of_last_year() -> None:
    begun(Budget, 2023, "henan-jiefang-budget")
    assert usual_layout("budget", department(), 2024) == "henan-jiefang-budget"
    assert usual_layout("final", department(), 2024) == ""
    assert usual_layout("budget", department(), 2024, Unit.objects.get()) == ""
