"""What forms say as entries: put in the place of what was entered, they give the same tables."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document, Number
from budgets.editions import draft
from budgets.facts import Evaluation, Facts, Funding, Indicator, Management, ProjectFact, TypedText
from budgets.importing.blank import blank_tables
from budgets.importing.book import ERROR, NOTICE
from budgets.importing.forms import READERS, entries_of, put_over, read_form
from budgets.importing.read import ReadTable
from budgets.layouts import load
from budgets.synthetic import document, facts
from budgets.tables import build
from tests.builders import publish_unprinted
from tests.importing.drawn import sheet_of

pytestmark = pytest.mark.django_db

TARGETS = ("objective", "objective_result")
ALONE = {"three_public": None, "tasks": [], "indicators": [], "funding": [], "projects": []}


def tables_of(made: Document) -> dict[str, ReadTable]:
    """The tables of a document as they are read from its drawn sheets; those that are no forms as they are."""
    key = made.layout.partition("@")[0]
    found: dict[str, ReadTable] = {}
    for table in made.tables():
        layout = load(key).table(table.code)
        read: ReadTable | None = ReadTable(table.code, key, layout.form, table, table.code, table.unit)
        if layout.form in READERS:
            sheet = sheet_of(table, made.organisation.name)
            blank = blank_tables(key)[table.code]
            read, _ = read_form(layout.form, sheet, 1, sheet.height, layout, key, blank, table.unit)
        assert read is not None
        found[table.code] = read
    return found


def sample_of(documents: Mapping[str, Document], data: Mapping[str, Any]) -> Document:
    name, year = data["department"]["name"], data["disclosure"]["year"]
    return next(each for each in documents.values() if (each.organisation.name, each.year) == (name, year))


def without_forms(data: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of a sample without what its forms say."""
    texts = [text for text in data["texts"] if text["key"] not in TARGETS]
    shanghai = data["disclosure"]["layout"].startswith("shanghai") and data["kind"] == "budget"
    running = {"running": []} if shanghai else {}
    return {**data, **{key: value for key, value in ALONE.items() if key in data}, **running, "texts": texts}


def test_entries_of_the_forms_give_the_tables_of_the_samples(documents: dict[str, Document]) -> None:
    load_classification()
    for data in samples():
        sample = sample_of(documents, data)
        found = entries_of(tables_of(sample), data["disclosure"]["layout"])
        assert all(problem.severity == NOTICE for problem in found.problems)
        made = load_sample(put_over(without_forms(data), found.entries))
        assert list(draft(made).tables()) == list(sample.tables()), sample.slug
        publish_unprinted(made)


def test_what_forms_cannot_say_stays(documents: dict[str, Document]) -> None:
    for data in samples():
        found = entries_of(tables_of(sample_of(documents, data)), data["disclosure"]["layout"])
        merged = put_over(data, found.entries)
        if "projects" not in found.entries:
            assert merged["projects"] == data["projects"]
            continue
        before = {project["code"] or project["name"]: project for project in data["projects"]}
        assert len(merged["projects"]) == len(data["projects"])
        for project in merged["projects"]:
            own = before[project["code"] or project["name"]]
            assert project["unit"] == own["unit"]
            for kept in ("purpose", "statement", "key_position"):
                assert project.get(kept) == own.get(kept)
        assert sorted(text["key"] for text in merged["texts"]) == sorted(text["key"] for text in data["texts"])


def test_every_entry_has_its_cell(documents: dict[str, Document]) -> None:
    made = documents["410803-101-2023-final"]
    tables = tables_of(made)
    found = entries_of(tables, "henan-zhongzhan-final")
    sheet = sheet_of(made.table("F12"), made.organisation.name)
    name, row, column = found.places["projects", 0, "indicators", 0, "target"]
    assert name == sheet.name
    assert sheet.cells[row, column] == found.entries["projects"][0]["indicators"][0]["target"]
    assert found.places["projects", 3, "evaluation", "division"][0] == tables["F11"].sheet
    for path in found.places:
        value: Any = found.entries
        for step in path:
            value = value[step]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _indicators(rows: list[dict[str, Any]]) -> tuple[Indicator, ...]:
    marks = ("weight", "score", "deviation")
    return tuple(
        Indicator(
            **{
                "level2": "",
                **{key: _decimal(value) if key in marks else value for key, value in row.items()},
            }
        )
        for row in rows
    )


def _funding(rows: list[dict[str, Any]]) -> tuple[Funding, ...]:
    return tuple(
        Funding(row["source"], *(_decimal(row[stage]) for stage in ("initial", "adjusted", "executed"))) for row in rows
    )


def _project(row: dict[str, Any]) -> ProjectFact:
    own = row.get("evaluation")
    details = ("goal", "character", "category", "starts_on", "ends_on")
    money = ("total_fiscal", "total_other")
    told: dict[str, Any] = {name: row[name] for name in details if row.get(name)}
    told |= {name: Decimal(row[name]) for name in money if row.get(name)}
    return ProjectFact(
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        key_position=row.get("key_position", 0),
        indicators=_indicators(row.get("indicators", [])),
        objective=row.get("objective", ""),
        evaluation=own and _evaluation(row, own),
        details=told,
    )


def _evaluation(row: dict[str, Any], own: dict[str, Any]) -> Evaluation:
    return Evaluation(
        category=own.get("category", ""),
        division=own.get("division", ""),
        has_form=own["has_form"],
        result=own.get("result", ""),
        system_executed=_decimal(own.get("system_executed")),
        rates={key.removesuffix("_rate"): Decimal(value) for key, value in own.items() if key.endswith("_rate")},
        indicator_score=_decimal(own.get("indicator_score")),
        management=tuple(
            Management(item["aspect"], item["text"], _decimal(item["score"]), item["issue"])
            for item in row.get("management", [])
        ),
        funding=_funding(row.get("funding", [])),
    )


def said(before: Facts, entries: dict[str, Any]) -> Facts:
    """Made-up facts with what entries say in the place of what forms print; money names projects as entries do."""
    projects = tuple(_project(row) for row in entries.get("projects", []))
    codes = {project.key: named.key for project in before.projects for named in projects if named.name == project.name}
    groups = ("three_public", "three_public_final")
    money = {f"{group}.{key}": Decimal(value) for group in groups for key, value in entries.get(group, {}).items()}
    return replace(
        before,
        expenditure=tuple(replace(line, project=codes.get(line.project, line.project)) for line in before.expenditure),
        projects=projects,
        money=money,
        tasks=tuple((row["name"], row["content"], row.get("result", "")) for row in entries.get("tasks", [])),
        indicators=_indicators(entries.get("indicators", [])),
        funding=_funding(entries.get("funding", [])),
        texts={row["key"]: TypedText(row["text"]) for row in entries.get("texts", [])},
    )


@settings(max_examples=15, deadline=None)
@given(
    key=st.sampled_from(
        ("henan-jiaozuo-budget", "henan-luoyang-budget", "henan-zhongzhan-final", "shanghai-2023-budget")
    ),
    seed=st.integers(0, 10_000),
)
def test_entries_of_made_up_forms_give_their_tables(key: str, seed: int) -> None:
    made = document(key, seed)
    before = facts(key, seed)
    found = entries_of(tables_of(made), key)
    assert [problem for problem in found.problems if problem.severity == ERROR] == []
    units = {unit.name: unit.code for unit in before.units}
    for row in found.entries.get("projects", []):
        row["unit"] = units.get(row["unit"], row["unit"])
    after = said(before, found.entries)
    for table in made.tables():
        layout = load(key).table(table.code)
        if layout.form in READERS and layout.form != "F06":
            again = build(after, layout)
            # F11 names projects without their codes.
            cells = [[row.cells for row in panel.rows] for panel in again.panels]
            assert cells == [[row.cells for row in panel.rows] for panel in table.panels], table.code


def test_projects_that_only_money_names_are_told(documents: dict[str, Document]) -> None:
    tables = tables_of(documents["410802-524-2024-budget"])
    listed = tables["B12"].table
    panel = listed.panels[0]
    (other, *_) = [row for row in panel.rows if row.kind == "detail"]
    added = replace(other, key="5", cells={**other.cells, "name": "某项补助"})
    more = replace(listed, panels=(replace(panel, rows=(*panel.rows, added)),))
    found = entries_of({**tables, "B12": replace(tables["B12"], table=more)}, "henan-jiefang-budget")
    assert found.entries["unplanned"] == [{"unit": "524001", "code": "", "name": "某项补助"}]
    assert any("某项补助" in problem.message for problem in found.problems)
    assert len(found.entries["projects"]) == 4
    alone = entries_of({"B12": tables["B12"]}, "henan-jiefang-budget")
    assert "projects" not in alone.entries
    assert len(alone.entries["unplanned"]) == 4


def test_marks_of_a_listed_project_follow_from_its_rates_or_are_taken(documents: dict[str, Document]) -> None:
    tables = tables_of(documents["410803-101-2023-final"])
    (panel,) = tables["F11"].table.panels
    rows = [
        replace(row, cells={**row.cells, "score": Number(Decimal(90), "90")}) if place == 1 else row
        for place, row in enumerate(panel.rows)
    ]
    table = replace(tables["F11"].table, panels=(replace(panel, rows=tuple(rows)),))
    found = entries_of({**tables, "F11": replace(tables["F11"], table=table)}, "henan-zhongzhan-final")
    first, second, third = (project["evaluation"] for project in found.entries["projects"][:3])
    assert first["has_form"]
    assert second["indicator_score"] == "64"  # 90 − 10 for execution − 16 for management
    assert "indicator_score" not in third
