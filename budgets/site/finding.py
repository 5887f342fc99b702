"""Finds the edition that an address means, among those that readers could ever see."""

from django.db.models import Exists, F, OuterRef
from django.http import Http404

from budgets.models import CatalogueEntry, Edition, Withdrawal

NONE = "没有这个公开文件"


class Withdrawn(Exception):
    """The edition was taken from the public; ``withdrawal`` says why, ``editions`` are all that could be seen."""

    def __init__(self, edition: Edition, withdrawal: Withdrawal, editions: list[Edition]) -> None:
        super().__init__(withdrawal.reason)
        self.edition, self.withdrawal, self.editions = edition, withdrawal, editions


def find(slug: str, number: int | None) -> tuple[Edition, list[Edition]]:
    """The edition (the newest without ``number``), and all of this address, the newest first, without documents; each
    has ``withdrawn``. 404 if there is none, ``Withdrawn`` if it may not be read any more.

    All but the page of the checks do without what they said in full.
    """
    editions = history(slug)
    known = next((each for each in editions if number in (None, each.number)), None)
    if known is None:
        raise Http404(NONE)
    if known.withdrawn:
        last = Withdrawal.objects.filter(slug=slug, number__gte=known.number).order_by("number").first()
        assert last is not None
        raise Withdrawn(whole(known), last, editions)
    return whole(known), editions


def history(slug: str) -> list[Edition]:
    """Every edition of an address that readers could ever see, the newest first, without documents.

    One that was withdrawn, or overtaken, before its day is none of them; it never becomes public afterwards.
    """
    never = CatalogueEntry.objects.filter(edition=OuterRef("pk"), until__lte=F("public_from"))
    withdrawn = Withdrawal.objects.filter(slug=OuterRef("slug"), number__gte=OuterRef("number"))
    found = Edition.objects.current().filter(~Exists(never), slug=slug).annotate(withdrawn=Exists(withdrawn))
    return list(found.defer("document", "checked", "summary", "files").order_by("-number"))


def states(editions: list[Edition]) -> list[tuple[int, bool]]:
    """What tells one state of an address from another: its editions, and which of them were withdrawn."""
    return [(edition.number, edition.withdrawn) for edition in editions]


def whole(edition: Edition) -> Edition:
    """The same edition with its document and whose it is."""
    whose = ("disclosure__department__region", "disclosure__unit")
    return Edition.objects.select_related(*whose).defer("checked").get(pk=edition.pk)
