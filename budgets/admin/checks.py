"""What the checks say of a draft: a panel on its page, a page of every finding, and letting a warning stand."""

import logging
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from budgets import acts
from budgets.acts import ActRefused
from budgets.admin.addresses import page_of
from budgets.admin.progress import progress
from budgets.admin.standing import texts_of
from budgets.admin.whereabouts import Whereabouts
from budgets.checking import Examined, examine
from budgets.checking.overrides import OverrideRefused, digest, may_be_overridden
from budgets.checking.telling import Places
from budgets.checks import CONTRADICTION, FAILS, OUTCOMES, ROUNDING, SEVERITIES, UNKNOWN, Finding
from budgets.editions import draft
from budgets.models import CheckOverride

log = logging.getLogger(__name__)
SHOWN = (FAILS, UNKNOWN, ROUNDING)
FEW = 3
CLASSES = {FAILS: "fails", UNKNOWN: "unknown", ROUNDING: "rounding"}
GONE = "内容已经改变，这条提醒不再是原来的样子：请重新核对"


@dataclass(frozen=True)
class Told:
    """A finding as the page shows it: what it is called, its words, where its two sides are, and its override."""

    finding: Finding
    label: str
    css: str
    message: str
    sides: tuple
    digest: str = ""
    override: CheckOverride | None = None
    mine: bool = False


@dataclass(frozen=True)
class Spot:
    """A number of a finding: its words, where it is seen and the parts of the page in which it is entered."""

    words: str
    seen: str
    entered: list


class ChecksMixin:
    """Gives a disclosure's admin the panel and the page."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.checks_view)
        return [
            path("<path:object_id>/checks/", view, name=f"budgets_{self.opts.model_name}_checks"),
            *super().get_urls(),
        ]

    def checks_view(self, request, object_id):
        """Every finding (GET); something said of a warning (POST)."""
        disclosure = self.get_object(request, object_id)
        if not self.has_view_permission(request, disclosure):
            raise PermissionDenied
        if disclosure is None:
            raise Http404
        examined = examine(disclosure, draft(disclosure))
        if request.method == "POST":
            return self._act(request, disclosure, examined)
        return TemplateResponse(request, "admin/budgets/checks.html", self._checks(request, disclosure, examined))

    def _checks(self, request, disclosure, examined):
        wanted = request.GET.get("outcome") if request.GET.get("outcome") in SHOWN else ""
        findings = [each for each in examined.report.findings if wanted in ("", each.outcome)]
        where = Whereabouts(disclosure, examined.document, self.get_inlines(request, disclosure))
        return {
            **self.admin_site.each_context(request),
            **panel_of(examined),
            "title": "勾稽检查",
            "opts": self.opts,
            "original": disclosure,
            "outcome": wanted,
            "findings": told(examined, findings, where, request.user),
            "void": examined.void,
            "may": acts.possible(disclosure, request.user),
        }

    def _act(self, request, disclosure, examined):
        which, act = request.POST.get("digest", ""), ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        if not any(acts.may(name, disclosure, request.user) for name in ("explain", "confirm")):
            raise PermissionDenied
        try:
            said = act(request, disclosure, examined, which)
        except (OverrideRefused, ActRefused) as refused:
            self.message_user(request, str(refused), "ERROR")
        else:
            self.message_user(request, f"{said}。", "SUCCESS")
        return HttpResponseRedirect(page_of(disclosure, "checks"))

    def checks_panel(self, request, disclosure):
        """What the page of entry shows of the checks; nothing while something else has to be mended first."""
        if request.method != "GET":
            return None
        try:
            examined = examine(disclosure, draft(disclosure))
            return panel_of(examined) | {"progress": progress(examined, disclosure.layout, texts_of(disclosure))}
        except Exception:  # a mistake in the checks keeps nobody from the page on which it would be mended
            log.exception("勾稽检查没有完成：%s", disclosure)
            return {"broken": True}


def panel_of(examined: Examined):
    """Counts, what stands against publishing, and the first findings that do."""
    counts = examined.report.counts
    return {
        "counts": [(outcome, counts[outcome], CLASSES.get(outcome, "holds")) for outcome in OUTCOMES],
        "total": sum(counts.values()),
        "asked": sum(finding.asked for finding in examined.report.findings),
        "barriers": len(examined.barriers),
        "contradictions": sum(each.severity == CONTRADICTION for each in examined.barriers),
        "first": examined.barriers[:FEW],
        "rest": max(len(examined.barriers) - FEW, 0),
    }


def told(examined, findings, where, user):
    """The findings as the page shows them."""
    places = Places(examined.report)
    return [_told(examined, finding, places, where, user) for finding in findings]


def _told(examined, finding, places, where, user):
    override = examined.override(finding)
    return Told(
        finding=finding,
        label=finding.outcome if finding.outcome == ROUNDING else f"{finding.outcome}·{SEVERITIES[finding.severity]}",
        css="settled" if override and override.confirmed else CLASSES.get(finding.outcome, ""),
        message=finding.message.removeprefix(f"{finding.title}：").removesuffix(finding.right_value),
        sides=tuple(_spots(side, places, where) for side in (finding.left, finding.right)),
        digest=digest(finding) if may_be_overridden(finding) else "",
        override=override,
        mine=override is not None and override.requested_by_id == user.pk,
    )


def _spots(side, places, where):
    return [Spot(link["words"], where.seen(link["id"]), where.entered(link["address"])) for link in places.links(side)]


# What can be done with a warning: each gives what is told and logged


def _request(request, disclosure, examined, which):
    finding, reason = _current(examined, which), request.POST.get("reason", "")
    acts.explain(disclosure, finding, reason, request.user, request.META.get("REMOTE_ADDR"))
    return "已说明理由，等待另一人确认"


def _confirm(request, disclosure, examined, which):
    acts.confirm(disclosure, _current(examined, which), request.user, request.META.get("REMOTE_ADDR"))
    return "已确认说明"


def _withdraw(request, disclosure, examined, which):
    acts.unexplain(disclosure, which, request.user, request.META.get("REMOTE_ADDR"))
    return "已撤回说明"


ACTS = {"request": _request, "confirm": _confirm, "withdraw": _withdraw}


def _current(examined, which):
    """The finding that is meant, if it is still what it was."""
    found = next((each for each in examined.report.findings if which and digest(each) == which), None)
    if found is None:
        raise OverrideRefused(GONE)
    return found
