"""Where every address of the site leads."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from budgets.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("favicon.ico", RedirectView.as_view(url=static("favicon.svg"))),
    path("admin/", admin.site.urls),
    path("api/v1/", include("budgets.api.urls", namespace="api")),
    path("", include("budgets.site.urls")),
]
