"""Self-evaluation: marks follow from money and targets, a missing mark leaves the total open, grades keep to limits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.composing import facts_of
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document, Number
from budgets.evaluation import EXECUTION, execution, grade, marks, result, total_marks
from budgets.facts import Evaluation, Facts, Funding, Indicator, Management, ProjectFact
from tests.published import HENAN_FINAL

amounts = st.integers(min_value=0, max_value=10**12).map(lambda fen: Decimal(fen).scaleb(-2))
limits = st.integers(min_value=1, max_value=100).map(Decimal)


def spent(adjusted: Decimal | None, executed: Decimal | None) -> list[Funding]:
    return [Funding("fiscal", None, adjusted, executed)]


@given(amounts.filter(bool), st.lists(amounts, min_size=2, max_size=2), limits)
def test_marks_for_execution_keep_to_ten_and_rise_with_what_was_spent(
    adjusted: Decimal, executed: list[Decimal], full_at: Decimal
) -> None:
    less, more = (execution(spent(adjusted, each), full_at).score for each in sorted(executed))
    assert 0 <= less <= more <= EXECUTION


@given(amounts.filter(bool), limits)
def test_full_marks_where_the_layouts_part_of_the_budget_was_spent(adjusted: Decimal, full_at: Decimal) -> None:
    assert execution(spent(adjusted, adjusted * full_at / 100), full_at).score == EXECUTION
    assert execution(spent(adjusted, Decimal(0)), full_at).score == 0


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=4))
def test_sources_are_added_up(lines: list[tuple[Decimal, Decimal]]) -> None:
    found = execution([Funding("fiscal", None, *line) for line in lines])
    assert found.adjusted == sum(adjusted for adjusted, _ in lines)
    assert found.executed == sum(executed for _, executed in lines)


@pytest.mark.parametrize("lines", [[], spent(None, Decimal(1)), spent(Decimal(1), None), spent(Decimal(0), Decimal(0))])
def test_no_marks_without_a_budget_and_what_was_spent_of_it(lines: list[Funding]) -> None:
    assert execution(lines).score is None


def indicator(target: str, actual: str, weight: str = "10", score: str | None = None, kind: str = "产出") -> Indicator:
    given_score = None if score is None else Decimal(score)
    return Indicator(kind, "数量指标", "某指标", target, actual=actual, weight=Decimal(weight), score=given_score)


@pytest.mark.parametrize(
    ("found", "score", "comparable"),
    [
        (indicator("≥80%", "85%"), "10", True),
        (indicator("≥80%", "60%"), "7.5", True),
        (indicator("≥80%", "60%", score="9"), "9", True),
        (indicator("及时", "及时", score="8"), "8", False),
        (indicator("及时", "及时"), None, False),
    ],
)
def test_a_person_judges_before_the_numbers_do(found: Indicator, score: str | None, comparable: bool) -> None:
    assert marks(found).score == (None if score is None else Decimal(score))
    assert marks(found).comparable == comparable


@given(st.lists(st.integers(min_value=0, max_value=100), min_size=1, max_size=6), st.data())
def test_a_missing_mark_leaves_the_total_open(weights: list[int], data: st.DataObject) -> None:
    found = [indicator("≥1次", "1次", str(weight)) for weight in weights]
    assert total_marks(found) == sum(weights)
    place = data.draw(st.integers(min_value=0, max_value=len(found)))
    assert total_marks([*found[:place], indicator("及时", "及时"), *found[place:]]) is None


ASPECTS = ("arrangement", "disbursement", "use", "performance")


def evaluated(**known: object) -> ProjectFact:
    management = tuple(Management(aspect, "", Decimal(4)) for aspect in ASPECTS)
    own = {"has_form": True, "funding": tuple(spent(Decimal(200), Decimal(100))), "management": management, **known}
    found = (indicator("≥2次", "2次", "40"), indicator("≥80%", "40%", "30", kind="效益"))
    return ProjectFact("", "某项目", "101001", indicators=found, evaluation=Evaluation(**own))


def test_a_form_adds_up_execution_management_and_indicators() -> None:
    found = result(evaluated())
    assert (found.execution.score, found.management, found.indicators) == (Decimal(5), Decimal(16), Decimal(55))
    assert found.score == Decimal(76)
    assert found.rates == {"management": Decimal(80), "output": Decimal(100), "benefit": Decimal(50)}
    assert found.deviates


def test_a_project_without_a_part_of_its_marks_has_no_total() -> None:
    assert result(evaluated(funding=())).score is None
    assert result(evaluated(management=())).score is None
    three = tuple(Management(aspect, "", Decimal(4)) for aspect in ASPECTS[:3])
    assert result(evaluated(management=three)).score is None
    assert result(replace(evaluated(), indicators=())).score is None


GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))


@given(st.integers(min_value=0, max_value=10000).map(lambda number: Decimal(number).scaleb(-2)))
def test_a_grade_is_the_best_whose_limit_is_reached(score: Decimal) -> None:
    least = dict(GRADES)[grade(score, GRADES)]
    assert least <= score and not [limit for _, limit in GRADES if least < limit <= score]


def test_there_is_no_grade_without_limits() -> None:
    assert grade(Decimal(100), ()) == ""


@pytest.fixture
def accounts() -> Facts:
    load_classification()
    (sample,) = (data for data in samples() if data["kind"] == "final" and data["disclosure"]["year"] == 2023)
    return facts_of(load_sample(sample))


@pytest.mark.django_db
def test_a_form_and_its_rates_alone_give_the_same_score(accounts: Facts) -> None:
    formed = [project for project in accounts.projects if project.evaluation and project.evaluation.has_form]
    assert len(formed) == 3
    for project in formed:
        listed = replace(project.evaluation, has_form=False, rates=result(project).rates)
        assert result(replace(project, evaluation=listed)).score == result(project).score


@pytest.mark.django_db
def test_a_project_has_one_score_in_its_form_and_in_the_list(documents: dict[str, Document]) -> None:
    document = documents[HENAN_FINAL]
    listed = {row.cells["name"]: row.cells["score"] for _, row in document.table("F11").rows()}
    forms = [panel for panel in document.table("F12").panels if panel.title in listed]
    scores = [
        row.cells["score"] for _, row in document.table("F12").rows() if row.kind == "total" and "name" in row.cells
    ]
    assert len(scores) == 3 and [listed[panel.title] for panel in forms] == scores
    assert all(isinstance(score, Number) for score in scores)
