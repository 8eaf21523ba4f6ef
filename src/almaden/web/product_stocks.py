"""Mercury in products as pages show it: of the made-up example, and of studies.

What takes long goes on beside the requests (:mod:`almaden.store.waiting`): a page that asks too early says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from django.http import Http404, HttpRequest

from almaden.errors import Fault, InputError, StateError
from almaden.sectors.products.data import StockData, example
from almaden.sectors.products.engine import run
from almaden.sectors.products.result import StockResult
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.product_studies import DRAWS, stock_data
from almaden.store.rights import Person
from almaden.store.studies import may_read_tables, visible_studies
from almaden.store.study_results import SEED, check_finite, within_numbers
from almaden.web.gold_form import number_of
from almaden.wording import Text, n_

#: How the made-up example is called in addresses.
EXAMPLE: Final = "example"
#: Seconds that a page waits for what is not reckoned yet, and that somebody waits for a file.
PATIENCE: Final = 3.0
LONG: Final = 60.0
#: Years that a run may go on after the first sales.
_MOST_YEARS: Final = 300


@dataclass(frozen=True)
class Stock:
    """Products of a study or of the example.

    Attributes:
        key: how addresses call it.
        data: what was sold, and what holds for it.
        study: the study that it is; None for the example.
        open: whether the person may see the tables.
    """

    key: str
    data: StockData
    study: Study | None
    open: bool

    @property
    def tag(self) -> tuple[object, ...]:
        """What tells it from others, and from its earlier versions."""
        return ("products", self.key, self.study.version if self.study else 0)


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes:
        country: empty for the sum of all.
        kind: kind of product; empty for the sum of all.
        year: the year of the tables.
    """

    country: str
    kind: str
    year: int


def stock_studies(user: Person, sector: str = StudySector.PRODUCTS) -> list[Study]:
    """The studies of a sector that a person may see."""
    return list(visible_studies(user).filter(sector=sector).exclude(state="superseded").defer("tables"))


def study_of(request: HttpRequest, pk: int, sector: str = StudySector.PRODUCTS) -> Study:
    """A study of a sector that the person may see.

    Raises:
        Http404: there is none of this number for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector=sector)
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def stock_of(request: HttpRequest, study: Study) -> Stock:
    """The products that a study holds."""
    return Stock(str(study.pk), stock_data(study), study, may_read_tables(request.user, study))


def example_stock() -> Stock:
    """The products of the made-up example."""
    return Stock(EXAMPLE, example(), None, True)


def stock_called(request: HttpRequest, key: str) -> Stock:
    """The products that an address names.

    Raises:
        Http404: there are none for this person.
    """
    if key == EXAMPLE:
        return example_stock()
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    return stock_of(request, study_of(request, int(key)))


def until_asked(stock: Stock, asked: Mapping[str, str]) -> int | None:
    """The last year that an address asks for; None for the last that is told.

    Raises:
        InputError: it is no year, or lies before the sales.
    """
    faults: list[Fault] = []
    first = min(one.year for one in stock.data.sales)
    year = number_of(asked, "until", faults, least=first, most=first + _MOST_YEARS)
    if year is not None and year != int(year):
        faults.append(Fault(n_("a whole number is needed"), column="until", value=asked["until"][:40], accepted="2040"))
    if faults:
        raise InputError(faults)
    return None if year is None else int(year)


def result_of(stock: Stock, until: int | None, patience: float = PATIENCE) -> StockResult | None:
    """What is reckoned; None while it takes longer than a page waits.

    Raises:
        InputError: its numbers cannot be reckoned with.
    """

    def make() -> StockResult:
        with within_numbers():
            found = run(stock.data, draws=DRAWS, seed=SEED, until=until)
        # What is beyond numbers in one series is so in its sum.
        check_finite({"sums": [asdict(one) for one in found.sums]})
        return found

    return waiting.ask((*stock.tag, until), make, patience)


def ready(stock: Stock, asked: Mapping[str, str]) -> StockResult:
    """What is reckoned, for a file.

    Raises:
        StateError: it takes longer than anybody waits.
    """
    found = result_of(stock, until_asked(stock, asked), LONG)
    if found is None:
        raise StateError(n_("The figures are being computed. Ask again in a minute."))
    return found


def choice_of(found: StockResult, told: Stock, asked: Mapping[str, str]) -> Choice:
    """What an address asks to see: of one country alone this, else the sum; the last year with sales told.

    Raises:
        InputError: there is no such country, product or year.
    """
    countries = {one.country for one in found.sums}
    country = asked.get("country", "").strip() if len(countries) > 1 else next(iter(countries))
    kind = asked.get("kind", "").strip()
    last = max(one.year for one in told.data.sales)
    faults: list[Fault] = []
    year = number_of(asked, "year", faults, least=found.years[0], most=found.years[-1])
    if (country, kind) not in {(one.country, one.kind) for one in (*found.series, *found.sums)}:
        accepted = ", ".join(sorted({one.kind for one in found.series if one.country == country or not country}))
        faults.append(
            Fault(Text("there is no such product in this country"), column="kind", value=f"{country} {kind}"[:40],
                  accepted=accepted, advice=n_("choose one of the list"))
        )  # fmt: skip
    if faults:
        raise InputError(faults)
    return Choice(country, kind, int(year) if year is not None else min(last, found.years[-1]))
