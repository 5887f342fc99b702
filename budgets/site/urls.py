"""Public addresses."""

from django.urls import path

from budgets.site import (
    changes,
    checks,
    data,
    departments,
    feeds,
    glossary,
    home,
    lists,
    opendata,
    opendata_page,
    projects,
    regions,
    search,
    sitemaps,
    tabled,
    views,
)
from budgets.site.compare import views as compare

app_name = "site"
urlpatterns = [
    path("", home.index, name="index"),
    path("disclosures/", lists.disclosures, name="disclosures"),
    path("regions/", regions.regions, name="regions"),
    path("regions/<slug:code>/", regions.region, name="region"),
    path("departments/<slug:who>/", departments.department, name="department"),
    path("departments/<slug:who>/<int:year>/", departments.year, name="year"),
    path("regions/<slug:code>/<int:year>/data/", opendata_page.region_year_data, name="region_year_data"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:key>/", projects.project, name="project"),
    path("data/", data.data, name="data"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("search/", search.found, name="search"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.csv_file, name="compare_csv"),
    path("compare.json", compare.json_file, name="compare_json"),
    path("d/<slug:slug>.json", views.json_file, name="json"),
    path("d/<slug:slug>.pdf", views.stored_file, {"ending": "pdf"}, name="pdf"),
    path("d/<slug:slug>.xlsx", views.stored_file, {"ending": "xlsx"}, name="xlsx"),
    path("d/<slug:slug>/", views.disclosure, name="disclosure"),
    path("d/<slug:slug>/checks/", checks.checks, name="checks"),
    path("d/<slug:slug>/e<int:number>/", views.disclosure, name="edition"),
    path("d/<slug:slug>/e<int:number>/changes/", changes.changed, name="changes"),
    path("d/<slug:slug>/e<int:number>/checks/", checks.checks, name="edition_checks"),
    path("d/<slug:slug>/e<int:number>.json", views.json_file, name="edition_json"),
    path("d/<slug:slug>/e<int:number>.pdf", views.stored_file, {"ending": "pdf"}, name="edition_pdf"),
    path("d/<slug:slug>/e<int:number>.xlsx", views.stored_file, {"ending": "xlsx"}, name="edition_xlsx"),
    *(
        path(route, view, given, name=name)
        for part in (tabled, opendata, feeds, sitemaps)
        for route, view, given, name in part.addresses()
    ),
]
