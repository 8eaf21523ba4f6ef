"""What is reckoned from a study of mercury-added products, and what of it the public may know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.store import product_studies
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.study_results import Reckoned, within_numbers
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.sectors.products.amalgam_result import AmalgamData
    from almaden.sectors.products.data import StockData
    from almaden.sectors.products.national.data import NationalData


def stock_of(data: StockData, draws: int, seed: int, until: int | None = None) -> Reckoned:
    """Mercury in products, as ``almaden products stock --json``; in public without the numbers that it rests on.

    Raises:
        InputError: its numbers cannot be reckoned with, or the year lies before the sales.
    """
    from almaden.sectors.products.engine import run

    first = min(one.year for one in data.sales)
    if until is not None and until < first:
        raise InputError(
            Fault(n_("this year lies before the first sales"), column="until", value=str(until),
                  accepted=Text("a year from {year} on", year=str(first)), advice=n_("take a later year"))
        )  # fmt: skip
    with within_numbers():
        found = run(data, draws=draws, seed=seed, until=until).as_dict()
    return Reckoned(found, found | {"origins": []})


def results_of(study: Study, draws: int, seed: int) -> dict[str, Callable[[], Reckoned]]:
    """How each result of a study of products is reckoned.

    Args:
        study: the study.
        draws: draws of the uncertain numbers; more than the usual ones are not taken.
        seed: of the draws.
    """
    few = min(draws, product_studies.DRAWS)
    if study.sector == StudySector.AMALGAM:
        return {"amalgam": lambda: amalgam(product_studies.amalgam_data(study))}
    if study.sector == StudySector.PRODUCT_BALANCE:
        return {"balance": lambda: balance(product_studies.national_data(study), few, seed)}
    return {"stock": lambda: stock_of(product_studies.stock_data(study), few, seed)}


def amalgam(data: AmalgamData) -> Reckoned:
    """How far a country is on the way out of amalgam, as ``almaden products amalgam --json``."""
    from almaden.convention.product_ends import end_years
    from almaden.sectors.products.amalgam import follow_amalgam

    with within_numbers():
        found = follow_amalgam(data, end_years("dental_amalgam")).as_dict()
    return Reckoned(found, found)


def balance(data: NationalData, draws: int, seed: int) -> Reckoned:
    """A national balance, as ``almaden products balance --json``; in public with the cells alone that may be known."""
    from almaden.sectors.products.national.balance import national_balance
    from almaden.sectors.products.national.public import public

    with within_numbers():
        found = national_balance(data, draws=draws, seed=seed)
    return Reckoned(found.as_dict(), public(found).as_dict())
