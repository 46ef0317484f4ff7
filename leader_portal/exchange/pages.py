"""The pages »Importieren« and »Exportieren« of a kind of content, in its `ModelAdmin`."""

import os
import secrets
import time
from contextlib import suppress
from copy import copy
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from leader_portal.content.addresses import slug_of
from leader_portal.content.desk_addresses import desk_address
from leader_portal.desk.views import DeskPages
from leader_portal.exchange.content_tables import ContentTable
from leader_portal.exchange.reading import read_table
from leader_portal.exchange.rows import Row, Rows
from leader_portal.exchange.tables import MOST_BYTES, TOO_LARGE, SpreadsheetError, Table
from leader_portal.exchange.writing import FORMATS

SALT = "exchange"
# How long one may look at what an import would change before confirming it.
PATIENCE = 24 * 60 * 60
# Of each kind of row, how many the page shows one by one.
MOST_SHOWN = 200


class UploadForm(forms.Form):
    import_file = forms.FileField(
        label="Datei mit der Tabelle",
        max_length=200,
        help_text=f"XLSX, ODS oder CSV, höchstens {MOST_BYTES // 1024 // 1024} MB. Die erste Zeile nennt die Spalten.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return file


class ExportForm(forms.Form):
    format = forms.TypedChoiceField(
        label="Dateiformat",
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
        choices=[(place, format.label) for place, format in enumerate(FORMATS)],
    )


class WholeList(ChangeList):
    """What a list shows with its search and its filters, on however many pages."""

    def get_results(self, request):
        """None of it is needed: what a page would hold, and how much there is without filters."""


class ExchangePages(DeskPages):
    """
    What an imported table would change is shown first; what was shown is what is written then, or, if somebody has
    changed something meanwhile, shown anew. `table_class` says how the content looks as a table.
    """

    table_class: type[ContentTable]
    change_list_template = "exchange/change_list.html"

    def get_urls(self):
        pages = {"import": self.import_page, "process_import": self.confirmation, "export": self.export_page}
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        exchange = [
            path(f"{name}/", self.admin_site.admin_view(page), name=f"{prefix}_{name}") for name, page in pages.items()
        ]
        return [*exchange, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        ways = {
            "may_import": self.has_import_permission(request),
            "may_export": self.has_export_permission(request),
        }
        return super().changelist_view(request, {**ways, **(extra_context or {})})

    def has_import_permission(self, request) -> bool:
        """Whether the user may write any of it; which of it is asked row by row."""
        return self.has_add_permission(request) or self.has_change_permission(request)

    def has_export_permission(self, request) -> bool:
        return self.has_view_permission(request)

    # Import

    def import_page(self, request):
        """The upload; then, without writing anything, what it would change."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
        if is_sent and form.is_valid():
            file = form.cleaned_data["import_file"]
            data = file.read()
            try:
                table = read_table(data)
                rows = self.table_class().look_at(table, request.user)
                return self.preview(request, table, rows, data, file.name)
            except SpreadsheetError as mistake:
                form.add_error("import_file", str(mistake))
        return self.upload_page(request, form)

    def upload_page(self, request, form: UploadForm, **context):
        content = self.table_class()
        context = {"form": form, "columns": content.columns, "mistakes": [], **context}
        context["may_export"] = self.has_export_permission(request)
        return self.desk_page(request, "exchange/import.html", f"{content.name} importieren", **context)

    def preview(self, request, table: Table, rows: Rows, data: bytes, file_name: str, has_changed=False):
        """What the table would change, and the button that does it; or what is wrong in it, and the upload again."""
        if rows.has_mistakes:
            shown = rows.refused[:MOST_SHOWN]
            return self.upload_page(
                request,
                UploadForm(),
                file_name=file_name,
                mistakes=[self.mistake(rows, row, table.letters) for row in shown],
                wrong_rows=len(rows.refused),
                all_rows=len(rows.rows),
                more=len(rows.refused) - len(shown),
            )
        ticket = None
        if rows.to_write:
            claims = {"file": keep(data), "name": file_name, "digest": rows.digest, **self.bearer(request)}
            ticket = signing.dumps(claims, salt=SALT)
        return self.desk_page(
            request,
            "exchange/preview.html",
            f"{self.table_class.name} importieren: Vorschau",
            file_name=file_name,
            note=table.note,
            ticket=ticket,
            has_changed=has_changed,
            rows=rows,
            groups=[group for group in self.groups(rows) if group["count"]],
            goes_live=any(row.thing.is_settled for row in rows.to_write),
        )

    def mistake(self, rows: Rows, row: Row, letters: dict[str, str]) -> dict:
        """One row that can't be imported, and why; both versions, if somebody else has changed it."""
        return {
            "number": row.number,
            "name": row.name,
            "reasons": [(column, letters.get(column, ""), sentence) for column, sentence in row.problems],
            "differences": rows.differences(row) if row.is_stale else [],
        }

    def groups(self, rows: Rows):
        for title, group in (("Neu", rows.new), ("Geändert", rows.changed)):
            yield {
                "title": title,
                "count": len(group),
                "rows": [(row, rows.differences(row)) for row in group[:MOST_SHOWN]],
                "more": max(len(group) - MOST_SHOWN, 0),
            }

    def confirmation(self, request):
        """Write what was shown."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = HttpResponseRedirect(desk_address(self.model, "import"))
        if request.method != "POST":
            return upload
        try:
            claims = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=PATIENCE)
            data = claim(claims["file"]) if self.bearer(request).items() <= claims.items() else None
        except signing.BadSignature:
            data = None
        if data is None:
            self.message_user(
                request,
                "Diese Vorschau ist schon importiert oder zu alt. Bitte sehen Sie in der Liste nach und laden Sie die "
                "Tabelle sonst noch einmal hoch.",
                messages.WARNING,
            )
            return upload
        table = read_table(data)
        rows = self.table_class().import_(table, request.user, claims["name"], shown=claims["digest"])
        if not rows.was_written:
            return self.preview(request, table, rows, data, claims["name"], has_changed=True)
        self.message_user(
            request,
            f"„{claims['name']}“ ist importiert: {len(rows.new)} neu, {len(rows.changed)} geändert, "
            f"{len(rows.unchanged)} unverändert.",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(desk_address(self.model, "changelist"))

    def bearer(self, request) -> dict:
        """Whose look at what a ticket belongs to."""
        return {"user": request.user.pk, "model": self.opts.label}

    # Export

    def export_page(self, request):
        """What the list shows, with its search and its filters, as a file."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            things = self.listed(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(desk_address(self.model, "changelist"))
        content = self.table_class()
        is_sent = request.method == "POST"
        form = ExportForm(request.POST if is_sent else None)
        if is_sent and form.is_valid():
            try:
                return download(content.export(things), FORMATS[form.cleaned_data["format"]])
            except SpreadsheetError as mistake:
                form.add_error("format", str(mistake))
        return self.desk_page(
            request,
            "exchange/export.html",
            f"{content.name} exportieren",
            form=form,
            count=things.count(),
            is_filtered=bool(request.GET),
            columns=content.columns,
        )

    def listed(self, request):
        """All that the list shows, without a query for what it shows besides."""
        whole = copy(self)
        whole.get_changelist = lambda request: WholeList
        return whole.get_changelist_instance(request).queryset


def download(table: Table, file_format) -> HttpResponse:
    response = HttpResponse(file_format.written(table), content_type=file_format.content_type)
    stem = f"{slug_of(table.title)}-{timezone.localdate():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{stem}.{file_format.extension}"'
    return response


# Files between the look and the confirmation


def keep(data: bytes) -> str:
    """Put the file where only the portal can read it, and take away what nobody has confirmed. Returns its name."""
    folder = settings.VAR_DIR / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        # Another process may take it away first.
        with suppress(FileNotFoundError):
            if time.time() - file.stat().st_mtime > PATIENCE:
                file.unlink()
    name = secrets.token_hex(16)
    with open(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return name


def claim(name: str) -> bytes | None:
    """The file, for the first who asks; nobody imports it twice."""
    file = Path(settings.VAR_DIR, "imports", name)
    claimed = file.with_suffix(".claimed")
    try:
        file.rename(claimed)
    except FileNotFoundError:
        return None
    data = claimed.read_bytes()
    claimed.unlink()
    return data
