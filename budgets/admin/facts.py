"""The sheets of facts on the budget's page, last year's amounts, and the typed texts."""

from django import forms

from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import PresetFormSet, RowForm
from budgets.admin.texts import refuse_typed_figures
from budgets.models import DisclosureText, Headcount, PriorAmount, Procurement, StateAssets, ThreePublic
from budgets.narrative.names import TABLE_TEXTS


class SheetInline(EntryInline):
    """A sheet of facts: at most one for a disclosure. What is left empty is not reported, which is not zero."""

    template = "admin/budgets/sheet.html"
    extra = 1
    max_num = 1
    can_delete = False


class ThreePublicInline(SheetInline):
    model = ThreePublic
    fields = ("abroad", "purchase", "operation", "reception")
    help = "用于“三公”经费预算表（B09）和情况说明。没有就填 0；空白表示不公开这个数。"


class ProcurementInline(SheetInline):
    model = Procurement
    fields = ("goods", "works", "services")
    help = "用于情况说明的政府采购一条。没有就填 0。"


class StateAssetsInline(SheetInline):
    model = StateAssets
    help = "用于情况说明的国有资产一条：上年期末数。"
    fields = tuple(field.name for field in StateAssets._meta.fields if not field.primary_key and not field.is_relation)


class HeadcountInline(SheetInline):
    model = Headcount
    fields = ("offices", "institutions", "administrative", "referenced", "institution_posts", "retirees")
    help = "用于情况说明的机构设置和编制。"


class PresetInline(EntryInline):
    """A row for every entry of a fixed list; those not filled in are not saved."""

    template = "admin/budgets/presets.html"

    def _missing(self, request, obj):
        key = self.formset.key
        present = set(self.get_queryset(request).filter(disclosure=obj).values_list(key, flat=True))
        return [value for value, _ in self.model._meta.get_field(key).choices if value not in present]

    def get_formset(self, request, obj=None, **kwargs):
        self.missing = self._missing(request, obj)
        made = super().get_formset(request, obj, extra=len(self.missing), **kwargs)
        made.form.base_fields[self.formset.key].widget = forms.HiddenInput()
        return made

    def initial(self):
        """What stands in the rows that are not saved yet."""
        return [{self.formset.key: value} for value in self.missing]


class PriorForm(RowForm):
    def clean(self):
        if {self.cleaned_data.get(name) is None for name in ("amount", "change")} == {False}:
            raise forms.ValidationError("上年数和增减额只填其中一个：另一个由系统算出")


class PriorInline(PresetInline):
    model = PriorAmount
    form = PriorForm
    formset = row_set(PresetFormSet, "prior", "上年数", key="subject", contents=("amount", "change"))
    fields = ("subject", "amount", "change", "basis")
    help = "用于情况说明中“比上年增减”的各处。知道上年数就填上年数，只知道增减额就填增减额（减少填负数），两者填一。"


class TextForm(RowForm):
    def clean_text(self):
        text = self.cleaned_data["text"]
        return text if self["key"].value() in TABLE_TEXTS else refuse_typed_figures(text)

    def clean(self):
        if self.cleaned_data.get("withheld") and not self.cleaned_data.get("ground"):
            self.add_error("ground", "依法不予公开的内容要写明依据")


class TextInline(PresetInline):
    model = DisclosureText
    form = TextForm
    formset = row_set(PresetFormSet, "texts", "文字说明", key="key", contents=("text", "ground", "withheld"))
    fields = ("key", "text", "withheld", "ground")
    help = (
        "用于情况说明各节。文字中不要填金额和百分比：用花括号写数字的名称，如 {income.total}，"
        "公开时自动换成表中的数，与表一致。没有的内容空着。"
    )
