"""Importing a file into a disclosure: upload it, see what it says, take it over whole or leave it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import get_valid_filename

from budgets.acts import ActRefused, refusal
from budgets.admin.addresses import page_of
from budgets.admin.working import followed
from budgets.importing.reading.limits import FILE, MEGABYTE
from budgets.imports import downloads
from budgets.imports.staging import ImportRefused, accept, discard, stage
from budgets.imports.telling import told
from budgets.models import Upload

ENDINGS = ".xlsx,.xls,.csv"
WAITING = 10  # uploads that are listed
NOT_CONFIRMED = "请先勾选“已看过以上提示”，再导入"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="文件",
        error_messages={"required": "请选择文件", "empty": "这个文件是空的"},
        widget=forms.FileInput({"accept": ENDINGS}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > FILE:
            raise forms.ValidationError(f"文件超过 {FILE // MEGABYTE} MB：请只留需要的工作表")
        return file


class ImportMixin:
    """Gives a disclosure's admin the pages of importing, and the files that can be taken away."""

    def get_urls(self):
        pages = (
            ("import/", self.import_view, "import"),
            ("import/<int:upload_id>/", self.upload_view, "upload"),
            ("files/<slug:which>/", self.download_view, "download"),
        )
        return [
            *(
                path(f"<int:object_id>/{address}", self.admin_site.admin_view(view), name=self._named(name))
                for address, view, name in pages
            ),
            *super().get_urls(),
        ]

    def _named(self, page):
        return f"budgets_{self.opts.model_name}_{page}"

    def _found(self, request, object_id):
        disclosure = self.get_object(request, str(object_id))
        if disclosure is None:
            raise Http404("没有这份文件")
        return disclosure

    def import_view(self, request, object_id):
        """Ask for a file (GET); read and stage it (POST)."""
        disclosure = self._found(request, object_id)
        if not disclosure.may_be_changed_by(request.user):
            raise PermissionDenied
        locked = refusal("edit", disclosure, request.user)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        report, status = None, 200
        if request.method == "POST" and locked:
            status = 409
        elif request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    return self._staged(request, disclosure, form.cleaned_data["file"])
                except ImportRefused as refused:
                    report = refused.report
        context = self._context(request, disclosure, "导入") | {
            "form": form,
            "locked": locked,
            "report": report,
            "filename": form.cleaned_data["file"].name if report else "",
            "most": FILE // MEGABYTE,
            "waiting": Upload.objects.filter(
                disclosure=disclosure.pk, state=Upload.STAGED, version=disclosure.version
            ).select_related("by")[:WAITING],
            "downloads": downloads.DOWNLOADS.items(),
        }
        return TemplateResponse(request, "admin/budgets/import.html", context, status=status)

    def _staged(self, request, disclosure, file):
        with followed(request):
            upload = stage(disclosure, file.read(), file.name, request.user)
        return HttpResponseRedirect(reverse(f"admin:{self._named('upload')}", args=(disclosure.pk, upload.pk)))

    def upload_view(self, request, object_id, upload_id):
        """Show what was read (GET); take it over or drop it (POST)."""
        disclosure = self._found(request, object_id)
        if not disclosure.may_be_changed_by(request.user):
            raise PermissionDenied
        upload = get_object_or_404(Upload, pk=upload_id, disclosure=disclosure.pk)
        status = 200
        if request.method == "POST":
            answer = self._dealt_with(request, disclosure, upload)
            if answer is not None:
                return answer
            upload.refresh_from_db(fields=("state",))
            status = 409
        context = self._context(request, disclosure, "导入预览") | {
            "upload": upload,
            "locked": refusal("edit", disclosure, request.user),
            "report": upload.report,
            "outdated": upload.version != disclosure.version,
            "told": told(upload.report),
        }
        return TemplateResponse(request, "admin/budgets/import_preview.html", context, status=status)

    def _dealt_with(self, request, disclosure, upload):
        """Where to go on; ``None`` where it stays as it was, which is told."""
        try:
            if "discard" in request.POST:
                discard(upload)
                self.message_user(request, "已放弃这次导入，录入的内容没有变化。")
                return HttpResponseRedirect(page_of(disclosure, "import"))
            if "accept" not in request.POST or (told(upload.report) and "seen" not in request.POST):
                self.message_user(request, NOT_CONFIRMED, messages.ERROR)
                return None
            accept(upload, request.user, request.META.get("REMOTE_ADDR"))
        except ActRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
        self.message_user(request, f"已导入 {upload.filename}。", messages.SUCCESS)
        return HttpResponseRedirect(page_of(disclosure))

    def download_view(self, request, object_id, which):
        """One of the files that can be taken away of a draft."""
        disclosure = self._found(request, object_id)
        if not self.has_view_permission(request, disclosure):
            raise PermissionDenied
        if which not in downloads.DOWNLOADS:
            raise Http404("没有这种文件")
        made = downloads.DOWNLOADS[which]
        response = HttpResponse(made.make(disclosure), content_type=made.type)
        name = get_valid_filename(f"{disclosure.slug}-{which}.{made.ending}")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _context(self, request, disclosure, title):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": disclosure,
        }
