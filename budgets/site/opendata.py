"""A region's year to take away: the tidy CSV, the data package, and both in one archive."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.extracts import FLOW, Leaf
from budgets.models import CatalogueEntry, CatalogueLine, Code, Region, Unit
from budgets.models.classification import names_of
from budgets.opendata.delimited import encoded
from budgets.opendata.package import UNITS, WHOLE, File, descriptor
from budgets.opendata.tidy import HEADINGS, Names, Source, tidy_row
from budgets.site import meta
from budgets.site.conditional import unless_known
from budgets.site.stamp import digest

IN_MEMORY = 4 * 1024 * 1024
AT_ONCE = 2000
OLDEST = (1980, 1, 1, 0, 0, 0)  # the time of what is in the archive: the same data make the same archive


@dataclass(frozen=True, slots=True)
class Data:
    """What the files of a region's year are made of; ``state`` tells one state of it from another."""

    region: Region
    year: int
    home: str
    sources: Mapping[int, Source]
    created: datetime
    functions: Names
    units: Mapping[tuple[str, str], str]
    state: str

    def has(self, name: str) -> bool:
        """Whether any document goes into the file of that name."""
        return any(bool(source.unit[0]) == (name == UNITS) for source in self.sources.values())


def live_in(code: str, year: int) -> Any:
    """The live entries of a region's year."""
    return CatalogueEntry.objects.live().filter(region__code=code, year=year)


SOURCE = (
    "pk",
    "slug",
    "number",
    "title",
    "kind",
    "public_from",
    "sha256",
    "department__code",
    "department__name",
    "unit__code",
    "unit__name",
)


def _data(request: HttpRequest, code: str, year: int) -> Data:
    """Everything but the lines; 404 if nothing of the year is public."""
    found = list(live_in(code, year).order_by("slug").values_list(*SOURCE))
    if not found:
        raise Http404("这个地区这一年没有公开的文件")
    region = Region.objects.get(code=code)
    functions = names_of(year, scheme=Code.FUNCTIONAL)[Code.FUNCTIONAL]
    units = Unit.objects.filter(department__region=region).values_list("department__code", "code", "name")
    named = {(department, own): name for department, own, name in units}
    home = request.build_absolute_uri(reverse("site:region_year_data", args=[code, year]))
    return Data(
        region=region,
        year=year,
        home=home,
        sources={row[0]: _source(request, region, year, row) for row in found},
        created=max(row[5] for row in found),
        functions=functions,
        units=named,
        state=digest(home, region.name, found, functions, sorted(named.items())),
    )


def _source(request: HttpRequest, region: Region, year: int, row: Sequence[Any]) -> Source:
    _, slug, number, title, kind, _, _, department, name, unit, unit_name = row
    return Source(
        slug=slug,
        number=number,
        title=title,
        page=request.build_absolute_uri(reverse("site:edition", args=[slug, number])),
        region=(region.code, region.name),
        department=(department, name),
        unit=(unit or "", unit_name or ""),
        year=year,
        kind=kind,
    )


@require_safe
def region_year_csv(request: HttpRequest, code: str, year: int, name: str) -> HttpResponse:
    """The tidy CSV of the departments' own documents (``data``), or of those of units (``units``)."""
    data = _data(request, code, year)
    if not data.has(name):
        raise Http404("这个地区这一年没有这样的公开文件")
    return unless_known(request, f"{data.state}-{name}", lambda: _csv(data, name))


def _csv(data: Data, name: str) -> HttpResponse:
    content = _room()
    _write(data, name, content)
    return _sent(content, "text/csv; charset=utf-8", f"budgets-{data.region.code}-{data.year}-{name}.csv")


def _room() -> IO[bytes]:
    """A file that is kept in memory as long as it is small; it is closed with the answer."""
    return SpooledTemporaryFile(IN_MEMORY)


def _sent(content: IO[bytes], kind: str, name: str) -> HttpResponse:
    size = content.tell()
    content.seek(0)
    response = FileResponse(content, as_attachment=True, content_type=kind, filename=name)
    response["Content-Length"] = str(size)
    return response


@require_safe
def region_year_json(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The descriptor of the data package."""
    data = _data(request, code, year)
    return unless_known(request, f"{data.state}-package", lambda: _json(data))


def _json(data: Data) -> HttpResponse:
    return HttpResponse(_described(data, _files(data)), content_type="application/json; charset=utf-8")


@require_safe
def region_year_zip(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The files of the data package, with its descriptor."""
    data = _data(request, code, year)
    return unless_known(request, f"{data.state}-zip", lambda: _zip(data))


def _zip(data: Data) -> HttpResponse:
    content = _room()
    files = []
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _names(data):
            with archive.open(_member(f"{name}.csv"), "w") as target:
                files.append(_write(data, name, target))
        archive.writestr(_member("datapackage.json"), _described(data, files))
    content.seek(0, 2)
    return _sent(content, meta.TYPES["zip"], f"budgets-{data.region.code}-{data.year}.zip")


def _member(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, OLDEST)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o644 << 16
    return found


def _names(data: Data) -> list[str]:
    return [name for name in (WHOLE, UNITS) if data.has(name)]


def _described(data: Data, files: Sequence[File]) -> str:
    region = (data.region.code, data.region.name)
    found = descriptor(region, data.year, data.home, data.created, files, list(data.sources.values()))
    return json.dumps(found, ensure_ascii=False, indent=1)


def _files(data: Data) -> list[File]:
    """The files of the package, measured by making them; what was measured of a state is kept."""
    key = f"opendata-{data.state}"
    files: list[File] | None = cache.get(key)
    if files is None:
        files = [_write(data, name) for name in _names(data)]
        cache.set(key, files, None)
    return files


def _write(data: Data, name: str, target: IO[bytes] | None = None) -> File:
    """Write a file, piece by piece, and measure it."""
    checksum, size, rows = hashlib.sha256(), 0, _Counted(_rows(data, name))
    for piece in encoded(rows):
        checksum.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return File(name, rows.count - 1, size, checksum.hexdigest())


class _Counted:
    """Rows, counted as they go by."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._rows:
            self.count += 1
            yield row


LEAF = ("cut", "direction", "code", "name", "amount", "cell", "nature", "fund", "origin", "balance", "unit")


def _rows(data: Data, name: str) -> Iterator[list[str]]:
    """The headings, then a row for each line; the database gives them a few at a time."""
    yield list(HEADINGS)
    wanted = [key for key, source in data.sources.items() if bool(source.unit[0]) == (name == UNITS)]
    lines = CatalogueLine.objects.filter(entry__in=wanted, cut=FLOW).order_by("entry_id", "position")
    for entry, position, *values in lines.values_list("entry_id", "position", *LEAF).iterator(chunk_size=AT_ONCE):
        source, line = data.sources[entry], Leaf(*values)
        yield tidy_row(source, position, line, data.functions, data.units.get((source.department[0], line.unit), ""))


Addresses = list[tuple[str, Callable[..., HttpResponse], dict[str, Any], str]]


def addresses() -> Addresses:
    """(route, view, arguments, name) of every address here."""
    way = "regions/<slug:code>/<int:year>/"
    return [
        (f"{way}data.csv", region_year_csv, {"name": WHOLE}, "region_year_csv"),
        (f"{way}units.csv", region_year_csv, {"name": UNITS}, "region_year_units"),
        (f"{way}data.zip", region_year_zip, {}, "region_year_zip"),
        (f"{way}datapackage.json", region_year_json, {}, "region_year_json"),
    ]
