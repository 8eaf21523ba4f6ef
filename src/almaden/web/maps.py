"""What maps are called with: words, addresses, marks, figures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from babel.core import get_global
from django.contrib.staticfiles import finders
from django.urls import reverse

from almaden.reference.countries import all_countries
from almaden.store.home import home
from almaden.store.world import AirFigure
from almaden.web.language import language, plural, translate
from almaden.web.shown import country, rounded_to_range
from almaden.wording import n_

_WORDS: Final = {
    "label": n_("Map. Move it with the arrow keys, zoom with plus and minus; what is in the middle is told."),
    "closer": n_("Zoom in"),
    "farther": n_("Zoom out"),
    "whole": n_("Show all"),
    "amounts": n_("Emission to air, kg a year"),
    "standing": n_("Whose figure it is"),
    "points": n_("Places"),
    "submitted": n_("submitted by the Party"),
    "published_elsewhere": n_("published elsewhere"),
    "estimate": n_("estimate of others"),
}

#: The words of a map of mercury used in small-scale gold mining; the standings tell how well a value is known.
_FIGURE_WORDS: Final = {
    "amounts": n_("Mercury used in small-scale gold mining, kg a year"),
    "standing": n_("Whose value it is"),
    "submitted": n_("of a study that was brought in"),
    "published_elsewhere": n_("compared with its source"),
    "estimate": n_("not verified"),
}
#: Kilograms at which the colour of that map changes.
_FIGURE_LIMITS: Final = (10_000, 30_000, 100_000, 300_000)

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

#: Forms and colours of facilities by their state. The first mark is that of whatever no other mark is for.
FACILITY_MARKS: Final = (
    (n_("state not known"), "square", "c4", ("",)),
    (n_("operating"), "circle", "c1", ("operating",)),
    (n_("planned or being built"), "triangle", "c5", ("announced", "planned", "permitted", "construction")),
    (n_("stopped or closed"), "cross", "c6", ("mothballed", "shelved", "cancelled", "retired")),
)
#: Forms and colours of sites by their kind.
SITE_MARKS: Final = (
    (n_("other"), "square", "c6", ("other",)),
    (n_("monitoring station"), "circle", "c1", ("monitoring",)),
    (n_("contaminated site"), "triangle", "c2", ("contaminated",)),
    (n_("informal mine"), "diamond", "c5", ("informal_mine",)),
)

#: Forms and colours of activities by their state.
ACTIVITY_MARKS: Final = (
    (n_("other"), "square", "c6", ("",)),
    (n_("going on"), "circle", "c1", ("ongoing", "in force")),
    (n_("completed"), "triangle", "c2", ("completed",)),
    (n_("planned"), "diamond", "c5", ("planned", "pipeline")),
)


def facility_map(*, few: bool = False, **more: Any) -> dict[str, Any]:
    """A map with the facilities that the person may see, or ``few`` of those that are close together.

    ``more`` is as for :func:`plain_map`; of a country that it is about only that country's facilities are drawn.
    """
    addresses = {"points": _points("facility_points", few, more), "card": reverse("facility_card", args=[0])}
    return {**plain_map(**more), **addresses, "marks": _marks(FACILITY_MARKS), "by": "state"}


def site_map(**more: Any) -> dict[str, Any]:
    """A map with the sites that the person may see."""
    addresses = {"points": _points("site_points", False, more), "card": reverse("site_card", args=[0])}
    return {**plain_map(**more), **addresses, "marks": _marks(SITE_MARKS), "by": "category"}


def _points(view: str, few: bool, more: dict[str, Any]) -> str:
    asked = {name: value for name, value in (("country", more.get("focus_country")), ("few", few and 1)) if value}
    return reverse(view) + (f"?{urlencode(asked)}" if asked else "")


def plain_map(
    figures: tuple[AirFigure, ...] = (),
    state: str = "",
    category: str = "",
    focus_country: str = "",
    focus_place: tuple[float, float] | None = None,
    made_up: bool = False,
) -> dict[str, Any]:
    """What ``map.js`` reads.

    Args:
        figures: by which countries are filled.
        state: only points in this state.
        category: only points of this category or kind, and of those below it.
        focus_country: country that the map shows at first.
        focus_place: latitude and longitude in degrees that it shows at first.
        made_up: its places are made up: no coast is drawn, so that nobody takes them for places of the world.
    """
    told = {one.country: _told(one) for one in figures}
    return {
        "lang": language(),
        "boundaries": "" if made_up else reverse("boundaries"),
        "points": "",
        "card": "",
        "marks": [],
        "by": "state",
        "filter": {"state": state, "category": category},
        "focus": {
            "country": [number for number, iso3 in numbers().items() if iso3 == focus_country],
            "place": focus_place,
            "circles": made_up,
        },
        "figures": {number: told[iso3] for number, iso3 in numbers().items() if iso3 in told},
        "names": {number: country(iso3) for number, iso3 in numbers().items()},
        "words": {name: translate(text) for name, text in _WORDS.items()},
    }


def activity_map(counts: Mapping[str, int], asked: Mapping[str, str], *, points: bool) -> dict[str, Any]:
    """A map of activities: countries filled by how many they are, and points where activities say where they are.

    Args:
        counts: by code of the country.
        asked: the filters of the list; the links of the map keep them.
        points: whether any activity has a point.
    """
    made = count_map(counts, "partnership_activities", asked)
    if not points:
        return made
    filled = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("partnership_points") + (f"?{filled}" if filled else "")
    card = reverse("partnership_card", args=[0])
    return {**made, "points": address, "card": card, "marks": _marks(ACTIVITY_MARKS), "by": "state"}


def count_map(counts: Mapping[str, int], view: str, asked: Mapping[str, str] = _NOTHING) -> dict[str, Any]:
    """A map whose countries are filled by numbers, each with a link to the list that it counts.

    Args:
        counts: by code of the country.
        view: name of the page of the list, which takes a country.
        asked: what the list is asked for beside it.
    """
    kept = {name: value for name, value in asked.items() if value}
    figures = {
        number: {
            "value": counts[iso3],
            "standing": "submitted",
            "told": plural("{count} activity", "{count} activities", counts[iso3]),
            "href": f"{reverse(view)}?{urlencode({**kept, 'country': iso3})}",
        }
        for number, iso3 in numbers().items()
        if iso3 in counts
    }
    made = plain_map()
    # All figures are of one standing, so nothing is said of it.
    words = {**made["words"], "amounts": translate(n_("Activities")), "standing": "", "submitted": ""}
    return {**made, "figures": figures, "limits": _limits(max(counts.values(), default=0)), "words": words}


def coal_map(circles: str, focus_country: str = "") -> dict[str, Any]:
    """A map with circles of coal-fired plants.

    Args:
        circles: address of the circles, each with the number of its mark among :data:`FACILITY_MARKS`.
        focus_country: country that the map shows at first.
    """
    made = plain_map(focus_country=focus_country)
    # Colours tell the status; the legend shows them as the circles are.
    marks = [{**mark, "shape": "circle"} for mark in _marks(FACILITY_MARKS)]
    return {**made, "circles": circles, "marks": marks}


def circle_map(
    circles: str,
    marks: Sequence[tuple[str, str]],
    *,
    full: float = 0.0,
    focus_country: str = "",
    made_up: bool = False,
) -> dict[str, Any]:
    """A map with circles of any places.

    Args:
        circles: address of the circles, each with the number of its mark.
        marks: words and colour of each mark.
        full: the least value that a circle of full size stands for.
        focus_country: country that the map shows at first.
        made_up: as for :func:`plain_map`.
    """
    shown = _marks(tuple((label, "circle", colour, ()) for label, colour in marks))
    plain = plain_map(focus_country=focus_country, made_up=made_up)
    return {**plain, "circles": circles, "marks": shown, "full": full}


def figure_map(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A map whose countries are filled by mercury used in small-scale gold mining.

    Args:
        figures: by code of the country ``value``, ``standing``, ``told`` and ``href``.
    """
    made = plain_map()
    told = {number: dict(figures[iso3]) for number, iso3 in numbers().items() if iso3 in figures}
    words = {**made["words"], **{name: translate(text) for name, text in _FIGURE_WORDS.items()}}
    return {**made, "figures": told, "limits": _FIGURE_LIMITS, "words": words}


def mark_of(status: str) -> int:
    """The number of the mark of a status among :data:`FACILITY_MARKS`."""
    return next((place for place, mark in enumerate(FACILITY_MARKS) if status in mark[3]), 0)


def _limits(largest: int) -> list[int]:
    """Four whole numbers at which the colour changes, so that the largest stands in the last class."""
    step = max(1.6, largest ** (1 / 5))
    return [math.ceil(2 * step**power) for power in range(4)]


@cache
def numbers() -> dict[str, str]:
    """By number of ISO 3166-1, as boundary files have it, the country's code; some have an earlier number too."""
    codes = {one.iso2: one.iso3 for one in all_countries()}
    return {
        number: codes[names[0]]
        for number, names in get_global("territory_aliases").items()
        # A number with several successors is that of a country that is no more.
        if number.isdigit() and len(names) == 1 and names[0] in codes
    }


def boundary_file() -> Path:
    """The boundaries of countries: the file of this installation if it has one, else the one that came with it."""
    own = home() / "boundaries.json"
    if own.is_file():
        return own
    return Path(str(finders.find("vendor/countries-110m.json")))


def _marks(marks: tuple[tuple[str, str, str, tuple[str, ...]], ...]) -> list[dict[str, Any]]:
    return [
        {"label": translate(label), "shape": shape, "colour": colour, "words": words}
        for label, shape, colour, words in marks
    ]


def _told(figure: AirFigure) -> dict[str, Any]:
    shown = rounded_to_range(figure.air_kg, figure.low_kg, figure.high_kg)
    text = translate(n_("{value} kg to air in {year}"), value=shown.value, year=str(figure.inventory.year))
    return {
        "value": figure.air_kg,
        "standing": figure.inventory.standing,
        "told": f"{text} ({shown.span})" if shown.span else text,
        "href": reverse("country", args=[figure.country]),
    }
