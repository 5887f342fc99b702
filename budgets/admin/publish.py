"""Publishing from the administration: a page that says what will be published, then the act."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from budgets.admin.addresses import page_of
from budgets.admin.checks import panel_of, told
from budgets.admin.whereabouts import Whereabouts
from budgets.checking import examine
from budgets.document import sha256
from budgets.editions import CHANGED, Changed, Refused, next_edition, publish
from budgets.models import Edition


class PublishMixin:
    """Gives a disclosure's admin the page that asks before publishing."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.publish_view)
        return [
            path("<path:object_id>/publish/", view, name=f"budgets_{self.opts.model_name}_publish"),
            *super().get_urls(),
        ]

    def may_publish(self, request):
        """Whether this person may."""
        return request.user.has_perm("budgets.add_edition")

    def publish_view(self, request, object_id):
        """Ask (GET), then publish (POST)."""
        disclosure = self.get_object(request, object_id)
        if not self.may_publish(request) or not self.has_view_permission(request, disclosure):
            raise PermissionDenied
        if disclosure is None:
            raise Http404
        question = self._question(request, disclosure)
        if request.method == "POST":
            reason = request.POST.get("reason", "").strip()
            refusal = _refusal(request, question, reason)
            if not refusal:
                return self._publish(request, disclosure, reason, expected=question["sha256"])
            self.message_user(request, refusal, "ERROR")
        return TemplateResponse(request, "admin/budgets/publish.html", question)

    def _publish(self, request, disclosure, reason, expected):
        try:
            edition = publish(disclosure, by=request.user, reason=reason, expected=expected)
        except (Refused, Changed) as refused:
            self.message_user(request, BARRED if isinstance(refused, Refused) else str(refused), "ERROR")
            return HttpResponseRedirect(page_of(disclosure, "publish"))
        except ValueError as error:
            self.message_user(request, f"没有公开：{error}", "ERROR")
        except IntegrityError:
            self.message_user(request, "没有公开：另一人刚刚公开了新版次，请看过再决定", "ERROR")
        else:
            self.log_change(request, disclosure, f"公开第 {edition.number} 版")
            self.message_user(request, f"已公开{disclosure}第 {edition.number} 版。", "SUCCESS")
        return HttpResponseRedirect(page_of(disclosure))

    def _question(self, request, disclosure):
        document = next_edition(disclosure)
        examined = examine(disclosure, document)
        where = Whereabouts(disclosure, document, self.get_inlines(request, disclosure))
        earlier = Edition.objects.filter(slug=document.slug, number__lt=document.edition)
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
        }


BARRED = "没有公开：勾稽检查有矛盾，或没有经两人说明的提醒，都列在本页"


def _refusal(request, question, reason):
    """Why not to publish; empty if nothing speaks against it."""
    if question["barriers"]:
        return BARRED
    if not _confirmed(request, question):
        return CHANGED
    return "更正已公开的文件，要写明理由" if question["last"] and not reason else ""


def _confirmed(request, question):
    """Whether what was shown is what would be published now, its number included."""
    return request.POST.get("sha256") == question["sha256"]
