"""What the page of a document shows, for the public and for the preview of a draft."""

import re
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from budgets.document import Document
from budgets.editions import document_of
from budgets.formats.outline import Heading, edition_line, headings, title_lines
from budgets.formats.page import body_html, downloads_html, nothing
from budgets.models import Disclosure, Edition
from budgets.site.chart_money import Names, functional_names, of_document
from budgets.site.charts import Chart
from budgets.site.checked import summary
from budgets.site.coverage import year_words
from budgets.site.glossary import explained_terms
from budgets.site.neighbours import Neighbours
from budgets.site.stamp import digest
from budgets.site.summary import compared, figures_of, summary_of
from budgets.site.summary_lines import Summary
from budgets.site.units import Units, units_of


@dataclass(frozen=True, slots=True)
class Parts:
    """A document drawn: the document, its contents, its body, its charts, its summary."""

    document: Document
    contents: tuple[Heading, ...]
    body: SafeString
    charts: tuple[Chart, ...]
    digest: Summary


def parts(document: Document, names: Names, published: bool = False) -> Parts:
    """Draw ``document`` with the ``names`` of its codes; what is ``published`` leads to the page and the files of each
    of its tables."""
    below = downloads_html if published else nothing
    return Parts(
        document,
        tuple(headings(document)),
        mark_safe(body_html(document, below)),
        of_document(document, names),
        summary_of(document),
    )


def page_context(document: Document, preview: bool = True) -> dict[str, Any]:
    """The context of ``disclosure.html`` for a document that is no edition: the preview of a draft."""
    return _context(parts(document, functional_names(document.year)), preview)


def edition_context(edition: Edition, editions: Sequence[Edition], beside: Neighbours, names: Names) -> dict[str, Any]:
    """The context of ``disclosure.html`` for an edition; ``editions`` are all of its address, the newest first,
    ``beside`` what it is compared with, and ``names`` those of the functional codes of its year."""
    department = edition.disclosure.department
    drawn = _drawn(edition, names)
    return {
        **_context(drawn, False),
        **_beside(drawn.document, beside),
        "edition": edition,
        "newest": editions[0].number,
        "editions": editions,
        "checked": summary(edition),
        "year_words": year_words(drawn.document.year, *_public(drawn.document.kind, beside.other)),
        "who": f"{department.region.code}-{department.code}",
        "department": department,
    }


def _public(kind: str, other: bool) -> tuple[bool, bool]:
    """Whether the budget and the final account of the year are public, one of which is the document itself."""
    return kind == Disclosure.BUDGET or other, kind == Disclosure.FINAL or other


def _beside(document: Document, beside: Neighbours) -> dict[str, Any]:
    """What the summary says of other documents."""
    return {
        "before": beside.before,
        "last_year": document.year - 1,
        "compared": compared(document, beside.before) if beside.before else (),
        "units": _units(document, beside),
    }


def _units(document: Document, beside: Neighbours) -> Units | None:
    count = next((figure.value for figure in document.figures() if figure.name == "units.count"), None)
    return units_of(document, figures_of(document), beside.units, None if count is None else int(count))


def unit_words(document: Document) -> str:
    """The units of the amounts: of the narrative, and of the tables where they have another; most of them, or all."""
    units = Counter(table.unit for table in document.tables() if table.unit)
    if not set(units) - {document.unit}:
        return document.unit
    unit, count = units.most_common(1)[0]
    tables = f"表 {unit}" if count == units.total() else f"多数表 {unit}（以各表所注为准）"
    return f"说明 {document.unit}，{tables}"


@dataclass(frozen=True, slots=True)
class Source:
    """An edition from which a document took amounts: which amounts, whose, the address."""

    taken: str
    name: str
    slug: str
    number: int


TAKEN = {"source.initial": "年初预算", "source.prior": "上年数"}
ADDRESS = re.compile(r"(?P<slug>[0-9a-z-]+-(?P<year>\d{4})-(?P<kind>budget|final))/e(?P<number>\d+)")


def sources(document: Document) -> list[Source]:
    """The editions from which ``document`` says that it took amounts."""
    found = [(taken, ADDRESS.fullmatch(document.meta.get(key, ""))) for key, taken in TAKEN.items()]
    return [_source(taken, address) for taken, address in found if address]


def _source(taken: str, address: re.Match[str]) -> Source:
    kind = dict(Disclosure.KINDS)[address["kind"]]
    number = int(address["number"])
    return Source(taken, f"{address['year']}年{kind}第 {number} 版", address["slug"], number)


_RECENT: OrderedDict[tuple[str, str], Parts] = OrderedDict()
_KEPT = 32


def _drawn(edition: Edition, names: Names) -> Parts:
    """The parts of an edition; the last ones drawn are kept, by its SHA-256, as editions never change, and by the names
    of codes, which do."""
    key = edition.sha256, digest(names)
    drawn = _RECENT.pop(key, None) or parts(document_of(edition), names, published=True)
    _RECENT[key] = drawn
    while len(_RECENT) > _KEPT:
        _RECENT.popitem(last=False)
    return drawn


def _context(drawn: Parts, preview: bool) -> dict[str, Any]:
    kinds = dict(Disclosure.KINDS)
    document = drawn.document
    return {
        "document": document,
        "unit_words": unit_words(document),
        "contents": drawn.contents,
        "body": drawn.body,
        "digest": drawn.digest,
        "terms": explained_terms(drawn.digest.terms),
        "charts": drawn.charts,
        "kind": kinds.get(document.kind, ""),
        "title_lines": title_lines(document),
        "edition_line": edition_line(document),
        "sources": sources(document),
        "preview": preview,
    }
