"""What the dashboard of the Partnership tells: areas side by side, money, partners and who works with whom.

Everything that grows with the number of activities is counted by the database, so that it stays quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from almaden.partnership.codes import area_names
from almaden.partnership.contradictions import Contradiction, contradictions
from almaden.partnership.freshness import MONTHS, current_leads, months_before
from almaden.partnership.records.areas import TargetRecord
from almaden.partnership.registry import Registry
from almaden.partnership.summary_partners import StatedCount, partner_summary
from almaden.partnership.targets import progress
from almaden.store.registry.counts import Counts, Money, counts
from almaden.store.registry.lists import part, titles
from almaden.store.registry.network import Pair, pairs

#: Sums of money that are listed; the list of funding has all.
MOST_SUMS: Final = 60
_LEVELS: Final = ("programme", "share")


@dataclass(frozen=True)
class AreaLine:
    """An area beside the others.

    Attributes:
        code: its code.
        activities: how many activities it has, each told once.
        by_status: the same by state.
        countries: how many countries they name.
        leads: keys of the partners that lead it.
        targets: how many targets it has.
        judged: of how many of them can be said how far they are.
        changed_on: when a published record of the area was last changed, None where there is none.
        latest_year: the latest year in which an activity began, None where none is known.
        silent: whether nothing was recorded lately, or nothing that began lately.
        ask: whom to ask: the leads, or those who lead the Partnership.
        unanswered: partners that were asked what is new and have not answered.
    """

    code: str
    activities: int
    by_status: Mapping[str, int]
    countries: int
    leads: tuple[str, ...]
    targets: int
    judged: int
    changed_on: datetime | None
    latest_year: int | None
    silent: bool
    ask: tuple[str, ...]
    unanswered: int


@dataclass(frozen=True)
class Dashboard:
    """What the dashboard tells.

    Attributes:
        counts: the counts of what is published.
        areas: every area, and what overarches them.
        funding: the largest sums of money, as they are stated.
        more_funding: how many sums are left out.
        contradictions: what documents say that does not fit together.
        partners: stated counts of partners by date.
        pairs: partners that work together, those with most activities first.
        names: names of the partners that the rest names by their keys.
    """

    counts: Counts
    areas: Sequence[AreaLine]
    funding: Sequence[Money]
    more_funding: int
    contradictions: Sequence[Contradiction]
    partners: Mapping[str, StatedCount]
    pairs: Sequence[Pair]
    names: Mapping[str, str]


def dashboard(on: date) -> Dashboard:
    """What is published, as the dashboard tells it.

    Args:
        on: the day that is asked about, for leads, targets and what counts as lately.
    """
    told = counts()
    some = part(None, {kind: Q() for kind in ("lead", "target", "indicator", "indicator_value")})
    areas = _areas(told, some, on)
    largest = sorted(told.funding, key=lambda one: (one.currency != "USD", -one.amount, one.area, one.payer))
    pairs_ = pairs()
    partners = {key for pair in pairs_ for key in (pair.one, pair.other)}
    partners |= {key for line in areas for key in (*line.leads, *line.ask)} | {one.payer for one in largest[:MOST_SUMS]}
    names = {key: name for (_, key), name in titles(None, (("partner", key) for key in partners)).items()}
    stated = part(
        None,
        {
            "funding": Q(type__in=_LEVELS),
            "fact": Q(),
            "partner_count": Q(),
            "partner": Q(starts_on__isnull=False),
        },
    )
    return Dashboard(
        told,
        areas,
        largest[:MOST_SUMS],
        max(0, len(largest) - MOST_SUMS),
        contradictions(stated),
        partner_summary(stated, ()).by_date,
        pairs_,
        names,
    )


def _areas(told: Counts, some: Registry, on: date) -> list[AreaLine]:
    far = progress(some, on)
    since = months_before(on, MONTHS)
    chairs = current_leads(some, "", on)
    lines = []
    for code in area_names():
        leads = current_leads(some, code, on)
        changed, year = told.latest.get(code), told.latest_year.get(code)
        own = [one for one in some.all(TargetRecord) if one.area == code]
        judged = sum(one.area == code and one.verdict != "cannot be judged" for one in far)
        recent = changed is not None and changed.date() >= since and year is not None and year >= since.year
        lines.append(
            AreaLine(
                code,
                told.by_area.get(code, 0),
                {status: count for (area, status), count in told.by_area_and_status.items() if area == code},
                told.countries_by_area.get(code, 0),
                leads,
                len(own),
                judged,
                changed,
                year,
                not recent,
                leads or chairs,
                told.unanswered.get(code, 0),
            )
        )
    return lines
