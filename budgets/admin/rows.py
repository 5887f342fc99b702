"""Form sets of many rows: no query for a row, positions given where none were typed, duplicates named by their rows."""

import json

from django import forms
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField, construct_instance

GONE = "这一行已不在数据库里（可能刚被别人删除）：请勾选删除；如仍需要，在新的一行重新填写"
EMPTIED = "您没有删除的权限，这一行不能清空：请填回内容，或重新打开本页"


def _nothing(value):
    """Whether nothing was typed; zero is something."""
    return value is None or value is False or value == ""


class KeyField(forms.Field):
    """The primary key of a row. The form set has looked it up already, with those of all other rows at once."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class RowForm(forms.ModelForm):
    """One row. What the model would look up for every row, the form set checks for all of them."""

    def _post_clean(self):
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)

    def cells(self):
        """The fields that are columns."""
        return [self[name] for name in self._meta.fields if not isinstance(self.fields[name], InlineForeignKeyField)]

    def complaints(self):
        """What is wrong with the row: with the whole of it, then with its cells."""
        whole = [("", self.non_field_errors())] if self.non_field_errors() else []
        return whole + [(cell.label, cell.errors) for cell in self.cells() if cell.errors] if self.errors else []


class RowFormSet(BaseInlineFormSet):
    """Rows of one inline.

    ``identities``: fields that no two rows may share, with what to say; ``needs``: fields of which one must be filled,
    with what to say; ``fixed``: values that no one types.
    """

    identities = ()
    needs = ()
    fixed = {}
    title = ""

    def script_options(self):
        """What the script that adds rows wants to know."""
        options = {"prefix": self.prefix, "addText": "再加一行", "deleteText": "移除"}
        return json.dumps({"name": f"#{self.prefix}", "options": options})

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        for name, value in self.fixed.items():
            setattr(form.instance, name, value)
        return form

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields[self._pk_field.name] = KeyField(required=False, initial=form.instance.pk)

    def clean(self):
        self._refuse_gone()
        self._number()
        for fields, message in self.needs:
            self._refuse_unfilled(fields, message)
        for fields, message in self.identities:
            self._refuse_duplicates(fields, message)

    def rows(self):
        """(number as shown, form) of every row that will be there after saving."""
        for number, form in enumerate(self.forms, 1):
            kept = form.instance.pk or form.has_changed()
            if kept and not self._should_delete_form(form):
                yield number, form

    def _refuse_gone(self):
        for form in self.initial_forms:
            known_key = form[self._pk_field.name].data
            if known_key and form.instance.pk is None and not self._should_delete_form(form):
                form.add_error(None, GONE)

    def _number(self):
        """Rows without a position follow the last one, in the order of the form."""
        if "position" not in self.form.base_fields:
            return
        forms_here = [form for _, form in self.rows()]
        last = max((form.instance.position or 0 for form in forms_here), default=0)
        for form in forms_here:
            if form.instance.position is None or (form.instance.pk is None and not form.cleaned_data.get("position")):
                last += 1
                form.instance.position = last

    def _refuse_unfilled(self, fields, message):
        for _, form in self.rows():
            unfilled = all(_nothing(form.cleaned_data.get(field)) for field in fields)
            if unfilled and not any(field in form.errors for field in fields):
                form.add_error(fields[0], message)

    def _refuse_duplicates(self, fields, message):
        seen = {}
        for number, form in [row for row in self.rows() if row[1].is_valid()]:
            key = tuple(getattr(form.instance, field) for field in fields)
            first = seen.setdefault(key, number)
            if first != number and key != (None,):
                form.add_error(None, message.format(first=first, second=number))


class LineFormSet(RowFormSet):
    """Rows that nothing refers to: changed ones are taken out and put in again, all of them in one statement.

    So two rows may swap their codes without meeting in the middle.
    """

    def save(self, commit=True):
        saved = super().save(commit=False)
        if commit:
            self._store([row for row, _ in self.changed_objects])
        return saved

    def _store(self, changed):
        gone = [row.pk for row in (*self.deleted_objects, *changed)]
        if gone:
            self.model._default_manager.filter(pk__in=gone).delete()
        self.model._default_manager.bulk_create([*changed, *self.new_objects])


class PresetFormSet(LineFormSet):
    """One row for each ``key`` of a fixed list; a row whose ``contents`` are all empty is none."""

    key = ""
    contents = ()

    def clean(self):
        super().clean()
        for form in () if self.can_delete else self.forms:
            if form.has_changed() and self._emptied(form):
                form.add_error(None, EMPTIED)

    def _should_delete_form(self, form):
        return (self.can_delete and self._emptied(form)) or super()._should_delete_form(form)

    def _emptied(self, form):
        typed_wrongly = any(name in form.errors for name in self.contents)
        return not typed_wrongly and all(_nothing(form.cleaned_data.get(name)) for name in self.contents)

    def ordered(self):
        """The rows in the order of the list, whether saved or new, each with its label."""
        labels = dict(self.form.base_fields[self.key].options.rows)
        places = {value: place for place, value in enumerate(labels)}
        for form in self.forms:
            form.key_label = labels.get(form[self.key].value(), "")
        return sorted(self.forms, key=lambda form: places.get(form[self.key].value(), len(places)))
