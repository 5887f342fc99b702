"""Select boxes whose options are made once for a page, however many rows show them."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

BLANK = ("", "---------")
SELECTED = mark_safe(" selected")


def name_departments(field):
    """Departments with their regions, as many regions have one of the same name."""
    field.queryset = field.queryset.select_related("region")
    field.label_from_instance = lambda department: f"{department.region.name}　{department}"


def name_units(field):
    """Units with their departments."""
    field.queryset = field.queryset.select_related("department")
    field.label_from_instance = lambda unit: f"{unit.department.name}　{unit}"


class Options:
    """(value, label, what it stands for) of a select box; its HTML is made once for each selected value."""

    def __init__(self, rows):
        self.rows = tuple((str(value), label) for value, label, _ in rows)
        self.meaning = {str(value): meaning for value, _, meaning in rows}
        self._html = {}

    @classmethod
    def of_choices(cls, choices):
        """The options of a model field with ``choices``."""
        return cls([(value, label, value) for value, label in choices])

    @classmethod
    def of_records(cls, records, label=str):
        """One option for each record."""
        return cls([(record.pk, label(record), record) for record in records])

    @property
    def only(self):
        """The one value, where there is no choice."""
        return self.rows[0][0] if len(self.rows) == 1 else None

    def html(self, selected, blank):
        """The options with ``selected`` selected."""
        key = (selected, blank)
        if key not in self._html:
            rows = (BLANK, *self.rows) if blank else self.rows
            self._html[key] = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                ((value, SELECTED if value == selected else "", label) for value, label in rows),
            )
        return self._html[key]


class QuickSelect(forms.Widget):
    """A select box over shared options."""

    def __init__(self, options, blank):
        super().__init__()
        self.options = options
        self.blank = blank

    def __deepcopy__(self, memo):
        copied = type(self)(self.options, self.blank)
        copied.attrs = self.attrs.copy()
        return copied

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        selected = "" if value is None else str(value)
        return format_html(
            "<select{}>{}</select>", flatatt(attrs), self.options.html(selected, self.blank or not selected)
        )


class PickField(forms.Field):
    """One of shared options; ``empty`` is what choosing none of them means."""

    def __init__(self, options, empty, **kwargs):
        blank = not kwargs.get("required", True) or kwargs.get("initial") is None
        super().__init__(widget=QuickSelect(options, blank), **kwargs)
        self.options = options
        self.empty = empty

    def to_python(self, value):
        if value in self.empty_values:
            return self.empty
        if str(value) not in self.options.meaning:
            raise forms.ValidationError("请从清单中选择", code="invalid_choice")
        return self.options.meaning[str(value)]

    def has_changed(self, initial, data):
        return not self.disabled and str(data or "") != str("" if initial is None else initial)
