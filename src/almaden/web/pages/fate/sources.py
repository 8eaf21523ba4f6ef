"""Where what a region emits comes down, where what comes down is from, and which action keeps off most."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.fate.atmosphere.attribution import Attribution
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.receptors import bands, receptors
from almaden.reports.result_files import table_bytes
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.downloads import CSV, attachment
from almaden.web.fate_actions import LINES, ranked
from almaden.web.fate_air import air, attribution, footprint_of
from almaden.web.fate_files import TYPES, grid_file
from almaden.web.fate_maps import coast, field_map
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORMATS: Final = ("", "csv", "json", "geojson", "nc")
_USUAL: Final = {"from": "east-asia", "to": "arctic", "year": "mean", "columns": "bands", "sort": ""}
#: Emissions that may be asked for, with the year as the calculation takes it.
YEARS: Final = {"mean": n_("mean of 2010 to 2015"), "2010": "2010", "2015": "2015", "2000": "2000"}
#: Receptors of the matrix that are shown at once, by their kinds.
_COLUMNS: Final = {
    "bands": n_("bands of latitude"), "ocean": n_("seas"), "region": n_("regions and other land"),
}  # fmt: skip
_KINDS: Final = {"bands": ("band",), "ocean": ("ocean",), "region": ("region", "land")}
#: Shares of what a source emits from which on cells of the matrix are shaded, each darker than the one before.
_SHADES: Final = (0.01, 0.05, 0.15, 0.3)
#: Rows that are listed at once; the others are folded away.
_FIRST: Final = 8
_UG_PER_MG: Final = 1e12
#: What kinds of sources are called.
_SOURCE_KINDS: Final = {
    "region": n_("people today"), "other": n_("people today"), "natural": n_("natural"),
    "legacy": n_("people before"), "re-emitted": n_("natural, and people before"),
}  # fmt: skip
_PERCENT: Final = 100.0


@dataclass(frozen=True)
class Cell:
    """One source and receptor of the matrix: share of what the source emits in percent, and its shade."""

    percent: float
    look: str


@open_to_all
def sources(request: HttpRequest) -> HttpResponse:
    """The form with both directions, the matrix and the ranking, or a file.

    Raises:
        Http404: there is no such format.
    """
    form = request.GET.get("format", "")
    if form not in _FORMATS:
        raise Http404
    asked = Asked(request.GET, _USUAL)
    year = year_of(asked.word("year", YEARS))
    found = attribution(year)
    source = asked.word("from", source_names(found))
    target = asked.word("to", receptor_names())
    if form and not asked.problems:
        return _file(found, target, year, form)
    actions = ranked(asked, target, year)
    query = request.GET.copy()
    query.pop("format", None)
    context: dict[str, Any] = {
        "asked": asked, "years": YEARS, "source_names": source_names(found), "receptor_names": receptor_names(),
        "columns": _COLUMNS, "lines": LINES, "regions": _regions(), "kinds": _kinds(), "actions": actions,
        "query": query.urlencode(), "kind_words": _SOURCE_KINDS,
    }  # fmt: skip
    context |= _directions(found, source, target, year) | _matrix(found, asked) | {"coast": coast()}
    context["address"] = _addresses(request)
    return render(request, "fate/sources.html", context, status=422 if asked.problems else 200)


def year_of(word: str) -> int | None:
    """The year of one of :data:`YEARS`; None for the mean."""
    return None if word == "mean" else int(word)


def source_names(found: Attribution) -> dict[str, str]:
    """Names of sources by key."""
    return {one.key: one.name for one in found.sources}


def receptor_names() -> dict[str, str]:
    """Names of receptors by key, bands of latitude with the Arctic first."""
    return {one.key: one.name for one in (*bands(), *receptors())}


def _regions() -> dict[str, str]:
    return {one.key: one.name for one in receptors() if one.kind == "region"}


def _kinds() -> dict[str, str]:
    return {"other": n_("Any other source")} | {key: one.name for key, one in emission_forms().items()}


def _directions(found: Attribution, source: str, target: str, year: int | None) -> dict[str, Any]:
    """What falls where, and what is from where, with their maps."""
    down = [one for one in found.of_source(source) if one.receptor in {part.key for part in receptors()}]
    over = [one for one in found.of_source(source) if one.receptor in {part.key for part in bands()}]
    origin = found.onto(target)
    step = footprint_of(target, year)
    return {
        "source": source, "target": target, "found": found,
        "down": down[:_FIRST], "down_more": down[_FIRST:], "over": over, "down_most": down[0].share_of_source,
        "origin": origin[:_FIRST], "origin_more": origin[_FIRST:], "origin_most": origin[0].share_of_receptor,
        "onto_total": sum(one.deposition_mg_per_year for one in origin),
        "onto_area": sum(one.deposition_ug_per_m2_per_year for one in origin),
        "falls": field_map(_falls(found, source), air().grid),
        "reach0": field_map(_PERCENT * step.shares[0], step.grid),
        "reach2": field_map(_PERCENT * step.shares[1], step.grid),
    }  # fmt: skip


def _falls(found: Attribution, source: str) -> NDArray[np.float64]:
    """(rows, columns) what of a source comes down in a year, ug/m2."""
    model = air()
    emitted = next(one.mg_per_year for one in found.sources if one.key == source)
    field: NDArray[np.float64] = model.steady(emitted).deposition_mg_per_year.sum(axis=0)
    return field * _UG_PER_MG / model.grid.area_m2


def _matrix(found: Attribution, asked: Asked) -> dict[str, Any]:
    """Sources by receptors of one kind, sorted by a receptor, or by what sources emit."""
    kinds = _KINDS[asked.word("columns", _COLUMNS)]
    chosen = [(place, one) for place, one in enumerate(found.receivers) if one.kind in kinds]
    emitted = [float(one.mg_per_year.sum()) for one in found.sources]
    keys = [one.key for _, one in chosen]
    by = asked.text("sort") if asked.text("sort") in keys else ""
    rows = []
    for across, one in enumerate(found.sources):
        shares = [float(found.deposition_mg_per_year[place, across]) / emitted[across] for place, _ in chosen]
        cells = [Cell(_PERCENT * share, f"h{sum(share >= edge for edge in _SHADES)}") for share in shares]
        rows.append((one, emitted[across], cells, shares[keys.index(by)] if by else emitted[across]))
    rows.sort(key=lambda row: -row[3])
    return {"matrix": rows, "heads": [one for _, one in chosen], "sort": by}


def _addresses(request: HttpRequest) -> Any:
    """Makes the address of the same page with another order or other columns."""

    def made(**changed: str) -> str:
        query = request.GET.copy()
        query.pop("format", None)
        for name, value in changed.items():
            query[name] = value
        return f"?{query.urlencode()}#matrix"

    return made


def _file(found: Attribution, target: str, year: int | None, form: str) -> HttpResponse:
    if form == "json":
        return attachment(found.to_json().encode(), "sources.json", "application/json")
    if form == "csv":
        return attachment(table_bytes([asdict(one) for one in found.flows()]), "sources.csv", CSV)
    step = footprint_of(target, year)
    title = f"share of Hg0 emitted in each cell that comes down on {step.receptor_name}"
    content = grid_file(step.shares[0], step.grid, form, name="footprint_hg0", unit="1", title=title)
    return attachment(content, f"footprint-{target}.{form}", TYPES[form])


urlpatterns = [path("fate/sources/", sources, name="fate_sources")]
