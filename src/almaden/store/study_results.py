"""What is reckoned from a study, and what of it the public may know.

The public learns nothing of single rows and of no group of fewer than ten persons
(:mod:`almaden.sectors.gold.few_persons`): questions, which name rows, are left out, and so are small regions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.terms import RatioSet
from almaden.store.acting import now
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.studies import gold_data, records_of
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.gold.sites import RegionSites, SitesResult

#: What results rest on where nobody asks for something else.
DRAWS: Final = 10_000
SEED: Final = 1
REDUCTION: Final = 0.3
#: Said of every result of a study whose figures are made up.
MADE_UP: Final = n_("These figures are made up: an example.")
#: What tells of the sex and age of miners.
_PERSONS: Final = ("men", "women", "children", "sex_not_told")
#: What the public may know of a plant, beside how it stands.
_PUBLIC_PLANT: Final = (
    "id", "country", "operator", "site", "subdivision", "state", "state_year", "closure_year", "technology_after",
    "exemption_until", "exemption_source", "mercury_destination", "mercury_destination_t", "status", "source", "seen",
    "standing", "text", "capacity_kt_cl2",
)  # fmt: skip

Object = dict[str, Any]


@dataclass(frozen=True)
class Reckoned:
    """A result in two forms.

    Attributes:
        full: for those who may read the tables.
        public: for everybody, of a published study.
    """

    full: Object
    public: Object

    def __post_init__(self) -> None:
        """Refuse what JSON cannot hold.

        Raises:
            InputError: numbers of the tables are so large or small that nothing can be reckoned from them.
        """
        check_finite(self.full)


def check_finite(found: Object) -> None:
    """Refuse a result with numbers that JSON, and readers, cannot hold.

    Raises:
        InputError: numbers of the tables are so large or small that nothing can be reckoned from them.
    """
    try:
        json.dumps(found, allow_nan=False, default=str)
    except ValueError:
        raise _beyond_numbers() from None


@contextmanager
def within_numbers() -> Iterator[None]:
    """Tell numbers that overflow or vanish on the way as what they are: input that cannot be.

    Raises:
        InputError: as :func:`check_finite`.
    """
    try:
        yield
    except ArithmeticError:
        raise _beyond_numbers() from None


def _beyond_numbers() -> InputError:
    return InputError(Fault(n_("a number is too large or too small to be reckoned with"), advice=n_("check the units")))


def estimate(data: GoldData, ratio_set: RatioSet, draws: int, seed: int, reduction: float) -> Reckoned:
    """Gold and mercury of a country, as ``almaden gold estimate --json``.

    Raises:
        InputError: its tables do not tell enough.
    """
    from almaden.sectors.gold.estimate import estimate as estimated
    from almaden.sectors.gold.few_persons import for_all

    with within_numbers():
        found = estimated(data, ratio_set=ratio_set, draws=draws, seed=seed, reduction=reduction)
    return Reckoned(found.as_dict(), for_all(found, data).as_dict())


def plan(data: GoldData, ratio_set: RatioSet, draws: int, seed: int) -> Reckoned:
    """The plan of a country, as ``almaden gold nap --json``.

    Raises:
        InputError: its tables do not tell enough.
    """
    from almaden.sectors.gold.chapter import plan_of
    from almaden.sectors.gold.few_persons import for_all

    with within_numbers():
        found = plan_of(data, ratio_set=ratio_set, draws=draws, seed=seed)
    return Reckoned(found.as_dict(), replace(found, baseline=for_all(found.baseline, data)).as_dict())


def sites(data: GoldData) -> Reckoned:
    """What the visited sites are like, as in ``almaden gold sites --json``; no exact place is in either form."""
    from almaden.sectors.gold.sites import sites_result

    found = sites_result(data)
    return Reckoned(found.as_dict(), _public_sites(found, data))


def countries(study: Study, as_of: int | None = None, only: Collection[str] = ()) -> Reckoned:
    """Mercury country by country, as ``almaden gold table --json``, with the values of a study before the others."""
    from almaden.sectors.gold.country_table import country_table

    own: tuple[Any, ...] = records_of(study).get("estimates", ())
    table = country_table(own, as_of=as_of, only=only, input_sha256=study.sha256)
    found = _said(study, json.loads(table.to_json()))
    return Reckoned(found, found)


def plants(study: Study, on: date) -> Reckoned:
    """Which plants run on a day, as ``almaden chloralkali plants --json``; in public without what tells no answer."""
    from almaden.sectors.chloralkali.which_run import which_run

    found = _said(study, json.loads(which_run(plant_data(study), on).to_json()))
    shown = [{name: plant[name] for name in _PUBLIC_PLANT} for plant in found["plants"]]
    return Reckoned(found, found | {"plants": shown})


def surplus(study: Study, on: date, draws: int, seed: int, until: int | None = None) -> Reckoned:
    """The mercury that closures free, as ``almaden chloralkali surplus --json``."""
    from almaden.sectors.chloralkali.closure import closure_plan

    found = closure_plan(plant_data(study), on, until, draws=draws, seed=seed)
    shown = _said(study, json.loads(found.to_json()))
    return Reckoned(shown, shown)


def conversion(study: Study, draws: int, seed: int, money_year: int | None, told: Mapping[str, Any]) -> Reckoned:
    """What converting plants costs and saves, as ``almaden chloralkali convert --json``.

    Args:
        study: the register.
        draws: draws of the uncertain numbers.
        seed: of the draws.
        money_year: year of the money of the results; the usual one where None.
        told: fields of :class:`ConversionRecord` that count for every plant.

    Raises:
        InputError: no plant can be converted, or numbers do not go together.
    """
    from almaden.sectors.chloralkali.conversion import convert
    from almaden.sectors.chloralkali.conversion_records import ConversionRecord
    from almaden.sectors.chloralkali.converting import converting

    data = plant_data(study)
    own = {plant.id: ConversionRecord(plant=plant.id, **told) for plant in data.plants} if told else {}
    found, notes = converting(data.plants, own)
    if not found:
        raise InputError(Fault(n_("there is no plant with mercury cells and a known capacity")))
    notice = str(MADE_UP) if study.made_up else ""
    result = convert(
        found, money_year=money_year, draws=draws, seed=seed, input_sha256=data.sha256, notice=notice
    ).as_dict()
    result["notes"] = [*map(str, notes), *result["notes"]]
    return Reckoned(result, result)


def plant_data(study: Study) -> PlantData:
    """A register of chlor-alkali plants, to be reckoned with."""
    tables: dict[str, Any] = records_of(study)
    return PlantData(tables["plants"], tables.get("balances", ()), sha256=study.sha256)


def _said(study: Study, found: Object) -> Object:
    """A result that says whether its figures are made up."""
    if study.made_up:
        found["meta"]["notice"] = str(MADE_UP)
    return found


def public_results(study: Study) -> Object:
    """What the public may know of a study, by name of the result; None where its tables do not tell enough.

    It takes seconds; the same tables give the same results.
    """
    if study.sector == StudySector.GOLD:
        data = gold_data(study)
        found: Object = {"estimate": _public(lambda: estimate(data, "field", DRAWS, SEED, REDUCTION))}
        if data.targets or data.measures:
            found["plan"] = _public(lambda: plan(data, "field", DRAWS, SEED))
        if data.sites or data.strata:
            found["sites"] = _public(lambda: sites(data))
        return found
    if study.sector == StudySector.GOLD_COUNTRIES:
        return {"table": _public(lambda: countries(study))}
    on = now().date()
    return {"plants": _public(lambda: plants(study, on)), "surplus": _public(lambda: surplus(study, on, DRAWS, SEED))}


def _public(make: Callable[[], Reckoned]) -> Object | None:
    try:
        return make().public
    except InputError:
        return None


def _public_sites(found: SitesResult, data: GoldData) -> Object:
    from almaden.sectors.gold.biomonitoring import least_persons
    from almaden.sectors.gold.few_persons import hidden_regions

    shown, least = found.as_dict() | {"questions": []}, least_persons()
    if 0 < found.whole.miners < least:
        return shown | {"whole": None, "by_region": [], "cells": []}
    hidden = hidden_regions(data, [one.region for one in found.by_region], "extraction")
    regions = [one for one in found.by_region if one.region not in hidden]
    # Where persons of one region are not told, the others and the whole would tell of them.
    few = bool(hidden) or any(_has_few_of_a_kind(one, least) for one in regions)
    shown["by_region"] = [_without_persons(one) if few else asdict(one) for one in regions]
    if _has_few_of_a_kind(found.whole, least):
        shown["whole"] = _without_persons(found.whole)
    return shown


def _has_few_of_a_kind(one: RegionSites, least: int) -> bool:
    return any(0 < getattr(one, kind) < least for kind in _PERSONS)


def _without_persons(one: RegionSites) -> Object:
    return asdict(one) | dict.fromkeys(_PERSONS)
