"""The report on conversions from mercury to membrane cells: one plant in depth, or the plants of a register."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reports.chloralkali import conversion_tables as tables
from almaden.reports.chloralkali.shared import assembled, origins_table, sentence
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.words import Words
from almaden.sectors.chloralkali.conversion_result import ConversionResult, PlantConversion


def conversion_report(result: ConversionResult, words: Words, depth: bool = True) -> Document:
    """The report on conversions, for any format.

    Args:
        result: the conversions.
        words: the language.
        depth: whether each plant is told with all that it rests on, which shows its user's own numbers.
    """
    _ = words._
    title = _("Conversion from mercury to membrane cells")
    (plant, *others) = result.plants
    subtitle = _("{count} plants").format(count=len(result.plants)) if others else plant.name
    about = ((_("Money"), _("EUR of {year}, real").format(year=result.money_year)),)
    return assembled(title, subtitle, result.meta, about, _blocks(result, depth, words), words)


def _blocks(result: ConversionResult, depth: bool, words: Words) -> Iterator[Block]:
    _ = words._
    if result.notes:
        yield Callout(_("Please note"), " ".join(sentence(_(note)) for note in result.notes), "warning")
    if len(result.plants) > 1 or not depth:
        yield Heading(_("All plants"))
        yield tables.plants_table(result, words)
    if depth:
        for plant in result.plants:
            yield from _plant(plant, words)
    yield Heading(_("Beside published costs"))
    yield tables.published_table(result, words)
    yield Heading(_("What this rests on"))
    yield Bullets(
        (
            _("Ranges are of uncertain numbers; what plants have in common is drawn once for all of them."),
            _("Nothing is earned by surplus mercury: it must not be used again, and is disposed of."),
        )
    )
    if depth:
        found = {(one.quantity, one.value): one for plant in result.plants for one in plant.origins}
        yield origins_table(_("Numbers"), found.values(), words)
    else:
        yield origins_table(_("Numbers that are not verified"), result.unverified, words)


def _plant(plant: PlantConversion, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(plant.name)
    yield Paragraph(tables.told(plant, words))
    yield tables.figures_table(plant, words)
    yield tables.parts_table(plant, words)
    if plant.tornado:
        yield tables.tornado_table(plant, words)
    yield tables.cash_figure(plant, words)
    if plant.finance is not None:
        yield tables.finance_table(plant.finance, words)
