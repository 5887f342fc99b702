"""The acts on a disclosure in the administration: what can be done now, a page that asks for each, the record."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from budgets import acts
from budgets.acts import ACTS, TITLES, ActRefused
from budgets.admin.addresses import page_of
from budgets.admin.checks import panel_of
from budgets.checking import examine
from budgets.editions import draft
from budgets.models import Edition, Record

# What each act does, and what is told of it before it is done. Publishing has a page of its own.
PERFORMED = {
    "submit": (
        lambda about, by, reason, at: acts.submit(about, by, at),
        "提交后由审核人审核；审核之前再修改，要重新提交。",
    ),
    "recall": (lambda about, by, reason, at: acts.recall(about, by, at), "撤回后可以继续修改，改好再提交。"),
    "return": (lambda about, by, reason, at: acts.send_back(about, by, reason, at), "退回后编制人可以看到理由。"),
    "approve": (lambda about, by, reason, at: acts.approve(about, by, at), "审核通过的内容就是将要公开的内容。"),
    "correct": (
        lambda about, by, reason, at: acts.correct(about, by, reason, at),
        "从现在公开的版次开始修改；改好后照常提交、审核、公开，成为新的一版。理由公开在页面上，旧的版次保留。",
    ),
    "withdraw": (
        lambda about, by, reason, at: acts.withdraw(about, by, reason, at),
        "撤下后页面保留，只说明已撤下和理由；以后更正再公开的版次仍可见。",
    ),
}
JUDGED = ("submit", "approve")  # the page says what the checks found
SHOWN = ("submit", "recall", "return", "approve", "publish", "correct", "withdraw")
LONGEST_HISTORY = 500


class ActsMixin:
    """Gives a disclosure's admin the pages of the acts, and its history from the record."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        name = f"budgets_{self.opts.model_name}_act"
        return [path("<int:object_id>/act/<slug:act>/", view, name=name), *super().get_urls()]

    def act_view(self, request, object_id, act):
        """Say what the act does and ask (GET); do it (POST)."""
        if act not in PERFORMED:
            raise Http404("没有这个办理事项")
        disclosure = self.get_object(request, str(object_id))
        if disclosure is None:
            raise Http404("没有这份文件")
        if not acts.may(act, disclosure, request.user):
            raise PermissionDenied
        refused = acts.refusal(act, disclosure, request.user)
        if request.method == "POST":
            try:
                return self._performed(request, disclosure, act)
            except ActRefused as refusal:
                refused = refusal
        context = self._asked(request, disclosure, act, refused)
        return TemplateResponse(request, "admin/budgets/act.html", context, status=409 if refused else 200)

    def _performed(self, request, disclosure, act):
        perform, _ = PERFORMED[act]
        perform(disclosure, request.user, request.POST.get("reason", ""), request.META.get("REMOTE_ADDR"))
        self.message_user(request, f"{disclosure}：{ACTS[act].title}，已办理。", "SUCCESS")
        return HttpResponseRedirect(page_of(disclosure))

    def _asked(self, request, disclosure, act, refused):
        return {
            **self.admin_site.each_context(request),
            "title": ACTS[act].title,
            "opts": self.opts,
            "original": disclosure,
            "act": ACTS[act],
            "told": PERFORMED[act][1],
            "checks": panel_of(examine(disclosure, draft(disclosure))) if act in JUDGED else None,
            "refused": str(refused) if refused else "",
            "reason": request.POST.get("reason", ""),
        }

    def steps(self, request, disclosure):
        """The acts that this person can do now: (title, address)."""
        possible = acts.possible(disclosure, request.user)
        return [(ACTS[name].title, self._address(disclosure, name)) for name in SHOWN if name in possible]

    def latest(self, disclosure):
        """The newest edition: its number, and from when on readers see it; nothing before the first."""
        rows = Edition.objects.filter(disclosure=disclosure.pk).order_by("-number")
        return rows.values("number", "slug", "public_from").first()

    def _address(self, disclosure, name):
        if name == "publish":
            return page_of(disclosure, "publish")
        return reverse(f"admin:budgets_{self.opts.model_name}_act", args=(disclosure.pk, name))

    def history_view(self, request, object_id, extra_context=None):
        """The record of this disclosure."""
        disclosure = self.get_object(request, object_id)
        if disclosure is None:
            raise Http404("没有这份文件")
        if not self.has_view_permission(request, disclosure):
            raise PermissionDenied
        entries = Record.objects.filter(disclosure=disclosure.pk).order_by("-number")[:LONGEST_HISTORY]
        context = {
            **self.admin_site.each_context(request),
            "title": f"办理记录：{disclosure}",
            "opts": self.opts,
            "original": disclosure,
            "entries": [(TITLES.get(entry.act, entry.act), entry) for entry in entries],
        }
        return TemplateResponse(request, "admin/budgets/history.html", context)
