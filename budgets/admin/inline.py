"""What the inlines of a disclosure's page have in common: shared fields, a help line, one template."""

import re

from django.contrib import admin

from budgets.admin.entry import entry_of, form_field, limits
from budgets.admin.rows import LineFormSet, RowForm
from budgets.narrative.printed import printed


class EntryInline(admin.TabularInline):
    """An inline whose form fields come from the shared material of the page.

    ``feeds``: codes of the tables that it is for; ``uses``: beginnings of the names by which the narrative uses it;
    ``advice``: what else its help says; ``signed``: whether its amounts may be negative; ``offered``: the choices of a
    field that are meant, where not all are; ``taken``: the edition from which they come instead of being entered.
    """

    template = "admin/budgets/rows.html"
    form = RowForm
    formset = LineFormSet
    extra = 3
    feeds = ()
    uses = ()
    advice = ""
    signed = False
    offered = {}
    taken = ""

    @classmethod
    def belongs(cls, disclosure):
        """Whether the page has it: its tables are printed, the narrative uses it, or there are rows already."""
        layout = printed(disclosure.layout)
        asked = layout.prints(*cls.feeds) or layout.uses_any(*cls.uses)
        return not (cls.feeds or cls.uses) or asked or cls.known(disclosure).exists()

    @classmethod
    def known(cls, about):
        """The rows of it that are stored."""
        return cls.model._default_manager.filter(disclosure=about, **cls.formset.fixed)

    @property
    def help(self):
        """Where it is printed, and what else there is to say."""
        told = ["情况说明"] if self.entry.printed.uses_any(*self.uses) else []
        places = [*self.entry.printed.titles(self.feeds), *told]
        return (f"用于{'、'.join(places)}。" if places else "") + self.advice

    def get_formset(self, request, obj=None, **kwargs):
        self.entry = entry_of(request, getattr(obj, "disclosure", obj))
        return super().get_formset(request, obj, **kwargs)

    def sent(self, data, prefix):
        """What of ``data`` is for this inline: nothing, where an edition has taken over since the page was opened."""
        if not self.taken:
            return data
        typed = re.compile(rf"{prefix}-\d+-amount")
        if any(value and typed.fullmatch(name) for name, value in data.items()):
            self.entry.overtaken.append(self)
        return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        made = form_field(db_field, self.entry, self.signed, self.offered.get(db_field.name))
        made = made or super().formfield_for_dbfield(db_field, request, **kwargs, **limits(db_field))
        made.label = db_field.verbose_name
        made.widget.attrs.setdefault("aria-label", str(db_field.verbose_name))
        return made

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**self.formset.fixed)


def row_set(base, prefix, title, identities=(), **attributes):
    """A form set class of its own: the prefix of its fields, its title, what may stand in it only once."""

    class FormSet(base):
        @classmethod
        def get_default_prefix(cls):
            return prefix

    FormSet.title = title
    FormSet.identities = identities
    for name, value in attributes.items():
        setattr(FormSet, name, value)
    return FormSet
