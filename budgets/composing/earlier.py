"""What a disclosure takes from editions instead of entering it: this year's budget, last year's amounts."""

import json
from decimal import Decimal

from budgets.document import Amount, Document, from_json, split_address
from budgets.facts import Prior
from budgets.layouts import available, load
from budgets.ledger import FUNCTION, INITIAL, Line
from budgets.models import Disclosure, Edition
from budgets.narrative.figures import CELLS
from budgets.narrative.names import PRIORS_OF
from budgets.tables.cells import function_of


def initial_lines(disclosure: Disclosure) -> tuple[tuple[Line, ...], str]:
    """年初预算 of the general budget by 项 (B05) from the live edition of the same year's budget, and its address.

    Money that the table does not part by 项 stands in a line without a code, so that the total is the budget's.
    Nothing and an empty address where no budget has been published, or none that tells its total.
    """
    edition = _live(disclosure, disclosure.year, Disclosure.BUDGET)
    document = _document(edition) if edition else None
    whole = _cell(document, "B05/合计/total") if document else None
    if edition is None or document is None or whole is None:
        return (), ""
    amounts = by_function(document, "B05")
    rest = whole - sum((amount for _, amount in amounts), Decimal("0.00"))
    lines = tuple(
        Line(amount, function=code, fund="general", cut=FUNCTION, stage=INITIAL, position=place)
        for place, (code, amount) in enumerate((*amounts, ("", rest)), start=1)
    )
    return lines, _address(edition)


def prior_amounts(disclosure: Disclosure) -> tuple[dict[str, Prior], str]:
    """Last year's amounts of the figures that are compared, from the live edition of the same kind, and its address.

    What last year's words call by that name comes before its tables: 机关运行经费 may stand in none of them.
    """
    edition = _live(disclosure, disclosure.year - 1, disclosure.kind)
    if edition is None:
        return {}, ""
    document = _document(edition)
    told = {figure.name: figure.yuan for figure in document.figures()}
    names = [name for name in PRIORS_OF[disclosure.kind] if _comparable(name, disclosure.layout, edition.layout)]
    found = {name: told[name] if name in told else _first(document, CELLS[name]) for name in names}
    known = {name: Prior(yuan, None, disclosure.kind) for name, yuan in found.items() if yuan is not None}
    return known, _address(edition) if known else ""


def by_function(document: Document, code: str) -> list[tuple[str, Decimal]]:
    """(code of the 项, total in yuan) of a table by function."""
    rows = [row for _, row in document.table(code).rows() if row.kind == "detail"]
    amounts = [(function_of(row), row.cells.get("total")) for row in rows]
    return [(function, amount.yuan) for function, amount in amounts if function and isinstance(amount, Amount)]


def _live(disclosure: Disclosure, year: int, kind: str) -> Edition | None:
    same = Edition.objects.visible().filter(
        disclosure__department=disclosure.department_id,
        disclosure__unit=disclosure.unit_id,
        disclosure__year=year,
        disclosure__kind=kind,
    )
    return same.order_by("-number").first()


def _document(edition: Edition) -> Document:
    return from_json(json.loads(edition.document))


def _address(edition: Edition) -> str:
    return f"{edition.slug}/e{edition.number}"


def _comparable(name: str, layout: str, before: str) -> bool:
    """Whether a figure covers the same money in both layouts: 财政拨款 may or may not take in other funds."""
    return not name.startswith("fiscal.") or _fiscal_funds(layout) == _fiscal_funds(before)


def _fiscal_funds(layout: str) -> list[str]:
    """The funds that a layout's table of 财政拨款 covers; none for a layout that there is no more."""
    if layout not in dict(available()):
        return []
    tables = [table for table in load(layout).tables if table.code in ("B04", "F04")]
    return [fund for table in tables for fund in table.options.get("funds", ())]


def _first(document: Document, addresses: tuple[str, ...]) -> Decimal | None:
    """The amount in the first of the cells that the tables of this kind of document have."""
    kind = "B" if document.kind == Disclosure.BUDGET else "F"
    return next((_cell(document, address) for address in addresses if address.startswith(kind)), None)


def _cell(document: Document, address: str) -> Decimal | None:
    code, row_key, column_key = split_address(address)
    try:
        cell = document.table(code).cell(row_key, column_key)
    except KeyError:
        return None
    return cell.yuan if isinstance(cell, Amount) else None
