"""Results as tables: sums and signs for everybody, single flows and repairs for those who may see them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from almaden.reports.record_files import guarded
from almaden.sectors.flat import flat
from almaden.store.rights import RightsError
from almaden.store.trade_studies import for_all, partners_by_year, signs_for_all, years_for_all
from almaden.supply.trade.explore import country_years
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.web.access import REFUSED, open_to_all
from almaden.web.downloads import CSV, attachment
from almaden.web.language import translate
from almaden.web.trade_explorers import asked_of, explorer_called, ready

if TYPE_CHECKING:
    import pandas


@open_to_all
def table(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """A table as CSV; what is made up says so in its first line.

    Raises:
        RightsError: it tells single flows, and the person may not see these.
    """
    one = explorer_called(request, key)
    if what not in _TABLES:
        raise Http404
    make, everybody = _TABLES[what]
    if not (everybody or one.whole):
        raise RightsError(REFUSED)
    found = ready(request.user, one, asked_of(request.GET))
    text = io.StringIO()
    if one.notice:
        text.write(f"# {translate(one.notice)}\n")
    make(found, whole=one.whole).to_csv(text, index=False, lineterminator="\n")
    return attachment(text.getvalue().encode("utf-8-sig"), f"trade-{key}-{what}.csv", CSV)


def _years(found: MirrorResult, *, whole: bool) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame([asdict(one) for one in (found.years if whole else years_for_all(found))])


def _signs(found: MirrorResult, *, whole: bool) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame([flat(asdict(one)) for one in (found.countries if whole else signs_for_all(found))])


def _country_years(found: MirrorResult, *, whole: bool) -> pandas.DataFrame:
    """Every country by year; of sums over too few partners nothing stands in the cells of others."""
    import pandas

    rows = []
    for sign in found.countries:
        told = partners_by_year(found, sign.country)
        for one in country_years(found, sign.country):
            row = {"country": sign.country, **asdict(one)}
            for side, names in enumerate(_SIDES):
                if not (whole or for_all(told.get(one.year, (0, 0))[side])):
                    row |= dict.fromkeys(names)
            rows.append(row)
    return pandas.DataFrame(rows)


#: What stands in the table of countries by year of what came in, and of what went out.
_SIDES: Final = (("imports_kg", "partners_exports_kg"), ("exports_kg", "partners_imports_kg"))
#: What makes each table, and whether it is for everybody.
_TABLES: Final[dict[str, tuple[Callable[..., pandas.DataFrame], bool]]] = {
    "years": (_years, True),
    "countries": (_signs, True),
    "country-years": (_country_years, True),
    "flows": (lambda found, whole: found.to_frame(), False),
    "network": (lambda found, whole: found.network().to_frame(), False),
    "repairs": (lambda found, whole: found.masses.to_frame().map(guarded), False),
}

urlpatterns = [path("trade/explorer/<str:key>/<str:what>.csv", table, name="trade_table")]
