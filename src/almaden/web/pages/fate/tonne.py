"""What happens to a tonne: where it comes down, how long it stays in the air, where it is after centuries."""

from __future__ import annotations

import importlib.util
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.receptors import receptors
from almaden.fate.tonne_legacy import Estimate
from almaden.fate.tonne_result import TonneResult
from almaden.fate.tonne_source import MIXTURE, SPECIES_NAMES
from almaden.reports.result_files import table_bytes
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.century_pictures import GROUPS, century_picture, grouped
from almaden.web.downloads import CSV, attachment
from almaden.web.fate_air import centuries, tonne_found
from almaden.web.fate_files import TYPES, grid_file
from almaden.web.fate_maps import coast, field_map, place_of
from almaden.web.language import RIGHT_TO_LEFT, language
from almaden.web.shown import rounded_to_range
from almaden.wording import Text, n_

_FORMATS: Final = ("", "csv", "json", "geojson", "nc")
#: The choice of a place by its coordinates.
_POINT: Final = "point"
_USUAL: Final = {"from": "southeast-asia", "species": MIXTURE}
#: Fields of the form by how the calculation calls them.
_FIELDS: Final = {"--from": "from", "--species": "species"}
#: Receptors that are listed at once; the others are folded away.
_FIRST: Final = 8
#: Years after the emission that a sentence tells of.
_LOOK: Final = 100.0
#: Smaller shares are left out of that sentence.
_TOLD: Final = 0.005


@open_to_all
def tonne(request: HttpRequest) -> HttpResponse:
    """The form with its answer, or the answer as a file.

    Raises:
        Http404: there is no such format.
    """
    form = request.GET.get("format", "")
    if form not in _FORMATS:
        raise Http404
    asked = Asked(request.GET, _USUAL)
    found = _found(asked)
    if found is not None and form:
        return _file(found, form)
    query = request.GET.copy()
    query.pop("format", None)
    context: dict[str, Any] = {
        "asked": asked, "origins": places(), "kinds": species_words(), "found": found, "query": query.urlencode(),
        "with_netcdf": importlib.util.find_spec("netCDF4") is not None,
    }  # fmt: skip
    if found is not None:
        context |= _shown(found, asked.word("species", species_words()))
    return render(request, "fate/tonne.html", context, status=422 if asked.problems else 200)


def places() -> dict[str, str]:
    """The 17 regions by key, and the choice of a point."""
    regions = sorted((one for one in receptors() if one.kind == "region"), key=lambda one: one.name)
    return {**{one.key: one.name for one in regions}, _POINT: n_("a place by its latitude and longitude")}


def species_words() -> dict[str, str]:
    """What may be emitted: the mixture of today, one species, or the mixture of a kind of source."""
    alone = {key: SPECIES_NAMES[key] for key in (MIXTURE, "hg0", "hg2", "hgp")}
    return alone | {key: one.name for key, one in emission_forms().items()}


def _found(asked: Asked) -> TonneResult | None:
    place, species = asked.word("from", places()), asked.word("species", species_words())
    if place == _POINT:
        latitude, longitude = asked.number("lat", -90.0, 90.0), asked.number("lon", -180.0, 360.0)
        for name, value in (("lat", latitude), ("lon", longitude)):
            if value is None:
                asked.tell(Fault(n_("a number is needed"), column=name))
        place = f"{latitude:.2f},{longitude:.2f}" if latitude is not None and longitude is not None else ""
    if asked.problems:
        return None
    try:
        return tonne_found(place, "" if species == MIXTURE else species)
    except InputError as error:
        asked.tell_all(error, _FIELDS)
        return None


def _shown(found: TonneResult, kind: str) -> dict[str, Any]:
    legacy = found.legacy[0]
    years = list(dict.fromkeys(one.years for one in legacy.whereabouts))
    table = [
        (one.model_name, {(part.reservoir, part.years): part.share for part in one.whereabouts},
         {part.reservoir: part.name for part in one.whereabouts})
        for one in found.legacy
    ]  # fmt: skip
    return {
        "headline": _headline(found, kind),
        "coast": coast(), "classes": field_map(found.field_ug_per_m2, found.grid),
        "marked": place_of(*(found.source.point or _strongest(found))),
        "first": found.deposition[:_FIRST], "others": found.deposition[_FIRST:],
        "most": max(one.share.high for one in found.deposition),
        "band_most": max(one.share.high for one in found.bands),
        "years": years, "table": table, "picture": century_picture(centuries()), "groups": GROUPS,
        "hundred": _at(found, _LOOK), "falls": legacy.falls,
        "times": next(one.times for one in legacy.falls if one.years == _LOOK), "half": legacy.half_buried_years,
    }  # fmt: skip


def _strongest(found: TonneResult) -> tuple[float, float]:
    """Middle of the cell in which most of the tonne is emitted."""
    emitted = found.source.emission(found.grid, found.species).sum(axis=0)
    row, column = divmod(int(emitted.argmax()), found.grid.columns)
    return float(found.grid.latitudes[row]), float(found.grid.longitudes[column])


def _headline(found: TonneResult, kind: str) -> Text:
    """The result in a sentence."""
    first, second, third = found.deposition[:3]
    months = rounded_to_range(found.lifetime_months.value, found.lifetime_months.low, found.lifetime_months.high)
    return Text(
        n_(
            "Of one tonne of mercury ({species}) from {place}, {share1} come down on {name1}, {share2} on {name2} and "
            "{share3} on {name3}; on all seas together {sea}. It stays {months} months in the air before it first "
            "comes down."
        ),
        species=Text(species_words()[kind]), place=Text(found.source.name),
        name1=Text(first.name), name2=Text(second.name), name3=Text(third.name),
        share1=_percent(first.share), share2=_percent(second.share), share3=_percent(third.share),
        sea=_percent(found.sea), months=_isolated(months.text),
    )  # fmt: skip


def _percent(one: Estimate) -> str:
    told = rounded_to_range(100 * one.value, 100 * one.low, 100 * one.high)
    return _isolated(f"{told.text}\N{NO-BREAK SPACE}%")


def _isolated(text: str) -> str:
    """A value with its range, read from left to right in every language."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if language() in RIGHT_TO_LEFT else text


def _at(found: TonneResult, years: float) -> list[tuple[str, float]]:
    """Groups of reservoirs that hold most some years after, by the model of record."""
    held = {key: share for key, share in grouped(found.legacy[0], years).items() if share >= _TOLD}
    return sorted(held.items(), key=lambda one: -one[1])


def _file(found: TonneResult, form: str) -> HttpResponse:
    if form == "json":
        return attachment(found.to_json().encode(), "tonne.json", "application/json")
    if form == "csv":
        return attachment(table_bytes(found.rows()), "tonne.csv", CSV)
    name, title = "deposition_per_tonne", "deposition of one tonne of mercury"
    content = grid_file(found.field_ug_per_m2, found.grid, form, name=name, unit="ug m-2", title=title)
    return attachment(content, f"tonne.{form}", TYPES[form])


urlpatterns = [path("fate/tonne/", tonne, name="fate_tonne")]
