"""Publishing a region's approved disclosures for one day: a page that says which and why not, then the results."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from budgets import acts
from budgets.acts.review import LAPSED
from budgets.acts.table import STATE_NAMES
from budgets.admin.addresses import page_of
from budgets.admin.board import address, narrowing, region_of
from budgets.admin.board_rows import rows
from budgets.admin.publish import PublishForm
from budgets.admin.working import followed
from budgets.checking import examine
from budgets.document import sha256
from budgets.editions import draft
from budgets.models.disclosure import APPROVED, PUBLISHED, WITHDRAWN


@dataclass
class Told:
    """A row of the page: who, where to look, why it will not be published (empty: it will)."""

    name: str
    href: str
    why: str


def publish_view(request, code):
    """Ask (GET); publish each by itself and say what became of it (POST)."""
    region = region_of(request, code)
    if not request.user.has_perm("budgets.publish_disclosure"):
        raise PermissionDenied
    form = narrowing(request, region)
    day = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and day.is_valid():
        return _published(request, region, form, day.cleaned_data["public_from"])
    return TemplateResponse(request, "admin/budgets/region_publish.html", _asked(request, region, form, day))


def _context(request, region, form, title):
    year, kind = form.cleaned_data["year"], form.fields["kind"].choices
    about = f"{region.name} {year} 年{dict(kind)[form.cleaned_data['kind']]}"
    return {
        **admin.site.each_context(request),
        "title": f"{title}：{about}",
        "region": region,
        "about": about,
        "board": address(region, form),
    }


def _asked(request, region, form, day):
    found = rows(region, form.cleaned_data["year"], form.cleaned_data["kind"])
    told = [_told(row, request.user) for row in found if row.state not in (PUBLISHED, WITHDRAWN)]
    return {
        **_context(request, region, form, "统一公开"),
        "form": day,
        "will": [each for each in told if not each.why],
        "held_back": [each for each in told if each.why],
        "out": sum(row.state == PUBLISHED for row in found),
        "here": address(region, form, "board_publish"),
    }


def _told(row, user):
    if row.disclosure is None:
        return Told(f"{row.code} {row.name}", "", "还没有建立")
    return Told(f"{row.code} {row.disclosure}", page_of(row.disclosure), _why_not(row.disclosure, user))


def _why_not(disclosure, user):
    """Why it would not be published; empty if it would."""
    if disclosure.state != APPROVED:
        return f"{STATE_NAMES[disclosure.state]}，还没有审核通过"
    refused = acts.refusal("publish", disclosure, user)
    if refused:
        return str(refused)
    document = draft(disclosure)
    if sha256(document) != disclosure.digest:
        return LAPSED
    barriers = len(examine(disclosure, document).barriers)
    return f"勾稽检查有 {barriers} 处要先处理" if barriers else ""


def _published(request, region, form, public_from):
    year, kind = form.cleaned_data["year"], form.cleaned_data["kind"]
    with followed(request):
        outcomes = acts.publish_region(region, year, kind, public_from, request.user, request.META.get("REMOTE_ADDR"))
    context = {
        **_context(request, region, form, "统一公开的结果"),
        "public_from": public_from,
        "outcomes": [(each, page_of(each.disclosure)) for each in outcomes],
        "done": sum(each.edition is not None for each in outcomes),
    }
    return TemplateResponse(request, "admin/budgets/region_published.html", context)
