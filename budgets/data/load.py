"""Loads the shipped classification lists and sample documents. What is there already is left as it is."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from budgets.composing.stored import SHEETS_OF
from budgets.data.shipped import rows
from budgets.entered import Entries
from budgets.entries import found, made
from budgets.models import Budget, Code, Disclosure, EconomicMapping, FinalAccount

FOLDER = Path(__file__).resolve().parent
KINDS: dict[str, Any] = {"budget": Budget, "final": FinalAccount}


@transaction.atomic
def load_classification() -> None:
    """The code lists and the mapping of the two economic classifications, as shipped (year 0)."""
    Code.objects.bulk_create(
        (Code(scheme=scheme, **row) for scheme, _ in Code.SCHEMES for row in rows(scheme)),
        update_conflicts=True,
        unique_fields=("scheme", "year", "code"),
        update_fields=("name",),
    )
    EconomicMapping.objects.bulk_create((EconomicMapping(**row) for row in rows("mapping")), ignore_conflicts=True)


def samples() -> list[Entries]:
    """The shipped sample documents, in the order of their years: a later one may take amounts from an earlier one."""
    shipped = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "samples").glob("*.json"))]
    return sorted(shipped, key=lambda data: (data["disclosure"]["year"], data["kind"]))


@transaction.atomic
def load_sample(data: Entries) -> Disclosure:
    """The document of a sample, with its region, department, units and projects; one that exists is only returned."""
    empty: Entries = {name: {} for name in SHEETS_OF[data["kind"]]}
    disclosure = found(data) or made(empty | data)
    return KINDS[data["kind"]].objects.get(pk=disclosure.pk)  # type: ignore[no-any-return]
