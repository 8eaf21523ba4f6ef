"""The forms for one visit of a site of small-scale gold mining, and of one buyer of its gold.

They are filled in on a phone without a network. Biomonitoring is in neither: it needs a consent that is kept apart from
whoever visits a site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record
from almaden.reports.record_template import write_template
from almaden.reports.xlsform import Ask, Line, choice_lines, question, xlsform
from almaden.sectors.gold.readers.export_tables import PLACE, REPEATS, SHARES_TOTAL
from almaden.sectors.gold.readers.plausible import tolerance
from almaden.sectors.gold.records import (
    BuyerRecord,
    MercuryRecord,
    MinerRecord,
    ProcessingRecord,
    SiteRecord,
    TailingsRecord,
)
from almaden.wording import n_

#: Changes with the questions, so that servers take the new form for a new version.
_VERSION: Final = "2"
FormKind = Literal["site", "buyer"]
_RECORDS: Final[Mapping[FormKind, tuple[type[Record], ...]]] = MappingProxyType(
    {
        "site": (SiteRecord, MinerRecord, ProcessingRecord, MercuryRecord, TailingsRecord),
        "buyer": (BuyerRecord,),
    }
)
_TITLES: Final[Mapping[FormKind, str]] = MappingProxyType(
    {"site": "Almaden: site visit", "buyer": "Almaden: buyer of gold"}
)

#: Sum of the numbers that were answered, as an expression.
_PEOPLE: Final = "(${miners} = '' or coalesce(${men}, 0) + coalesce(${women}, 0) + . <= ${miners})"
_SOME: Final = "(${miners} = '' or . <= ${miners})"
_SHARES: Final = (
    "coalesce(${whole_ore_share}, 0) + coalesce(${concentrate_share}, 0) + coalesce(${mercury_free_share}, 0)"
)
_WHERE: Final = (Ask("id"), Ask("name"), Ask("region"), Ask("stratum"), Ask("visited"))
_PERSONS: Final = (
    Ask("miners", whole=True),
    Ask("men", whole=True, constraint=_SOME, message=n_("not more than all miners")),
    Ask("women", whole=True, constraint=_SOME, message=n_("not more than all miners")),
    Ask("children", whole=True, constraint=_PEOPLE, message=n_("men, women and children are not more than all miners")),
)
_WINNING: Final = (
    Ask("gold_per_miner"),
    Ask("gold_unit", relevant="${gold_per_miner} != ''"),
    Ask("gold_period", relevant="${gold_per_miner} != ''"),
    Ask("days_per_year"),
    Ask("days_per_week"),
    Ask("season"),
    Ask("ore"),
    Ask("equipment"),
)
_PRACTICE: Final = (Ask("whole_ore_share"), Ask("concentrate_share"), Ask("mercury_free_share"))
_MERCURY: Final = (
    Ask("retort_share", relevant="not(${mercury_free_share} = 1)"),
    Ask("retort_efficiency", relevant="${retort_share} > 0"),
    Ask("residential_burning", relevant="not(${mercury_free_share} = 1)"),
    Ask("cyanide_after_mercury", relevant="not(${mercury_free_share} = 1)"),
)
_BESIDE: Final = (
    Ask("industrial_mine"),
    Ask("industrial_relation", relevant="${industrial_mine} != ''"),
    Ask("note"),
)
#: A number or a short code with a number, as no name of a person is.
_NUMBER: Final = "regex(., '^[A-Za-z]{0,3}[-_ ]?[0-9]{1,8}$')"
_NO_NAME: Final = n_("use a number, never a name, and keep the list of names elsewhere")
_MINER: Final = (
    Ask("miner", constraint=_NUMBER, message=_NO_NAME),
    Ask("gold"),
    Ask("gold_unit"),
    Ask("gold_period"),
    Ask("sex"),
)
_UNIT: Final = (
    Ask("id"),
    Ask("kind"),
    Ask("stratum"),
    Ask("ore_t_per_day"),
    Ask("grade_g_per_t"),
    Ask("recovery"),
    Ask("days_per_year"),
    Ask("note"),
)
_BOUGHT: Final = (Ask("mercury"), Ask("mercury_unit"), Ask("period"))
_DEPOSIT: Final = (
    Ask("mass_t"),
    Ask("mercury_mg_per_kg"),
    Ask("cyanide"),
    Ask("confined"),
    Ask("water_distance_m"),
    Ask("people_within_1km", whole=True),
    Ask("food_grown"),
    Ask("note"),
)
_BUYER: Final = (
    Ask("id", constraint=_NUMBER, message=_NO_NAME),
    Ask("kind"),
    Ask("region"),
    Ask("stratum"),
)
_TRADED: Final = (
    Ask("gold"),
    Ask("gold_unit", relevant="${gold} != ''"),
    Ask("gold_period", relevant="${gold} != ''"),
)
_SHOP: Final = (
    Ask("sponge_mercury_percent"),
    Ask("capture_system"),
    Ask("capture_efficiency", relevant="${capture_system} = 'y'"),
    Ask("note"),
)

#: How the words of lists are said; units stand for themselves.
_SAID: Final = {
    "troy oz": n_("troy ounce"), "flask": n_("flask of 34.5 kg"), "day": n_("day"), "week": n_("week"),
    "month": n_("month"), "year": n_("year"), "female": n_("female"), "male": n_("male"), "none": n_("none"),
    "agreement": n_("agreement"), "tolerated": n_("tolerated"), "conflict": n_("conflict"),
    "shop": n_("gold shop"), "trader": n_("trader"), "exporter": n_("exporter"),
}  # fmt: skip


def gold_xlsform(kind: FormKind = "site") -> bytes:
    """A form as a workbook in English, French and Spanish, for servers of ODK and KoboToolbox.

    Args:
        kind: ``site`` for the visit of a site, ``buyer`` for a gold shop, trader or exporter.
    """
    survey = tuple(_site() if kind == "site" else _buyer())
    form_id = "almaden_site_visit" if kind == "site" else "almaden_buyer"
    settings = {"form_title": _TITLES[kind], "form_id": form_id, "version": _VERSION}
    return xlsform(survey, tuple(choice_lines(survey, _RECORDS[kind], _SAID)), settings)


def write_gold_xlsform(path: Path, kind: FormKind = "site") -> None:
    """Write a form.

    Args:
        path: the workbook to write, ``.xlsx``.
        kind: which form, as :func:`gold_xlsform` takes it.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: gold_xlsform(kind))


def _not_one() -> str:
    """Whether shares that were answered do not add to one, as an expression."""
    total, allowed = f"${{{SHARES_TOTAL}}}", tolerance("shares_tolerance")
    return f"{total} > 0 and ({total} < {1 - allowed:.6g} or {total} > {1 + allowed:.6g})"


def _site() -> Iterator[Line]:
    place = Line("geopoint", PLACE, n_("Place of the site: stand in its middle"))
    yield from _group("group", "where", n_("The site"), [*_asked(SiteRecord, _WHERE), place])
    yield from _group("group", "people", n_("Who works there"), _asked(SiteRecord, _PERSONS))
    yield from _group("group", "winning", n_("Gold, season and ore"), _asked(SiteRecord, _WINNING))
    total = Line("calculate", SHARES_TOTAL, cells={"calculation": _SHARES})
    warning = Line(
        "note", "shares_warning", n_("The shares do not add to 1: correct them."), cells={"relevant": _not_one()}
    )
    yield from _group("group", "practice", n_("How the gold is won"), [*_asked(SiteRecord, _PRACTICE), total, warning])
    yield from _group("group", "mercury_use", n_("Retorts and burning"), _asked(SiteRecord, _MERCURY))
    yield from _group("group", "beside", n_("A large mine beside it, and remarks"), _asked(SiteRecord, _BESIDE))
    miners = _asked(MinerRecord, _MINER)
    yield from _group("repeat", REPEATS["miners"], n_("What single miners win, without names"), miners)
    units = _asked(ProcessingRecord, _UNIT)
    yield from _group("repeat", REPEATS["units"], n_("Mills, sluices and centres, each by itself"), units)
    bought = _asked(MercuryRecord, _BOUGHT)
    yield from _group("repeat", REPEATS["mercury"], n_("Mercury bought"), bought)
    heap = Line("geopoint", PLACE, n_("Place of the deposit"))
    deposits = [question(TailingsRecord, Ask("id")), heap, *_asked(TailingsRecord, _DEPOSIT)]
    yield from _group("repeat", REPEATS["tailings"], n_("Tailings, each deposit by itself"), deposits)


def _buyer() -> Iterator[Line]:
    yield from _group("group", "who", n_("Who buys gold, without names"), _asked(BuyerRecord, _BUYER))
    yield from _group("group", "traded", n_("Gold that is bought"), _asked(BuyerRecord, _TRADED))
    yield from _group("group", "vapour", n_("Mercury in the gold, and its capture"), _asked(BuyerRecord, _SHOP))


def _asked(record: type[Record], asks: Sequence[Ask]) -> list[Line]:
    return [question(record, ask) for ask in asks]


def _group(kind: str, name: str, label: str, lines: Sequence[Line]) -> Iterator[Line]:
    yield Line(f"begin_{kind}", name, label)
    yield from lines
    yield Line(f"end_{kind}")
