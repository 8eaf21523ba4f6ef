"""How the gold is won: practices, the four worst ones, where their mercury goes, retorts and gold shops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from almaden.reference.origin import Origin
from almaden.reports.document import Block, Cell, Column, Paragraph, Row, Table
from almaden.reports.gold.figures import pathways_figure
from almaden.reports.gold.shared import number_cells, parts_table
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.gold.fate_defaults import named
from almaden.sectors.gold.plan_result import PlanYear
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.retorts_shops import CAPTURE_SHARE, RETORT_SHARE
from almaden.sectors.gold.terms import WORST_PRACTICES
from almaden.sectors.gold.told import WORST_NAMES

#: Numbers of the input that are of retorts and shops, in the order in which they are shown.
_EQUIPMENT: Final = ("retort_efficiency", "stored_share", "sponge", "capture_efficiency")


def practices_blocks(found: GoldEstimate, last: PlanYear | None, words: Words) -> Iterator[Block]:
    """Practices and their mercury.

    Args:
        found: the estimate.
        last: the last year of the plan, to stand beside the baseline; None without a plan.
        words: the language.
    """
    _ = words._
    yield parts_table(_("Gold and mercury by practice"), _("Practice"), found.by_practice, _("Practices"), words)
    yield Paragraph(
        _(
            "Annex C of the Minamata Convention names four practices that a plan has to act against. Where neither "
            "sites nor documents tell how common one is, that does not mean that there is none."
        )
    )
    yield worst_table(found, last, words)
    drawn = pathways_figure(found, words)
    if drawn is not None:
        yield drawn


def worst_table(found: GoldEstimate, last: PlanYear | None, words: Words) -> Table:
    """How common the four worst practices are, and what the measures leave of them."""
    _ = words._
    columns = [Column(_("Practice that a plan has to act against")), Column(str(found.year), "number")]
    if last is not None and last.year > found.year:
        columns.append(Column(_("{year}, under the measures").format(year=last.year), "number"))
    rows = []
    for name in WORST_PRACTICES:
        cells = [text(_(WORST_NAMES[name])), _share(found.worst[name], words)]
        if len(columns) > len(cells) and last is not None:
            cells.append(_share(last.worst[name], words))
        rows.append(Row(tuple(cells)))
    return Table(_("The four worst practices"), tuple(columns), tuple(rows), sheet=_("Worst practices"))


def _share(share: float | None, words: Words) -> Cell:
    return text(words._("not told")) if share is None else words.share(share)


def equipment_blocks(found: GoldEstimate, words: Words) -> Iterator[Block]:
    """What retorts and gold shops do, and the numbers that it rests on."""
    _ = words._
    yield Paragraph(
        _(
            "Retorts give back {again} kg of mercury a year that is used again and {stored} kg that is stored. Gold "
            "shops burn off {shops} kg into the air, and their capture systems hold back {captured} kg."
        ).format(
            again=words.with_span(found.recovered_kg),
            stored=words.with_span(found.pathways["stored"]),
            shops=words.with_span(found.pathways["air_shops"]),
            captured=words.with_span(found.pathways["captured"]),
        )
    )
    numbers = [one for one in found.origins if _is_equipment(one)]
    if numbers:
        yield _numbers(numbers, words)


def _numbers(numbers: Sequence[Origin], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Range"), "number"),
        Column(_("Unit")),
        Column(_("Status")),
    )
    rows = tuple(
        Row((text(isolated(_(one.quantity))), *number_cells(one, words), text(words.known(STATUSES, one.status))))
        for one in sorted(numbers, key=lambda one: str(one.quantity))
    )
    notes = (_("The annex of numbers tells where each was read."),)
    return Table(_("Numbers of retorts and shops"), columns, rows, notes=notes, sheet=_("Retorts and shops"))


def _is_equipment(one: Origin) -> bool:
    names = (RETORT_SHARE, CAPTURE_SHARE, *(str(named(key)) for key in _EQUIPMENT))
    return str(one.quantity).startswith(names)
