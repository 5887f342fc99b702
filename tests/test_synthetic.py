"""Made-up disclosures: the same for the same seed, nothing unreported, every equality to the fen, few cells zero."""

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from django.conf import settings

from budgets.composing import compose
from budgets.data.load import load_classification
from budgets.document import Amount, Document, Table, canonical, split_address
from budgets.layouts import available, load
from budgets.ledger import FINAL, FISCAL, At, total
from budgets.models import EconomicMapping
from budgets.synthetic import document, facts
from budgets.tables.cells import function_of

LAYOUTS = [key for key, _ in available()]
SEEDS = range(4)
ZERO = Decimal("0.00")
every_document = pytest.mark.parametrize(("key", "seed"), [(key, seed) for key in LAYOUTS for seed in SEEDS])

# Cells of one document, added and subtracted; one that the layout does not print stands for nothing where it is
# bracketed, and otherwise the equality is not about that layout.
EQUALITIES = {
    "B01 totals": "B01/income/total/amount = B01/expenditure/total/amount",
    "B01 income": "B01/income/total/amount = B01/income/current/amount + B01/income/carried/amount",
    "B01 funds": "B01/income/total/amount = B01/income/current.general/amount + B01/income/current.fund/amount"
    " + B01/income/current.capital/amount + [B01/income/current.special/amount] + B01/income/current.own.service/amount"
    " + B01/income/current.own.business/amount + [B01/income/current.own.superior/amount]"
    " + [B01/income/current.own.subordinate/amount] + B01/income/current.own.other/amount"
    " + [B01/income/carried/amount]",
    "B01 fiscal": "B01/income/current.fiscal/amount = B01/income/current.general/amount"
    " + B01/income/current.fund/amount + B01/income/current.capital/amount",
    "B01 expenditure": "B01/expenditure/total/amount = B01/expenditure/current/amount",
    "B02": "B02/合计/total = B01/income/total/amount",
    "B02 origins": "B02/合计/total = B02/合计/current.total + B02/合计/carried.total",
    "B02 columns": "B02/合计/total = B02/合计/fiscal + B02/合计/service + B02/合计/business + B02/合计/other",
    "B02 of funds": "B02/合计/all.general = B02/合计/current.general + B02/合计/carried.general",
    "B03": "B03/合计/total = B01/expenditure/total/amount",
    "B03 sources": "B03/合计/total = B05/合计/total + B02/合计/carried.general + B10/合计/total + B11/合计/total"
    " + B02/合计/all.special + B02/合计/current.own.service + B02/合计/current.own.business"
    " + B02/合计/current.own.superior + B02/合计/current.own.subordinate + B02/合计/current.own.other"
    " + B02/合计/carried.own",
    "B04 totals": "B04/income/total/amount = B04/expenditure/total/total",
    "B04 columns": "B04/expenditure/total/total = B04/expenditure/total/general + B04/expenditure/total/fund"
    " + B04/expenditure/total/capital + [B04/expenditure/total/special] + [B04/expenditure/total/own]",
    "B04 general": "B04/expenditure/total/general = B04/expenditure/total/general.fiscal"
    " + B04/expenditure/total/general.transfer",
    "B05": "B05/合计/total = B04/expenditure/total/general - [B04/income/carried.general/amount]",
    "B06": "B06/合计/total = B05/合计/basic",
    "B06 parts": "B06/合计/total = B06/合计/staff + B06/合计/public",
    "B06 staff": "B06/合计/staff = B05/合计/basic.staff.wages + B05/合计/basic.staff.family",
    "B06 public": "B06/合计/public = B05/合计/basic.public.goods + B05/合计/basic.public.capital",
    "B07": "B07/合计/general = B06/合计/total",
    "B08": "B08/合计/total = B03/合计/total",
    "B09 parts": "B09/合计/total = B09/合计/abroad + B09/合计/vehicles + B09/合计/reception",
    "B09 vehicles": "B09/合计/vehicles = B09/合计/purchase + B09/合计/operation",
    "B09 running": "B09/合计/running = B06/合计/public",
    "B10": "B10/合计/total = B04/expenditure/total/fund",
    "B11": "B11/合计/total = B04/expenditure/total/capital",
    "B12": "B12/合计/total = B03/合计/project",
    "B12 general": "B12/合计/general = B05/合计/project",
    "B13": "B13/合计/total = B06/合计/public",
    "B14": "B14/amounts/total/amount = B01/income/total/amount",
    "B14 sources": "B14/amounts/total/amount = B14/amounts/fiscal/amount + B14/amounts/special/amount"
    " + B14/amounts/own/amount",
    "B14 natures": "B14/amounts/total/amount = B14/amounts/basic/amount + B14/amounts/project/amount",
    "B14 basic": "B14/amounts/basic/amount = B03/合计/basic",
    "B15": "B15/合计/total = B12/合计/total",
    "F01 totals": "F01/income/total/amount = F01/expenditure/total/amount",
    "F01 income": "F01/income/total/amount = F01/income/current/amount + F01/income/reserve/amount"
    " + F01/income/opening/amount",
    "F01 funds": "F01/income/current/amount = F01/income/current.general/amount + F01/income/current.fund/amount"
    " + F01/income/current.capital/amount + F01/income/current.own.superior/amount"
    " + F01/income/current.service/amount + F01/income/current.own.business/amount"
    " + F01/income/current.own.subordinate/amount + F01/income/current.own.other/amount",
    "F01 expenditure": "F01/expenditure/total/amount = F01/expenditure/current/amount"
    " + F01/expenditure/distribution/amount + F01/expenditure/closing/amount",
    "F02": "F02/合计/total = F01/income/current/amount",
    "F02 columns": "F02/合计/total = F02/合计/fiscal + F02/合计/superior + F02/合计/service + F02/合计/business"
    " + F02/合计/subordinate + F02/合计/other",
    "F02 service": "F02/合计/service = F01/income/current.service/amount",
    "F03": "F03/合计/total = F01/expenditure/current/amount",
    "F03 columns": "F03/合计/total = F03/合计/basic + F03/合计/project + F03/合计/remitted + F03/合计/business"
    " + F03/合计/subsidy",
    "F04 totals": "F04/income/total/amount = F04/expenditure/total/total",
    "F04 income": "F04/income/total/amount = F04/income/current/amount + F04/income/opening/amount",
    "F04 opening": "F04/income/opening/amount = F04/income/opening.general/amount + F04/income/opening.fund/amount"
    " + F04/income/opening.capital/amount",
    "F04 expenditure": "F04/expenditure/total/total = F04/expenditure/current/total + F04/expenditure/closing/total",
    "F05": "F05/合计/total = F04/expenditure/current/general",
    "F06": "F05/合计/basic = F06/staff/amount + F06/public/amount",
    "F06 staff": "F06/staff/amount = F06/301/amount + F06/303/amount",
    "F06 public": "F06/public/amount = F06/302/amount + [F06/307/amount] + F06/310/amount + [F06/399/amount]",
    "F07": "F07/合计/closing = F07/合计/opening + F07/合计/income - F07/合计/total",
    "F07 spent": "F07/合计/total = F04/expenditure/current/fund",
    "F08": "F08/合计/total = F04/expenditure/current/capital",
    "F08 flow": "F08/合计/closing = F08/合计/opening + F08/合计/income - F08/合计/total",
    "F09 budget": "F09/合计/budget.total = F09/合计/budget.abroad + F09/合计/budget.vehicles"
    " + F09/合计/budget.reception",
    "F09 final": "F09/合计/final.total = F09/合计/final.abroad + F09/合计/final.vehicles + F09/合计/final.reception",
    "F09 vehicles": "F09/合计/final.vehicles = F09/合计/final.purchase + F09/合计/final.operation",
    "F10": "F10/funding/total/executed = F01/expenditure/current/amount",
    "F10 sources": "F10/funding/total/adjusted = F10/funding/fiscal/adjusted + F10/funding/special/adjusted"
    " + F10/funding/own/adjusted",
}
# Sums within a row: column = columns, where the table prints the first and all those that are not bracketed.
ROWS = (
    ("B02", "total = current.total + carried.total"),
    ("B02", "total = fiscal + service + business + other"),
    ("B02", "current.total = current.general + current.fund + current.capital + current.special + current.own.service"
     " + current.own.business + current.own.superior + current.own.subordinate + current.own.other"),
    ("B02", "carried.total = carried.general + carried.fund + carried.capital + carried.special + carried.own"),
    *((code, "total = basic + project") for code in ("B03", "B05", "B10", "B11", "F05", "F07", "F08")),
    *((code, "project = project.operating + project.target") for code in ("B03", "B05", "B10", "B11")),
    *(
        (
            code,
            "basic = basic.staff.wages + basic.staff.family + basic.public.goods + basic.public.capital",
        )
        for code in ("B03", "B05", "B10", "B11")
    ),
    ("B03", "basic.staff = basic.staff.wages + basic.staff.family"),
    ("B03", "basic.public = basic.public.goods + basic.public.capital"),
    ("B06", "total = staff + public"),
    *(
        (
            code,
            "total = general + fund + capital + carried.general + carried.fund + carried.capital + special + own",
        )
        for code in ("B07", "B12")
    ),
    ("B08", "total = general + fund + capital + carried + special + own.service + own.superior + own.subordinate"
     " + own.business + own.other"),
    ("B15", "total = fiscal + special + own"),
    ("F02", "total = fiscal + superior + service + business + subordinate + other"),
    ("F03", "total = basic + project + remitted + business + subsidy"),
    ("F07", "closing = opening + income - total"),
    ("F08", "closing = opening + income - total"),
)  # fmt: skip
SUMMED = ("B02", "B03", "B05", "B06", "B07", "B08", "B10", "B11", "B12", "B13", "F02", "F03", "F05", "F07", "F08")

# Columns of money that are zero in every row, with the reason.
ALWAYS_ZERO = {
    # B07 is about the general budget only, whatever columns the form has.
    "B07": {"fund", "capital", "carried.fund", "carried.capital", "special", "own"},
}


@cache
def made(key: str, seed: int) -> Document:
    """A document, made once for all tests."""
    return document(key, seed)


def amount(found: Document, address: str) -> Decimal:
    """The yuan of a cell."""
    code, row, column = split_address(address)
    cell = found.table(code).cell(row, column)
    assert isinstance(cell, Amount), address
    return cell.yuan


def side(found: Document, text: str) -> Decimal:
    """The sum that ``text`` writes down; ``KeyError`` where the layout does not print a cell of it."""
    answer, sign = ZERO, 1
    for word in text.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
            continue
        try:
            answer += sign * amount(found, word.strip("[]"))
        except KeyError:
            if not word.startswith("["):
                raise
    return answer


def equal(found: Document, text: str) -> bool | None:
    """Whether an equality holds; ``None`` where the layout does not print what it is about."""
    try:
        left, right = (side(found, each) for each in text.split(" = "))
    except KeyError:
        return None
    return left == right


def tables(found: Document, *codes: str) -> Iterator[Table]:
    """Those of the tables that the document has."""
    return (table for table in found.tables() if table.code in codes)


def columns(table: Table) -> dict[str, list[Decimal]]:
    """The amounts of each column of money."""
    return {
        column.key: [cell.yuan for row in panel.rows if isinstance(cell := row.cells.get(column.key), Amount)]
        for panel in table.panels
        for column in panel.columns
        if column.kind == "amount"
    }


@pytest.mark.parametrize("key", LAYOUTS)
def test_the_same_seed_gives_the_same_document_and_another_one_another(key: str) -> None:
    assert canonical(document(key, 7)) == canonical(document(key, 7))
    assert canonical(document(key, 7)) != canonical(document(key, 8))
    assert facts(key, 7) == facts(key, 7)


def test_the_facts_are_the_same_in_another_process_that_knows_no_django() -> None:
    code = (
        "import sys; from budgets.synthetic import facts; from hashlib import sha256;"
        "print(sha256(repr(facts('shanghai-final', 3)).encode()).hexdigest(), 'django' in sys.modules)"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
            cwd=settings.BASE_DIR,
            env={"PYTHONHASHSEED": each},
        ).stdout.strip()
        for each in "12"
    }
    assert len(texts) == 1 and texts.pop().endswith(" False")


@every_document
def test_nothing_is_unreported(key: str, seed: int) -> None:
    found = made(key, seed)
    assert [table.code for table in found.tables() if table.unreported] == []
    assert [section.key for section in found.sections if section.unreported] == []


@every_document
def test_every_table_of_the_layout_is_printed_with_amounts(key: str, seed: int) -> None:
    found = made(key, seed)
    assert {table.code for table in found.tables()} == {table.code for table in load(key).tables}
    for table in found.tables():
        zero = {column for column, amounts in columns(table).items() if amounts and not any(amounts)}
        assert zero == ALWAYS_ZERO.get(table.code, set()), table.code


@every_document
def test_the_equalities_between_tables_hold_to_the_fen(key: str, seed: int) -> None:
    found = made(key, seed)
    assert [name for name, text in EQUALITIES.items() if equal(found, text) is False] == []


@every_document
def test_leaving_out_or_exchanging_any_operand_would_show(key: str, seed: int) -> None:
    found = made(key, seed)
    for name, text in EQUALITIES.items():
        if equal(found, text):
            words = [word.strip("[]") for word in text.split(" = ")[1].split() if word not in "+-"]
            operands = [amount(found, word) for word in words if has(found, word)]
            assert all(operands) and len(set(operands)) == len(operands), name


def has(found: Document, address: str) -> bool:
    """Whether the layout prints a cell."""
    try:
        return amount(found, address) is not None
    except KeyError:
        return False


def test_every_equality_is_about_some_layout() -> None:
    found = [made(key, 0) for key in LAYOUTS]
    assert [name for name, text in EQUALITIES.items() if all(equal(each, text) is None for each in found)] == []


@every_document
def test_every_row_adds_up(key: str, seed: int) -> None:
    for code, text in ROWS:
        left, right = text.split(" = ")
        for table in tables(made(key, seed), code):
            for _, row in table.rows():
                yuan = {column: cell.yuan for column, cell in row.cells.items() if isinstance(cell, Amount)}
                words = right.replace("- ", "-").replace("+ ", "").split()
                if not {left, *(word.strip("-") for word in words)} <= yuan.keys():
                    continue
                parts = [-yuan[word[1:]] if word.startswith("-") else yuan[word] for word in words]
                assert yuan[left] == sum(parts), (code, row.key, text)


@every_document
def test_the_rows_of_a_table_add_up_to_its_total(key: str, seed: int) -> None:
    for table in tables(made(key, seed), *SUMMED):
        details = [row for _, row in table.rows() if row.kind == "detail"]
        for column in columns(table):
            parts = [cell.yuan for row in details if isinstance(cell := row.cells[column], Amount)]
            assert sum(parts) == amount(made(key, seed), f"{table.code}/合计/{column}"), (table.code, column)


@every_document
def test_the_sections_and_classes_of_a_ladder_add_up(key: str, seed: int) -> None:
    for table in tables(made(key, seed), *SUMMED):
        rows = {function_of(row): row for _, row in table.rows() if row.level or row.kind == "subtotal"}
        for code, row in rows.items():
            below = [own for each, own in rows.items() if each.startswith(code) and len(each) == len(code) + 2]
            for column in columns(table) if below and len(code) in (3, 5) else ():
                assert row.cells[column].yuan == sum(own.cells[column].yuan for own in below), (table.code, code)


@every_document
def test_the_statements_add_up_by_class_and_agree_with_the_tables_by_item(key: str, seed: int) -> None:
    found = made(key, seed)
    for statement, detail, column in (("B01", "B03", "amount"), ("F01", "F03", "amount"), ("F04", "F05", "general")):
        for table in tables(found, statement):
            own = {
                row.key.split("/")[-1]: row.cells.get(column) for _, row in table.rows() if "expenditure/" in row.key
            }
            classes = {code: cell.yuan for code, cell in own.items() if code.isdigit()}
            by_item = dict.fromkeys(classes, ZERO)
            for _, row in found.table(detail).rows():
                if row.kind == "detail":
                    by_item[function_of(row)[:3]] += row.cells["total"].yuan
            assert classes == by_item, statement


@every_document
def test_the_three_public_kinds_are_the_economic_codes_of_the_summary(key: str, seed: int) -> None:
    found = made(key, seed)
    for table in tables(found, "B08"):
        sums: dict[str, Decimal] = {}
        for _, row in table.rows():
            code = f"{row.cells['class']}{row.cells['section']}"
            sums[code] = sums.get(code, ZERO) + row.cells["general"].yuan
        assert amount(found, "B09/合计/reception") == sums["30217"]
        assert amount(found, "B09/合计/operation") == sums["30231"]
        assert amount(found, "B09/合计/abroad") == sums["30212"]
        assert amount(found, "B09/合计/purchase") == sums["30913"] + sums["31013"]
    for _ in tables(found, "F09"):
        assert amount(found, "F06/30217/amount") < amount(found, "F09/合计/final.reception")
        assert amount(found, "F06/30231/amount") < amount(found, "F09/合计/final.operation")


@every_document
def test_the_money_of_every_project_is_the_same_in_every_table(key: str, seed: int) -> None:
    found = made(key, seed)
    for table in tables(found, "B12"):
        own = {row.key.split("/")[-1]: row.cells["total"].yuan for _, row in table.rows() if row.kind == "detail"}
        targets = {row.key: row.cells["total"].yuan for _, row in found.table("B15").rows() if row.key in own}
        assert own == targets and len(own) >= 6
    for table in tables(found, "F11"):
        assert sum(columns(table)["executed"]) == amount(found, "F03/合计/project")
        assert {bool(panel.title) for panel in found.table("F12").panels} == {True}


@pytest.mark.parametrize("key", LAYOUTS)
def test_contributions_stand_under_their_own_items(key: str) -> None:
    made_up = facts(key, 5)
    lines = [line for line in made_up.expenditure if line.stage == made_up.stage]

    def basic(**at: str) -> Decimal:
        return total(lines, At(nature="basic", fund="general", **at)) or ZERO

    for function, economic in (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113")):
        assert basic(function=function) == basic(economic=economic) > 0
    medical = [basic(function=f"210110{place}") for place in (1, 2, 3)]
    assert all(medical) and sum(medical) == basic(economic="30110") + basic(economic="30111")


@pytest.mark.django_db
@pytest.mark.parametrize("key", LAYOUTS)
def test_every_pair_of_economic_codes_is_in_the_mapping(key: str) -> None:
    load_classification()
    pairs = set(EconomicMapping.objects.values_list("economic", "government"))
    made_up = facts(key, 2)
    lines = [line for line in made_up.expenditure if line.stage == made_up.stage]
    assert {(line.economic, line.government) for line in lines} <= pairs
    assert len({unit.kind for unit in made_up.units}) == 3


@pytest.mark.parametrize("key", [key for key in LAYOUTS if "final" in key])
def test_final_accounts_balance_by_unit_item_and_fund_at_every_stage(key: str) -> None:
    made_up = facts(key, 2)
    spent = [line for line in made_up.expenditure if line.stage == FINAL]
    for fund in {line.fund for line in spent}:
        at = At(fund=fund)
        signed = {kind: total(lines, at) or ZERO for kind, lines in made_up.balances.items()}
        received = (total(made_up.income, at) or ZERO) + signed["opening"] + signed["reserve"]
        assert received == (total(spent, at) or ZERO) + signed["distribution"] + signed["closing"]
        assert (signed["reserve"] == 0) == (signed["distribution"] == 0) == fund.startswith(FISCAL)


@pytest.mark.parametrize("key", LAYOUTS)
def test_last_year_s_amounts_of_the_three_public_kinds_go_every_way(key: str) -> None:
    made_up = facts(key, 4)
    prefix = "three_public_final" if made_up.kind == "final" else "three_public"
    changes = set()
    for part in ("abroad", "purchase", "operation", "reception"):
        now = made_up.money[f"{prefix}.{part}"]
        before = made_up.priors[f"{prefix}.{part}"].against(now)
        changes.add("new" if before == 0 else "up" if now > before else "down" if now < before else "same")
    assert changes == {"new", "up", "down", "same"}


@pytest.mark.parametrize("key", [key for key in LAYOUTS if key.startswith("henan") and "budget" in key])
def test_a_budget_that_keeps_money_at_the_end_of_the_year_still_balances(key: str) -> None:
    kept = compose(facts(key, 1, closing=True), load(key))
    text = "B01/expenditure/total/amount = B01/expenditure/current/amount + B01/expenditure/closing/amount"
    assert amount(kept, "B01/expenditure/closing/amount") > 0
    assert equal(kept, text) and equal(kept, EQUALITIES["B01 totals"]) and equal(kept, EQUALITIES["B04 totals"])


@pytest.mark.parametrize("key", ["shanghai-budget", "shanghai-final"])
def test_a_layout_without_a_row_for_it_keeps_no_budgeted_money(key: str) -> None:
    assert facts(key, 1, closing=True) == facts(key, 1)


def test_more_lines_can_be_asked_for() -> None:
    assert len(facts("henan-jiaozuo-budget", 1, lines=900).expenditure) == 900
    found = compose(facts("henan-jiaozuo-budget", 1, lines=900), load("henan-jiaozuo-budget"))
    assert [name for name, text in EQUALITIES.items() if equal(found, text) is False] == []
