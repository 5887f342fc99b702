"""Public addresses."""

from django.urls import path

from budgets.site import changes, checks, departments, projects, views

app_name = "site"
urlpatterns = [
    path("", views.index, name="index"),
    path("departments/<slug:who>/", departments.department, name="department"),
    path("departments/<slug:who>/<int:year>/", departments.year, name="year"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:key>/", projects.project, name="project"),
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
]
