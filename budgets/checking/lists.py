"""The code lists that the checks know: the shipped ones, and those of a year in the database."""

from collections.abc import Iterable
from functools import cache

from budgets.checks import CodeLists
from budgets.data.shipped import rows
from budgets.models import Code, EconomicMapping
from budgets.models.classification import ANY_YEAR

SCHEMES = tuple(scheme for scheme, _ in Code.SCHEMES)
Names = dict[str, dict[str, str]]


@cache
def lists_shipped() -> CodeLists:
    """The shipped lists, from their files; no list is of a year."""
    known = {scheme: {row["code"]: row["name"] for row in rows(scheme)} for scheme in SCHEMES}
    pairs = [(row["economic"], row["government"]) for row in rows("mapping")]
    return CodeLists(known=known, of_year={scheme: {} for scheme in SCHEMES}, mapping=_mapping(pairs))


def lists_of(year: int) -> CodeLists:
    """The lists of a year: what is shipped, and what the database holds for any year or this one."""
    shipped = lists_shipped()
    known: Names = {scheme: dict(names) for scheme, names in shipped.known.items()}
    of_year: Names = {scheme: {} for scheme in SCHEMES}
    codes = Code.objects.filter(year__in=(ANY_YEAR, year)).order_by("year")
    for scheme, when, code, name in codes.values_list("scheme", "year", "code", "name"):
        known[scheme][code] = name
        if when != ANY_YEAR:
            of_year[scheme][code] = name
    pairs = EconomicMapping.objects.filter(year__in=(ANY_YEAR, year)).values_list("economic", "government")
    return CodeLists(known=known, of_year=of_year, mapping={**shipped.mapping, **_mapping(pairs)})


def _mapping(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for economic, government in pairs:
        found.setdefault(economic, set()).add(government)
    return {economic: frozenset(government) for economic, government in found.items()}
