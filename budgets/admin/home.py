"""The home page: what each person has to do next, by their posts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from budgets import acts
from budgets.acts.table import BEFORE, LAPSE, STATE_NAMES
from budgets.admin.addresses import MODELS, page_name, page_of
from budgets.admin.board import overseen
from budgets.admin.deadlines import told
from budgets.admin.progress import Progress
from budgets.admin.standing import standings
from budgets.models import CheckOverride, Department, Disclosure, Edition, Post, Record, Region
from budgets.models.deadlines import deadline, departments_own
from budgets.models.disclosure import APPROVED, DRAFT, SUBMITTED
from budgets.models.post import CLERK, REVIEWER

SHOWN = 12  # of each list; the others are behind a link
EXAMINED = 4  # drafts that a visit examines anew
NAMED = 8
WHY = ("submit", "recall", "return", LAPSE)
# The lists in their order: key, title, what is done about what stands in it.
LISTS = (
    ("returned", "退回修改的", "请按理由改好，重新提交"),
    ("draft", "编制中的", "录完各表和文字、改正不符后提交"),
    ("approve", "等您审核的", "核对后审核通过，或写明理由退回"),
    ("publish", "等您公开的", "审核已通过，可以公开"),
    ("submitted", "已提交，等别人审核的", "审核之前再修改，要重新提交"),
    ("approved", "已审核，等别人公开的", "公开之前再修改，要重新提交和审核"),
)


@dataclass
class Item:
    """A disclosure in a list: its address, when it is due, why it came back, how far it is, what can be done."""

    disclosure: Disclosure
    href: str
    due: date | None
    words: str
    late: bool
    why: Record | None = None
    progress: Progress | None = None
    steps: list = field(default_factory=list)


@dataclass
class Listed:
    """One list of the page."""

    key: str
    title: str
    advice: str
    items: list
    rest: int = 0


def home(user):
    """What the template of the home page shows. The number of queries does not grow with the number of disclosures,
    but for the few drafts that are examined because they have changed."""
    mine = _unfinished(user)
    lists = _lists(mine, user)
    regions = list(overseen(user)) if user.has_perm("budgets.oversee_disclosure") else []
    return {
        "lists": lists,
        "confirm": _to_confirm(mine, user),
        "regions": _regions(regions, mine),
        "totals": _totals(user),
        "housekeeping": _housekeeping() if user.is_superuser else None,
        "without_post": not user.is_superuser and not user.get_all_permissions(),
        "nothing": not any(each.items for each in lists),
    }


def _unfinished(user):
    """What is on its way to publication and ``user`` sees, the most urgent first."""
    public = Exists(Edition.objects.visible().filter(disclosure=OuterRef("pk")))
    rows = Disclosure.objects.for_user(user).filter(state__in=BEFORE).annotate(public=public)
    found = list(rows.select_related("department__region", "unit", "submitted_by"))
    own = departments_own(found)
    for each in found:
        each.due = deadline(each, own)
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, -each.year, each.slug))


def _lists(mine, user):
    """The lists that are not empty."""
    why = _why([each for each in mine if each.state == DRAFT])
    sorted_out = defaultdict(list)
    for each in mine:
        sorted_out[_list_of(each, user, why)].append(each)
    drafts = [each for key in ("returned", "draft") for each in sorted_out[key][:SHOWN]]
    progress = standings(drafts, EXAMINED)
    return [
        Listed(
            key,
            title,
            advice,
            [_item(each, user, why.get(each.pk), progress.get(each.pk)) for each in found[:SHOWN]],
            max(len(found) - SHOWN, 0),
        )
        for key, title, advice in LISTS
        if (found := sorted_out[key])
    ]


def _list_of(disclosure, user, why):
    """The list in which it stands for this person; empty for who only reads."""
    if disclosure.state == SUBMITTED and acts.refusal("approve", disclosure, user) is None:
        return "approve"
    if disclosure.state == APPROVED and acts.refusal("publish", disclosure, user) is None:
        return "publish"
    if not (acts.may("edit", disclosure, user) or acts.may("approve", disclosure, user)):
        return ""
    if disclosure.state == DRAFT:
        changes = acts.may("edit", disclosure, user)
        return ("returned" if disclosure.pk in why else "draft") if changes else ""
    return disclosure.state


def _why(drafts):
    """Of the drafts that were sent back, or whose submission lapsed, the entry that says why. One query."""
    entries = Record.objects.filter(disclosure__in=[each.pk for each in drafts], act__in=WHY).order_by("number")
    last = {entry.disclosure_id: entry for entry in entries}
    return {pk: entry for pk, entry in last.items() if entry.act in ("return", LAPSE)}


def _item(disclosure, user, why, progress):
    words, late = told(disclosure.due)
    late = late and not disclosure.public
    shown = "" if disclosure.public else words
    steps = list(_steps(disclosure, user))
    return Item(disclosure, page_of(disclosure), disclosure.due, shown, late, why, progress, steps)


def _steps(disclosure, user):
    """What this person can do now: (title, address)."""
    if acts.refusal("edit", disclosure, user) is None and disclosure.state == DRAFT:
        yield "继续录入", page_of(disclosure)
        yield "导入", page_of(disclosure, "import")
    yield "检查结果", page_of(disclosure, "checks")
    for name in ("submit", "approve", "return"):
        if acts.refusal(name, disclosure, user) is None:
            yield acts.ACTS[name].title, reverse(page_name(disclosure, "act"), args=(disclosure.pk, name))
    if acts.refusal("publish", disclosure, user) is None:
        yield acts.ACTS["publish"].title, page_of(disclosure, "publish")


def _to_confirm(mine, user):
    """(disclosure, number, address) of those with explained warnings that wait for this person. One query."""
    theirs = {each.pk: each for each in mine if acts.may("confirm", each, user)}
    if not theirs:
        return []
    waiting = CheckOverride.objects.filter(disclosure__in=theirs, confirmed_at=None).exclude(requested_by=user.pk)
    counted = waiting.values_list("disclosure").annotate(Count("pk")).order_by("disclosure")
    return [(theirs[pk], count, page_of(theirs[pk], "checks")) for pk, count in counted][:SHOWN]


def _regions(regions, mine):
    """Each region with what of it is on its way, by state, and late."""
    counted = defaultdict(lambda: defaultdict(int))
    today = timezone.localdate()
    for each in mine:
        numbers = counted[each.department.region_id]
        numbers[each.state] += 1
        numbers["late"] += bool(each.due and each.due < today and not each.public)
    return [(region, dict(counted[region.pk])) for region in regions]


def _totals(user):
    """Of each kind what the person sees, by state: (kind, (state, number, address of the list)). One query."""
    counted = Disclosure.objects.for_user(user).order_by().values_list("kind", "state").annotate(Count("pk"))
    numbers = {(kind, state): count for kind, state, count in counted}
    rows = [
        (
            title,
            [
                (STATE_NAMES[state], numbers[kind, state], _filtered(kind, state))
                for state in STATE_NAMES
                if (kind, state) in numbers
            ],
        )
        for kind, title in Disclosure.KINDS
    ]
    return [row for row in rows if row[1]]


def _filtered(kind, state):
    address = reverse(f"admin:budgets_{MODELS[kind]._meta.model_name}_changelist")
    return f"{address}?state__exact={state}"


def _housekeeping():
    """What only an administrator mends: people without posts, departments without a clerk or a reviewer; the record."""
    people = User.objects.filter(is_active=True, is_superuser=False, posts=None).order_by("username")
    last = Record.objects.order_by("-number").values("number", "at").first()
    return {
        "people": _named(people),
        "departments": [(title, _named(_without(role))) for role, title in ((CLERK, "编制人"), (REVIEWER, "审核人"))],
        "record": last,
        "regions": Region.objects.count(),
    }


def _without(role):
    """Departments in which nobody holds a role."""
    held = Post.objects.filter(role=role, department=OuterRef("pk"), user__is_active=True)
    return Department.objects.filter(~Exists(held)).select_related("region").order_by("region__code", "code")


def _named(rows):
    """How many there are, and the first of them."""
    return {"count": rows.count(), "first": rows[:NAMED]}
