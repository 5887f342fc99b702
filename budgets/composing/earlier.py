"""What a disclosure takes from editions instead of entering it: this year's budget, last year's amounts."""

import json
from decimal import Decimal

from budgets.document import Amount, Document, from_json, split_address
from budgets.facts import Prior
from budgets.ledger import FUNCTION, INITIAL, Line
from budgets.models import Disclosure, Edition
from budgets.narrative.figures import CELLS
from budgets.narrative.names import PRIORS_OF
from budgets.tables.cells import function_of


def initial_lines(disclosure: Disclosure) -> tuple[tuple[Line, ...], str]:
    """年初预算 of the general budget by 项 (B05) from the live edition of the same year's budget, and its address.

    Nothing and an empty address where the budget has not been published.
    """
    edition = _live(disclosure, disclosure.year, Disclosure.BUDGET)
    if edition is None:
        return (), ""
    lines = tuple(
        Line(amount, function=code, fund="general", cut=FUNCTION, stage=INITIAL, position=place)
        for place, (code, amount) in enumerate(by_function(_document(edition), "B05"), start=1)
    )
    return lines, _address(edition)


def prior_amounts(disclosure: Disclosure) -> tuple[dict[str, Prior], str]:
    """Last year's amounts of the figures that are compared, from the live edition of the same kind, and its address."""
    edition = _live(disclosure, disclosure.year - 1, disclosure.kind)
    if edition is None:
        return {}, ""
    document = _document(edition)
    found = {name: _amount(document, CELLS[name]) for name in PRIORS_OF[disclosure.kind]}
    known = {name: Prior(yuan, None, disclosure.kind) for name, yuan in found.items() if yuan is not None}
    return known, _address(edition) if known else ""


def by_function(document: Document, code: str) -> list[tuple[str, Decimal]]:
    """(code of the 项, total in yuan) of a table by function."""
    rows = [row for _, row in document.table(code).rows() if row.kind == "detail"]
    amounts = [(function_of(row), row.cells.get("total")) for row in rows]
    return [(function, amount.yuan) for function, amount in amounts if function and isinstance(amount, Amount)]


def _live(disclosure: Disclosure, year: int, kind: str) -> Edition | None:
    same = Edition.objects.filter(
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


def _amount(document: Document, addresses: tuple[str, ...]) -> Decimal | None:
    """The first of the cells that the document has."""
    for address in addresses:
        code, row_key, column_key = split_address(address)
        try:
            cell = document.table(code).cell(row_key, column_key)
        except KeyError:
            continue
        return cell.yuan if isinstance(cell, Amount) else None
    return None
