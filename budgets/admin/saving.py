"""Saving what was entered: one at a time, recorded with what it changed, and never over what somebody else saved."""

from django import forms
from django.db import IntegrityError, transaction

from budgets.acts import ACTS, ActRefused, edited, may
from budgets.entries import changes, schema, taken
from budgets.models import Disclosure, Record

VERSION = "entered_version"
OVERWRITE = "overwrite"
CONFLICT = "保存时发现别人（或另一个窗口）刚刚保存了同样的内容：请打开新页面核对后再保存"
STALE = "没有保存：打开本页之后，这份文件有人保存过。请看过上方列出的改动；要以本页为准，请勾选后再保存"
MOST = 200  # changes of one save that the record keeps one by one


class Stale(Exception):
    """Somebody saved since the page was opened; ``version`` is the one that it was opened with."""

    def __init__(self, version):
        super().__init__(STALE)
        self.version = version


class SavingMixin:
    """Gives an admin of what belongs to a disclosure a save that is whole, recorded and refused when it is stale."""

    def disclosure_of(self, thing):
        """The disclosure to which what the page shows belongs."""
        return thing

    def has_change_permission(self, request, obj=None):
        """Whether this person may, in the state that the disclosure is in."""
        if not super().has_change_permission(request, obj):
            return False
        about = self.disclosure_of(obj) if obj else None
        return about is None or (about.state in ACTS["edit"].states and may("edit", about, request.user))

    def previewing(self, request):
        """Whether this request only looks."""
        return getattr(request, "previewing", False)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return self._saved_whole(request, object_id, form_url, extra_context)
        except IntegrityError:
            if request.method != "POST":
                raise
            request.refused = CONFLICT
        except Stale as stale:
            request.refused = STALE
            request.stale = stale.version
        except ActRefused as refused:
            request.refused = str(refused)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _saved_whole(self, request, object_id, form_url, extra_context):
        thing = self.get_object(request, object_id) if request.method == "POST" and object_id else None
        if thing is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        about = _locked(self.disclosure_of(thing))
        if self.previewing(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        _refuse_stale(request, about)
        before = taken(about)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if getattr(request, "saved", False):
            _record(request, about, before)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved = True

    def get_form(self, request, obj=None, change=False, **kwargs):
        made = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused", "")
        return _refusing(made, refused) if refused else made

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            about = self.disclosure_of(obj)
            context["entered_version"] = getattr(request, "stale", about.version)
            context["stale"] = since(about, request.stale) if hasattr(request, "stale") else ()
        return super().render_change_form(request, context, add, change, form_url, obj)


def _locked(about):
    """The disclosure as it is now; nobody else saves it until the transaction ends."""
    return Disclosure.objects.locked().select_related("department__region").get(pk=about.pk)


def _refuse_stale(request, about):
    typed = request.POST.get(VERSION, "")
    opened = int(typed) if typed.isdecimal() and len(typed) < 10 else about.version
    if opened != about.version and OVERWRITE not in request.POST:
        raise Stale(opened)


def _record(request, about, before):
    """Count the version on and say in the record what was changed, if anything was."""
    now = Disclosure.objects.get(pk=about.pk)
    found = changes(before, taken(now), schema(about.kind))
    if found:
        told = [
            [change.group_title, change.row, change.field_label, change.before, change.after] for change in found[:MOST]
        ]
        edited(now, request.user, request.META.get("REMOTE_ADDR"), {"changed": told, "count": len(found)})


def since(about, version):
    """What was saved after ``version``: who, when, and what it changed (group, row, field, before, after)."""
    later = Record.objects.filter(disclosure=about.pk, act="edit", version__gt=version).order_by("number")
    return [
        {
            "who": entry.who,
            "at": entry.at,
            "changed": entry.what.get("changed", ()),
            "count": entry.what.get("count", 0),
        }
        for entry in later
    ]


def _refusing(form_class, why):
    """The form, refused as a whole."""

    class Refusing(form_class):
        def _post_clean(self):
            super()._post_clean()
            self.add_error(None, forms.ValidationError(why))

    return Refusing
