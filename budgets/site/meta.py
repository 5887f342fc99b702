"""What a page says of itself to machines: its canonical address, a description, feeds, files, schema.org data."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from budgets.document import Document, Table
from budgets.models import Department, Edition, Region
from budgets.opendata import licence

SITE = "部门预算公开"
ATOM = "application/atom+xml"
TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# A data block must not end, nor be taken for markup, whatever a title holds.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LONGEST = 200

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form, or a feed of it: media type, what it is called, whole address."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What ``site/parts/meta.html`` writes into the head of a page; ``data`` is JSON-LD, or empty."""

    title: str
    description: str
    url: str
    kind: str = "website"
    alternates: tuple[Alternate, ...] = ()
    data: str = ""


def page(
    request: HttpRequest,
    title: str,
    description: str,
    address: str = "",
    alternates: Iterable[Alternate] = (),
    data: Json | None = None,
    kind: str = "website",
) -> Meta:
    """Of any page; ``address`` is the canonical one if that is not its own without the query."""
    return Meta(
        title=title,
        description=description if len(description) <= LONGEST else f"{description[: LONGEST - 1]}…",
        url=request.build_absolute_uri(address or request.path),
        kind=kind,
        alternates=(*alternates, feed(request)),
        data=data_block(data) if data else "",
    )


def feed(request: HttpRequest) -> Alternate:
    """The feed of all that is published."""
    return Alternate(ATOM, f"{SITE}：全部更新", request.build_absolute_uri(reverse("site:feed_all")))


def region_feed(request: HttpRequest, region: Region) -> Alternate:
    """The feed of a region."""
    address = reverse("site:feed_region", args=[region.code])
    return Alternate(ATOM, f"{region.name}：更新", request.build_absolute_uri(address))


def department_feed(request: HttpRequest, department: Department) -> Alternate:
    """The feed of a department."""
    address = reverse("site:feed_department", args=[f"{department.region.code}-{department.code}"])
    return Alternate(ATOM, f"{department.name}：更新", request.build_absolute_uri(address))


def data_block(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD in a script element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def of_department(request: HttpRequest, department: Department, description: str) -> Meta:
    """Of the page of a department."""
    feeds = (department_feed(request, department), region_feed(request, department.region))
    return page(request, department.name, description, alternates=feeds)


def of_document(request: HttpRequest, edition: Edition, document: Document) -> Meta:
    """Of the page of an edition; the canonical one is that of the live edition, under the same address."""
    slug, own = edition.slug, (edition.slug, edition.number)
    files = [(ending, reverse(f"site:edition_{ending}", args=own)) for ending in ("pdf", *_stored(edition), "json")]
    description = (
        f"{document.title}（第 {edition.number} 版）：全部表格和情况说明，"
        f"文中数字连着它在表中的位置，可以下载 PDF、JSON，每张表可以下载 CSV、XLSX、JSON。"
    )
    address = reverse("site:disclosure", args=[slug])
    data = dataset(request, document.title, description, address, files) | _of_edition(request, edition, document)
    alternates = (Alternate(TYPES["json"], "JSON", request.build_absolute_uri(reverse("site:json", args=[slug]))),)
    return page(
        request, document.title, description, address, (*alternates, *_feeds(request, edition)), data, "article"
    )


def of_table(request: HttpRequest, edition: Edition, document: Document, table: Table) -> Meta:
    """Of the page of one table of an edition."""
    slug, own = edition.slug, (edition.slug, edition.number, table.code)
    endings = ("csv", "xlsx", "json")
    files = [(ending, reverse(f"site:edition_table_{ending}", args=own)) for ending in endings]
    description = (
        f"{document.title}（第 {edition.number} 版）中的《{table.title}》，印刷单位{table.unit}；"
        f"CSV、XLSX、JSON 里的金额精确到分，明细行可以排序。"
    )
    title = f"{table.title} · {document.title}"
    address = reverse("site:table", args=[slug, table.code])
    data = dataset(request, title, description, address, files) | _of_edition(request, edition, document)
    data |= {
        "identifier": f"{slug}/{table.code}",
        "isPartOf": request.build_absolute_uri(reverse("site:disclosure", args=[slug])),
    }
    alternates = [
        Alternate(TYPES[ending], ending.upper(), request.build_absolute_uri(where)) for ending, where in files
    ]
    return page(request, title, description, address, (*alternates, *_feeds(request, edition)), data, "article")


def dataset(request: HttpRequest, name: str, description: str, address: str, files: Sequence[tuple[str, str]]) -> Json:
    """A schema.org Dataset: ``files`` are endings and addresses of what can be downloaded."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": request.build_absolute_uri(address),
        "license": licence.ADDRESS,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": TYPES[ending],
                "contentUrl": request.build_absolute_uri(where),
            }
            for ending, where in files
        ],
    }


def place(region: Region) -> Json:
    """A region as schema.org has it."""
    return {"@type": "AdministrativeArea", "name": region.name, "identifier": region.code}


def _of_edition(request: HttpRequest, edition: Edition, document: Document) -> Json:
    """What of a dataset depends on the edition that it was taken from."""
    region = edition.disclosure.department.region
    who = f"{region.code}-{edition.disclosure.department.code}"
    return {
        "identifier": edition.slug,
        "version": str(edition.number),
        "dateModified": edition.public_from.isoformat(),
        "temporalCoverage": str(document.year),
        "spatialCoverage": place(region),
        "creator": {
            "@type": "GovernmentOrganization",
            "name": document.organisation.name,
            "url": request.build_absolute_uri(reverse("site:department", args=[who])),
        },
    }


def _stored(edition: Edition) -> tuple[str, ...]:
    """What older editions lack."""
    return ("xlsx",) if "xlsx" in edition.files else ()


def _feeds(request: HttpRequest, edition: Edition) -> tuple[Alternate, Alternate]:
    department = edition.disclosure.department
    return department_feed(request, department), region_feed(request, department.region)
