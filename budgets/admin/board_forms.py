"""What is asked on the board: what it is narrowed by, and the dates to be set."""

from django import forms

from budgets.admin.board_rows import LATE, STATES
from budgets.models import Disclosure


class Narrowing(forms.Form):
    """Year and kind, of which there is always one; state and words, of which there may be none."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="种类", choices=Disclosure.KINDS)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES.items(), (LATE, "超过期限")])
    q = forms.CharField(
        label="部门或单位", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data, years):
        """Of ``years`` the first is meant where none is asked for, or one that is not there."""
        first = {"year": str(years[0]), "kind": Disclosure.BUDGET}
        asked = {name: data.get(name, "") for name in ("year", "kind", "state", "q")}
        allowed = {"year": {str(year) for year in years}, "kind": dict(Disclosure.KINDS)}
        super().__init__({**asked, **{name: first[name] for name in first if asked[name] not in allowed[name]}})
        self.fields["year"].choices = [(year, f"{year} 年") for year in years]

    def narrowed(self, rows):
        """Those of the rows that are wanted."""
        state, words = self.cleaned_data.get("state", ""), self.cleaned_data.get("q", "").split()
        named = [row for row in rows if all(word in f"{row.code} {row.name}" for word in words)]
        return [row for row in named if _in_state(row, state)]


def _in_state(row, state):
    return row.late is not None if state == LATE else state in ("", row.state)


class DatesForm(forms.Form):
    """Dates for the chosen disclosures. What is left empty stays as it is."""

    approved_on = forms.DateField(
        label="批复日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="批复后二十日内应当公开；单位随部门",
    )
    due_on = forms.DateField(
        label="另定公开期限",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="空着不改",
    )
    usual = forms.BooleanField(label="取消另定的期限，按批复后二十日", required=False)

    def clean(self):
        cleaned = super().clean()
        given = [cleaned.get(name) for name in ("approved_on", "due_on", "usual")]
        if not any(given):
            raise forms.ValidationError("请填写批复日期或公开期限")
        if given[1] and given[2]:
            raise forms.ValidationError("另定了期限，就不要勾选取消")
        return cleaned

    def of(self, disclosure):
        """Both dates of a disclosure as they shall be."""
        cleaned = self.cleaned_data
        due = None if cleaned["usual"] else cleaned["due_on"] or disclosure.due_on
        return cleaned["approved_on"] or disclosure.approved_on, due
