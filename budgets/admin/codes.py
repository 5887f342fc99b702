"""Code fields: a text box that takes a code or a name of the classification that applies to the year."""

import re
from difflib import get_close_matches

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from budgets.models import Code
from budgets.models.classification import ANY_YEAR

SCHEME_OF = {"function": Code.FUNCTIONAL, "economic": Code.ECONOMIC, "government": Code.GOVERNMENT}
ABOVE = {3: "类", 5: "款"}
LEADING = re.compile(r"(\d+)\s*\D*")

OFFERED = 5
CUTOFF = 0.5


class CodeList:
    """The codes of one scheme with their names."""

    def __init__(self, scheme, names):
        self.scheme = scheme
        self.title = dict(Code.SCHEMES)[scheme]
        self.names = names

    @property
    def element_id(self):
        """The id of the page's one ``datalist`` of this scheme."""
        return f"codes-{self.scheme}"

    def label(self, code):
        """The name; names that many codes share (行政运行) are told apart by the one above."""
        above = self.names.get(code[:5], "") if len(code) == 7 else ""
        return f"{self.names[code]}（{above}）" if above else self.names[code]

    def datalist(self):
        """All codes for the browser to offer, by code or by name."""
        options = format_html_join(
            "", '<option value="{}" label="{}"></option>', ((code, self.label(code)) for code in self.names)
        )
        return format_html('<datalist id="{}">{}</datalist>', self.element_id, options)

    def find(self, typed):
        """The code that was meant by a code, a name, or both pasted together; ``ValidationError`` if none was."""
        leading = LEADING.fullmatch(typed)
        code = leading[1] if leading else typed
        if code in self.names:
            return code
        named = [known for known, name in self.names.items() if name == typed]
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(self._unknown(typed, named or self.near(code)), code="unknown_code")

    def near(self, typed):
        """Up to five codes: those that begin like ``typed`` (the most alike first) or whose name has it."""
        if not typed.isdigit():
            return [code for code, name in self.names.items() if typed in name][:OFFERED]
        for length in range(len(typed), 2, -1):
            below = [code for code in self.names if code.startswith(typed[:length]) and len(code) > length]
            if below:
                alike = get_close_matches(typed, below, OFFERED, CUTOFF) if length < len(typed) else []
                return list(dict.fromkeys((*alike, *below)))[:OFFERED]
        return get_close_matches(typed, self.names, OFFERED, CUTOFF)

    def _unknown(self, typed, near):
        offered = "、".join(f"{code} {self.label(code)}" for code in near[:OFFERED])
        return f"{self.title}没有“{typed}”" + (f"；是否要填 {offered}？" if offered else "；请填清单中的编码或名称")


def code_lists(year):
    """The lists of ``year``; the shipped one stands in for a scheme that has none of its own."""
    rows = Code.objects.filter(year__in=(ANY_YEAR, year)).order_by("code").values_list("scheme", "year", "code", "name")
    found = {}
    for scheme, of_year, code, name in rows:
        found.setdefault((scheme, of_year), {})[code] = name
    return {
        scheme: CodeList(scheme, found.get((scheme, year)) or found.get((scheme, ANY_YEAR), {}))
        for scheme, _ in Code.SCHEMES
    }


class CodeInput(forms.Widget):
    """A text box with the list of codes behind it and the code's name beside it."""

    def __init__(self, codes):
        super().__init__({"class": "code", "autocomplete": "off", "list": codes.element_id})
        self.codes = codes

    def __deepcopy__(self, memo):
        copied = type(self)(self.codes)
        copied.attrs = self.attrs.copy()
        return copied

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name, **({"value": value} if value else {})})
        return format_html(
            '<input type="text"{}><output class="echo" for="{}">{}</output>',
            flatatt(attrs),
            attrs.get("id", ""),
            self.codes.names.get(value, ""),
        )


class CodeField(forms.CharField):
    """A code of the list, or nothing where that is allowed."""

    def __init__(self, codes, **kwargs):
        super().__init__(widget=CodeInput(codes), **kwargs)
        self.codes = codes

    def __deepcopy__(self, memo):
        codes, memo[id(self.codes)] = self.codes, self.codes
        copied = super().__deepcopy__(memo)
        copied.codes = codes
        return copied

    def to_python(self, value):
        typed = super().to_python(value)
        return self.codes.find(typed) if typed else typed

    def has_changed(self, initial, data):
        return (data or "").strip() != (initial or "")


class FunctionField(CodeField):
    """A functional 项: tables and narrative add up what has one."""

    def to_python(self, value):
        code = super().to_python(value)
        if len(code) in ABOVE:
            raise forms.ValidationError(f"功能分类要填到项（七位），{code} 只到{ABOVE[len(code)]}", code="not_an_item")
        return code
