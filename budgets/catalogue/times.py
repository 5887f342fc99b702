"""From when until when an edition is live. Time decides; nothing runs when a day comes."""

from datetime import datetime

from budgets.models import CatalogueEntry, Withdrawal


def renew_times(slug: str) -> None:
    """Set ``until`` of every edition of an address: the day that a later one comes out, or it is withdrawn."""
    withdrawn = list(Withdrawal.objects.filter(slug=slug).values_list("number", "at"))
    superseded: datetime | None = None
    for entry in CatalogueEntry.objects.filter(slug=slug).order_by("-number"):
        until = _first(superseded, *(at for number, at in withdrawn if number >= entry.number))
        if until != entry.until:
            CatalogueEntry.objects.filter(pk=entry.pk).update(until=until)
        superseded = _first(superseded, entry.public_from)


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
