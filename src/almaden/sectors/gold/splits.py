"""Which share of the gold is won in which way: told for regions or the country, or seen at sites; never assumed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate_defaults import limit
from almaden.sectors.gold.records import PracticeRecord
from almaden.sectors.gold.site_means import CLOSE, Mean, SeenSite, weighted_mean
from almaden.sectors.gold.terms import PRACTICES, Practice
from almaden.sectors.gold.told import PRACTICE_NAMES, input_origin
from almaden.sectors.numbers import Drawn
from almaden.wording import Text, n_

#: Sites that agree in all figures leave no error; shares then vary as if so many had been seen.
_MANY: Final = 1e6


@dataclass(frozen=True)
class Split:
    """Shares of the gold of a region by practice.

    Attributes:
        region: region that they were told for; empty for the country. Part of their stream.
        shares: for each practice; they add to 1.
        concentration: of the Dirichlet distribution that they are drawn from; None where they are taken as exact.
        origins: where they were read, by practice.
        exact_told: whether the user told them without saying at how many sites they were seen.
    """

    region: str
    shares: Mapping[Practice, float]
    concentration: float | None
    origins: tuple[Origin, ...]
    exact_told: bool = False

    def draw(self, draws: FleetDraws) -> Mapping[Practice, Drawn]:
        """Draws of the shares, which add to 1 in each."""
        from almaden.quantity.dirichlet import dirichlet_draws

        values = [self.shares[practice] for practice in PRACTICES]
        drawn: Sequence[Drawn] = values
        if self.concentration is not None:
            drawn = dirichlet_draws(draws.sampler, f"gold/split/{self.region}", values, self.concentration)
        return dict(zip(PRACTICES, drawn, strict=True))


def splits_of(data: GoldData, seen: Sequence[SeenSite]) -> dict[str, Split]:
    """The splits that the input tells: by region, and ``""`` for all others.

    What records tell stands above what sites show. A region whose sites are too few has none of its own.

    Raises:
        InputError: shares of a region do not add to 1, or a practice stands twice.
    """
    return {**_of_sites(seen), **_of_records(data)}


def _of_records(data: GoldData) -> dict[str, Split]:
    by_region: dict[str, list[PracticeRecord]] = defaultdict(list)
    for record in data.practices:
        by_region[record.region].append(record)
    faults = [fault for region, rows in sorted(by_region.items()) for fault in _faults(region, rows)]
    if faults:
        raise InputError(faults)
    return {region: _of_rows(region, rows) for region, rows in by_region.items()}


def _faults(region: str, rows: Sequence[PracticeRecord]) -> list[Fault]:
    practices = [row.practice for row in rows]
    if len(set(practices)) < len(practices):
        return [
            Fault(
                n_("a practice stands twice for one region"),
                sheet="practices",
                column="practice",
                value=region,
                advice=n_("keep one row for each region and practice"),
            )
        ]
    total = math.fsum(row.share for row in rows)
    if abs(total - 1.0) <= CLOSE:
        return []
    return [
        Fault(
            n_("the shares of a region do not add to 1"),
            sheet="practices",
            column="share",
            value=f"{total:.4g}",
            accepted="1",
            advice=Text(
                "the rows of region '{region}' must cover all of its gold, also gold won without mercury",
                region=region,
            )
            if region
            else n_("the rows of the whole country must cover all of its gold, also gold won without mercury"),
        )
    ]


def _of_rows(region: str, rows: Sequence[PracticeRecord]) -> Split:
    told = {row.practice: row for row in rows}
    total = math.fsum(sorted(row.share for row in rows))
    shares = {practice: told[practice].share / total if practice in told else 0.0 for practice in PRACTICES}
    counts = [row.observations for row in rows if row.observations is not None]
    mixed = sum(share > 0.0 for share in shares.values()) > 1
    origins = [
        input_origin(_quantity(row.practice, region), shares[row.practice], "1", source=row.source, status=row.status,
                     note=row.note)
        for _, row in sorted(told.items())
    ]  # fmt: skip
    # The same sites show all shares of a region; of different counts the smallest is the safe one.
    concentration = float(min(counts)) if counts else None
    return Split(region, shares, concentration if mixed else None, tuple(origins), exact_told=mixed and not counts)


def _of_sites(seen: Sequence[SeenSite]) -> dict[str, Split]:
    known = [site for site in seen if site.size is not None and site.shares is not None]
    if not known:
        return {}
    by_region: dict[str, list[SeenSite]] = defaultdict(list)
    for site in known:
        by_region[site.region].append(site)
    least = limit("sites_of_a_region")
    own = {region: sites for region, sites in sorted(by_region.items()) if region and len(sites) >= least}
    return {"": _seen("", known)} | {region: _seen(region, sites) for region, sites in own.items()}


def _seen(region: str, known: Sequence[SeenSite]) -> Split:
    weights = [site.size or 0.0 for site in known]
    means = {
        practice: weighted_mean([(site.shares or {}).get(practice, 0.0) for site in known], weights)
        for practice in PRACTICES
    }
    total = math.fsum(mean.value for mean in means.values())
    shares = {practice: mean.value / total for practice, mean in means.items()}
    source = Text("seen at {count} sites", count=len(known))
    origins = tuple(
        input_origin(_quantity(practice, region), share, "1", source=source)
        for practice, share in shares.items()
        if share > 0.0
    )
    mixed = sum(share > 0.0 for share in shares.values()) > 1
    return Split(region, shares, _concentration(means) if mixed else None, origins)


def _concentration(means: Mapping[Practice, Mean]) -> float:
    """The Dirichlet concentration whose variances, taken together, are those of the means."""
    errors = [mean.error for mean in means.values()]
    if None in errors:
        return 1.0
    variance = math.fsum(error**2 for error in errors if error is not None)
    whole = math.fsum(mean.value * (1.0 - mean.value) for mean in means.values())
    return min(max(whole / variance - 1.0, 1.0), _MANY) if variance > 0.0 else _MANY


def _quantity(practice: Practice, region: str) -> Text:
    word = Text(PRACTICE_NAMES[practice])
    if region:
        return Text("share of the gold of {region}: {practice}", region=region, practice=word)
    return Text("share of the gold: {practice}", practice=word)
