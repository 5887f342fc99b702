"""The preview: what is on the form is checked and saved as usual, composed, shown, and taken back."""

from django.db import transaction
from django.http import HttpResponseRedirect
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

    def previewing(self, request):
        """Whether this request only looks."""
        return getattr(request, "previewing", False)

    def preview_view(self, request, object_id):
        """The document; or the form again with its errors, to be saved where it always is."""
        change = reverse(f"admin:budgets_{self.opts.model_name}_change", args=(object_id,))
        if request.method != "POST":
            return HttpResponseRedirect(change)
        request.previewing = True
        with transaction.atomic():
            response = self.changeform_view(request, object_id, form_url=change)
            transaction.set_rollback(True)
        return response

    def response_change(self, request, obj):
        if not self.previewing(request):
            return super().response_change(request, obj)
        document = draft(self.model.objects.get(pk=obj.pk))
        return render(request, "disclosure.html", page_context(document, preview=True))
