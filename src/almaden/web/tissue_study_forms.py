"""Studies of animals and people that a person may see, and the form that brings one in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from almaden.errors import InputError
from almaden.monitoring.biota.kept import kept
from almaden.monitoring.readers.biota import read_biota
from almaden.monitoring.readers.people import read_people
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.store.rights import Person, countries_with
from almaden.store.studies import visible_studies
from almaden.store.study_input import country_of_tables
from almaden.web.access import person_of
from almaden.web.record_form import country_choices
from almaden.web.study_bringing import Bringing
from almaden.web.study_forms import form_shown
from almaden.wording import n_


@dataclass(frozen=True)
class Words:
    """What the form of a sector says.

    Attributes:
        title: its heading.
        text: what the file holds and what becomes of it.
        file: what the file may be.
        template: name of the view of the workbook to be filled in.
        home: name of the page above.
        home_title: title of that page.
    """

    title: str
    text: str
    file: str
    template: str
    home: str
    home_title: str


WORDS: Final = {
    StudySector.BIOTA: Words(
        n_("Bring samples of animals in"),
        n_("Samples with what is known of the animals. What is read becomes a draft, a faulty file becomes none; only "
           "those who work on the country see the samples, and its results are public once somebody else has reviewed "
           "and published it."),
        n_("The template filled in, or a table of CEDEN or the Water Quality Portal as CSV; at most {size} MB."),
        "monitoring_biota_template", "monitoring_biota_studies", n_("Studies of animals"),
    ),
    StudySector.PEOPLE: Words(
        n_("Bring samples of people in"),
        n_("Samples of participants who agreed; nothing is read of others. A file with names, dates of birth, "
           "addresses or telephone numbers is refused. Results are told of groups of ten persons and more, and are "
           "public once somebody else has reviewed and published them."),
        n_("The template filled in, or its table as CSV; at most {size} MB."),
        "monitoring_people_template", "monitoring_people", n_("Mercury in people"),
    ),
}  # fmt: skip


def studies_of(user: Person, sector: str) -> list[Study]:
    """The studies of a sector that a person may see, without their tables."""
    found = visible_studies(user).filter(sector=sector).exclude(state="superseded")
    return list(found.defer("tables"))


def study_of(request: HttpRequest, pk: int, sector: str) -> Study:
    """A study of a sector that the person may see.

    Raises:
        Http404: there is none of this number for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector=sector)
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _biota(place: Path, name: str) -> ReadStudy:
    data = read_biota(place, name)
    samples, remarks = kept(data.records, data.traps)
    years = {one.day.year for one in samples if one.day is not None}
    year = years.pop() if len(years) == 1 else None
    return ReadStudy({"biota": samples, "remarks": remarks if samples else ()}, "", data.sha256, year)


def _people(place: Path, name: str) -> ReadStudy:
    data = read_people(place, name)
    tables = {"people": data.records}
    years = {one.year for one in data.records}
    return ReadStudy(tables, country_of_tables(tables), data.sha256, years.pop() if len(years) == 1 else None)


def _form(request: HttpRequest, one: Study | None, problem: InputError | None, sector: StudySector) -> HttpResponse:
    context = {
        **form_shown(request, one, problem),
        "words": WORDS[sector],
        "countries": _countries(request) if sector == StudySector.BIOTA and one is None else None,
        "country": request.POST.get("country", ""),
    }
    return render(request, "monitoring/study_new.html", context, status=422 if problem else 200)


def _countries(request: HttpRequest) -> list[tuple[str, str]]:
    """Countries for which the person may bring a study; the first is of several, where they may."""
    mine = countries_with(person_of(request), "write_inventory")
    listed: list[tuple[str, str]] = [one for one in country_choices() if mine is None or one[0] in mine]
    return [("", ""), *listed] if mine is None or "" in mine else listed


def _biota_form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
    return _form(request, one, problem, StudySector.BIOTA)


def _people_form(request: HttpRequest, one: Study | None, problem: InputError | None) -> HttpResponse:
    return _form(request, one, problem, StudySector.PEOPLE)


BRINGING_BIOTA: Final = Bringing(
    StudySector.BIOTA, _biota, "monitoring_biota_study", _biota_form, n_("The samples were kept as a draft."),
    asks_country=True,
)  # fmt: skip
BRINGING_PEOPLE: Final = Bringing(
    StudySector.PEOPLE, _people, "monitoring_people_study", _people_form, n_("The samples were kept as a draft."),
    # It may tell of people who did not agree.
    keeps_file=False,
)  # fmt: skip
