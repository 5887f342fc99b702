"""What the inlines of a disclosure's page have in common: shared fields, a help line, one template."""

from django.contrib import admin

from budgets.admin.entry import entry_of, form_field, limits
from budgets.admin.rows import LineFormSet, RowForm


class EntryInline(admin.TabularInline):
    """An inline whose form fields come from the shared material of the page; ``help`` says which tables it feeds."""

    template = "admin/budgets/rows.html"
    form = RowForm
    formset = LineFormSet
    extra = 3
    help = ""

    def get_formset(self, request, obj=None, **kwargs):
        self.entry = entry_of(request, obj)
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        made = form_field(db_field, self.entry)
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
