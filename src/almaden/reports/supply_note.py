"""The national note on supply and trade of mercury: balance, mines, both sides of trade, surplus to come, stocks."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.result import Amount
from almaden.reports import supply_note_tables as tables
from almaden.reports.build import rendered
from almaden.reports.chloralkali.shared import origins_table, sentence
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.front import assemble_sector
from almaden.reports.supply_note_projection import projection_blocks
from almaden.reports.supply_note_sheets import note_sheets
from almaden.reports.supply_note_trade import consents_blocks, products_blocks, trade_blocks
from almaden.reports.words import UNKNOWN, Words
from almaden.supply.balance_result import Balance
from almaden.supply.note import SupplyNote


def render_supply_note(note: SupplyNote, format: str, lang: str) -> bytes:
    """The note in a format.

    Args:
        note: what it tells.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``; a workbook also gets everything unrounded.
        lang: language code.

    Raises:
        InputError: there is no such format.
    """
    document = supply_note_report(note, Words.of(lang))
    return rendered(document, format, note_sheets(note) if format == "xlsx" else ())


def supply_note_report(note: SupplyNote, words: Words) -> Document:
    """The note, for any format."""
    _ = words._
    about = [(_("Country or region"), tables.area_name(note.area, words)), (_("As known on"), note.on.isoformat())]
    if note.projection is not None:
        about.append((_("Scenario"), _(note.projection.scenario)))
    if note.mirror is not None:
        about.append((_("Statistics of trade, SHA-256"), note.mirror.meta.input_sha256 or "–"))
    return assemble_sector(
        _("Supply and trade of mercury"), tables.area_name(note.area, words), note.balances.meta, about,
        _warnings(note, words), _blocks(note, words), words,
    )  # fmt: skip


def _warnings(note: SupplyNote, words: Words) -> Iterator[Callout]:
    _ = words._
    if note.main.hidden.indicated:
        yield Callout(
            _("An indicator of hidden flow"),
            _(
                "In {year} supply and demand differ by more than their ranges, and there is small-scale gold mining."
            ).format(year=note.main.year),
            "warning",
        )
    if note.unverified:
        yield Callout(
            _("This rests on {count} unverified numbers").format(count=len(note.unverified)),
            _("Nobody has yet checked them in the documents that they come from. The last table marks every one."),
            "warning",
        )


def _blocks(note: SupplyNote, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Supply and demand"))
    yield Paragraph(_told(note.main, words))
    yield tables.balance_figure(note.main, words)
    yield tables.terms_table(note.main, words)
    if len(note.balances.lines) > 1:
        yield tables.years_table(note.balances, words)
    yield Heading(_("Mines"))
    if note.mines.mines:
        yield tables.mines_table(note.mines, words)
    else:
        yield Paragraph(_("No mine is told."))
    if note.mirror is not None:
        yield from trade_blocks(note.mirror, note.trade_country, words)
    if note.products is not None:
        yield from products_blocks(note.products, words)
    if note.consents is not None:
        yield from consents_blocks(note.consents, words)
    if note.projection is not None:
        yield from projection_blocks(note.projection, words)
    yield Heading(_("Stocks and supplies to be identified"))
    if note.identify:
        yield tables.identify_table(note.identify, words)
    else:
        yield Paragraph(_("No stock and no supply above the limits is told."))
    yield Heading(_("What this rests on"))
    yield Bullets(tuple(dict.fromkeys(sentence(_(one)) for one in note.notes)))
    yield origins_table(_("Numbers and their sources"), note.origins, words)


def _told(one: Balance, words: Words) -> str:
    _ = words._
    return _("In {year} supply was {supply} t and demand {demand} t; {rest} t are unexplained: {verdict}.").format(
        year=one.year, supply=_side(one.side("supply"), words), demand=_side(one.side("demand"), words),
        rest=words.with_span(one.unexplained_t), verdict=_(one.hidden.text),
    )  # fmt: skip


def _side(amount: Amount | None, words: Words) -> str:
    return UNKNOWN if amount is None else words.with_span(amount)
