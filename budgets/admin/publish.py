"""Publishing from the administration: a page that says what will be published, then the act."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from budgets import acts
from budgets.acts import ActRefused
from budgets.admin.addresses import page_of
from budgets.admin.checks import panel_of, told
from budgets.admin.whereabouts import Whereabouts
from budgets.admin.working import followed
from budgets.checking import examine
from budgets.document import canonical, sha256
from budgets.editions import CHANGED, next_edition
from budgets.formats.fonts import unprintable
from budgets.models import Edition

BARRED = "没有公开：勾稽检查有矛盾，或没有经两人说明的提醒，都列在本页"


class PublishForm(forms.Form):
    """From when on readers see the edition."""

    public_from = forms.DateTimeField(
        label="何时起可见",
        required=False,
        help_text="空着则立即可见；填将来的时间，到时自动可见",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "请填写日期和时间，如 2024-02-20 09:00"},
    )

    def clean_public_from(self):
        day = self.cleaned_data["public_from"]
        if day and day < timezone.now():
            raise forms.ValidationError("这个时间已经过去：要立即公开，请空着")
        return day


class PublishMixin:
    """Gives a disclosure's admin the page that asks before publishing."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.publish_view)
        return [
            path("<path:object_id>/publish/", view, name=f"budgets_{self.opts.model_name}_publish"),
            *super().get_urls(),
        ]

    def publish_view(self, request, object_id):
        """Ask (GET), then publish (POST)."""
        disclosure = self.get_object(request, object_id)
        if disclosure is None:
            raise Http404("没有这份文件")
        if not acts.may("publish", disclosure, request.user):
            raise PermissionDenied
        question = self._question(request, disclosure)
        form = question["form"] = PublishForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            refusal = _refusal(request, question)
            if not refusal:
                return self._publish(request, disclosure, form.cleaned_data["public_from"], question["sha256"])
            self.message_user(request, refusal, "ERROR")
        return TemplateResponse(request, "admin/budgets/publish.html", question)

    def _publish(self, request, disclosure, public_from, expected):
        address = request.META.get("REMOTE_ADDR")
        try:
            with followed(request):
                edition = acts.publish(disclosure, request.user, address, public_from, expected)
        except ActRefused as refused:
            barred = refused.kind == "checks"
            self.message_user(request, BARRED if barred else f"没有公开：{refused}", "ERROR")
            return HttpResponseRedirect(page_of(disclosure, "publish"))
        except ValueError as error:
            self.message_user(request, f"没有公开：{error}", "ERROR")
        else:
            when = f"，{timezone.localtime(public_from):%Y-%m-%d %H:%M} 起可见" if public_from else ""
            self.message_user(request, f"已公开{disclosure}第 {edition.number} 版{when}。", "SUCCESS")
        return HttpResponseRedirect(page_of(disclosure))

    def _question(self, request, disclosure):
        document = next_edition(disclosure)
        examined = examine(disclosure, document)
        where = Whereabouts(disclosure, document, self.get_inlines(request, disclosure))
        earlier = Edition.objects.filter(slug=document.slug, number__lt=document.edition)
        refused = acts.refusal("publish", disclosure, request.user)
        return {
            **self.admin_site.each_context(request),
            "title": "公开（生成新版次）",
            "opts": self.opts,
            "original": disclosure,
            "document": document,
            "sha256": sha256(document),
            "number": document.edition,
            "last": earlier.defer("document", "checked").order_by("-number").first(),
            "tables": [table for section in document.sections for table in section.tables],
            "checks": panel_of(examined),
            "barriers": told(examined, examined.barriers, where, request.user),
            "refused": str(refused) if refused else "",
            "unprintable": sorted(unprintable(canonical(document).decode())),
        }


def _refusal(request, question):
    """Why not to publish; empty if nothing speaks against it."""
    if question["refused"]:
        return f"没有公开：{question['refused']}"
    if question["barriers"]:
        return BARRED
    return CHANGED if request.POST.get("sha256", "") != question["sha256"] else ""
