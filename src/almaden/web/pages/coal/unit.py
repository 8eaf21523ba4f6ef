"""The workbench of one coal-fired unit: change an input, see where its mercury goes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import Fault, InputError
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, PlantTestRecord
from almaden.sectors.coal.result import UnitResult
from almaden.sectors.coal.terms import FATES, SPECIES
from almaden.store.coal import stored_unit
from almaden.store.record_input import record_from
from almaden.web.access import open_to_all
from almaden.web.coal_form import CaseForm, query_of
from almaden.web.coal_pictures import dots, percent, split, way
from almaden.web.coal_words import POLLUTANT_WORDS, QUANTITY_WORDS, field_word, word
from almaden.web.coal_working import Case, computed, measures
from almaden.web.downloads import attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import translate
from almaden.wording import n_

#: Draws for an answer while somebody types, and for one that was asked for.
QUICK: Final = 300
FULL: Final = 10_000
#: A case is a few lines of text.
_MOST_BYTES: Final = 200_000
#: A unit that does not exist, for a first look.
EXAMPLE: Final = Case(
    CoalUnitRecord(
        id="made-up", plant="Made-up power station", name="Unit 1", country="IDN", capacity_mw=660, start_year=2011,
        boiler="pulverised", controls="SCR + CS-ESP + wFGD", capacity_factor=0.65,
    ),
    (CoalRecord(unit="made-up", rank="subbituminous", mercury_mg_per_kg=0.05, chlorine_mg_per_kg=100,
                sulphur_percent=0.4, ash_percent=6, moisture_percent=25, hhv_mj_per_kg=24),),
)  # fmt: skip


@open_to_all
def unit(request: HttpRequest) -> HttpResponse:
    """The form with its answer; while somebody types, the answer has fewer draws."""
    given, stored = _given(request)
    form = CaseForm(given)
    quick = "HX-Request" in request.headers
    result, faults = None, []
    try:
        result = computed(form.case(), QUICK if quick else FULL, form.entry())
    except InputError as error:
        faults = [fault.say(translate) for fault in error.faults]
    context = {
        "form": form,
        "faults": faults,
        "result": result,
        "quick": quick,
        "query": given.urlencode(),
        "is_example": not request.GET,
        "stored": stored,
        "stored_name": f"{given.get('plant', '')} {given.get('name', '')}".strip(),
        **(_shown(result) if result else {}),
    }
    # A field that is wrong is told on the page; while somebody types, half a number is no failure.
    if quick:
        return render(request, "coal/answer.html", context)
    return render(request, "coal/unit.html", context, status=422 if faults else 200)


def _given(request: HttpRequest) -> tuple[QueryDict, int | None]:
    """The fields of the form: of the address, of a stored unit that it names, or of the example."""
    named = request.GET.get("from", "")
    if not named:
        return (request.GET if request.GET else query_of(EXAMPLE)), None
    record = stored_unit(request.user, int(named)) if named.isdecimal() else None
    if record is None:
        raise Http404
    return query_of(Case(record)), int(named)


def _shown(result: UnitResult) -> dict[str, Any]:
    """What the template draws of a result."""
    ways = [(share, way(steps)) for share, steps in result.steps]
    names = {piece.name for _, bars in ways for bar in bars for piece in bar.pieces}
    return {
        "ways": ways,
        "way_names": [name for name in (*SPECIES, *FATES) if name in names],
        "fate_pieces": split(result.fates),
        "method_dots": dots(result.methods),
        "quantity_words": QUANTITY_WORDS,
        "word": word,
        "percent": percent,
        "infinity": math.inf,
        "field_word": field_word,
        "tests": list(zip(result.tests.tests.data, result.tests.standardised, strict=True)) if result.tests else [],
        "changes": [one for one in measures(result) if one.effect is not None],
        "pollutants": POLLUTANT_WORDS,
    }


@open_to_all
def case_file(request: HttpRequest) -> HttpResponse:
    """The case of an address as a file, which can be read again here and sent to the API."""
    case = CaseForm(request.GET).case()
    parts = {
        "unit": _told(case.unit),
        "coals": [_told(one) for one in case.coals],
        "tests": [_told(one) for one in case.tests],
    }
    content = json.dumps(parts, ensure_ascii=False, indent=1).encode()
    return attachment(content, "coal-unit.json", "application/json")


def _told(record: Any) -> dict[str, Any]:
    values: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return values


@takes_file
@require_POST
def _open(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > _MOST_BYTES:
        raise InputError(Fault(n_("choose a file of a case"), accepted=n_("a file that the workbench saved")))
    case = _case_of(file.read(), str(file.name))
    return redirect(f"{reverse('coal_unit')}?{query_of(case).urlencode()}")


case_open = open_to_all(_open)


def _case_of(content: bytes, name: str) -> Case:
    """A case that was saved here.

    Raises:
        InputError: it is none.
    """
    try:
        parts = json.loads(content)
        unit, coals, tests = parts["unit"], parts.get("coals", []), parts.get("tests", [])
        if not isinstance(unit, Mapping) or not all(isinstance(one, Mapping) for one in (*coals, *tests)):
            raise ValueError(name)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        problem = n_("this file holds no case of the workbench")
        raise InputError(Fault(problem, file=name, accepted=n_("a file that the workbench saved"))) from None
    return Case(
        record_from(CoalUnitRecord, unit, name),
        tuple(record_from(CoalRecord, one, name) for one in coals),
        tuple(record_from(PlantTestRecord, one, name) for one in tests),
    )


urlpatterns = [
    path("coal/unit/", unit, name="coal_unit"),
    path("coal/unit/case.json", case_file, name="coal_case_file"),
    path("coal/unit/open/", case_open, name="coal_case_open"),
]
