"""The rows of a region's board: every department and unit with its disclosure of a year and kind."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from budgets.acts.table import BEFORE, STATE_NAMES
from budgets.admin.deadlines import told
from budgets.admin.standing import standings
from budgets.checks import FAILS
from budgets.models import Department, Disclosure, Edition
from budgets.models.deadlines import approved, days_late, deadline, departments_own

NONE, LATE = "none", "late"
STATES = {NONE: "未建立", **STATE_NAMES}
EXAMINED = 5  # drafts that a visit examines anew


@dataclass
class Row:
    """A department, or one of its units, with its disclosure, if there is one.

    ``late``: days after the deadline until it was public for the first time, or until today; ``None`` if it is not
    late. ``edition`` is what readers see, or the newest that they will. ``contradictions`` and ``warnings`` stand
    against publishing a draft, ``None`` before it was examined; ``settled``: warnings that two people let stand in what
    is public.
    """

    region: str
    code: str
    name: str
    department: str
    unit: bool
    disclosure: Disclosure | None = None
    state: str = NONE
    approved_on: date | None = None
    due: date | None = None
    late: int | None = None
    words: str = ""
    edition: int | None = None
    slug: str = ""
    public_from: object = None
    coming: bool = False
    contradictions: int | None = None
    warnings: int | None = None
    settled: int = 0

    @property
    def state_name(self):
        return STATES[self.state]

    @property
    def findings(self):
        """What there is to mend, for sorting: contradictions first."""
        return None if self.contradictions is None else (self.contradictions, self.warnings)


def rows(region, year, kind):
    """All rows of a region, departments by code, each followed by its units. The number of queries is the same for any
    number of rows, but for the few drafts that are examined because they have changed."""
    stored = Disclosure.objects.filter(department__region=region, year=year, kind=kind)
    stored = list(stored.select_related("department__region", "unit"))
    made = _Filled(region, stored)
    return [made.row(department, unit) for department, unit in _whose(region)]


def _whose(region):
    """Every department, with ``None``, then with each of its units."""
    for department in Department.objects.filter(region=region).prefetch_related("units").order_by("code"):
        yield department, None
        yield from ((department, unit) for unit in sorted(department.units.all(), key=lambda each: each.code))


class _Filled:
    """What is known of the disclosures, read at once for all."""

    def __init__(self, region, stored):
        self.region = region.code
        self.stored = {(each.department_id, each.unit_id): each for each in stored}
        self.today = timezone.localdate()
        self.now = timezone.now()
        self.own = departments_own(stored)
        self.editions = _editions(stored)
        self.live = set(
            Edition.objects.live().filter(disclosure__in=[each.pk for each in stored]).values_list("pk", flat=True)
        )
        self.standings = standings([each for each in stored if each.state in BEFORE], EXAMINED)

    def row(self, department, unit):
        """The row of a department or a unit."""
        whose = unit or department
        disclosure = self.stored.get((department.pk, unit.pk if unit else None))
        made = Row(self.region, whose.code, whose.name, department.name, unit is not None, disclosure)
        if disclosure is not None:
            self._fill(made, disclosure)
        return made

    def _fill(self, made, disclosure):
        editions = self.editions.get(disclosure.pk, ())
        made.state = disclosure.state
        made.approved_on = approved(disclosure, self.own)
        made.due = deadline(disclosure, self.own)
        self._judge_day(made, editions)
        shown = next((each for each in editions if each["pk"] in self.live), None)
        coming = next((each for each in editions if each["public_from"] > self.now), None)
        self._show(made, shown or coming)
        made.coming = shown is None and coming is not None
        if disclosure.pk in self.standings:
            standing = self.standings[disclosure.pk]
            made.contradictions, made.warnings = standing.contradictions, standing.warnings

    def _judge_day(self, made, editions):
        out = [each["public_from"] for each in editions if each["public_from"] <= self.now]
        made.late = days_late(made.due, timezone.localdate(min(out)) if out else None, self.today)
        made.words = "" if out else told(made.due, self.today)[0]

    def _show(self, made, edition):
        if edition is None:
            return
        made.edition, made.slug, made.public_from = edition["number"], edition["slug"], edition["public_from"]
        if made.state not in BEFORE:
            made.contradictions = made.warnings = 0
            made.settled = _settled(edition["summary"])


def _editions(stored):
    """The editions of each disclosure, the newest first. One query."""
    fields = ("pk", "disclosure", "slug", "number", "public_from", "summary")
    found = {}
    for each in Edition.objects.filter(disclosure__in=[row.pk for row in stored]).order_by("-number").values(*fields):
        found.setdefault(each["disclosure"], []).append(each)
    return found


def _settled(summary):
    """Warnings of an edition that were explained and confirmed, or they would have kept it from the public."""
    return max(summary["counts"].get(FAILS, 0) - summary["asked"], 0) if summary else 0
