"""What is reckoned from a study, and what of it the public may know.

The public learns nothing of single rows and of no group of fewer than ten persons
(:mod:`almaden.sectors.gold.few_persons`): questions, which name rows, are left out, and so are small regions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.terms import RatioSet
from almaden.store import product_studies, tissue_studies, trade_studies
from almaden.store.acting import now
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.studies import MADE_UP, gold_data, law_data, plant_data, plant_settings, records_of
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.gold.sites import SitesResult

#: What results rest on where nobody asks for something else.
DRAWS: Final = 10_000
SEED: Final = 1
REDUCTION: Final = 0.3
#: What is told of a study of trade where nobody asks for something else.
_TRADE: Final = trade_studies.Asked()
#: Enough to see whether a result can be reckoned at all.
_CHECK_DRAWS: Final = 100
#: What the public may know of a plant, as pages show it: an industrial site has a public place.
_PUBLIC_PLANT: Final = (
    "id", "country", "operator", "site", "subdivision", "latitude", "longitude", "state", "state_year", "closure_year",
    "technology_after", "exemption_until", "exemption_source", "mercury_destination", "mercury_destination_t",
    "status", "source", "seen", "standing", "text", "capacity_kt_cl2",
)  # fmt: skip
#: What the public may not know of a conversion: it tells what users told of single plants.
_OWN_CONVERSION: Final = ("once_parts", "saving_parts", "cash", "tornado", "finance", "origins")

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
    from almaden.sectors.gold.few_persons import plan_for_all

    with within_numbers():
        found = plan_of(data, ratio_set=ratio_set, draws=draws, seed=seed)
    return Reckoned(found.as_dict(), plan_for_all(found, data).as_dict())


def sites(data: GoldData) -> Reckoned:
    """What the visited sites are like, as in ``almaden gold sites --json``; no exact place is in either form."""
    from almaden.sectors.gold.sites import sites_result

    found = sites_result(data)
    return Reckoned(found.as_dict(), _public_sites(found))


def countries(study: Study, as_of: int | None = None, only: Collection[str] = ()) -> Reckoned:
    """Mercury country by country, as ``almaden gold table --json``, with the values of a study before the others."""
    from almaden.sectors.gold.country_table import country_table

    own: tuple[Any, ...] = records_of(study).get("estimates", ())
    table = country_table(own, as_of=as_of, only=only, input_sha256=study.sha256)
    found: Object = json.loads(table.to_json())
    _said_made_up(study, found)
    return Reckoned(found, found)


def plants(study: Study, on: date) -> Reckoned:
    """Which plants run on a day, as ``almaden chloralkali plants --json``; in public without what tells no answer."""
    from almaden.sectors.chloralkali.which_run import which_run

    found: Object = json.loads(which_run(plant_data(study), on).to_json())
    shown = [{name: plant[name] for name in _PUBLIC_PLANT} for plant in found["plants"]]
    return Reckoned(found, found | {"plants": shown})


def surplus(study: Study, on: date, draws: int, seed: int, until: int | None = None) -> Reckoned:
    """The mercury that closures free, as ``almaden chloralkali surplus --json``."""
    from almaden.sectors.chloralkali.closure import closure_plan

    found = closure_plan(plant_data(study), on, until, draws=draws, seed=seed)
    shown: Object = json.loads(found.to_json())
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
    from almaden.sectors.chloralkali.converting import converting, told_over

    data, own = plant_data(study), plant_settings(study)
    if told:
        own = {plant.id: told_over(own.get(plant.id), plant.id, told) for plant in data.plants}
    found, notes = converting(data.plants, own)
    if not found:
        raise InputError(Fault(n_("there is no plant with mercury cells and a known capacity")))
    result = convert(
        found, money_year=money_year, draws=draws, seed=seed, input_sha256=data.sha256, notice=data.notice
    ).as_dict()
    result["notes"] = [*map(str, notes), *result["notes"]]
    shown = [{name: value for name, value in one.items() if name not in _OWN_CONVERSION} for one in result["plants"]]
    return Reckoned(result, result | {"plants": shown})


def gaps(study: Study, on: date) -> Reckoned:
    """Where the laws of a study fall short of Annex A on a day, as ``almaden products gaps --json``."""
    from almaden.convention.gaps import gap_table
    from almaden.convention.law import known_law

    law = known_law(law_data(study))
    found = gap_table([law.party(country) for country in sorted(law.told)], law, on).as_dict()
    if study.made_up:
        found["meta"]["notice"] = str(MADE_UP)
    return Reckoned(found, found)


def laws(study: Study) -> Reckoned:
    """The laws of a study with their days and places; in public without remarks."""
    found = [one.model_dump(mode="json") for one in law_data(study).measures]
    shown = [{name: value for name, value in one.items() if name != "note"} for one in found]
    return Reckoned({"measures": found}, {"measures": shown})


def never_published() -> Reckoned:
    """Refuse to make a ledger of consents public: it tells what single firms ship.

    Raises:
        InputError: always.
    """
    problem = n_("a ledger of consents is never published: it tells of single shipments")
    raise InputError(Fault(problem, advice=n_("keep it as a draft; your colleagues of the country see it")))


def trade(study: Study, asked: trade_studies.Asked = _TRADE, country: str = "") -> Reckoned:
    """Both sides of the trade, as ``almaden trade mirror --json``; in public sums and signs alone.

    Raises:
        InputError: no line has this code, or none is of these years.
    """
    found = trade_studies.compared(trade_studies.trade_rows(study), asked, trade_studies.usual_demand())
    return Reckoned(
        _said_made_up(study, trade_studies.full(found, country)),
        _said_made_up(study, trade_studies.public(found, country)),
    )


def trade_network(study: Study, asked: trade_studies.Asked = _TRADE) -> Reckoned:
    """The network of trade, as ``almaden trade network --json``; in public flows are shares in whole percent.

    Raises:
        InputError: no line has this code, or none is of these years.
    """
    found = trade_studies.compared(trade_studies.trade_rows(study), asked, trade_studies.usual_demand())
    return Reckoned(
        _said_made_up(study, trade_studies.full_network(found)),
        _said_made_up(study, trade_studies.public_network(found)),
    )


def public_results(study: Study) -> Object:
    """What the public may know of a study, by name of the result; None where its tables do not tell enough.

    It takes seconds; the same tables give the same results.
    """
    found = {name: _public(make) for name, make in _results(study, DRAWS).items()}
    if study.sector == StudySector.GOLD and "estimate" not in found:
        # The estimate is what the plan begins from, and is reckoned with it.
        whole = found["plan"]
        found["estimate"] = whole["baseline"] if whole else _public(lambda: _estimate(study, DRAWS))
    return found


def check_reckonable(study: Study) -> None:
    """Refuse a study whose results cannot be reckoned, or would tell the public of single persons.

    Raises:
        InputError: with what its tables lack.
    """
    from almaden.sectors.gold.few_persons import too_few

    if study.sector == StudySector.GOLD and too_few(gold_data(study)):
        raise InputError(
            Fault(
                n_("fewer than ten miners or persons were seen in all: results would tell of single ones"),
                sheet="sites",
                advice=n_("visit more sites, or leave these out and bring in figures of documents"),
            )
        )
    for make in _results(study, _CHECK_DRAWS).values():
        make()


def _results(study: Study, draws: int) -> dict[str, Callable[[], Reckoned]]:
    """How each result of a study is reckoned; the plan has the estimate in it."""
    if study.sector == StudySector.GOLD:
        data = gold_data(study)
        found: dict[str, Callable[[], Reckoned]] = {"estimate": lambda: _estimate(study, draws)}
        if data.targets or data.measures:
            found = {"plan": lambda: plan(data, "field", draws, SEED)}
        if data.sites or data.strata:
            found["sites"] = lambda: sites(data)
        return found
    if study.sector == StudySector.CONSENTS:
        return {"consents": never_published}
    if study.sector == StudySector.LAW:
        on = now().date()
        return {"gaps": lambda: gaps(study, on), "laws": lambda: laws(study)}
    if study.sector == StudySector.GOLD_COUNTRIES:
        return {"table": lambda: countries(study)}
    if study.sector in product_studies.SECTORS:
        from almaden.store import product_results

        return product_results.results_of(study, draws, SEED)
    if study.sector == StudySector.TRADE:
        return {"mirror": lambda: trade(study), "network": lambda: trade_network(study)}
    on = now().date()
    if study.sector == StudySector.BIOTA:
        return {"biota": lambda: tissue_studies.biota_result(study, tissue_studies.BiotaAsked(on))}
    if study.sector == StudySector.PEOPLE:
        return {"people": lambda: tissue_studies.people_result(study)}
    if study.sector in (StudySector.SUPPLY, StudySector.STORAGE):
        from almaden.store.supply_results import results_of

        return results_of(study, on, draws, SEED)
    return {"plants": lambda: plants(study, on), "surplus": lambda: surplus(study, on, draws, SEED)}


def _said_made_up(study: Study, found: Object) -> Object:
    if study.made_up:
        found["meta"]["notice"] = str(MADE_UP)
    return found


def _estimate(study: Study, draws: int) -> Reckoned:
    return estimate(gold_data(study), "field", draws, SEED, REDUCTION)


def _public(make: Callable[[], Reckoned]) -> Object | None:
    try:
        return make().public
    except InputError:
        return None


def _public_sites(found: SitesResult) -> Object:
    from almaden.monitoring.people.small_groups import least_persons
    from almaden.sectors.gold.people_told import people_for_all

    shown = found.as_dict() | {"questions": []}
    if 0 < found.whole.miners < least_persons():
        return shown | {"whole": None, "by_region": [], "cells": []}
    told = people_for_all(found)
    return shown | {
        "whole": asdict(found.whole) | dict(told.whole),
        "by_region": [asdict(one) | dict(people) for one, people in told.by_region],
    }
