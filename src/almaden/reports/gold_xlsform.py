"""The form for one visit of a site of small-scale gold mining, to be filled in on a phone without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from almaden.reports.record_template import write_template
from almaden.reports.xlsform import Ask, Line, choice_lines, question, xlsform
from almaden.sectors.gold.readers.plausible import tolerance
from almaden.sectors.gold.readers.submissions import PLACE, REPEATS, SHARES_TOTAL
from almaden.sectors.gold.records import MercuryRecord, MinerRecord, SiteRecord
from almaden.wording import n_

#: Changes with the questions, so that servers take the new form for a new version.
_VERSION: Final = "1"
_RECORDS: Final = (SiteRecord, MinerRecord, MercuryRecord)

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
_MINER: Final = (
    Ask(
        "miner",
        constraint="regex(., '^[A-Za-z]{0,3}[-_ ]?[0-9]{1,8}$')",
        message=n_("use a number, never a name, and keep the list of names elsewhere"),
    ),
    Ask("gold"),
    Ask("gold_unit"),
    Ask("gold_period"),
    Ask("sex"),
)
_BOUGHT: Final = (Ask("mercury"), Ask("mercury_unit"), Ask("period"))

#: How the words of lists are said; units stand for themselves.
_SAID: Final = {
    "troy oz": n_("troy ounce"), "flask": n_("flask of 34.5 kg"), "day": n_("day"), "week": n_("week"),
    "month": n_("month"), "year": n_("year"), "female": n_("female"), "male": n_("male"), "none": n_("none"),
    "agreement": n_("agreement"), "tolerated": n_("tolerated"), "conflict": n_("conflict"),
}  # fmt: skip


def gold_xlsform() -> bytes:
    """The form as a workbook in English, French and Spanish, for servers of ODK and KoboToolbox."""
    survey = tuple(_survey())
    settings = {"form_title": "Almaden: site visit", "form_id": "almaden_site_visit", "version": _VERSION}
    return xlsform(survey, tuple(choice_lines(survey, _RECORDS, _SAID)), settings)


def write_gold_xlsform(path: Path) -> None:
    """Write the form.

    Args:
        path: the workbook to write, ``.xlsx``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, gold_xlsform)


def _not_one() -> str:
    """Whether shares that were answered do not add to one, as an expression."""
    total, allowed = f"${{{SHARES_TOTAL}}}", tolerance("shares_tolerance")
    return f"{total} > 0 and ({total} < {1 - allowed:.6g} or {total} > {1 + allowed:.6g})"


def _survey() -> Iterator[Line]:
    place = Line("geopoint", PLACE, n_("Place of the site: stand in its middle"))
    yield from _group("group", "where", n_("The site"), [*_asked(_WHERE), place])
    yield from _group("group", "people", n_("Who works there"), _asked(_PERSONS))
    yield from _group("group", "winning", n_("Gold, season and ore"), _asked(_WINNING))
    total = Line("calculate", SHARES_TOTAL, cells={"calculation": _SHARES})
    warning = Line(
        "note", "shares_warning", n_("The shares do not add to 1: correct them."), cells={"relevant": _not_one()}
    )
    yield from _group("group", "practice", n_("How the gold is won"), [*_asked(_PRACTICE), total, warning])
    yield from _group("group", "mercury_use", n_("Retorts and burning"), _asked(_MERCURY))
    yield from _group("group", "beside", n_("A large mine beside it, and remarks"), _asked(_BESIDE))
    miners = [question(MinerRecord, ask) for ask in _MINER]
    yield from _group("repeat", REPEATS["miners"], n_("What single miners win, without names"), miners)
    bought = [question(MercuryRecord, ask) for ask in _BOUGHT]
    yield from _group("repeat", REPEATS["mercury"], n_("Mercury bought"), bought)


def _asked(asks: Sequence[Ask]) -> list[Line]:
    return [question(SiteRecord, ask) for ask in asks]


def _group(kind: str, name: str, label: str, lines: Sequence[Line]) -> Iterator[Line]:
    yield Line(f"begin_{kind}", name, label)
    yield from lines
    yield Line(f"end_{kind}")
