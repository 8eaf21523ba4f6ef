"""Mercury added for gold won, by practice: what the country tells, what its sites bought, or a set of ratios.

A ratio of a country is one number: where it is wrong it is wrong in all regions, so they share its error.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.quantity.spread import Range, TwoPieceLognormal, spread_of
from almaden.reference.doubt import told_doubt
from almaden.reference.factors import factor_set
from almaden.reference.origin import Origin
from almaden.reference.spreads import spread_classes
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate_defaults import default_origin, in_amalgam, limit, sponge_of, toolkit_row
from almaden.sectors.gold.readers.units import MERCURY_KG, RATIO
from almaden.sectors.gold.records import RatioRecord
from almaden.sectors.gold.site_means import Mean, SeenSite, weighted_mean
from almaden.sectors.gold.terms import Practice, RatioSet, RatioUnit
from almaden.sectors.gold.told import DEVIATE, PRACTICE_NAMES, input_origin, shared, told_number
from almaden.sectors.gold.winnings import kg_per_year
from almaden.sectors.gold.work_time import WorkTime, work_of
from almaden.sectors.numbers import Number, fixed
from almaden.wording import Text, n_

#: Practices that take mercury.
AMALGAMATING: Final[tuple[Practice, ...]] = ("whole_ore", "concentrate")


_WITHOUT_MERCURY = Origin(
    "ratio of mercury to gold", 0.0, "kg/kg", None, None, "inventory", "no mercury is used", "", "user"
)


@dataclass(frozen=True)
class MeasuredRatio:
    """Mercury added for gold won at the sites of one practice, kg/kg."""

    practice: Practice
    mean: Mean


def ratio_of(practice: Practice, data: GoldData, ratio_set: RatioSet, seen: Sequence[SeenSite]) -> Number:
    """Mercury added for gold won, kg/kg, where nothing is given back.

    Args:
        practice: the practice.
        data: the tables of the country: its own ratios, and what its sites bought.
        ratio_set: the set that fills in.
        seen: its sites.

    Raises:
        InputError: the country tells several ratios of the practice.
    """
    if practice == "mercury_free":
        return fixed("ratio mercury_free", 0.0, _WITHOUT_MERCURY)
    told = [record for record in data.ratios if record.practice == practice]
    if len(told) > 1:
        raise InputError(_several(practice, told))
    if told:
        return _of_record(told[0])
    measured = measured_ratio(practice, data, ratio_set, seen)
    if measured is not None and measured.mean.sites >= limit("sites_of_a_region") and measured.mean.value > 0.0:
        return _of_sites(measured)
    return ratio_of_set(practice, ratio_set)


def ratio_notes(
    data: GoldData, ratio_set: RatioSet, seen: Sequence[SeenSite], used: Mapping[Practice, Number]
) -> tuple[Text, ...]:
    """What the sites bought, where the estimate rests on another ratio.

    Args:
        data: the tables of the country.
        ratio_set: the set that filled in.
        seen: the sites.
        used: the ratios that the estimate rests on.
    """
    told = {record.practice for record in data.ratios}
    found = []
    for practice in AMALGAMATING:
        if practice not in used or (practice not in told and used[practice].origin.layer == "inventory"):
            continue  # the sites' own ratio is the one that is used
        measured = measured_ratio(practice, data, ratio_set, seen)
        if measured is not None:
            found.append(
                Text(
                    "{practice}: {count} sites added {measured} kg of mercury for each kg of gold; the estimate takes "
                    "{used} ({source}).",
                    practice=Text(PRACTICE_NAMES[practice]),
                    count=measured.mean.sites,
                    measured=measured.mean.value,
                    used=used[practice].value,
                    source=used[practice].origin.source,
                )
            )
    return tuple(found)


def ratio_of_set(practice: Practice, ratio_set: RatioSet) -> Number:
    """The ratio of a set, kg/kg; of the Toolkit it is the input factor, with the range that an inventory gives it."""
    if ratio_set == "field":
        rows = read_table("gold/ratios")
        row = next(one for one in rows if (one["set"], one["practice"]) == (ratio_set, practice))
        return told_number(f"ratio {practice}", _of_row(practice, row))
    wanted = toolkit_row(practice)
    choice = factor_set(ratio_set).input_factor(wanted["code"], wanted["variant"])
    assert choice is not None  # a test looks both rows up
    factor = choice.factor
    classes = spread_classes()
    quantile = classes["toolkit_range"].quantile if factor.extremes else classes["user_range"].quantile
    value = factor.value
    if value is None:
        # The Toolkit prints this factor as a range whose ends are the same, without a default.
        value = 0.5 * ((factor.low or 0.0) + (factor.high or 0.0))
    known = Range(factor.low, factor.high, quantile)
    spread = spread_of(value, known, "", classes["factor_unknown"].upper_ratio or 1.0)
    unknown = known.is_unknown(value)
    origin = Origin(
        quantity=_quantity(practice),
        value=value,
        unit="kg/kg",
        low=None if unknown else factor.low,
        high=None if unknown else factor.high,
        layer=ratio_set,
        source=factor.source,
        seen=factor.seen,
        status=factor.status,
        note=told_doubt(factor.doubt, factor.note),
    )
    return shared(f"ratio {practice}", origin, spread)


def in_kg_per_kg(value: float, unit: RatioUnit) -> float:
    """A ratio in any of its units as kg mercury for each kg gold."""
    return value * RATIO[unit]


def measured_ratio(
    practice: Practice, data: GoldData, ratio_set: RatioSet, seen: Sequence[SeenSite]
) -> MeasuredRatio | None:
    """Mercury added for gold won at the sites that add mercury in this way only, kg/kg; None where none tells it.

    What sites buy is net of what their retorts give back, so that is added again: retorts of a plan then act on the
    same number. Where a site tells of no retort there is taken to be none.
    """
    bought = _bought(data)
    amalgam, sponge = in_amalgam(practice, ratio_set).value, sponge_of(default_origin("sponge").value)
    usual = default_origin("retort_efficiency").value
    ratios, weights = [], []
    for site in seen:
        share, one = _only(practice, site), site.record
        if share > 0.0 and site.gold_kg and site.size and one.id in bought:
            net = bought[one.id] / (site.gold_kg * share)
            given_back = (one.retort_share or 0.0) * (usual if one.retort_efficiency is None else one.retort_efficiency)
            # Solves bought = ratio - (ratio * amalgam - sponge) * given back for the ratio.
            ratios.append(max(net - sponge * given_back, 0.0) / (1.0 - amalgam * given_back))
            weights.append(site.size * share)
    return MeasuredRatio(practice, weighted_mean(ratios, weights)) if ratios else None


def _only(practice: Practice, site: SeenSite) -> float:
    """The share of a site's gold under a practice, 0 where it uses mercury in another way too."""
    shares = site.shares
    if shares is None or any(shares[other] > 0.0 for other in AMALGAMATING if other != practice):
        return 0.0
    return shares[practice]


def _bought(data: GoldData) -> dict[str, float]:
    """Mercury bought by each site in a year, kg; sites with a record that cannot be told for a year are left out."""
    works = {site.id: work_of(site) for site in data.sites}
    found: dict[str, list[float]] = defaultdict(list)
    unknown = set()
    for record in data.mercury:
        yearly = kg_per_year(
            record.mercury * MERCURY_KG[record.mercury_unit], "kg", record.period, works.get(record.site, WorkTime())
        )
        if yearly is None:
            unknown.add(record.site)
        else:
            found[record.site].append(yearly)
    return {site: math.fsum(amounts) for site, amounts in found.items() if site not in unknown}


def _of_sites(measured: MeasuredRatio) -> Number:
    from scipy.special import stdtrit

    mean = measured.mean
    error = (mean.error or 0.0) / mean.value
    # Few sites tell their own error badly: as Student says, wider.
    scale = error * float(stdtrit(mean.sites - 1, 0.975)) / DEVIATE
    reach = math.exp(DEVIATE * scale)
    origin = input_origin(
        _quantity(measured.practice),
        mean.value,
        "kg/kg",
        low=mean.value / reach,
        high=mean.value * reach,
        source=Text("mercury bought and gold won at {count} sites of this practice", count=mean.sites),
        note=n_("what retorts of these sites give back was added again"),
    )
    return shared(f"ratio {measured.practice}", origin, TwoPieceLognormal(scale, scale))


def _of_record(record: RatioRecord) -> Number:
    low, high = (None if end is None else in_kg_per_kg(end, record.unit) for end in (record.low, record.high))
    origin = input_origin(
        _quantity(record.practice),
        in_kg_per_kg(record.value, record.unit),
        "kg/kg",
        low=low,
        high=high,
        source=record.source,
        status=record.status,
        note=record.note,
    )
    return told_number(f"ratio {record.practice}", origin)


def _of_row(practice: Practice, row: Mapping[str, str]) -> Origin:
    return Origin(
        quantity=_quantity(practice),
        value=float(row["value"]),
        unit="kg/kg",
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        layer=row["set"],
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["doubt"],
    )


def _quantity(practice: Practice) -> Text:
    return Text("ratio of mercury to gold: {practice}", practice=Text(PRACTICE_NAMES[practice]))


def _several(practice: Practice, told: list[RatioRecord]) -> Fault:
    return Fault(
        n_("several ratios are told for one practice"),
        sheet="ratios",
        column="practice",
        value=practice,
        accepted=n_("one row for each practice"),
        advice=Text(
            "keep the row that counts; there are {values}",
            values=", ".join(f"{in_kg_per_kg(one.value, one.unit):.4g} kg/kg" for one in told),
        ),
    )
