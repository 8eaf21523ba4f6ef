"""What a page shows of a campaign: its results as plain data, the public ones for the public."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reports.campaign_tables import GROUPINGS, group_name
from almaden.reports.words import Words
from almaden.sectors.products.testing.result import CampaignResult, Grouping, GroupResult
from almaden.store.acting import now
from almaden.store.models import ProductCampaign
from almaden.store.product_tests.campaigns import may_read_rows, visible_campaigns
from almaden.store.product_tests.results import result_of
from almaden.web.language import language, translate
from almaden.wording import n_

#: What samples are grouped by on the page.
_SHOWN: Final[tuple[Grouping, ...]] = ("campaign", "country", "platform", "kind")
#: The largest limit that means anything: all of a sample.
_MOST_PPM: Final = 1e6


@dataclass(frozen=True)
class Asked:
    """What the address of a page asks for: the day, and a limit of one's own in ppm."""

    on: date
    ppm: float | None


@dataclass(frozen=True)
class Span:
    """Contents of a group on a scale of powers of ten, in percent of the picture."""

    name: str
    start: float
    length: float
    marks: tuple[float, ...]
    median: float | None


@dataclass(frozen=True)
class LevelPicture:
    """Contents by group: their spans, the powers of ten with their places, and where the limit lies."""

    spans: tuple[Span, ...]
    scale: tuple[tuple[str, float], ...]
    limit: float | None


def campaign_of(request: HttpRequest, pk: int) -> ProductCampaign:
    """A campaign that the person may see.

    Raises:
        Http404: there is none.
    """
    found = visible_campaigns(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for.

    Raises:
        InputError: with what is wrong with the day or the limit.
    """
    faults, on, ppm = [], now().date(), None
    if request.GET.get("on"):
        try:
            on = date.fromisoformat(request.GET["on"])
        except ValueError:
            faults.append(Fault(n_("this is no day"), column="on", accepted="2025-12-31"))
    if request.GET.get("ppm", "").strip():
        try:
            ppm = parse_number(request.GET["ppm"])
        except NumberError:
            faults.append(Fault(n_("this is no number"), column="ppm", accepted=n_("a limit in ppm (mg/kg)")))
        if ppm is not None and not 0 <= ppm < _MOST_PPM:
            faults.append(
                Fault(
                    n_("this can be no limit"), column="ppm", accepted=n_("0 to 1,000,000 ppm (mg/kg)"),
                    advice=n_("1 % is 10,000 ppm"),
                )
            )  # fmt: skip
    if faults:
        raise InputError(faults)
    return Asked(on, ppm)


def result_shown(request: HttpRequest, campaign: ProductCampaign, asked: Asked) -> dict[str, Any]:
    """The results for a template; without addresses of listings and remarks for those who may not read the rows."""
    result = result_of(campaign, asked.on, asked.ppm)
    whole = may_read_rows(request.user, campaign)
    words = Words.of(language())
    groups = [
        (translate(GROUPINGS[by]), [(group_name(one, result, words), one.row()) for one in each])
        for by in _SHOWN
        if len(each := result.groups_by(by)) > 1
    ]
    found = result.as_dict() if whole else result.as_public_dict()
    late = [one for one in found["due"] if one["days_late"] >= 0] if whole else []
    return {
        "found": found,
        "notes": result.notes,
        "unverified": result.unverified,
        "groups": groups,
        "levels": levels_picture(result, words),
        "shares": shares_chart(result, words),
        "due_now": late,
        "due_later": found["due"][len(late) :] if whole else [],
        "open_requests": result.platforms[-1].outcomes.get("", 0) if result.platforms else 0,
        "asked": asked,
    }


def shares_chart(result: CampaignResult, words: Words) -> dict[str, Any]:
    """Shares above the limit by round and country, as bars with ranges."""
    parted = (*_several(result.groups_by("campaign")), *_several(result.groups_by("country")))
    groups = [result.whole, *parted]
    rows = [
        {
            "name": group_name(one, result, words), "value": 100 * one.above.wilson.value,
            "low": 100 * one.above.wilson.low, "high": 100 * one.above.wilson.high,
        }
        for one in groups
        if one.above.wilson is not None
    ]  # fmt: skip
    return {"kind": "bars", "label": translate(n_("Share of samples above the limit")), "unit": "%", "rows": rows}


def levels_picture(result: CampaignResult, words: Words) -> LevelPicture | None:
    """Contents of all samples and by round, country and kind, on a scale of powers of ten; None without any."""
    groups = [result.whole, *(one for by in _SHOWN for one in _several(result.groups_by(by)))]
    told = [one for one in groups if one.levels.lowest]
    if not told or not result.whole.levels.lowest or not result.whole.levels.highest:
        return None
    ends = [result.whole.levels.lowest, result.whole.levels.highest, *([result.limit.ppm] if result.limit.ppm else [])]
    first, last = math.floor(math.log10(min(ends))), math.ceil(math.log10(max(ends)))
    last = max(last, first + 1)

    def place(ppm: float) -> float:
        return round(100 * (math.log10(ppm) - first) / (last - first), 2)

    spans = tuple(_span(one, group_name(one, result, words), place) for one in told)
    scale = tuple((format(10.0**power, ",.10g"), place(10.0**power)) for power in range(first, last + 1))
    return LevelPicture(spans, scale, place(result.limit.ppm) if result.limit.ppm else None)


def _span(one: GroupResult, name: str, place: Any) -> Span:
    levels = one.levels
    start, end = place(levels.lowest), place(levels.highest)
    marks = tuple(place(value) for share, value in levels.quantiles.items() if value and share != 0.5)
    return Span(name, start, round(max(end - start, 0.5), 2), marks, place(levels.median) if levels.median else None)


def _several(groups: tuple[GroupResult, ...]) -> tuple[GroupResult, ...]:
    """Groups that part the samples."""
    return groups if len(groups) > 1 else ()
