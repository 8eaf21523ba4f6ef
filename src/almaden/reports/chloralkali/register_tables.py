"""Tables and figures of a register: plants, where mercury went, balances, sums, published figures."""

from __future__ import annotations

from collections.abc import Sequence

from almaden.reference.numerals import exact
from almaden.reports.chloralkali.names import SINKS, plant_name
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, read_in, short
from almaden.reports.coal.names import country
from almaden.reports.document import Cell, Column, Figure, Row, Table
from almaden.reports.drawings import Bar, BarChart
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated, text
from almaden.sectors.chloralkali.balance import Balance
from almaden.sectors.chloralkali.capacity import capacity_kt
from almaden.sectors.chloralkali.records import DESTINATION_NAMES
from almaden.sectors.chloralkali.standing import PlantStanding
from almaden.sectors.chloralkali.which_run import WhichRun


def plants_table(caption: str, plants: Sequence[PlantStanding], words: Words) -> Table:
    """Plants with how they stand."""
    _ = words._
    columns = (
        Column(_("Chlor-alkali plant")), Column(_("Country")), Column(_("How it stands")), Column(_("Exemption until")),
        Column(_("Chlorine, kt a year"), "number"),
    )  # fmt: skip
    return Table(caption, columns, tuple(_plant(one, words) for one in plants))


def _plant(one: PlantStanding, words: Words) -> Row:
    until = one.plant.exemption_until
    return Row(
        (
            text(isolated(plant_name(one.plant))), text(country(one.plant.country, words)),
            text(words._(one.text)), text(until.isoformat() if until else words._("none told")),
            short(capacity_kt(one.plant), words),
        )
    )  # fmt: skip


def ended_table(plants: Sequence[PlantStanding], words: Words) -> Table:
    """Plants that closed or were converted, with where their mercury went."""
    _ = words._
    columns = (
        Column(_("Chlor-alkali plant")), Column(_("Country")), Column(_("How it stands")),
        Column(_("Technology after")), Column(_("Its mercury")), Column("t", "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(isolated(plant_name(one.plant))), text(country(one.plant.country, words)),
                text(_(one.text)), text(_(one.plant.technology_after) if one.plant.technology_after else ""),
                text(_(DESTINATION_NAMES[one.plant.mercury_destination])), words.given(one.plant.mercury_destination_t),
            )
        )
        for one in plants
    )  # fmt: skip
    return Table(_("Plants that closed or were converted"), columns, rows)


def destinations_figure(found: WhichRun, words: Words) -> Figure:
    """Where the mercury went, as bars."""
    _ = words._
    bars = tuple(
        Bar(
            _(DESTINATION_NAMES[one.destination]), one.tonnes.value, one.tonnes.low, one.tonnes.high,
            words.with_span(one.tonnes),
        )
        for one in found.destinations
    )  # fmt: skip
    chart = BarChart(bars, _("t of mercury"), COLOURS[0], words.lang)
    caption = _("Where the mercury of closed and converted plants went. Lines are 95 % ranges.")
    told = words.listed(words.pair(bar.label, bar.text) for bar in bars)
    return Figure(chart, caption, _("Bar chart, t of mercury: {told}.").format(told=told))


def destinations_table(found: WhichRun, words: Words) -> Table:
    """Where the mercury went, with plants that tell no amount."""
    _ = words._
    columns = (
        Column(_("Where it went")), Column(_("Plants"), "number"), *amount_columns(_("Mercury, t"), words),
        Column(_("Plants without an amount"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(_(DESTINATION_NAMES[one.destination])), words.given(one.plants), *amount_cells(one.tonnes, words),
                words.given(one.without_amount),
            )
        )
        for one in found.destinations
    )  # fmt: skip
    note = _(
        "Where no amount is told, the mercury in the cells is taken, as told or by the capacity; plants that tell "
        "neither are counted, not estimated."
    )
    caption = _("Where the mercury of closed and converted plants went")
    return Table(caption, columns, rows, notes=(note,), sheet=_("Where it went"))


def balances_table(found: WhichRun, words: Words) -> Table:
    """Balances with what they leave unaccounted."""
    _ = words._
    names = {one.plant.id: plant_name(one.plant) for one in found.plants}
    columns = (
        Column(_("Chlor-alkali plant")), Column(_("Year")), Column(_("Used up, kg"), "number"),
        *(Column(_(name), "number") for name in SINKS.values()), Column(_("Unaccounted, kg"), "number"),
        Column(_("g per t of capacity"), "number"),
    )  # fmt: skip
    rows = tuple(_balance(each, names[one.plant], words) for one in found.years for each in one.balances)
    note = _(
        "What is unaccounted is used up and told nowhere; sinks that are not told are part of it. Below 0, more is "
        "told than was used up."
    )
    return Table(_("Mercury used up and lost in a year"), columns, rows, notes=(note,), sheet=_("Balances"))


def _balance(one: Balance, name: str, words: Words) -> Row:
    return Row(
        (
            text(isolated(name)), text(str(one.year)), words.given(one.consumption_kg),
            *(words.given(one.sinks_kg.get(sink)) for sink in SINKS), words.given(one.unaccounted_kg),
            short(one.unaccounted_g_per_t_capacity, words),
        )
    )  # fmt: skip


def sums_table(found: WhichRun, words: Words) -> Table:
    """Plants and capacity by region and country, the world last."""
    _ = words._
    columns = (
        Column(_("Region of the world")), Column(_("Plants"), "number"), Column(_("that run"), "number"),
        Column(_("their chlorine, kt a year"), "number"), *amount_columns(_("mercury in their cells, t"), words),
    )  # fmt: skip
    rows = [
        Row(
            (
                area_name(one.level, one.area, words), words.given(one.plants), words.given(one.running),
                short(one.running_capacity_kt, words), *amount_cells(one.cells_t, words),
            ),
            strong=one.level != "country",
        )
        for one in found.sums
    ]  # fmt: skip
    note = _("Plants that nobody registered are in no sum.")
    return Table(_("Sums of what is registered"), columns, tuple(rows[:-1]), (rows[-1],), (note,), _("Sums"))


def area_name(level: str, area: str, words: Words) -> Cell:
    """The name of a country, a region, or of all that is registered."""
    if level == "country":
        return text(country(area, words))
    return text(words._(area) if area else words._("all that is registered"))


def anchors_table(found: WhichRun, words: Words) -> Table:
    """Published figures that stand beside the sums."""
    _ = words._
    columns = (
        Column(_("Figure")), Column(_("Region")), Column(_("Year")), Column(_("Value"), "number"), Column(_("Unit")),
        Column(_("Source")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(_(one.name)), text(_region(one.region, words)), text(str(one.year or "")),
                text(exact(one.value, words.lang)), text(_(one.unit)),
                read_in(one.source, one.seen, one.status, words),
            )
        )
        for one in found.anchors
    )  # fmt: skip
    return Table(_("Published figures"), columns, rows, sheet=_("Published figures"))


def _region(name: str, words: Words) -> str:
    """The name of a region, which may be a country by its code."""
    return country(name, words) if len(name) == 3 and name.isupper() else words._(name)
