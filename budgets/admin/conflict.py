"""Saving against what somebody else saved meanwhile: nothing is stored, and the form comes back as it was typed."""

from django.db import IntegrityError, transaction

CONFLICT = "保存时发现别人（或另一个窗口）刚刚保存了同样的内容：请打开新页面核对后再保存"


class ConflictMixin:
    """Gives an admin a page that says so, where the database refuses what the form let pass."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if request.method != "POST":
                raise
        request.conflicting = True
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change, **kwargs)
        return _refusing(made) if getattr(request, "conflicting", False) else made


def _refusing(form_class):
    """The form, refused as a whole."""

    class Refusing(form_class):
        def _post_clean(self):
            super()._post_clean()
            self.add_error(None, CONFLICT)

    return Refusing
