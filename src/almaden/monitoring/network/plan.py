"""What a planned regional network needs: samples, duplicates, blanks, sites side by side, and money."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.monitoring.network.records import PlannedSiteRecord
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class PlannedYear:
    """One year of a plan.

    Attributes:
        year: which.
        sites: sites that measure.
        samples: samples of sites, without duplicates and blanks.
        duplicates: samples taken beside others.
        blanks: samplers that are not exposed.
        analyses: all of them together.
        usd: cost; None where a cost of a site of this year is not told.
    """

    year: int
    sites: int
    samples: int
    duplicates: int
    blanks: int
    analyses: int
    usd: float | None


@dataclass(frozen=True)
class NetworkPlan:
    """A planned network.

    Attributes:
        meta: how it was made.
        sites: how many.
        years: one after the other.
        usd: cost of all years; None where a cost is not told.
        checks: what is missing or should be thought of.
        origins: the numbers behind it.
    """

    meta: Meta
    sites: int
    years: tuple[PlannedYear, ...]
    usd: float | None
    checks: tuple[str | Text, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    def to_frame(self) -> pandas.DataFrame:
        """One row a year."""
        import pandas

        return pandas.DataFrame([asdict(one) for one in self.years])

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "sites": self.sites,
            "years": [asdict(one) for one in self.years],
            "usd": self.usd,
            "checks": [str(one) for one in self.checks],
            "unverified": [asdict(one) for one in self.origins if one.status == "unverified"],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


def plan(planned: Sequence[PlannedSiteRecord], sha256: str = "") -> NetworkPlan:
    """Add up what a plan needs.

    Args:
        planned: its sites; one at least.
        sha256: of what was read.
    """
    first, last = min(one.first_year for one in planned), max(one.last_year for one in planned)
    years = tuple(_year(planned, year) for year in range(first, last + 1))
    costs = [one.usd for one in years if one.usd is not None]
    names = dict.fromkeys((one.site, one.latitude, one.longitude) for one in planned)
    return NetworkPlan(
        meta(0, 0, sha256),
        sites=len(names),
        years=years,
        usd=sum(costs) if len(costs) == len(years) else None,
        checks=tuple(_checks(planned)),
        origins=_origins(),
    )


def samples_per_year(one: PlannedSiteRecord) -> int:
    """Samples of a site in a year: what is told, else the usual number; 0 where samples are not counted."""
    if one.samples_per_year is not None:
        return one.samples_per_year
    usual = {"passive": "periods_passive", "wet": "periods_wet"}.get(one.sampling)
    return int(_setting(usual)) if usual else 0


def _year(planned: Sequence[PlannedSiteRecord], year: int) -> PlannedYear:
    running = [one for one in planned if one.first_year <= year <= one.last_year]
    samples = sum(samples_per_year(one) for one in running)
    duplicates = {id(one): _duplicates(one) for one in running}
    blanks = {id(one): _blanks(one) for one in running}
    costs = [_cost(one, year, duplicates[id(one)] + blanks[id(one)]) for one in running]
    known = [cost for cost in costs if cost is not None]
    more, empty = sum(duplicates.values()), sum(blanks.values())
    usd = sum(known) if len(known) == len(costs) else None
    return PlannedYear(year, len(running), samples, more, empty, samples + more + empty, usd)


def _duplicates(one: PlannedSiteRecord) -> int:
    return samples_per_year(one) * (int(_setting("duplicates")) - 1) if one.sampling == "passive" else 0


def _blanks(one: PlannedSiteRecord) -> int:
    """Blanks of a site, rounded up, so that none of the sites goes without."""
    exposed = samples_per_year(one) + _duplicates(one)
    return -int(-_setting("blank_share") * exposed // 1)


def _cost(one: PlannedSiteRecord, year: int, beside: int) -> float | None:
    setup = one.setup_usd if year == one.first_year else 0.0
    analyses = samples_per_year(one) + beside
    per_sample = one.sample_usd if analyses else 0.0
    if setup is None or one.year_usd is None or per_sample is None:
        return None
    return setup + one.year_usd + analyses * per_sample


def _checks(planned: Sequence[PlannedSiteRecord]) -> list[str | Text]:
    found: list[str | Text] = []
    passive = [one for one in planned if one.sampling == "passive"]
    needed, have = int(_setting("collocated")), sum(one.collocated for one in planned)
    if passive and have < needed:
        found.append(
            Text("Active and passive samplers stand side by side at {have} sites; {needed} tie the network to others.",
                 have=have, needed=needed)
        )  # fmt: skip
    if any(one.last_year - one.first_year < 4 for one in planned):
        found.append(n_("A site that measures for less than five years tells levels, but hardly ever a trend."))
    if any(None in (one.setup_usd, one.year_usd) for one in planned):
        found.append(n_("Costs of some sites are not told: no total is given for their years."))
    return found


def _setting(name: str) -> float:
    return next(float(row["value"]) for row in read_table("monitoring/plan_settings") if row["name"] == name)


def _origins() -> tuple[Origin, ...]:
    return tuple(
        Origin(row["meaning"], float(row["value"]), row["unit"], None, None, "monitoring/plan_settings",
               row["source"], row["seen"], row["status"], note=row["note"])
        for row in read_table("monitoring/plan_settings")
    )  # fmt: skip
