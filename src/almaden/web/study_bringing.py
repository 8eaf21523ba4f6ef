"""Bringing a study: a file becomes a draft or takes the place of its tables; what is wrong is told in the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from almaden.errors import InputError
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.rights import require
from almaden.store.study_files import tables_at, tables_sent
from almaden.store.study_input import check_same_country
from almaden.store.uploads import plain_name
from almaden.web.access import person_of
from almaden.web.language import translate
from almaden.web.study_forms import file_sent, told_beside, upload_sent, version_sent
from almaden.wording import n_


@dataclass(frozen=True)
class Bringing:
    """How studies of a sector are brought.

    Attributes:
        sector: their sector.
        read: reads a file or folder under a name for messages.
        page: view of a study.
        form: the form, for a new study or one whose tables are to be replaced, with what is wrong.
        kept: what is said of a new one.
        asks_country: whether the form asks for the country, which the tables do not tell.
        keeps_file: whether the file that was sent is kept too; only what is read of it otherwise.
    """

    sector: StudySector
    read: Callable[[Path, str], ReadStudy]
    page: str
    form: Callable[[HttpRequest, Study | None, InputError | None], HttpResponse]
    kept: str
    asks_country: bool = False
    keeps_file: bool = True

    def new(self, request: HttpRequest) -> HttpResponse:
        """The form, or a draft of the file that was sent."""
        if request.method != "POST":
            return self.form(request, None, None)
        try:
            read, upload = self._read(request)
            country = request.POST.get("country", "") if self.asks_country else read.country
            made = studies.make(
                person_of(request), self.sector, read.tables, country=country, upload=upload, sha256=read.sha256,
                **_told(request, read),
            )  # fmt: skip
        except InputError as error:
            return self.form(request, None, error)
        messages.success(request, translate(self.kept))
        return redirect(self.page, made.pk)

    def replace(self, request: HttpRequest, study: Study) -> HttpResponse:
        """The form, or the tables of the file that was sent in the place of those of a draft.

        Raises:
            RightsError: the person may not change studies of the country.
        """
        require(request.user, "write_inventory", study.country)
        if request.method != "POST":
            return self.form(request, study, None)
        try:
            read, upload = self._read(request)
            if not self.asks_country:
                check_same_country(study, read.country)
            studies.replace(
                person_of(request), study, version_sent(request), read.tables, sha256=read.sha256, upload=upload,
                **_told(request, read),
            )  # fmt: skip
        except InputError as error:
            return self.form(request, study, error)
        messages.success(request, translate(n_("The tables were replaced.")))
        return redirect(self.page, study.pk)

    def _read(self, request: HttpRequest) -> tuple[ReadStudy, Upload | None]:
        """What was sent, and the file where it is kept."""
        if not self.keeps_file:
            file, name = file_sent(request)
            with tables_sent(file, plain_name(name)) as place:
                return self.read(place, "" if place.is_dir() else plain_name(name)), None
        upload = upload_sent(request)
        with tables_at(upload) as place:
            return self.read(place, "" if place.is_dir() else upload.name), upload


def _told(request: HttpRequest, read: ReadStudy) -> dict[str, Any]:
    """What form and tables tell of the study; a year only where the tables tell one."""
    beside = told_beside(request)
    told = {"title": beside["title"] or read.title, "made_up": beside["made_up"] or read.made_up}
    return told if read.year is None else told | {"year": read.year}
