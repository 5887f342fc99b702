"""The preview: what is on the form is checked and saved as usual, composed, shown, and taken back.

Opened by its address it shows what is saved: there the checks point to places.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse

from budgets.editions import draft
from budgets.site.page import page_context


class PreviewMixin:
    """Gives a disclosure's admin an address that shows the form, as typed, as a document."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<path:object_id>/preview/", view, name=f"budgets_{self.opts.model_name}_preview"),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        """The document as typed, or the form again with its errors; by its address alone, the document as saved."""
        if request.method != "POST":
            return self._saved(request, object_id)
        change = reverse(f"admin:budgets_{self.opts.model_name}_change", args=(object_id,))
        request.previewing = True
        with transaction.atomic():
            response = self.changeform_view(request, object_id, form_url=change)
            transaction.set_rollback(True)
        return response

    def _saved(self, request, object_id):
        disclosure = self.get_object(request, object_id)
        if not self.has_view_permission(request, disclosure):
            raise PermissionDenied
        if disclosure is None:
            raise Http404
        return _drawn(request, disclosure)

    def response_change(self, request, obj):
        if not self.previewing(request):
            return super().response_change(request, obj)
        return _drawn(request, self.model.objects.get(pk=obj.pk))


def _drawn(request, disclosure):
    return render(request, "disclosure.html", page_context(draft(disclosure), preview=True))
