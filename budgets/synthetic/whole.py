"""A made-up disclosure, whole: facts from one seed, and the document that a layout makes of them."""

from dataclasses import dataclass
from decimal import Decimal

from budgets import evaluation
from budgets.document import Document
from budgets.facts import Facts, Prior, ProjectFact, UnitFact
from budgets.layouts import Layout, load
from budgets.ledger import ADJUSTED, FINAL, INITIAL, At, Line, selected
from budgets.money import round_half_up
from budgets.narrative.used import names_used
from budgets.synthetic import said
from budgets.synthetic.before import explanations, priors
from budgets.synthetic.chance import Chance
from budgets.synthetic.codes import shipped
from budgets.synthetic.receipts import amount, budgeted, earlier_stages, settled
from budgets.synthetic.shown import modest, shown
from budgets.synthetic.spending import Spending
from budgets.synthetic.works import Projects, department_indicators, funding, named, works

LINES = 280
MANAGED = "performance_management"
REGION, REGION_NAME = "419900", "示例市"
NAMES = ("数据服务局", "基层治理局", "公共设施局", "综合协调办公室", "事务保障中心")
UNITS = (
    ("（本级）", "administrative"),
    ("行政执法支队", "referenced"),
    ("信息中心", "institution"),
    ("培训学校", "institution"),
)


@dataclass(frozen=True)
class Whose:
    """Whose facts are made, and of which year: of a department with so many units, or of one unit.

    ``projects`` are codes and names that its projects take, two for a unit; without them they are random.
    """

    region: str
    region_name: str
    code: str
    name: str
    year: int
    units: int = len(UNITS)
    is_unit: bool = False
    projects: tuple[tuple[str, str], ...] = ()

    def made(self) -> tuple[UnitFact, ...]:
        """The units of the department, the first of them itself (本级); or the one unit."""
        if self.is_unit:
            return (UnitFact(self.code, self.name, "institution"),)
        return tuple(
            UnitFact(f"{self.code}{place:03}", self.name + name, kind)
            for place, (name, kind) in enumerate(UNITS[: self.units], start=1)
        )


def facts(
    layout_key: str,
    seed: int,
    *,
    lines: int = LINES,
    closing: bool = False,
    whose: Whose | None = None,
    ordinary: bool = False,
) -> Facts:
    """Random facts that keep every equality; the same for the same arguments. All amounts are yuan.

    ``lines`` is the least number of expenditure lines (one of every kind is made first). ``closing`` lets a budget
    keep money at the end of the year, where its layout tells it; then 支出总计 of B01 is no longer 合计 of B03.
    Without ``whose`` the organisation and the year are random too. An ``ordinary`` department has not all that its
    layout can show, but as much as real ones.
    """
    chance, layout = Chance(f"{layout_key}/{seed}"), load(layout_key)
    return _Making(chance, layout, whose or _anybody(chance), ordinary).facts(lines, closing)


def _anybody(chance: Chance) -> Whose:
    year, code = chance.whole(2023, 2026), str(chance.whole(101, 899))
    name = REGION_NAME + chance.one(NAMES)
    return Whose(REGION, REGION_NAME, code, name, year, chance.whole(3, len(UNITS)))


def document(layout_key: str, seed: int) -> Document:
    """The document that the layout makes of the facts; Django must be set up, because composing lives beside models."""
    from budgets.composing import compose

    return compose(facts(layout_key, seed), load(layout_key))


class _Making:
    """Facts in the making."""

    def __init__(self, chance: Chance, layout: Layout, whose: Whose, ordinary: bool) -> None:
        self.chance, self.layout, self.kind, self.whose = chance, layout, layout.kind, whose
        self.shown = modest(shown(layout)) if ordinary else shown(layout)
        self.stage = FINAL if self.kind == "final" else INITIAL
        self.year = whose.year
        self.units = whose.made()
        self.works = named(works(self.units, whose.region, self.year, chance), whose.projects)

    def facts(self, least: int, closing: bool) -> Facts:
        spent = Spending(self.chance, self.shown, self.units, self.works, self.stage).made(least)
        final, keeps = self.kind == "final", closing and self.shown.closing
        income, balances = settled(spent, self.chance) if final else budgeted(spent, self.chance, keeps)
        staged = (*spent, *(earlier_stages(spent, self.chance) if final else ()))
        projects = self._projects(staged)
        running = said.running(spent, self.stage)
        money = said.money(self.kind, spent, self.chance) | self._managed(projects, staged)
        received = (*income, *balances.get("opening", ()), *balances.get("reserve", ()))
        return Facts(
            slug=f"{self.whose.region}-{self.whose.code}-{self.year}-{self.kind}",
            kind=self.kind,
            year=self.year,
            region=self.whose.region,
            region_name=self.whose.region_name,
            code=self.whose.code,
            name=self.whose.name,
            short_name=self.whose.name.removeprefix(self.whose.region_name),
            narrative_name="",
            is_unit=self.whose.is_unit,
            units=self.units,
            names=shipped().names,
            income=income,
            expenditure=staged,
            balances=balances,
            running=running,
            projects=projects,
            project_names={project.key: project.name for project in projects},
            indicators=department_indicators(self.chance, self.kind),
            tasks=self._tasks(),
            funding=funding(staged) if final else (),
            explanations=explanations(spent, self.chance),
            money=money,
            counts=said.counts(self.kind, self.units, names_used(self.layout.key), self.chance)
            | self._graded(projects),
            labels=said.labels(self.year - 1 if not final else self.year),
            texts=said.texts(self.kind, self.chance),
            priors=self._priors(money, received, spent, running),
            date=self._date(),
        )

    def _projects(self, staged: tuple[Line, ...]) -> tuple[ProjectFact, ...]:
        money = {work.code: [line for line in staged if line.project == work.code] for work in self.works}
        return Projects(self.chance, self.layout, self.year, self.stage, money).facts(self.works)

    def _managed(self, projects: tuple[ProjectFact, ...], staged: tuple[Line, ...]) -> dict[str, Decimal]:
        stage = ADJUSTED if self.kind == "final" else self.stage
        of_project = {
            project.key: amount(o for o in staged if o.project == project.key and o.stage == stage)
            for project in projects
        }
        every, half = list(of_project.values()), list(of_project.values())[::2]
        parts = {"target": every, "tracked": half, "evaluated": every}
        return {f"{MANAGED}.{name}_amount": sum(own, Decimal("0.00")) for name, own in parts.items()}

    def _graded(self, projects: tuple[ProjectFact, ...]) -> dict[str, Decimal | int]:
        """How many projects have targets, were followed and evaluated, and with which marks."""
        scores = [evaluation.result(project).score for project in projects if project.evaluation]
        marks = [score for score in scores if score is not None]
        counts: dict[str, Decimal | int] = {
            "target_units": len({project.unit for project in projects}),
            "target_count": len(projects),
            "tracked_count": len(projects[::2]),
        }
        if marks:
            grades = [evaluation.grade(score, self.layout.grades) for score in marks]
            counts |= {f"grade{place}": grades.count(name) for place, (name, _) in enumerate(self.layout.grades, 1)}
            problems = self.chance.whole(5, 20)
            counts |= {
                "evaluated_count": len(marks),
                "average_score": round_half_up(sum(marks, Decimal(0)) / len(marks), 2),
                "problems": problems,
                "problems_solved": problems // 2 + 1,
                "problems_open": problems - problems // 2 - 1,
            }
        return {f"{MANAGED}.{name}": value for name, value in counts.items()}

    def _tasks(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((work.name, f"实施{work.name}。", f"{work.name}已按计划实施。") for work in self.works[:3])

    def _priors(
        self, money: dict[str, Decimal], received: tuple[Line, ...], spent: tuple[Line, ...], running: tuple[Line, ...]
    ) -> dict[str, Prior]:
        general = amount(line for line in spent if selected(line, At(fund="general")))
        return priors(self.layout, money, received, general, amount(running), self.chance)

    def _date(self) -> str:
        """Of a budget in its year, of final accounts in the next, as covers print it."""
        year, months = (self.year + 1, "八九") if self.kind == "final" else (self.year, "一二三")
        digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
        return f"{digits}年{self.chance.one(months)}月"
