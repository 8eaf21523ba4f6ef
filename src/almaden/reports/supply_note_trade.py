"""Chapters of a note on supply about trade: both sides of statistics, the national balance, consents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.inventory.result import Amount
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, short
from almaden.reports.coal.names import country
from almaden.reports.document import Block, Cell, Column, Figure, Heading, Paragraph, Row, Span, Table
from almaden.reports.drawings import Bar, BarChart
from almaden.reports.palette import COLOURS
from almaden.reports.words import UNKNOWN, Words, text
from almaden.sectors.products.national.public import PublicCell, PublicResult
from almaden.sectors.products.national.words import DEMAND, MARKET, SUMS, SUPPLY, TERM_NAMES
from almaden.supply.trade.consent_result import STANDINGS, STATES, ConsentResult, ShipmentAnswer
from almaden.supply.trade.explore import CountryYear, country_years
from almaden.supply.trade.hidden import CountrySigns
from almaden.supply.trade.mirror_result import MirrorResult

_KG_PER_T: Final = 1000.0
#: Most countries and flows that are told; a workbook has more.
_COUNTRIES, _FLOWS = 12, 15


def trade_blocks(found: MirrorResult, only: str, words: Words) -> Iterator[Block]:
    """Both sides of trade, of one country (three letters) or of all."""
    _ = words._
    yield Heading(_("Trade as both sides tell it"))
    yield Paragraph(words.pair(_("All trade of the statistics"), _(found.summary())) + ".")
    chosen = signs_of(found, only)
    if not chosen:
        yield Paragraph(_("The statistics tell nothing of this country.") if only else _("No flow is flagged."))
        return
    yield Paragraph(
        _(
            "Flagged flows point to trade without a record, or to errors of reporting: they are questions to be asked, "
            "no proof."
        )
    )
    if only:
        yield _years_table(country_years(found, only), words)
        yield _beside_mining(chosen[0], words)
    yield signs_table(chosen, words)
    if flows := found.flows(only, _FLOWS):
        yield _flows_table(found, only, len(flows), words)


def signs_of(found: MirrorResult, only: str) -> tuple[CountrySigns, ...]:
    """The signs of a country; of those with the most hidden where none is asked for."""
    if only:
        return tuple(one for one in found.countries if one.country == only)
    return tuple(one for one in found.countries if one.hidden_kg.value > 0.0)[:_COUNTRIES]


def _t(kg: Amount | None) -> Amount | None:
    return None if kg is None else Amount(kg.value / _KG_PER_T, kg.low / _KG_PER_T, kg.high / _KG_PER_T)


def _kg_as_t(kg: float | None, words: Words) -> Cell:
    return short(None if kg is None else kg / _KG_PER_T, words)


def _years_table(years: tuple[CountryYear, ...], words: Words) -> Table:
    """What a country tells year by year, beside what its partners tell of it."""
    _ = words._
    columns = (
        Column(_("Year")), Column(_("Imports by the country, t"), "number"),
        Column(_("Exports to it by its partners, t"), "number"), Column(_("Exports by the country, t"), "number"),
        Column(_("Imports from it by its partners, t"), "number"), Column(_("Flagged flows"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(str(one.year)), _kg_as_t(one.imports_kg, words), _kg_as_t(one.partners_exports_kg, words),
                _kg_as_t(one.exports_kg, words), _kg_as_t(one.partners_imports_kg, words), words.given(one.flagged),
            )
        )
        for one in years
    )  # fmt: skip
    notes = (_("A year without statistics of the country is shown as ?, which is not zero."),)
    return Table(_("What both sides tell, year by year"), columns, rows, (), notes, _("Both sides"))


def _beside_mining(one: CountrySigns, words: Words) -> Figure:
    """Hidden flows of a country beside what its small-scale gold mining uses."""
    _ = words._
    told = (
        (_("came in unseen, flagged flows"), one.hidden_in_kg),
        (_("went out unseen, flagged flows"), one.hidden_out_kg),
        (_("small-scale gold mining uses in as many years"), one.gold_demand_kg),
    )
    bars = tuple(
        Bar(name, t.value, t.low, t.high, words.with_span(t)) for name, kg in told if (t := _t(kg)) is not None
    )
    caption = _("Hidden flows of {years} years beside the demand of small-scale gold mining. Lines are 95 % ranges.")
    alt = _("Bar chart, t of mercury: {told}.").format(told=words.listed(words.pair(b.label, b.text) for b in bars))
    chart = BarChart(bars, _("t of mercury"), COLOURS[5], words.lang)
    return Figure(chart, caption.format(years=one.years), alt)


def signs_table(chosen: tuple[CountrySigns, ...], words: Words) -> Table:
    """Net imports as both sides tell them, hidden flows, and gold mining, over all years."""
    _ = words._
    columns = (
        Column(_("Country")), Column(_("Years"), "number"), Column(_("Net imports by its own statistics, t"), "number"),
        Column(_("by those of its partners, t"), "number"), *amount_columns(_("Came in unseen, t"), words),
        *amount_columns(_("Gold mining uses, t"), words), Column(_("Share of gold mining"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(country(one.country, words)), words.given(one.years), _kg_as_t(one.net_imports_kg, words),
                _kg_as_t(one.partners_net_imports_kg, words), *amount_cells(_t(one.hidden_in_kg), words),
                *amount_cells(_t(one.gold_demand_kg), words), _share(one.share_of_gold_demand, words),
            )
        )
        for one in chosen
    )  # fmt: skip
    notes = (
        _(
            "Over all years of the statistics. Came in unseen: flagged flows that partners sent and the country does "
            "not tell. The share sets these, or the gap of all its trade where that is more, against the mercury that "
            "small-scale gold mining uses."
        ),
    )
    return Table(_("Signs of hidden trade"), columns, rows, (), notes, _("Hidden trade"))


def _share(share: Amount | None, words: Words) -> Cell:
    if share is None:
        return text(UNKNOWN)
    low, high = (words.share(end).text for end in (share.low, share.high))
    return Cell(f"{words.share(share.value).text} ({low}–{high})", share.value, "0.0%")


def _flows_table(found: MirrorResult, only: str, count: int, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year")), Column(_("From")), Column(_("To")), Column(_("Exporter tells, t"), "number"),
        Column(_("Importer tells, t"), "number"), Column(_("Explained, t"), "number"),
        Column(_("Unexplained, t"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(str(one.year)), text(country(one.exporter, words)), text(country(one.importer, words)),
                _kg_as_t(one.x_kg, words), _kg_as_t(one.m_kg, words),
                _kg_as_t(one.shifted_kg + one.hub_kg, words), _kg_as_t(one.left_kg, words),
            )
        )
        for one in found.flows(only, count)
    )  # fmt: skip
    notes = (
        _(
            "Explained: by the turn of the year and by countries that sell on. Unexplained above 0: the exporter tells "
            "too little; below 0: the importer."
        ),
    )
    return Table(_("Largest gaps that are flagged"), columns, rows, (), notes, _("Flagged flows"))


def products_blocks(found: PublicResult, words: Words) -> Iterator[Block]:
    """The national balance of mercury as reporters told it, as it may be published."""
    _ = words._
    yield Heading(_("What reporters in the country told"))
    last = found.years[-1]
    yield Paragraph(
        _("In {year}, {answered} of {expected} expected reporters answered.").format(
            year=last.year, answered=last.answered, expected=last.expected
        )
    )
    columns = (Column(_("Term")), *(Column(str(one.year), "number") for one in found.years))
    rows: list[Row | Span] = []
    for name, terms in ((_("Supply"), SUPPLY), (_("Demand"), DEMAND), (_("Mercury in products"), MARKET)):
        rows.append(Span(name))
        rows += [Row((text(_(TERM_NAMES[key])), *_published(found, key, words))) for key in terms]
    sums = tuple(Row((text(_(TERM_NAMES[key])), *_published(found, key, words)), strong=True) for key in SUMS)
    notes = tuple(_(note) for note in found.notes)
    yield Table(_("National balance as it may be published, kg"), columns, tuple(rows), sums, notes, _("Reporters"))


def _published(found: PublicResult, key: str, words: Words) -> Iterator[Cell]:
    for year in found.years:
        cells = {one.key: one for one in year.cells}
        yield _public(cells[key], words) if key in cells else text("")


def _public(one: PublicCell, words: Words) -> Cell:
    if one.shown == "published":
        return words.given(one.kg)
    return text(words._("not published") if one.shown == "suppressed" else UNKNOWN)


def consents_blocks(found: ConsentResult, words: Words) -> Iterator[Block]:
    """Shipments and their consents under Article 3."""
    _ = words._
    yield Heading(_("Shipments and consents"))
    counts = found.summary()
    told = words.listed(words.pair(_(name), str(counts[key])) for key, name in STANDINGS.items())
    yield Paragraph(_("Shipments on {day}: {counts}.").format(day=found.on.isoformat(), counts=told))
    wanted = [one for one in found.shipments if one.standing in ("lacking", "unclear")]
    if wanted:
        yield _shipments_table(wanted, words)
    soon = [one for one in found.consents if one.reference in found.expiring]
    if soon:
        columns = (Column(_("Consent")), Column(_("Consent form")), Column(_("Standing")), Column(_("Last day")),
                   Column(_("Left, kg"), "number"))  # fmt: skip
        rows = tuple(
            Row((text(one.reference), text(one.form), text(_(STATES[one.state])),
                 text("" if one.valid_until is None else one.valid_until.isoformat()),
                 text(_("no limit")) if one.left_kg is None else words.given(one.left_kg)))
            for one in soon
        )  # fmt: skip
        caption = _("Consents that end within {days} days").format(days=found.within_days)
        yield Table(caption, columns, rows, sheet=_("Consents that end"))


def _shipments_table(wanted: list[ShipmentAnswer], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Shipment")), Column(_("Day")), Column(_("From")), Column(_("To")), Column(_("kg"), "number"),
        Column(_("Standing")), Column(_("Why")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(one.reference), text(one.day.isoformat()), text(country(one.exporter, words)),
                text(country(one.importer, words)), words.given(one.kg), text(_(STANDINGS[one.standing])),
                text(words.listed(
                    f"{_(each.text)} [{each.paragraph}]" for each in one.reasons if each.weight != "told"
                )),
            )
        )
        for one in wanted
    )  # fmt: skip
    return Table(_("Shipments that lack their consent, or are unclear"), columns, rows, sheet=_("Shipments"))
