"""Statistics of trade as pages show them: the made-up example that comes with the program, and those of studies.

The comparison goes on beside the requests (:mod:`almaden.store.waiting`): a page that asks too early says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from django.http import Http404, HttpRequest

from almaden.demo.trade import HUBS, statistics
from almaden.errors import Fault, InputError, StateError
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import MADE_UP, may_read_tables, visible_studies
from almaden.store.trade_studies import Asked, GoldDemand, compared, trade_rows
from almaden.supply.trade.areas import areas, trading_country
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.supply.trade.rows import TradeRows
from almaden.web.gold_countries import table_of
from almaden.wording import n_

#: How the example is called in addresses.
EXAMPLE: Final = "example"
#: Seconds that a page waits for what is not compared yet, and that somebody waits for a file.
PATIENCE: Final = 3.0
LONG: Final = 60.0
#: What no hubs are called in a form.
_NONE: Final = "none"


@dataclass(frozen=True)
class Explorer:
    """Statistics of trade that can be looked at.

    Attributes:
        key: how addresses call them.
        study: the study; None for the example.
        whole: whether the person may see single flows and lines, beside sums.
    """

    key: str
    study: Study | None
    whole: bool

    @property
    def notice(self) -> str:
        """What is said on every page of made-up figures."""
        return MADE_UP if self.study is None or self.study.made_up else ""

    @property
    def tag(self) -> tuple[object, ...]:
        """What tells it from others, and from its earlier versions."""
        one = self.study
        return ("trade", self.key, *((one.version, one.made_on) if one else ()))


def studies_of(user: Person) -> list[Study]:
    """The studies of trade that a person may see."""
    found = visible_studies(user).filter(sector=StudySector.TRADE).exclude(state="superseded")
    return list(found.defer("tables"))


def study_of(request: HttpRequest, pk: int) -> Study:
    """A study of trade that the person may see; its tables are fetched when they are asked for.

    Raises:
        Http404: there is none of this number for this person, or it is of another sector.
    """
    wanted = visible_studies(request.user).filter(sector=StudySector.TRADE).defer("tables")
    one = wanted.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def explorer_called(request: HttpRequest, key: str) -> Explorer:
    """What an address names.

    Raises:
        Http404: there is none for this person.
    """
    if key == EXAMPLE:
        return Explorer(EXAMPLE, None, True)
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    one = study_of(request, int(key))
    return Explorer(str(one.pk), one, may_read_tables(request.user, one))


def asked_of(query: Mapping[str, str]) -> Asked:
    """What an address asks for: ``code``, ``first``, ``last`` and ``hubs``.

    Raises:
        InputError: with everything that cannot be read.
    """
    faults: list[Fault] = []
    first, last = (_year(query.get(name, ""), name, faults) for name in ("first", "last"))
    if first and last and first > last:
        faults.append(Fault(n_("the first year lies after the last"), column="first", value=str(first)))
    hubs = _hubs(query.get("hubs", ""), faults)
    if faults:
        raise InputError(faults)
    return Asked(re.sub(r"[^0-9]", "", query.get("code", ""))[:12], first, last, hubs)


def country_asked(query: Mapping[str, str]) -> str:
    """The country whose flows are asked for; empty for all.

    Raises:
        InputError: there is no such country.
    """
    text = query.get("country", "").strip()[:100]
    try:
        return trading_country(text) if text else ""
    except InputError as error:
        raise _at(error, "country") from None


def check_partner(iso3: str) -> str:
    """A country of an address.

    Raises:
        Http404: there is none with these letters.
    """
    if iso3 not in areas()[:-1]:
        raise Http404
    return iso3


def found_of(user: Person, explorer: Explorer, asked: Asked, patience: float = PATIENCE) -> MirrorResult | None:
    """The comparison; None while it is being made.

    Raises:
        InputError: no line has this code, or none is of these years.
    """
    if explorer.study is None and asked.hubs is None:
        asked = replace(asked, hubs=HUBS)
    gold = _demand(user)
    key = (*explorer.tag, asked, gold.key)
    rows = _rows(explorer, read=not waiting.has(key))
    return waiting.ask(key, lambda: compared(rows(), asked, gold), patience)


def ready(user: Person, explorer: Explorer, asked: Asked) -> MirrorResult:
    """The comparison, for a file.

    Raises:
        StateError: it takes longer than anybody waits.
    """
    found = found_of(user, explorer, asked, LONG)
    if found is None:
        raise StateError(n_("The figures are being computed. Ask again in a minute."))
    return found


@cache
def example_rows() -> TradeRows:
    """The made-up lines that come with the program."""
    from almaden.supply.trade.readers.comtrade import read_trade

    with statistics() as path:
        return read_trade([path])


def _rows(explorer: Explorer, *, read: bool) -> Callable[[], TradeRows]:
    """Gives the lines; those of a study are fetched here, as only requests may ask the database."""
    one = explorer.study
    if one is None:
        return example_rows
    if read:
        one.tables  # noqa: B018  # fetches what was put off
    return lambda: trade_rows(one)


def _demand(user: Person) -> GoldDemand:
    """Mercury of small-scale gold mining as the person sees it, with values of published studies."""
    found = table_of(user)
    return GoldDemand(found.table, tuple((one.pk, one.version) for one in found.studies))


def _year(text: str, column: str, faults: list[Fault]) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) == 4:
        return int(text)
    advice = n_("write the year with four digits: 2018")
    faults.append(Fault(n_("this is no year"), column=column, value=text[:40], accepted="2018", advice=advice))
    return None


def _hubs(text: str, faults: list[Fault]) -> tuple[str, ...] | None:
    words = [one for one in re.split(r"[\s,;]+", text.strip()[:400]) if one]
    if not words:
        return None
    if [one.casefold() for one in words] == [_NONE]:
        return ()
    found = set()
    for word in words:
        try:
            found.add(trading_country(word))
        except InputError as error:
            faults.extend(_at(error, "hubs").faults)
    return tuple(sorted(found))


def _at(error: InputError, column: str) -> InputError:
    """The same at a field of the form."""
    return InputError(
        Fault(one.problem, column=column, value=one.value, accepted=one.accepted, advice=one.advice)
        for one in error.faults
    )
