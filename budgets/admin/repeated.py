"""Adding what somebody else adds at the same moment."""

from django.db import IntegrityError, transaction


class RepeatedMixin:
    """Gives an admin a save that is tried again when somebody was faster: then the form finds it and says so."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if request.method != "POST":
                raise
        return super().changeform_view(request, object_id, form_url, extra_context)
