"""Where the pages of disclosures and editions are."""

from django.urls import reverse
from django.utils.html import format_html

from budgets.models import Budget, Disclosure, FinalAccount

MODELS = {Disclosure.BUDGET: Budget, Disclosure.FINAL: FinalAccount}


def page_name(disclosure, page="change"):
    """The name of a page of a budget or of final accounts."""
    return f"admin:budgets_{MODELS[disclosure.kind]._meta.model_name}_{page}"


def page_of(disclosure, page="change"):
    """The address of that page."""
    return reverse(page_name(disclosure, page), args=(disclosure.pk,))


def edition_link(address, what):
    """A link to ``<slug>/e<number>``, an edition of ``what``."""
    slug, number = address.rsplit("/e", 1)
    href = reverse("site:edition", args=(slug, int(number)))
    return format_html('<a href="{}">{}第 {} 版</a>', href, what, number)
