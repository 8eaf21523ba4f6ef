"""Tables of a fleet: sums by state and region, methods side by side, units in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from almaden.reports.coal import names
from almaden.reports.coal.shared import ROUNDED, amount_cells, amount_columns, counted, short, span_text
from almaden.reports.document import Cell, Column, Row, Table
from almaden.reports.words import Words, isolated, text
from almaden.sectors.coal.methods import methods
from almaden.sectors.coal.ranked import RankedUnit, RankResult
from almaden.sectors.coal.result import FleetResult, FleetTotal, FleetUnit

#: Units listed in a document that is read on paper; a workbook has all of them.
LISTED: Final = 50
#: With more countries than this only units that operate are summed by country.
_MANY: Final = 3
#: Regions shown by name; the others are summed.
_REGIONS: Final = 25


def running(result: FleetResult) -> FleetTotal | None:
    """The sum over all units that operate; None where none does."""
    return next((one for one in result.totals if (one.country, one.status) == ("", "operating")), None)


def countries_of(result: FleetResult) -> tuple[str, ...]:
    """Countries, the one that emits most first."""
    kg: dict[str, float] = defaultdict(float)
    for unit in result.units:
        kg[unit.country] += unit.kg_per_year.value if unit.status == "operating" else 0.0
    return tuple(sorted(kg, key=lambda country: (-kg[country], country)))


def totals_table(result: FleetResult, words: Words) -> Table:
    """Sums by country and state."""
    _ = words._
    countries = countries_of(result)
    alone = len(countries) == 1
    columns = (
        *(() if alone else (Column(_("Country")),)),
        Column(_("State")),
        Column(_("Units"), "number"),
        Column("MW", "number"),
        *amount_columns(_("In coal, a year"), words),
        *amount_columns(_("To air, a year"), words),
        *amount_columns(_("To air, remaining lives"), words),
    )
    shown = [
        one
        for country in countries
        for one in result.totals
        if one.country == country and (len(countries) <= _MANY or one.status == "operating")
    ]
    footer = tuple(_total(one, alone, words) for one in result.totals if not one.country and not alone)
    notes = (
        words._(ROUNDED),
        _("Of units that do not run yet, or not any more, the columns tell what they would emit or have emitted in a "
          "year of running; their remaining lives are those they would have."),
    )  # fmt: skip
    rows = tuple(_total(one, alone, words) for one in shown)
    return Table(_("Units and their mercury by state, kg"), columns, rows, footer, notes, _("By state"))


def _total(one: FleetTotal, alone: bool, words: Words) -> Row:
    name = names.country(one.country, words) if one.country else words._("All countries")
    return Row(
        (
            *(() if alone else (text(name),)),
            text(words.known(names.STATUSES, one.status)),
            counted(one.units, words),
            counted(round(one.capacity_mw, 1), words),
            *amount_cells(one.coal_kg_per_year, words),
            *amount_cells(one.kg_per_year, words),
            *amount_cells(one.lifetime_kg, words),
        ),
        strong=not one.country,
    )


def regions_table(result: FleetResult, words: Words) -> Table:
    """Units that operate by country and region, values of record."""
    _ = words._
    units: dict[tuple[str, str], list[FleetUnit]] = defaultdict(list)
    for unit in result.units:
        if unit.status == "operating":
            units[unit.country, unit.subdivision].append(unit)
    order = sorted(units, key=lambda key: (-_kg(units[key]), key))
    total = sum(map(_kg, units.values())) or 1.0
    columns = (
        Column(_("Region")),
        Column(_("Units"), "number"),
        Column("MW", "number"),
        Column(_("To air, a year"), "number"),
        Column(_("Share"), "number"),
        Column(_("Remaining lives"), "number"),
    )
    alone = len({country for country, _region in units}) == 1
    rows = [_region(_name(key, alone, words), units[key], total, words) for key in order[:_REGIONS]]
    rest = [unit for key in order[_REGIONS:] for unit in units[key]]
    if rest:
        name = _("{count} other regions").format(count=len(order) - _REGIONS)
        rows.append(_region(name, rest, total, words))
    note = _("Values of record; ranges of units are in the table of units.")
    caption = _("Mercury of units that operate by region, kg")
    return Table(caption, columns, tuple(rows), notes=(note,), sheet=_("By region"))


def _name(key: tuple[str, str], alone: bool, words: Words) -> str:
    country, region = key
    region = isolated(region) or words._("not told")
    return region if alone else words.pair(names.country(country, words), region)


def _kg(units: Sequence[FleetUnit]) -> float:
    return sum(unit.kg_per_year.value for unit in units)


def _region(name: str, units: Sequence[FleetUnit], total: float, words: Words) -> Row:
    kg = _kg(units)
    return Row(
        (
            text(name),
            counted(len(units), words),
            counted(round(sum(unit.capacity_mw for unit in units), 1), words),
            short(kg, words),
            words.share(kg / total),
            short(sum(unit.lifetime_kg.value for unit in units), words),
        )
    )


def shares_table(ranking: RankResult, words: Words) -> Table:
    """How many units carry shares of the mercury."""
    _ = words._
    columns = (
        Column(_("Share of mercury"), "number"),
        Column(_("Units that carry it"), "number"),
        Column(_("95 % range"), "number"),
        Column(_("Of all units"), "number"),
    )
    rows = tuple(
        Row(
            (
                words.share(share),
                counted(count.value, words),
                text(span_text(count.low, count.high, words)),
                words.share(count.value / len(ranking.units)),
            )
        )
        for share, count in ranking.counts.items()
    )
    return Table(_("How few units carry a share"), columns, rows, sheet=_("Concentration"))


def methods_table(total: FleetTotal, words: Words) -> Table:
    """What measured totals say of the units that they cover, beside the default."""
    _ = words._
    titles = {method.name: method.title for method in methods()}
    columns = (
        Column(_("Method")),
        Column(_("Units covered"), "number"),
        Column(_("Share of all units"), "number"),
        *amount_columns(_("To air, a year"), words),
        Column(_("Default, the same units"), "number"),
        Column(_("Method to default"), "number"),
    )
    default = Row(
        (
            text(_("Chain of devices (default)")),
            counted(total.units, words),
            words.share(1.0),
            *amount_cells(total.kg_per_year, words),
            short(total.kg_per_year.value, words),
            short(1.0, words),
        ),
        strong=True,
    )
    rows = tuple(
        Row(
            (
                text(words.known(titles, name)),
                counted(one.units, words),
                words.share(one.units / total.units),
                *amount_cells(one.kg_per_year, words),
                short(one.default_kg_per_year, words),
                short(one.kg_per_year.value / one.default_kg_per_year, words) if one.default_kg_per_year else text(""),
            )
        )
        for name, one in total.methods.items()
    )
    return Table(
        _("Methods side by side, units that operate, kg to air a year"), columns, (default, *rows), sheet=_("Methods")
    )


def units_table(result: FleetResult, ranking: RankResult, words: Words) -> Table:
    """The first units of the ranking."""
    _ = words._
    by_id = {unit.id: unit for unit in result.units}
    columns = (
        Column(_("Place"), "number"),
        Column(_("Unit")),
        Column("MW", "number"),
        Column(_("Controls")),
        *amount_columns(_("To air, a year"), words),
        Column(_("Years left"), "number"),
        *amount_columns(_("Remaining life"), words),
        Column(_("Among the first ten"), "number"),
    )
    listed = ranking.units[:LISTED]
    rows = tuple(Row(tuple(_unit(one, by_id.get(one.gem_id), words))) for one in listed)
    left = len(result.units) - len(listed)
    notes = [_("Controls are those told, or the likeliest for units of this country, age and size.")]
    if left:
        notes.append(
            _("{count} more units, with all figures, ranges, methods and filled fields, are in the workbook.").format(
                count=counted(left, words).text
            )
        )
    caption = _("The first {count} units, kg of mercury to air").format(count=len(rows))
    return Table(caption, columns, rows, notes=tuple(notes), sheet=_("First units"))


def _unit(one: RankedUnit, unit: FleetUnit | None, words: Words) -> Iterator[Cell]:
    yield counted(one.rank, words)
    yield text(isolated(one.name))
    yield counted(one.capacity_mw, words)
    yield text(unit.train if unit else "")
    yield from amount_cells(one.kg_per_year, words)
    yield counted(one.remaining_years, words)
    yield from amount_cells(one.lifetime_kg, words)
    yield words.share(one.p_top10)
