"""How drafts stand, kept in the cache for as long as nothing changes that it follows from."""

import hashlib
from collections import defaultdict

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils import timezone

from budgets.admin.progress import progress
from budgets.checking import examine
from budgets.editions import draft
from budgets.models import CheckOverride, Code, Department, DisclosureText, Edition, Project, Region, Unit
from budgets.models.deadlines import approved, departments_own

DAY = 24 * 60 * 60


def standings(disclosures, most):
    """The progress of drafts by their keys. Of those that nobody has looked at since they changed at most ``most`` are
    examined (a third of a second each); the others are left out. The same queries for one as for many, but for those.
    """
    kept = _keys(disclosures)
    found = cache.get_many(kept.values())
    texts = _texts(disclosures)
    for disclosure in disclosures:
        key = kept[disclosure.pk]
        if key not in found and most > 0:
            most -= 1
            found[key] = _examined(disclosure, texts[disclosure.pk])
            cache.set(key, found[key], DAY)
    return {pk: found[key] for pk, key in kept.items() if key in found}


def _examined(disclosure, texts):
    return progress(examine(disclosure, draft(disclosure)), disclosure.layout, texts)


def _texts(disclosures):
    """The names of the texts that each has, typed or withheld."""
    found = defaultdict(set)
    for row in DisclosureText.objects.filter(disclosure__in=[each.pk for each in disclosures]):
        if row.text or row.withheld:
            found[row.disclosure_id].add(row.key)
    return found


def texts_of(disclosure):
    """The names of the texts of one."""
    return _texts([disclosure])[disclosure.pk]


def _keys(disclosures):
    """Where the progress of each is kept. The key is made of everything that the checks may look at: the version of
    what was entered, what was said of its warnings, the editions of its department, names, codes, dates."""
    if not disclosures:
        return {}
    editions, said = _editions(disclosures), _said(disclosures)
    own, everywhere = departments_own(disclosures), _everywhere()
    return {
        each.pk: _digest(
            (each.pk, each.version, each.updated_at, each.layout, each.approved_on),
            approved(each, own),
            editions[each.department_id],
            said.get(each.pk),
            everywhere,
        )
        for each in disclosures
    }


def _digest(*parts):
    return "standing-" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _editions(disclosures):
    """What is public of each department: last year's amounts and the units' come from there."""
    found = defaultdict(list)
    public = Edition.objects.visible().filter(disclosure__department__in={each.department_id for each in disclosures})
    for department, pk in public.order_by("pk").values_list("disclosure__department", "pk"):
        found[department].append(pk)
    return found


def _said(disclosures):
    """How many warnings of each were explained, and when one was last explained or confirmed."""
    rows = CheckOverride.objects.filter(disclosure__in=[each.pk for each in disclosures]).values("disclosure")
    counted = rows.annotate(Count("pk"), Max("pk"), Max("confirmed_at")).order_by("disclosure")
    return {row[0]: row[1:] for row in counted.values_list("disclosure", "pk__count", "pk__max", "confirmed_at__max")}


def _everywhere():
    """What the checks of every disclosure look at: today, the names of others, the lists of codes."""
    names = [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (Region, ("code", "name")),
            (Department, ("code", "name", "short_name", "narrative_name")),
            (Unit, ("code", "name", "department", "kind", "position")),
            (Project, ("pk", "name", "code")),
            (Code, ("year", "scheme", "code", "name")),
        )
    ]
    return timezone.localdate(), hashlib.sha256(repr(names).encode()).hexdigest()
