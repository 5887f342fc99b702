"""Lines of the ledger from tables: composing them again gives the same tables."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets import synthetic
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Amount, Document, Table
from budgets.editions import draft
from budgets.entered import Entries
from budgets.facts import Facts, UnitFact
from budgets.importing.book import NOTICE, WARNING
from budgets.importing.ledger import lines_of
from budgets.importing.ledger.entries import line_of, record, rows_of
from budgets.importing.ledger.groups import facts_with
from budgets.importing.ledger.solving import Equation, solve
from budgets.importing.read import ReadTable
from budgets.layouts import available, load
from budgets.ledger import FULL, FUNCTION
from budgets.tables import build

LAYOUTS = [key for key, _ in available()]
YUAN = Decimal("123.45")


def read_of(table: Table, layout: str) -> ReadTable:
    """A table as a reader would give it, every cell at a place of its own."""
    keys = [(row.key, column) for _, row in table.rows() for column in row.cells]
    places = {key: (place, 1) for place, key in enumerate(keys, start=1)}
    return ReadTable(table.code, layout, load(layout).table(table.code).form, table, table.title, table.unit, places)


def tables_of(facts: Facts, layout: str) -> dict[str, ReadTable]:
    """The tables of a layout, read from what the facts compose to."""
    return {table.code: read_of(build(facts, table), layout) for table in load(layout).tables}


def read_document(document: Document) -> tuple[str, dict[str, ReadTable]]:
    """Layout and tables of a document."""
    layout = document.layout.partition("@")[0]
    return layout, {table.code: read_of(table, layout) for table in document.tables()}


def with_lines(facts: Facts, entries: Entries) -> Facts:
    """The facts with these lines instead of their own, as the database would give them."""
    codes = frozenset(project.code for project in facts.projects if project.code)
    named = {project.name: project.code for project in facts.projects}
    places: dict[str, int] = {}
    lines = []
    for group, row in rows_of(entries):
        place = places[group] = places.get(group, 0) + 1
        told = row.get("project", "")
        line = line_of({**row, "project": told if told in codes else named.get(told, told)}, codes)
        if row.get("stage", facts.stage) == facts.stage:
            lines.append((group, replace(line, position=place, summary_position=row.get("summary_position"))))
    others = tuple(line for line in facts.expenditure if line.stage != facts.stage)
    made = facts_with(facts, lines)
    return replace(made, expenditure=(*made.expenditure, *others))


def entered(facts: Facts) -> Entries:
    """The lines of facts as they would have been entered."""
    expenditure: dict[str, list[Any]] = {}
    for line in sorted(facts.expenditure, key=lambda line: line.position):
        row = {**record(line.cut, line), "stage": line.stage, "summary_position": line.summary_position}
        expenditure.setdefault(line.cut, []).append(row)
    return {
        "income": [record("income", line) for line in facts.income],
        "expenditure": expenditure,
        "balances": [record(kind, line) for kind, lines in facts.balances.items() for line in lines],
        "running": [record("running", line) for line in facts.running],
        "projects": [{"code": p.code, "name": p.name, "unit": p.unit} for p in facts.projects],
    }


@cache
def made_up(layout: str, seed: int = 1) -> Facts:
    """A small made-up disclosure."""
    return synthetic.facts(layout, seed, lines=60, closing=seed % 2 == 0)


def assert_comes_back(facts: Facts, layout: str, known: Entries | None = None) -> Entries:
    """Lines from the tables of the facts make these tables again."""
    tables = tables_of(facts, layout)
    found = lines_of(tables, layout, facts.units, known)
    again = tables_of(with_lines(facts, found.entries), layout)
    assert {code: read.table for code, read in again.items()} == {code: read.table for code, read in tables.items()}
    assert [problem for problem in found.problems if problem.severity != NOTICE] == []
    return found.entries


def changed(tables: Mapping[str, ReadTable], code: str, row_key: str, column: str, by: Decimal) -> dict[str, ReadTable]:
    """The tables with one amount changed."""
    read = tables[code]
    panels = []
    for panel in read.table.panels:
        rows = []
        for row in panel.rows:
            cell = row.cells.get(column)
            if row.key == row_key and isinstance(cell, Amount):
                row = replace(row, cells={**row.cells, column: Amount(cell.yuan + by, "")})
            rows.append(row)
        panels.append(replace(panel, rows=tuple(rows)))
    return {**tables, code: replace(read, table=replace(read.table, panels=tuple(panels)))}


def without_places(rows: list[Any]) -> list[Any]:
    """Rows as they say the same: what is empty left out."""
    return [{key: value for key, value in row.items() if value not in ("", None)} for row in rows]


@pytest.fixture(params=samples(), ids=lambda data: f"{data['department']['code']}-{data['disclosure']['layout']}")
def sample(request: pytest.FixtureRequest) -> Entries:
    """Every shipped sample."""
    found: Entries = request.param
    return found


def document_of(documents: Mapping[str, Document], sample: Entries) -> Document:
    """The composed document of a sample."""
    year, layout = sample["disclosure"]["year"], sample["disclosure"]["layout"]
    return next(d for d in documents.values() if d.year == year and d.layout.startswith(f"{layout}@"))


@pytest.mark.django_db
def test_tables_of_a_sample_come_back(documents: dict[str, Document], sample: Entries) -> None:
    document = document_of(documents, sample)
    layout, tables = read_document(document)
    load_classification()
    found = lines_of(tables, layout, units_of(sample))
    assert found.problems == ()
    again = draft(load_sample({**sample, **found.entries}))
    assert {table.code: table for table in again.tables()} == {table.code: table for table in document.tables()}


@pytest.mark.django_db
def test_what_is_known_of_a_sample_stays_as_it_was(documents: dict[str, Document], sample: Entries) -> None:
    layout, tables = read_document(document_of(documents, sample))
    found = lines_of(tables, layout, units_of(sample), sample)
    assert found.problems == ()
    told = {group: rows for group, rows in found.entries.items() if group != "expenditure"}
    assert told == {group: sample.get(group) or [] for group in told}
    cuts = found.entries["expenditure"]
    assert cuts == {cut: rows for cut, rows in sample["expenditure"].items() if cut in cuts}


def units_of(sample: Entries) -> list[UnitFact]:
    """The units of a sample as facts."""
    return [UnitFact(unit["code"], unit["name"], unit["kind"]) for unit in sample["units"]]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_of_a_made_up_disclosure_come_back(layout: str, seed: int) -> None:
    assert_comes_back(made_up(layout, seed), layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_full_lines_that_agree_stay_full(layout: str) -> None:
    facts = made_up(layout)
    known = entered(facts)
    assert assert_comes_back(facts, layout, known)["expenditure"] == known["expenditure"]


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_a_changed_ledger_comes_back_with_or_without_the_old_one(layout: str, data: st.DataObject) -> None:
    facts = made_up(layout)
    lines = list(facts.expenditure)
    place = data.draw(st.sampled_from([n for n, line in enumerate(lines) if line.stage == facts.stage and line.amount]))
    more = data.draw(st.decimals(Decimal("0.01"), Decimal(1_000_000), places=2))
    lines[place] = replace(lines[place], amount=lines[place].amount + more)
    now = replace(facts, expenditure=tuple(lines))
    assert_comes_back(now, layout)
    assert_comes_back(now, layout, entered(facts))


def test_rows_that_still_agree_keep_what_is_known_of_them() -> None:
    layout = "henan-jiaozuo-budget"
    facts = made_up(layout)
    known = entered(facts)
    old = next(
        line for line in facts.expenditure if line.fund == "general.fiscal" and line.nature == "basic.staff.wages"
    )
    raised = tuple(replace(line, amount=line.amount + YUAN) if line is old else line for line in facts.expenditure)
    found = assert_comes_back(replace(facts, expenditure=raised), layout, known)["expenditure"]
    assert FULL not in found
    others = [row for row in found[FUNCTION] if row["function"] != old.function]
    assert without_places(others) == without_places(
        [
            {k: v for k, v in row.items() if k != "summary_position"}
            for row in known["expenditure"][FULL]
            if row["function"] != old.function
        ]
    )


def test_what_is_not_reported_is_known_to_a_node_above_only() -> None:
    layout = "henan-jiaozuo-budget"
    facts = made_up(layout)
    function = next(line.function for line in facts.expenditure if line.nature.startswith("basic"))
    blurred = {
        "basic.staff.wages": "basic",
        "basic.staff.family": "basic",
        "basic.public.goods": "basic",
        "basic.public.capital": "basic",
    }
    lines = tuple(
        replace(line, nature=blurred.get(line.nature, line.nature)) if line.function == function else line
        for line in facts.expenditure
    )
    found = lines_of(tables_of(replace(facts, expenditure=lines), layout), layout, facts.units).entries
    natures = {row["nature"] for row in found["expenditure"][FUNCTION] if row["function"] == function}
    assert "basic" in natures
    assert not natures & set(blurred)


def test_final_accounts_may_have_negative_amounts() -> None:
    layout = "henan-zhongzhan-final"
    facts = made_up(layout)
    lines = list(facts.expenditure)
    place = next(n for n, line in enumerate(lines) if line.stage == facts.stage and line.fund == "general.fiscal")
    lines[place] = replace(lines[place], amount=-lines[place].amount)
    tables = tables_of(replace(facts, expenditure=tuple(lines)), layout)
    found = lines_of(tables, layout, facts.units)
    again = tables_of(with_lines(facts, found.entries), layout)
    assert again["F05"].table == tables["F05"].table
    assert again["F03"].table == tables["F03"].table


def test_a_total_that_does_not_add_up_is_told_and_changes_no_line() -> None:
    layout = "henan-luoyang-budget"
    facts = made_up(layout)
    tables = tables_of(facts, layout)
    right = lines_of(tables, layout, facts.units)
    wrong = lines_of(changed(tables, "B06", "合计", "total", 10 * YUAN), layout, facts.units)
    [warning] = [problem for problem in wrong.problems if problem.severity == WARNING]
    assert "两者矛盾" in warning.message
    assert warning.sheet == tables["B06"].sheet
    assert (warning.row, warning.column) == tables["B06"].place("合计", "total")
    assert "合计" in warning.message
    assert "1,234.50" not in warning.message
    assert wrong.entries == right.entries


def test_what_may_be_the_rounding_of_printed_amounts_is_a_notice() -> None:
    layout = "henan-luoyang-budget"
    facts = made_up(layout)
    tables = tables_of(facts, layout)
    wrong = lines_of(changed(tables, "B06", "合计", "total", YUAN), layout, facts.units)
    assert not [problem for problem in wrong.problems if problem.severity == WARNING]
    assert any("尾差" in problem.message for problem in wrong.problems)


def test_lines_follow_base_tables_where_a_statement_differs() -> None:
    layout = "henan-luoyang-budget"
    facts = made_up(layout)
    tables = tables_of(facts, layout)
    found = lines_of(changed(tables, "B01", "expenditure/total", "amount", YUAN), layout, facts.units)
    again = tables_of(with_lines(facts, found.entries), layout)
    assert {code: again[code].table for code in ("B02", "B03", "B05", "B06", "B08", "B12")} == {
        code: tables[code].table for code in ("B02", "B03", "B05", "B06", "B08", "B12")
    }
    assert not [problem for problem in found.problems if problem.severity == WARNING]


def test_what_had_to_be_chosen_is_told() -> None:
    layout = "shanghai-budget"
    facts = made_up(layout)
    notices = [p.message for p in lines_of(tables_of(facts, layout), layout, facts.units).problems]
    assert any("收入" in message and "资金来源" in message for message in notices)


def test_running_cost_is_kept_only_where_it_differs_from_what_follows() -> None:
    layout = "henan-luoyang-budget"
    facts = replace(made_up(layout), running=())
    assert assert_comes_back(facts, layout)["running"] == []
    own = with_lines(facts, {"running": [{"economic": "30201", "amount": "100.00"}]}).running
    assert assert_comes_back(replace(facts, running=own), layout)["running"] == [
        {"economic": "30201", "amount": "100.00"}
    ]


def test_running_cost_with_one_code_changed_keeps_every_code_once() -> None:
    layout = "henan-luoyang-budget"
    rows = [{"economic": "30201", "amount": "100.00"}, {"economic": "30211", "amount": "200.00"}]
    facts = with_lines(replace(made_up(layout), running=()), {"running": rows})
    raised = with_lines(facts, {"running": [{**rows[0], "amount": "150.00"}, rows[1]]})
    assert assert_comes_back(raised, layout, entered(facts))["running"] == [{**rows[0], "amount": "150.00"}, rows[1]]


def test_only_groups_that_tables_tell_of_are_given() -> None:
    layout = "henan-jiaozuo-budget"
    facts = made_up(layout)
    tables = tables_of(facts, layout)
    found = lines_of({"B02": tables["B02"]}, layout, facts.units).entries
    assert set(found) == {"income"}
    assert lines_of({}, layout, facts.units).entries == {}


def test_a_unit_that_is_not_the_departments_is_told() -> None:
    layout = "henan-jiaozuo-budget"
    facts = made_up(layout)
    found = lines_of(tables_of(facts, layout), layout, facts.units[:1])
    strangers = [problem for problem in found.problems if "不是本部门的预算单位" in problem.message]
    assert strangers
    assert all(problem.sheet and problem.row for problem in strangers)


def test_amounts_are_never_made_up_to_close_a_gap() -> None:
    equations = [Equation(0b01, YUAN, 0), Equation(0b10, YUAN, 0), Equation(0b11, YUAN, 2)]
    solution = solve(equations, (0, 1), {})
    assert solution.amounts == {0: YUAN, 1: YUAN}
    assert solution.conflicts
