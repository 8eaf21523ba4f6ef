"""The national balance of mercury: in public with the cells alone that may be known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.inventory.result import Amount
from almaden.reports.result_files import table_bytes
from almaden.sectors.products.national.balance import national_balance
from almaden.sectors.products.national.data import NationalData, example
from almaden.sectors.products.national.public import LEAST, PublicResult, public
from almaden.sectors.products.national.result import NationalResult
from almaden.sectors.products.national.trade_stock import as_trade_stock
from almaden.sectors.products.national.words import BESIDE, DEMAND, MARKET, SUMS, SUPPLY, part_name
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.product_studies import DRAWS, national_data
from almaden.store.rights import RightsError
from almaden.store.studies import may_read_tables
from almaden.store.study_results import SEED, check_finite, within_numbers
from almaden.web import product_pictures as pictures
from almaden.web.access import REFUSED, open_to_all
from almaden.web.downloads import CSV, attachment
from almaden.web.language import translate
from almaden.web.pages.studies import review_of
from almaden.web.product_stocks import EXAMPLE, LONG, PATIENCE, stock_studies, study_of
from almaden.wording import n_

#: Groups of the table: heading and terms.
GROUPS: Final = (
    (n_("Supply"), SUPPLY),
    (n_("Use, exports, stores and waste"), DEMAND),
    (n_("Sums"), SUMS),
    (n_("Mercury in products, by category"), MARKET),
    (n_("Beside the balance, in no sum"), BESIDE),
)


@dataclass(frozen=True)
class Shown:
    """A cell of the table.

    Attributes:
        state: ``published``, ``suppressed`` or ``not told``; of the full balance ``published`` or ``not told``.
        kg: the amount with its range; in public without.
        complete: whether all rows of it have an amount; None where it is not published.
    """

    state: str
    kg: Amount | None
    complete: bool | None


@dataclass(frozen=True)
class Told:
    """A balance and who looks at it.

    Attributes:
        key: how addresses call it.
        study: the study; None for the example.
        full: whether every cell is shown.
        may_full: whether the person may see every cell.
        result: the balance in the form that is shown; None while it is reckoned.
    """

    key: str
    study: Study | None
    full: bool
    may_full: bool
    result: NationalResult | PublicResult | None


@open_to_all
def balance(request: HttpRequest) -> HttpResponse:
    """The made-up example, and the studies of users."""
    told = _told(request, EXAMPLE, PATIENCE)
    return _page(request, told, {"studies": stock_studies(request.user, StudySector.PRODUCT_BALANCE)})


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The balance of a study, with its review."""
    told = _told(request, str(pk), PATIENCE)
    return _page(request, told, review_of(request, told.study) if told.study else {})


@open_to_all
def balance_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The balance as it is shown, as JSON or a table."""
    found = _told(request, key, LONG).result
    if found is None or kind not in ("json", "csv"):
        raise Http404
    if kind == "json":
        text = json.dumps(found.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        return attachment(text.encode(), f"balance-{key}.json", "application/json")
    rows = found.rows()
    if found.meta.notice:
        rows = [{**row, "notice": translate(found.meta.notice)} for row in rows]
    return attachment(table_bytes(rows), f"balance-{key}.csv", CSV)


@open_to_all
def sales_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The products that reporters told of as the table of sales of the stock model, for those who may see all.

    Raises:
        RightsError: the person may not.
    """
    study = _study(request, key)
    if study is not None and not may_read_tables(request.user, study):
        raise RightsError(REFUSED)
    data = national_data(study) if study is not None else example()
    rows = [one.model_dump(mode="json") for one in as_trade_stock(data).sales]
    if data.notice:
        rows = [{**row, "notice": translate(data.notice)} for row in rows]
    return attachment(table_bytes(rows), f"balance-{key}-sales.csv", CSV)


def _study(request: HttpRequest, key: str) -> Study | None:
    """The study that an address names; None for the example.

    Raises:
        Http404: there is none for this person.
    """
    if key == EXAMPLE:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    return study_of(request, int(key), StudySector.PRODUCT_BALANCE)


def _told(request: HttpRequest, key: str, patience: float) -> Told:
    """The balance that an address names, in public form unless every cell is asked for by one who may.

    Raises:
        Http404: there is none for this person.
        RightsError: every cell is asked for by one who may not.
    """
    study = _study(request, key)
    may_full = study is None or may_read_tables(request.user, study)
    full = "full" in request.GET
    if full and not may_full:
        raise RightsError(REFUSED)
    data = national_data(study) if study is not None else example()
    tag = ("product balance", key, study.version if study is not None else 0)
    both = waiting.ask(tag, lambda: _reckoned(data), patience)
    result = None if both is None else both[0] if full else both[1]
    return Told(key, study, full, may_full, result)


def _reckoned(data: NationalData) -> tuple[NationalResult, PublicResult]:
    with within_numbers():
        found = national_balance(data, draws=DRAWS, seed=SEED)
    check_finite(found.as_dict())
    return found, public(found)


def _page(request: HttpRequest, told: Told, more: dict[str, Any]) -> HttpResponse:
    context: dict[str, Any] = {
        "told": told, "found": told.result, "study": told.study, "studies": (), "least": LEAST, "groups": (), **more,
    }  # fmt: skip
    if told.result is not None:
        context |= _shown(told.result)
    return render(request, "products/balance.html", context)


def _shown(found: NationalResult | PublicResult) -> dict[str, Any]:
    """What the template shows: a row for each cell that any year has, a column for each year."""
    keys: dict[str, tuple[str, str]] = {}
    cells: dict[tuple[int, str], Shown] = {}
    for one in found.years:
        for cell in one.cells:
            keys[cell.key] = (cell.term, cell.part)
            cells[one.year, cell.key] = _cell(cell)
    years = [one.year for one in found.years]
    groups = [
        (title, [
            (_name(terms, term, part), bool(part), [cells.get((year, key)) for year in years])
            for key, (term, part) in keys.items() if term in terms
        ])
        for title, terms in GROUPS
    ]  # fmt: skip
    last = years[-1]
    return {
        "groups": [(title, rows) for title, rows in groups if rows],
        "years": years,
        "last": last,
        "answered": [(one.year, _count(one.answered), _count(one.expected)) for one in found.years],
        "supply_bars": pictures.balance_bars(_bars(SUPPLY, keys, cells, last), n_("Supply")),
        "demand_bars": pictures.balance_bars(_bars(DEMAND, keys, cells, last), n_("Use, exports, stores and waste")),
        "unverified": getattr(found, "unverified", ()),
        "suppressed": sum(one.state == "suppressed" for one in cells.values()),
    }


def _cell(cell: Any) -> Shown:
    if cell.kg is None:
        return Shown(getattr(cell, "shown", "not told"), None, None)
    kg = cell.kg if isinstance(cell.kg, Amount) else Amount(cell.kg, cell.kg, cell.kg)
    return Shown("published", kg, cell.is_complete)


def _name(terms: Any, term: str, part: str) -> str:
    return translate(part_name(part)) if part else translate(terms[term])


def _bars(terms: Any, keys: Any, cells: Any, year: int) -> list[tuple[str, float | None, float | None, float | None]]:
    """Amounts of the terms in a year; a public amount has no range."""
    found = []
    for key, (term, part) in keys.items():
        one = cells.get((year, key))
        if term in terms and not part and one is not None and one.kg is not None:
            kg = one.kg
            ends = (kg.low, kg.high) if kg.low != kg.high else (None, None)
            found.append((translate(terms[term]), kg.value, *ends))
    return found


def _count(reporters: Any) -> int:
    return reporters if isinstance(reporters, int) else len(reporters)


urlpatterns = [
    path("products/balance/", balance, name="product_balance"),
    path("products/balance/<int:pk>/", study, name="product_balance_study"),
    path("products/balance/<str:key>/balance.<str:kind>", balance_file, name="product_balance_file"),
    path("products/balance/<str:key>/sales.csv", sales_csv, name="product_balance_sales"),
]
