"""Every address of the site as everybody: who gets a page, whose request changes something, what strangers learn."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import get_resolver, reverse

from budgets.document import sha256
from budgets.editions import next_edition
from budgets.models import (
    Code,
    Disclosure,
    EconomicMapping,
    Edition,
    Project,
    ProjectPlan,
    Record,
    Region,
)
from budgets.years import public_key
from tests.admin_pages import Form
from tests.every_state import SECRETS, SEEN_PROJECT, YEARS, Known, in_every_state, readable
from tests.visitor import STRANGERS, Address, Visitor, everything, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]

# v: a page comes; w: a page comes, and what is sent changes something; p: only what is sent does; -: neither.
# Of every model the five pages of the administration in this order, asked for what belongs to department 101.
PAGES = ("changelist", "add", "history", "delete", "change")
ROLES = ("nobody", "postless", "neighbour", "elsewhere", "reader", "clerk", "reviewer", "officer", "superuser")
OF_MODELS = """
                              nobody postless neighbour elsewhere reader clerk reviewer officer superuser
    budgets_budget            -----  -----    vv---     v----     v-v-v  vwv-w v-v-v    v-v-v   wwvww
    budgets_finalaccount      -----  -----    vv---     v----     v-v-v  vwv-w v-v-v    v-v-v   wwvww
    budgets_edition           -----  -----    v----     v----     v-v-v  v-v-v v-v-v    v-v-v   v-v-v
    budgets_projectplan       -----  -----    v----     v----     v-v-v  v-v-w v-v-v    v-v-v   w-vww
    budgets_project           -----  -----    vv---     v----     v-v-v  wwvww v-v-v    v-v-v   wwvww
    budgets_department        -----  -----    v----     v----     v-v-v  v-v-v v-v-v    v-v-v   vwvvw
    budgets_region            -----  -----    v-v-v     v-v-v     v-v-v  v-v-v v-v-v    v-v-v   wwvww
    budgets_code              -----  -----    v-v-v     v-v-v     v-v-v  v-v-v v-v-v    v-v-v   wwvww
    budgets_economicmapping   -----  -----    v-v-v     v-v-v     v-v-v  v-v-v v-v-v    v-v-v   wwvww
    budgets_record            -----  -----    -----     -----     -----  ----- -----    -----   v-v-v
    auth_user                 -----  -----    -----     -----     -----  ----- -----    -----   wwvww
    auth_group                -----  -----    -----     -----     -----  ----- -----    -----   wwvww
    axes_accessattempt        -----  -----    -----     -----     -----  ----- -----    -----   w-vwv
"""
OF_DISCLOSURES = """
                              nobody postless neighbour elsewhere reader clerk reviewer officer superuser
    act-submit                -      -        -         -         -      w     -        -       w
    act-recall                -      -        -         -         -      w     -        -       -
    act-return                -      -        -         -         -      -     w        -       w
    act-approve               -      -        -         -         -      -     w        -       w
    act-correct               -      -        -         -         -      w     w        -       w
    act-withdraw              -      -        -         -         -      -     w        -       w
    act-oversee               -      -        -         -         -      -     -        -       -
    import                    -      -        -         -         -      v     -        -       v
    upload                    -      -        -         -         -      w     -        -       w
    upload-other              -      -        -         -         -      -     -        -       -
    download-workbook         -      -        -         -         v      v     v        v       v
    download-template         -      -        -         -         v      v     v        v       v
    download-lines            -      -        -         -         v      v     v        v       v
    download-word             -      -        -         -         v      v     v        v       v
    checks                    -      -        -         -         v      v     v        v       v
    preview                   -      -        -         -         v      v     v        v       v
    publish                   -      -        -         -         -      -     w        w       w
"""
OF_SITE = """
                              nobody postless neighbour elsewhere reader clerk reviewer officer superuser
    admin:index               -      v        v         v         v      v     v        v       v
    admin:login               v      -        -         -         -      -     -        -       -
    admin:logout              -      -        -         -         -      -     -        -       -
    admin:password_change     -      v        v         v         v      v     v        v       v
    admin:password_change_done -     v        v         v         v      v     v        v       v
    admin:auth_user_password_change - -       -         -         -      -     -        -       v
    admin:autocomplete        -      -        v         v         v      v     v        v       v
    admin:jsi18n              -      v        v         v         v      v     v        v       v
    admin:working             -      v        v         v         v      v     v        v       v
    admin:view_on_site        -      -        -         -         -      -     -        -       -
    admin:app_list            -      -        v         v         v      v     v        v       v
    admin:board               -      -        -         -         -      -     -        v       v
    admin:board_dates         -      -        -         -         -      -     -        p       p
    admin:board_publish       -      -        -         -         -      -     -        w       w
    admin:board_export        -      -        -         -         -      -     -        v       v
    health                    v      v        v         v         v      v     v        v       v
    site:index                v      v        v         v         v      v     v        v       v
    site:disclosures          v      v        v         v         v      v     v        v       v
    site:regions              v      v        v         v         v      v     v        v       v
    site:region               v      v        v         v         v      v     v        v       v
    site:projects             v      v        v         v         v      v     v        v       v
    site:glossary             v      v        v         v         v      v     v        v       v
    site:data                 v      v        v         v         v      v     v        v       v
    api:api-root              v      v        v         v         v      v     v        v       v
    api:openapi-json          v      v        v         v         v      v     v        v       v
    api:disclosures           v      v        v         v         v      v     v        v       v
    api:disclosure            v      v        v         v         v      v     v        v       v
    api:editions              v      v        v         v         v      v     v        v       v
    api:lines                 v      v        v         v         v      v     v        v       v
    api:measures              v      v        v         v         v      v     v        v       v
    api:regions               v      v        v         v         v      v     v        v       v
    api:departments           v      v        v         v         v      v     v        v       v
    site:project              v      v        v         v         v      v     v        v       v
    site:department           v      v        v         v         v      v     v        v       v
    site:year                 v      v        v         v         v      v     v        v       v
    site:search               v      v        v         v         v      v     v        v       v
    site:compare              v      v        v         v         v      v     v        v       v
    site:compare_csv          v      v        v         v         v      v     v        v       v
    site:compare_json         v      v        v         v         v      v     v        v       v
    site:feeds                v      v        v         v         v      v     v        v       v
    site:feed_all             v      v        v         v         v      v     v        v       v
    site:feed_region          v      v        v         v         v      v     v        v       v
    site:feed_department      v      v        v         v         v      v     v        v       v
    site:sitemap              v      v        v         v         v      v     v        v       v
    site:sitemap_part         v      v        v         v         v      v     v        v       v
    site:robots               v      v        v         v         v      v     v        v       v
    site:region_year_data     v      v        v         v         v      v     v        v       v
    site:region_year_csv      v      v        v         v         v      v     v        v       v
    site:region_year_zip      v      v        v         v         v      v     v        v       v
    site:region_year_json     v      v        v         v         v      v     v        v       v
    site:region_year_units    -      -        -         -         -      -     -        -       -
"""
# Pages of documents come to everybody or to nobody: by what has become of the document.
PUBLIC = ("disclosure", "checks", "json", "pdf", "xlsx")
NUMBERED = ("edition", "edition_checks", "edition_json", "edition_pdf", "edition_xlsx", "changes")
# The same of each table, by its code.
TABLES_OF = ("table", "table_csv", "table_xlsx", "table_json")
# What has come out; of what was withdrawn there are pages that say so, but no files; of the rest nothing.
ANSWERS = {"published": 200, "corrected": 200}
FILES = (".json", ".pdf", ".xlsx", ".csv")
KINDS = {"budget": "budgets_budget", "final": "budgets_finalaccount"}
NAMELESS = ("favicon.ico", "admin/(?P<url>.*)$", "api:nowhere")  # lead to other addresses, or to none
API_LISTS = ("api-root", "openapi-json", "disclosures", "lines", "measures", "regions", "departments")


def cells(table: str) -> dict[str, dict[str, str]]:
    """What a table says, by row and role."""
    heads, *rows = (line.split() for line in table.strip().splitlines())
    return {row: dict(zip(heads, found, strict=True)) for row, *found in rows}


TABLES = {"models": cells(OF_MODELS), "disclosures": cells(OF_DISCLOSURES), "site": cells(OF_SITE)}


def patterns(found: Any = None, way: str = "", inside: tuple[str, ...] = ()) -> Iterator[str]:
    """The full name of every address that there is; its route where it has no name."""
    for each in get_resolver().url_patterns if found is None else found:
        route = f"{way}{each.pattern}"
        if hasattr(each, "url_patterns"):
            own = (each.namespace,) if each.namespace else ()
            yield from patterns(each.url_patterns, route, (*inside, *own))
        else:
            yield ":".join((*inside, each.name)) if each.name else route


def of_models(known: Known) -> Iterator[tuple[str, str, Address]]:
    """(model, page, address) of the administration's pages of every model."""
    rows: dict[str, Any] = {
        "budgets_budget": known.of["budget", "draft"],
        "budgets_finalaccount": known.of["final", "draft"],
        "budgets_edition": Edition.objects.get(disclosure=known.of["budget", "scheduled"]),
        "budgets_projectplan": ProjectPlan.objects.get(disclosure=known.of["budget", "draft"]),
        "budgets_project": known.idle,
        "budgets_department": known.department,
        "budgets_region": Region.objects.create(code="410900", name="濮阳市"),
        "budgets_code": Code.objects.first(),
        "budgets_economicmapping": EconomicMapping.objects.first(),
        "budgets_record": Record.objects.first(),
        "auth_user": known.people["leaver"],
        "auth_group": Group.objects.create(name="组"),
        "axes_accessattempt": AccessAttempt.objects.create(username="某人", failures_since_start=1),
    }
    here, unit = known.department, known.department.units.first()
    whose = {
        "budgets_budget": {"department": here.pk},
        "budgets_finalaccount": {"department": here.pk},
        "budgets_project": {"department": here.pk, "unit": unit.pk},
        "budgets_department": {"region": here.region_id},
    }
    for model, row in rows.items():
        sent = {
            "changelist": {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
            "add": {**ADDED.get(model, {}), **whose.get(model, {})},
            "history": {},
            "delete": {"post": "yes"},
            "change": changed(model, row),
        }
        for page in PAGES:
            args = () if page in ("changelist", "add") else (row.pk,)
            yield model, page, (page, reverse(f"admin:{model}_{page}", args=args), sent[page])


NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


def none_of(prefix: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in NO_ROWS.items()}


# What is sent to add something, and which field of something is changed.
ADDED: dict[str, dict[str, Any]] = {
    "budgets_budget": {"unit": "", "year": 2030, "layout": "henan-jiaozuo-budget"},
    "budgets_finalaccount": {"unit": "", "year": 2030, "layout": "henan-zhongzhan-final"},
    "budgets_project": {"code": "", "name": "新项目"},
    "budgets_department": {"code": "199", "name": "新局", **none_of("units")},
    "budgets_region": {"code": "411000", "name": "许昌市"},
    "budgets_code": {"scheme": "functional", "code": "2999999", "name": "其他", "year": 2024},
    "budgets_economicmapping": {"economic": "39999", "government": "59999", "applies_to": "both", "year": 2024},
    "auth_group": {"name": "又一组"},
    "auth_user": {
        **{
            "username": "someone",
            "usable_password": "true",
            "password1": "bu-gong-kai-9",
            "password2": "bu-gong-kai-9",
        },
        **none_of("posts"),
    },
}
CHANGED = {
    "budgets_budget": "cover_date",
    "budgets_finalaccount": "cover_date",
    "budgets_projectplan": "objective",
    "budgets_project": "name",
    "budgets_department": "short_name",
    "budgets_region": "name",
    "budgets_code": "name",
    "auth_user": "first_name",
    "auth_group": "name",
}


def changed(model: str, row: Any) -> dict[str, Any]:
    """The form of a row as an administrator gets it, with one field changed."""
    shown = signed_in(User.objects.get(username="superuser")).get(reverse(f"admin:{model}_change", args=(row.pk,)))
    found: dict[str, Any] = dict(Form(shown).data)
    if model in CHANGED:
        found[CHANGED[model]] = "2024-01-15" if CHANGED[model] == "cover_date" else "改后"
    if model == "budgets_economicmapping":
        found["year"] = 2023
    return found


def of_disclosures(known: Known) -> Iterator[tuple[str, Address]]:
    """(name of the address, address) of the pages of a disclosure, each in a state in which it can be of use."""
    fitting = {"recall": "submitted", "return": "submitted", "approve": "submitted"}
    fitting |= {"correct": "published", "withdraw": "published"}
    for kind, model in KINDS.items():
        for act in ("submit", "recall", "return", "approve", "correct", "withdraw", "oversee"):
            about = known.of[kind, fitting.get(act, "draft")]
            yield f"admin:{model}_act", (f"act-{act}", page(model, "act", about, act), {"reason": "理由"})
        for which in ("workbook", "template", "lines", "word"):
            about = known.of[kind, "draft"]
            yield f"admin:{model}_download", (f"download-{which}", page(model, "download", about, which), {})
        draft = known.of[kind, "draft"]
        yield f"admin:{model}_import", ("import", page(model, "import", draft), {})
        yield (
            f"{model}_checks",
            ("checks", page(model, "checks", draft), {"act": "request", "digest": "0", "reason": "理由"}),
        )
        yield f"admin:{model}_preview", ("preview", page(model, "preview", draft), changed(model, draft))
        yield (
            f"{model}_publish",
            ("publish", page(model, "publish", known.of[kind, "approved"]), confirmed(known.of[kind, "approved"])),
        )
        own, other = known.of[kind, "draft"], known.of[kind, "submitted"]
        upload = known.uploads[kind].pk
        yield f"admin:{model}_upload", ("upload", page(model, "upload", own, upload), {"accept": "1", "seen": "1"})
        yield (
            f"admin:{model}_upload",
            ("upload-other", page(model, "upload", other, upload), {"accept": "1", "seen": "1"}),
        )


def page(model: str, name: str, about: Disclosure, *more: Any) -> str:
    return reverse(f"admin:{model}_{name}", args=(about.pk, *more))


def confirmed(approved: Disclosure) -> dict[str, str]:
    """What the page that asks before publishing sends."""
    return {"sha256": sha256(next_edition(approved)), "public_from": ""}


def of_site(known: Known) -> Iterator[tuple[str, Address]]:
    """(name, address) of the pages that belong to no document."""
    code, who = known.department.region.code, "410800-101"
    of_region = f"?{urlencode({'year': YEARS['approved'], 'kind': 'budget'})}"
    draft = known.of["budget", "draft"]
    chosen = {"pick": [draft.pk], "approved_on": "2027-01-10"}
    places: dict[str, tuple[tuple[Any, ...], str, dict[str, Any]]] = {
        "admin:index": ((), "", {}),
        "admin:login": ((), "", {}),
        "admin:password_change": ((), "", {}),
        "admin:password_change_done": ((), "", {}),
        "admin:auth_user_password_change": ((known.people["leaver"].pk,), "", {}),
        "admin:autocomplete": ((), AUTOCOMPLETE, {}),
        "admin:jsi18n": ((), "", {}),
        "admin:working": ((), "", {}),
        "admin:view_on_site": ((ContentType.objects.get_for_model(Project).pk, known.idle.pk), "", {}),
        "admin:app_list": (("budgets",), "", {}),
        "admin:board": ((code,), "", {}),
        "admin:board_dates": ((code,), "", chosen),
        "admin:board_publish": ((code,), of_region, {"public_from": ""}),
        "admin:board_export": ((code, "csv"), "", {}),
        "health": ((), "", {}),
        "site:index": ((), "", {}),
        "site:disclosures": ((), "", {}),
        "site:regions": ((), "", {}),
        "site:region": ((who.partition("-")[0],), "", {}),
        "site:glossary": ((), "", {}),
        "site:data": ((), "", {}),
        **{f"api:{name}": ((), "", {}) for name in API_LISTS},
        **{f"api:{name}": ((known.of["budget", "published"].slug,), "", {}) for name in ("disclosure", "editions")},
        "site:projects": ((), "", {}),
        "site:project": ((f"{who}-{public_key(SEEN_PROJECT)}",), "", {}),
        "site:department": ((who,), "", {}),
        "site:year": ((who, YEARS["published"]), "", {}),
        "site:search": ((), "?q=101", {}),
        "site:compare": ((), f"?d={who}", {}),
        "site:compare_csv": ((), f"?d={who}", {}),
        "site:compare_json": ((), f"?d={who}", {}),
        "site:feeds": ((), "", {}),
        "site:feed_all": ((), "", {}),
        "site:feed_region": ((code,), "", {}),
        "site:feed_department": ((who,), "", {}),
        "site:sitemap": ((), "", {}),
        "site:sitemap_part": (("documents",), "", {}),
        "site:robots": ((), "", {}),
        "site:region_year_data": ((code, YEARS["published"]), "", {}),
        "site:region_year_csv": ((code, YEARS["published"]), "", {}),
        "site:region_year_units": ((code, YEARS["published"]), "", {}),
        "site:region_year_zip": ((code, YEARS["published"]), "", {}),
        "site:region_year_json": ((code, YEARS["published"]), "", {}),
        "admin:logout": ((), "", {}),  # the last: whoever was there is not
    }
    for name, (args, query, sent) in places.items():
        yield name, (name, reverse(name, args=args) + query, sent)


AUTOCOMPLETE = "?app_label=budgets&model_name=projectplan&field_name=project&term="


def public(known: Known) -> Iterator[tuple[str, str]]:
    """(state, address) of every page of every document."""
    for (_, state), about in known.of.items():
        for name in PUBLIC:
            yield state, reverse(f"site:{name}", args=(about.slug,))
        for name in NUMBERED:
            yield state, reverse(f"site:{name}", args=(about.slug, 1))
        code = "B03" if about.kind == Disclosure.BUDGET else "F03"
        for name in TABLES_OF:
            yield state, reverse(f"site:{name}", args=(about.slug, code))
            yield state, reverse(f"site:edition_{name}", args=(about.slug, 1, code))


def every(known: Known) -> list[tuple[str, Address]]:
    """Every address of the tables, with its name."""
    pages = [(f"admin:{model}_{name}", (model, *address[1:])) for model, name, address in of_models(known)]
    return [*pages, *of_disclosures(known), *of_site(known)]


def declared(name: str, row: str, role: str) -> str:
    """What the tables say of an address."""
    if row in TABLES["site"]:
        return TABLES["site"][row][role]
    if row in TABLES["disclosures"]:
        return TABLES["disclosures"][row][role]
    return TABLES["models"][row][role][PAGES.index(name.rpartition("_")[2])]


def test_the_tables_name_every_address() -> None:
    models = [(model, *model.split("_")) for model in TABLES["models"]]
    named = {f"admin:{model}_{page}" for model, _, _ in models for page in PAGES}
    named |= {f"admin:{model}_{row.partition('-')[0]}" for model in KINDS.values() for row in TABLES["disclosures"]}
    named |= {*TABLES["site"], *(f"site:{page}" for page in (*PUBLIC, *NUMBERED)), *NAMELESS}
    named |= {f"site:{before}{name}" for name in TABLES_OF for before in ("", "edition_")}
    named |= {f"admin/{app}/{model}/<path:object_id>/" for _, app, model in models}  # leads to the page of change
    assert set(patterns()) == named


def test_everybody_reaches_what_is_declared_and_changes_nothing_else() -> None:
    known = in_every_state()
    addresses = every(known)
    assert {address[0] for _, address in addresses} == {row for table in TABLES.values() for row in table}
    visitors = {role: Visitor(role, known.people.get(role)) for role in ROLES}
    before = everything()
    found = {
        (role, name, address[0]): visitor.tries(address, before)
        for role, visitor in visitors.items()
        for name, address in addresses
    }
    wanted = {(role, name, row): declared(name, row, role) for role, name, row in found}
    assert {key: (cell, wanted[key]) for key, cell in found.items() if cell != wanted[key]} == {}
    for role in set(ROLES) - set(STRANGERS):  # or it would prove nothing that strangers read none
        assert {SECRETS[0], SECRETS[1]} <= visitors[role].told, role


def test_the_public_reads_what_has_come_out_and_no_form_of_others_is_taken() -> None:
    known, client, strict = in_every_state(), Client(), Client(enforce_csrf_checks=True)
    strict.force_login(known.people["superuser"])
    for state, address in public(known):
        gone = 410 if address.endswith(FILES) else 200
        answer = client.get(address)
        assert answer.status_code == {**ANSWERS, "withdrawn": gone}.get(state, 404), (state, address)
        assert not [secret for secret in SECRETS if secret in readable(answer)], address
    for address in (*(where for _, (_, where, _) in every(known)), *(where for _, where in public(known))):
        refused = (403, 405) if address.startswith("/api/") else (403,)  # most of it takes no forms at all
        assert strict.post(address).status_code in refused, address
