"""What the checks said as JSON: in the agreed shape for others, and as an edition keeps it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from budgets.checking.examining import Examined
from budgets.checks import FAILS, HOLDS, OUTCOMES, UNKNOWN, Finding, Place, Report
from budgets.checks.messages import after
from budgets.checks.places import address_words
from budgets.formats.anchors import ids_of, place_id

Json = dict[str, Any]
MANY = 4


def report_json(report: Report) -> Json:
    """``{"tables", "findings", "counts", "equalities"}``: what a command prints."""
    return {
        "tables": list(_tables(report)),
        "findings": [finding_json(finding) for finding in report.findings],
        "counts": report.counts,
        "equalities": report.equalities,
    }


def _tables(report: Report) -> Iterable[Json]:
    """Every table; ``verified`` where no comparison that touches it fails or cannot be made and one holds."""
    found: dict[str, set[str]] = {}
    for each in report.judged:
        for code in {spot.address.partition("/")[0] for spot in each.spots}:
            found.setdefault(code, set()).add(each.outcome)
    for table in report.book.document.tables():
        outcomes = found.get(table.code, set())
        verified = HOLDS in outcomes and not outcomes & {FAILS, UNKNOWN}
        yield {"code": table.code, "title": table.title, "pages": [], "verified": verified}


def finding_json(finding: Finding) -> Json:
    """One finding; amounts are decimal strings in yuan, other numbers stand as ``value``."""
    return {
        "check": finding.check,
        "title": finding.title,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "message": finding.message,
        "left": _place_json(finding.left),
        "right": _place_json(finding.right),
        "difference": _plain(finding.difference),
        "suspects": list(finding.suspects),
        "right_value": finding.right_value,
        "basis": finding.basis,
        "numerical": finding.numerical,
        "asked": finding.asked,
    }


def _place_json(place: Place) -> Json:
    number = {"yuan": _plain(place.value)} if place.money else {"yuan": None, "value": _plain(place.value)}
    return {"place": place.address, "text": place.text, **number, "words": place.words}


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


class Places:
    """Says of the addresses of a report where they are: their words, and the id on the document's page."""

    def __init__(self, report: Report) -> None:
        self._book = report.book

    @cached_property
    def _ids(self) -> frozenset[str]:
        return ids_of(self._book.document)

    @cached_property
    def _claims(self) -> dict[str, Callable[[], str]]:
        return {claim.spot.address: claim.spot.place for claim in self._book.claims}

    def words(self, address: str) -> str:
        """What stands at an address is called."""
        spot = self._book.at(address)
        if spot is not None:
            return spot.words
        claim = self._claims.get(address)
        return claim() if claim else address_words(self._book.document, address)

    def links(self, place: Place) -> list[Json]:
        """``{"address", "id", "words"}`` of the first addresses of a side. One alone is called what the side is; those
        behind the first do not say their table again."""
        addresses = place.addresses[:MANY]
        alone = place.words if len(place.addresses) == 1 and place.value is not None else ""
        words = [alone or self.words(address) for address in addresses]
        shown = [words[0], *(after(each, before) for before, each in pairwise(words))] if words else []
        return [
            {"address": address, "id": place_id(address, self._ids), "words": own}
            for address, own in zip(addresses, shown, strict=True)
        ]


def checked_json(examined: Examined) -> Json:
    """What an edition keeps: counts, every check with its counts, every finding with its places and its override."""
    report = examined.report
    places = Places(report)
    return {
        "counts": report.counts,
        "asked": sum(finding.asked for finding in report.findings),
        "equalities": report.equalities,
        "checks": list(_checks(report)),
        "findings": [_kept(examined, finding, places) for finding in report.findings],
    }


def summary_json(checked: Json) -> Json:
    """What of ``checked_json`` is told in a line, and a fingerprint of the whole."""
    whole = json.dumps(checked, ensure_ascii=False, sort_keys=True)
    counted = {name: checked[name] for name in ("counts", "asked", "equalities")}
    return {**counted, "sha256": hashlib.sha256(whole.encode()).hexdigest()}


def _checks(report: Report) -> Iterable[Json]:
    for check, judged in report.by_check():
        outcomes = [each.outcome for each in judged]
        yield {
            "id": check.id,
            "title": check.title,
            "basis": check.basis,
            "severity": check.severity,
            "counts": {outcome: outcomes.count(outcome) for outcome in OUTCOMES},
        }


def _kept(examined: Examined, finding: Finding, places: Places) -> Json:
    told = finding_json(finding)
    for side, place in (("left", finding.left), ("right", finding.right)):
        told[side] |= {"links": places.links(place), "numbers": len(place.addresses)}
    override = examined.override(finding)
    reason = override.reason if override and override.confirmed else ""
    return {**told, "override": reason}
