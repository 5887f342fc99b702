"""Rows that are taken out of documents: leaf lines of one cut, and named figures; whole documents at a time."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from budgets.api.asked import OfLines, OfMeasures
from budgets.api.entries import Pages, documents, origin, page_of
from budgets.api.paging import page
from budgets.document import anchor
from budgets.extracts import MEASURES
from budgets.models import CatalogueEntry, CatalogueLine, CatalogueMeasure

TITLED = {measure.key: measure for measure in MEASURES}
PLAIN = ("cut", "direction", "code", "name", "nature", "fund", "origin", "balance", "unit", "cell")


def lines(request: HttpRequest, asked: OfLines) -> dict[str, Any]:
    """The leaf lines of one cut and direction of a page of documents."""
    shown, cursor = page_of(documents(asked), asked)
    found = CatalogueLine.objects.filter(cut=asked.cut, direction=asked.direction)
    found = _starting(found, asked.code)
    for tree in ("nature", "fund"):
        found = _below(found, tree, getattr(asked, tree))
    pages = Pages(request)
    items = [
        {
            **origin(entry),
            **{name: getattr(line, name) for name in PLAIN},
            "yuan": _yuan(line.amount),
            "url": f"{pages.page(entry.slug)}#{anchor(line.cell)}",
        }
        for entry, line in _by_document(shown, found.order_by("entry_id", "position"))
    ]
    return page(request, items, cursor)


def measures(request: HttpRequest, asked: OfMeasures) -> dict[str, Any]:
    """The named figures of a page of documents."""
    shown, cursor = page_of(documents(asked), asked)
    found = CatalogueMeasure.objects.filter(**({"key": asked.key} if asked.key else {}))
    pages = Pages(request)
    items = [
        {
            **origin(entry),
            "key": row.key,
            "title": TITLED[row.key].title,
            "unit": TITLED[row.key].unit,
            "yuan": None if row.amount is None else _yuan(row.amount),
            "value": None if row.value is None else _count(row.value),
            "url": f"{pages.page(entry.slug)}#{row.fragment}" if row.fragment else pages.page(entry.slug),
        }
        for entry, row in _by_document(shown, found.filter(key__in=TITLED).order_by("entry_id", "pk"))
    ]
    return page(request, items, cursor)


def _by_document(shown: Sequence[CatalogueEntry], found: QuerySet[Any]) -> Iterator[tuple[CatalogueEntry, Any]]:
    """The rows of entries with them, in the order of the entries."""
    rows: Mapping[int, list[Any]] = {entry.pk: [] for entry in shown}
    for row in found.filter(entry__in=list(rows)):
        rows[row.entry_id].append(row)
    for entry in shown:
        for row in rows[entry.pk]:
            yield entry, row


def _starting(found: QuerySet[Any], code: str | None) -> QuerySet[Any]:
    return found if code is None else found.filter(code__startswith=code)


def _below(found: QuerySet[Any], tree: str, node: str | None) -> QuerySet[Any]:
    """Rows of a node of a tree and of those below it."""
    return found if node is None else found.filter(Q(**{tree: node}) | Q(**{f"{tree}__startswith": f"{node}."}))


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _count(value: Decimal) -> str:
    """Without zeros behind the point: ``91``, ``2.5``."""
    return f"{value.normalize():f}"
