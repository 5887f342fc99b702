"""The sheets of facts on the page of a disclosure, last year's amounts, the typed texts, what is said of each 项."""

from django import forms

from budgets.admin.amounts import in_unit
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import LineFormSet, PresetFormSet, RowForm, RowFormSet
from budgets.admin.texts import refuse_typed_figures
from budgets.models import (
    AssetPurchases,
    Disclosure,
    DisclosureText,
    FunctionExplanation,
    Headcount,
    PerformanceManagement,
    PriorAmount,
    Procurement,
    StateAssets,
    ThreePublic,
    ThreePublicFinal,
)
from budgets.models.money import MoneyField
from budgets.narrative.names import PRIORS_OF, TABLE_TEXTS, TEXTS_OF
from budgets.narrative.printed import printed

# Fields that narratives name without their sheet, and the field with which they are asked for (any of the sheet).
COMPANIONS = {"cars_other_note": "cars_other", "as_of": ""}


class SheetInline(EntryInline):
    """A sheet: at most one for what the page is about. What is left empty is not reported, which is not zero."""

    template = "admin/budgets/sheet.html"
    formset = RowFormSet
    extra = 1
    max_num = 1
    can_delete = False

    @classmethod
    def names(cls):
        """The fields of the sheet."""
        return [field.name for field in cls.model._meta.fields if not field.primary_key and not field.is_relation]


class FactsInline(SheetInline):
    """A sheet of facts of a disclosure; it asks for what the layout prints and shows what is known."""

    always = False

    @classmethod
    def belongs(cls, disclosure):
        return bool(cls.shown(disclosure))

    @classmethod
    def shown(cls, disclosure):
        """The fields that the layout prints or that hold a value."""
        sheet = cls.model._meta.get_field("disclosure").remote_field.related_name
        stored = getattr(disclosure, sheet, None)
        layout = printed(disclosure.layout)
        used = {name for name in cls.names() if cls.money(name) or layout.uses(f"{sheet}.{name}")}
        used |= {name for name, other in COMPANIONS.items() if other in used or (used and not other)}
        return [name for name in cls.names() if name in used or getattr(stored, name, None) not in (None, "")]

    @classmethod
    def money(cls, name):
        """Whether a field is always printed, in a table: the amounts of some sheets are."""
        return cls.always and isinstance(cls.model._meta.get_field(name), MoneyField)

    def get_fields(self, request, obj=None):
        return self.shown(obj)


class ThreePublicInline(FactsInline):
    model = ThreePublic
    always = True
    feeds = ("B09",)
    uses = ("three_public.",)
    advice = "没有就填 0；空白表示不公开这个数。"


class ThreePublicFinalInline(FactsInline):
    model = ThreePublicFinal
    always = True
    signed = True
    feeds = ("F09",)
    uses = ("three_public_final.",)

    @property
    def advice(self):
        return f"预算数填{self._budget()}。没有就填 0；空白表示不公开这个数。"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        made = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("budget_"):
            made.label = db_field.verbose_name.replace("预算数", self._budget())
            made.widget.attrs["aria-label"] = made.label
        return made

    def _budget(self):
        """Which budget the layout prints."""
        return "年初预算数" if self.entry.printed.option("F09", "budget") == "initial" else "全年预算数"


class ProcurementInline(FactsInline):
    model = Procurement
    uses = ("procurement.",)
    advice = "没有就填 0。"


class StateAssetsInline(FactsInline):
    model = StateAssets
    uses = ("assets.",)

    @property
    def advice(self):
        final = self.entry.disclosure.kind == Disclosure.FINAL
        return ("填本年年末数" if final else "填上年期末数") + "；是另一天的数，就填截止日期。"


class AssetPurchasesInline(FactsInline):
    model = AssetPurchases
    uses = ("purchases.",)
    advice = "填本年预算安排购置的数量。"


class PerformanceManagementInline(FactsInline):
    model = PerformanceManagement
    uses = ("performance_management.",)
    advice = "各表已经列出的（如自评汇总表中的项目）由系统统计，不必填。"


class HeadcountInline(FactsInline):
    model = Headcount
    uses = ("headcount.",)


class PresetInline(EntryInline):
    """A row for every entry of a fixed list that is wanted; those not filled in are not saved."""

    template = "admin/budgets/presets.html"
    taken_rows = ()

    def wanted(self, value):
        """Whether to ask for an entry of the list."""
        return True

    def _missing(self, request, obj):
        key = self.formset.key
        present = set(self.known(obj).values_list(key, flat=True))
        choices = self.model._meta.get_field(key).choices
        return [value for value, _ in choices if value not in present and self.wanted(value)]

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        self.missing = self._missing(request, obj)
        made.extra = len(self.missing)
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
    """Last year's amounts; those that last year's edition holds are shown and not asked for."""

    model = PriorAmount
    form = PriorForm
    formset = row_set(PresetFormSet, "prior", "上年数", key="subject", contents=("amount", "change"))
    fields = ("subject", "amount", "change", "basis")
    advice = "用于情况说明中“比上年增减”的各处。知道上年数就填上年数，只知道增减额就填增减额（减少填负数），两者填一。"

    @classmethod
    def belongs(cls, disclosure):
        layout = printed(disclosure.layout)
        return any(layout.uses(name) for name in PRIORS_OF[disclosure.kind]) or cls.known(disclosure).exists()

    def wanted(self, value):
        known, _ = self.entry.earlier
        return value in self._used() and value not in known

    def _used(self):
        return [name for name in PRIORS_OF[self.entry.disclosure.kind] if self.entry.printed.uses(name)]

    def get_queryset(self, request):
        known, _ = self.entry.earlier
        return super().get_queryset(request).exclude(subject__in=known, basis=self.entry.disclosure.kind)

    def initial(self):
        return [{**row, "basis": self.entry.disclosure.kind} for row in super().initial()]

    @property
    def taken_rows(self):
        """(label, amount, link to the edition) of what last year's edition holds."""
        known, link = self.entry.earlier
        labels = PRIORS_OF[self.entry.disclosure.kind]
        return [
            (labels[name], in_unit(known[name].amount, self.entry.unit), link) for name in self._used() if name in known
        ]


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
    advice = (
        "用于情况说明各节。文字中不要填金额和百分比：用花括号写数字的名称，如 {income.total}，"
        "公开时自动换成表中的数，与表一致。没有的内容空着。"
    )

    def wanted(self, value):
        layout = self.entry.printed
        printed_so = layout.uses(value) or layout.prints(*TABLE_TEXTS.get(value, ()))
        return value in TEXTS_OF[self.entry.disclosure.kind] and printed_so


class ExplanationForm(RowForm):
    def clean_purpose(self):
        return refuse_typed_figures(self.cleaned_data["purpose"])

    def clean_reason(self):
        return refuse_typed_figures(self.cleaned_data["reason"])


class ExplanationInline(EntryInline):
    """What the narrative says of each 项."""

    model = FunctionExplanation
    form = ExplanationForm
    verbose_name_plural = "支出逐项说明"
    formset = row_set(
        LineFormSet,
        "explanations",
        "支出逐项说明",
        ((("function",), "第 {second} 行与第 {first} 行是同一个科目：请合并文字"),),
    )
    uses = ("item.",)
    advice = "按项写明主要用途和增减或差异的原因；文字中不要填金额和百分比。"

    @classmethod
    def belongs(cls, disclosure):
        return disclosure.kind == Disclosure.FINAL or super().belongs(disclosure)

    def get_fields(self, request, obj=None):
        compared = printed(obj.layout).uses_any("item.amount.compared") or self.known(obj).exclude(prior=None).exists()
        return ("function", "purpose", *(("prior",) if compared else ()), "reason", "position")
