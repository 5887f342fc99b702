"""A region's “三公”: what each department has published of it, this year and the last."""

import json
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.cache import cache

from budgets.models import Disclosure, Edition
from budgets.money import growth

# The table of each kind, and how its columns begin.
TABLES = {Disclosure.BUDGET: ("B09", ""), Disclosure.FINAL: ("F09", "final.")}
PARTS = {
    "abroad": "因公出国（境）费",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行费",
    "reception": "公务接待费",
    "total": "合计",
}
DAY = 24 * 60 * 60


@dataclass
class ThreePublic:
    """Yuan of a department by part, this year and the last; what is not published or not reported is missing."""

    name: str
    code: str
    slug: str = ""
    amounts: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)

    @property
    def cells(self):
        return [self.amounts.get(part) for part in PARTS]

    @property
    def last(self):
        return self.before.get("total")

    @property
    def change(self):
        total = self.amounts.get("total")
        return None if total is None or self.last is None else total - self.last

    @property
    def rate(self):
        return None if self.change is None else growth(self.amounts["total"], self.last)


def three_public(departments, year, kind):
    """One for each of the ``departments`` (those of a region), in their order, and their sum.

    The sum adds what is known; its change compares the departments of which both years are known. Two queries, and one
    for editions whose amounts are not in the cache: an edition never changes, so they are kept by its SHA-256.
    """
    found = [ThreePublic(each.name, each.code) for each in departments]
    by_key = {each.pk: own for each, own in zip(departments, found, strict=True)}
    editions = _editions(by_key, year, kind)
    amounts = _amounts(editions, kind)
    for edition in editions:
        own = by_key[edition["disclosure__department"]]
        if edition["disclosure__year"] == year:
            own.amounts, own.slug = amounts[edition["sha256"]], edition["slug"]
        else:
            own.before = amounts[edition["sha256"]]
    return found, _sum(found)


def _editions(departments, year, kind):
    """The live editions of whole departments, of the year and the one before."""
    rows = Edition.objects.live().filter(
        disclosure__department__in=departments,
        disclosure__unit=None,
        disclosure__kind=kind,
        disclosure__year__in=(year, year - 1),
    )
    return list(rows.values("sha256", "slug", "disclosure__department", "disclosure__year"))


def _amounts(editions, kind):
    """The parts of each edition by its SHA-256."""
    keys = {f"three-public-{each['sha256']}": each["sha256"] for each in editions}
    kept = {keys[key]: found for key, found in cache.get_many(keys).items()}
    missing = set(keys.values()) - kept.keys()
    for sha256, document in Edition.objects.filter(sha256__in=missing).values_list("sha256", "document"):
        kept[sha256] = parts_of(json.loads(document), kind)
        cache.set(f"three-public-{sha256}", kept[sha256], DAY)
    return kept


def parts_of(document, kind):
    """Yuan by part of a document in its JSON shape; nothing of a document without the table."""
    code, start = TABLES[kind]
    tables = (table for section in document["sections"] for table in section["tables"])
    table = next((table for table in tables if table["code"] == code), None)
    if table is None:
        return {}
    rows = [row for panel in table.get("panels", [table]) for row in panel["rows"]]
    cells = rows[0]["cells"] if rows else {}
    return {part: _yuan(cells.get(start + part)) for part in PARTS}


def _yuan(cell):
    return Decimal(cell["yuan"]) if isinstance(cell, dict) and cell.get("yuan") is not None else None


def _sum(found):
    """The sum of those that are known, whose change is that of those of which both years are."""
    both = [each for each in found if each.change is not None]
    made = Sum("合计", "")
    made.amounts = {part: _added(each.amounts.get(part) for each in found) for part in PARTS}
    made.known = sum(each.amounts.get("total") is not None for each in found)
    made.compared = len(both)
    made.before = {"total": _added(each.last for each in both)}
    made.now = _added(each.amounts["total"] for each in both)
    return made


@dataclass
class Sum(ThreePublic):
    """The sum of several: of how many it is, and of how many ``compared`` with last year, which had ``now``."""

    known: int = 0
    compared: int = 0
    now: Decimal | None = None

    @property
    def change(self):
        return None if self.now is None else self.now - self.last

    @property
    def rate(self):
        return None if self.now is None else growth(self.now, self.last)


def _added(amounts):
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None
