"""What an estimate of small-scale gold mining leaves: frozen records that commands, pages, reports and the API show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat
from almaden.sectors.gold.terms import Pathway, Practice, Route

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class RouteResult:
    """What one route says of the gold of the country.

    Attributes:
        route: the route.
        title: its name for people.
        applies: whether there were data for it.
        told: why it does not apply, or what is to be known of it.
        gold_kg: gold in a year, None where it does not apply.
        mercury_kg: mercury used for that gold, None where it does not apply.
        by_region: gold by region, as far as the route tells of regions.
        relative_error: standard error on the logarithm of gold, None where it does not apply.
        weight: its weight in the gold of all routes; 0 where it does not count.
        chi2: square of its distance from the other routes, over its variance; None with fewer than two.
        p_disagree: probability of such a distance, or a larger one, if it told of the same gold as the others.
        origins: the numbers behind it.
    """

    route: Route
    title: str
    applies: bool
    told: tuple[str, ...]
    gold_kg: Amount | None
    mercury_kg: Amount | None
    by_region: Mapping[str, Amount]
    relative_error: float | None
    weight: float
    chi2: float | None
    p_disagree: float | None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """Whether the routes can tell of the same gold.

    Attributes:
        routes: how many routes there are.
        chi2, freedom: sum of squared distances from their weighted mean, and degrees of freedom.
        p_disagree: probability of that much, or more, by chance.
        widened: by how much the standard error of the mean was made larger; 1 where the routes agree.
        correlations: of the errors of two routes, by ``route route``.
        plain_kg, plain_error_kg: mean of the routes with weights ``1 / (s x)^2`` and its standard error, shown to
            compare: it favours low values.
    """

    routes: int
    chi2: float
    freedom: int
    p_disagree: float
    widened: float
    correlations: Mapping[str, float]
    plain_kg: float
    plain_error_kg: float


@dataclass(frozen=True)
class SupplyTest:
    """Mercury used against mercury supplied: imports - exports + domestic supply - other uses.

    Attributes:
        supply_kg: mercury that the figures of supply leave for gold mining.
        gap_kg: mercury used without a supply that is told (positive), or supplied and not used (negative).
        p_disagree: probability of such a gap, or a larger one, if both told of the same mercury.
        told: what it means, in a sentence.
    """

    supply_kg: Amount
    gap_kg: Amount
    p_disagree: float
    told: str


@dataclass(frozen=True)
class Power:
    """Whether a later survey could tell a reduction from the error of this estimate.

    Attributes:
        reduction: the reduction asked about, share of the mercury used.
        error: standard error on the logarithm of this estimate, without what a later one shares with it.
        later_error: the same of the later survey, as large as this one where nothing else is said.
        power: probability that the reduction is told, one-sided at 5 %.
        least_reduction: the smallest reduction that is told with a probability of 80 %.
        sites_now: sites visited now; 0 where the estimate rests on no survey.
        sites_needed: sites that a later survey needs for 80 %; None where no survey of any size is enough.
        told: the answer in a sentence.
    """

    reduction: float
    error: float
    later_error: float
    power: float
    least_reduction: float
    sites_now: int
    sites_needed: int | None
    told: str


@dataclass(frozen=True)
class PartResult:
    """Gold and mercury of a region or of a practice.

    Attributes:
        name: region or practice.
        gold_kg, mercury_kg: in a year.
        pathways: where the mercury goes, kg per year.
        share: share of the gold of the country.
    """

    name: str
    gold_kg: Amount
    mercury_kg: Amount
    pathways: Mapping[Pathway, Amount]
    share: Amount


@dataclass(frozen=True)
class Beside:
    """A figure of somebody else for the same thing.

    Attributes:
        what: what it is of, such as ``mercury used``.
        value, low, high: kg per year; ends None where no range is told.
        year: year that it is for, None where not told.
        chosen: whether the estimate rests on it.
        status, source, seen, note: as in the tables.
    """

    what: str
    value: float
    low: float | None
    high: float | None
    year: int | None
    chosen: bool
    status: str
    source: str
    seen: str
    note: str


@dataclass(frozen=True)
class GoldEstimate:
    """The small-scale gold mining of a country in a year.

    Attributes:
        meta: how it was made.
        country, year, title: of what.
        gold_kg: gold of all routes.
        mercury_kg: mercury used and not given back: what is bought in a year.
        recovered_kg: mercury given back by retorts and used again; not part of ``mercury_kg``.
        pathways: where ``mercury_kg`` goes; they add to it.
        ratio: mercury used for gold won.
        routes: every route, also those without data.
        agreement: None with fewer than two routes.
        by_region, by_practice: parts that add to the whole.
        worst: share of the gold or amalgam under each of the four worst practices, None where not told.
        supply: None where no figure of supply is told.
        power: for the reduction asked about.
        beside: figures of others, and those of the input that were not chosen.
        questions: what looks wrong in the input and should be looked at.
        notes: how the input was understood.
        origins: every number that was used.
    """

    meta: Meta
    country: str
    year: int
    title: str
    gold_kg: Amount
    mercury_kg: Amount
    recovered_kg: Amount
    pathways: Mapping[Pathway, Amount]
    ratio: Amount
    routes: tuple[RouteResult, ...]
    agreement: Agreement | None
    by_region: tuple[PartResult, ...]
    by_practice: tuple[PartResult, ...]
    worst: Mapping[str, float | None]
    supply: SupplyTest | None
    power: Power
    beside: tuple[Beside, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on."""
        return tuple(origin for origin in self.origins if origin.status == "unverified")

    def part(self, name: Practice | str) -> PartResult:
        """A region or practice.

        Raises:
            KeyError: there is none of this name.
        """
        for one in (*self.by_region, *self.by_practice):
            if one.name == name:
                return one
        raise KeyError(name)

    def to_frame(self) -> pandas.DataFrame:
        """One row a region, then one a practice; amounts as value, low and high."""
        import pandas

        rows = [{"by": by, **flat(asdict(one))} for by, parts in self._parts() for one in parts]
        return pandas.DataFrame(rows)

    def _parts(self) -> tuple[tuple[str, tuple[PartResult, ...]], ...]:
        return ("region", self.by_region), ("practice", self.by_practice)

    def to_json(self) -> str:
        """Everything; amounts ``x`` as ``x``, ``x_low`` and ``x_high``, pathways as ``<pathway>_kg``."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        whole = {name: asdict(getattr(self, name)) for name in ("gold_kg", "mercury_kg", "recovered_kg", "ratio")}
        whole |= {f"{pathway}_kg": asdict(amount) for pathway, amount in self.pathways.items()}
        return {
            "meta": asdict(self.meta),
            "country": self.country,
            "year": self.year,
            "title": self.title,
            **flat(whole),
            "chi2": self.agreement.chi2 if self.agreement else None,
            "p_disagree": self.agreement.p_disagree if self.agreement else None,
            "agreement": asdict(self.agreement) if self.agreement else None,
            "routes": [_route(one) for one in self.routes],
            **{f"by_{by}": [flat(asdict(one)) for one in parts] for by, parts in self._parts()},
            "worst": dict(self.worst),
            "supply": flat(asdict(self.supply)) if self.supply else None,
            "power": asdict(self.power),
            "beside": [asdict(one) for one in self.beside],
            "questions": list(self.questions),
            "notes": list(self.notes),
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def summary(self) -> str:
        """Gold and mercury in a line."""
        return (
            f"{self.country} {self.year}: {self.gold_kg.value:,.0f} kg gold "
            f"({self.gold_kg.low:,.0f} to {self.gold_kg.high:,.0f}), "
            f"{self.mercury_kg.value:,.0f} kg mercury ({self.mercury_kg.low:,.0f} to {self.mercury_kg.high:,.0f})"
        )


def _route(one: RouteResult) -> dict[str, Any]:
    told = {name: value for name, value in asdict(one).items() if name not in ("origins", "told", "by_region")}
    regions = {region: flat({"gold_kg": asdict(amount)}) for region, amount in one.by_region.items()}
    return {**flat(told), "told": list(one.told), "by_region": regions}
