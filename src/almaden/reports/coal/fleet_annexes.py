"""What stands behind a fleet's result: independent figures, filled fields, unverified numbers, and the method."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reference.numerals import exact
from almaden.reports.coal import names
from almaden.reports.coal.fleet_tables import countries_of
from almaden.reports.coal.shared import KG_PER_T, ROUNDED, counted, origins_table, scaled
from almaden.reports.document import Block, Bullets, Cell, Column, Heading, Paragraph, Row, Table
from almaden.reports.numbers import rounded
from almaden.reports.words import STATUSES, Words, text
from almaden.sectors.coal.compare import default_method
from almaden.sectors.coal.independent import Independent, beside
from almaden.sectors.coal.result import FleetResult
from almaden.wording import n_

_STEPS = (
    n_("The coal of a unit: capacity, share of the year at full output and heat rate tell the heat that it takes in; "
       "mercury and heating value tell the mercury in that heat. Washing takes its share out."),
    n_("The boiler: a small part stays in bottom ash; the rest leaves as elemental, oxidised or particle-bound "
       "mercury, by chlorine and bromine of the coal, unburned carbon and temperature."),
    n_("Each device on the way to the stack changes forms and takes some out; what it takes goes to ash, gypsum, "
       "scrubber water or spent sorbent. Nothing is lost: all parts add to what came with the coal."),
    n_("Every uncertain number is drawn many times. Errors that all units of a country or all devices of a kind share "
       "are drawn once for all of them, so they do not cancel in a sum."),
    n_("Units are ranked anew in every draw; from that come the range of each place and the probability of belonging "
       "to the first ten."),
)  # fmt: skip
_LIMITS = (
    n_("A fleet from a register of plants tells capacity, age and place, seldom coal or controls. What is filled is "
       "usual for units of that kind; a single unit may be far from it. Ranges say how far."),
    n_("A measured coal or a test at the stack is worth more than any default: a unit with its own data has a "
       "narrower range, and its place in the order is surer."),
    n_("Units are taken to run in all years as in this one. Starts, stops and part load are not followed."),
    n_("Measured totals of whole trains were taken at other plants, most of them in one country; they stand beside the "
       "default and are never multiplied with it or with each other."),
)  # fmt: skip


def independent_blocks(result: FleetResult, words: Words) -> Iterator[Block]:
    """The result beside what others have published."""
    _ = words._
    found = beside(countries_of(result))
    if not found:
        yield Paragraph(_("The program knows no independent figure for these countries."))
        return
    yield Paragraph(
        _(
            "Independent figures are of other years, plants or methods; each line says how. Where years differ, the "
            "fleet can be reckoned as it ran in the year of the figure, and that is the fair comparison."
        )
    )
    columns = (
        Column(_("Country")),
        Column(_("This result, t a year"), "number"),
        Column(_("95 % range"), "number"),
        Column(_("Year"), "number"),
        Column(_("Published, t a year"), "number"),
        Column(_("Years"), "number"),
        Column(_("What it is of, and how it differs")),
        Column(_("Source")),
    )
    rows = tuple(_independent(one, result, words) for one in found)
    yield Table(_("The result beside independent figures"), columns, rows, sheet=_("Independent figures"))


def _independent(one: Independent, result: FleetResult, words: Words) -> Row:
    _ = words._
    own = next((t for t in result.totals if (t.country, t.status) == (one.country, "operating")), None)
    cells: tuple[Cell, Cell] = (text("–"), text(""))
    if own is not None:
        kg = scaled(own.kg_per_year, 1.0 / KG_PER_T)
        shown = rounded(kg.value, kg.low, kg.high, words.lang)
        cells = (Cell(shown.value, kg.value, "#,##0.0##"), text(shown.span))
    told = (_(one.scope), _(one.difference))
    read = (one.source, _(one.seen), _(one.doubt), words.known(STATUSES, one.status))
    return Row(
        (
            text(names.country(one.country, words) if one.country else _("All countries")),
            *cells,
            text(str(result.meta.state_year)),
            _published(one, words),
            text(_(one.years_told)),
            text(words.listed(part.rstrip(".") for part in told)),
            text(words.listed(read)),
        )
    )


def _published(one: Independent, words: Words) -> Cell:
    ends = "" if one.low is None or one.high is None else f"{_given(one.low, words)}–{_given(one.high, words)}"
    if one.tonnes is None:
        return text(ends)
    value = _given(one.tonnes, words)
    return Cell(f"{value} ({ends})" if ends else value, None if ends else one.tonnes, "#,##0.0##")


def _given(value: float, words: Words) -> str:
    return exact(value, words.lang)


def filled_table(result: FleetResult, words: Words) -> Table:
    """How many units each field was filled for."""
    _ = words._
    count = len(result.units) or 1
    columns = (Column(_("Field")), Column(_("Units filled"), "number"), Column(_("Share of all"), "number"))
    rows = tuple(
        Row((text(words.known(names.FIELDS, name)), counted(number, words), words.share(number / count)))
        for name, number in result.filled.items()
    )
    note = _("Of all {count} units, whatever their state.").format(count=exact(len(result.units), words.lang))
    return Table(_("Fields filled from default tables"), columns, rows, notes=(note,), sheet=_("Filled"))


def annex_blocks(result: FleetResult, words: Words) -> Iterator[Block]:
    """The annexes: filled fields, unverified numbers, the method and its limits."""
    _ = words._
    yield Heading(_("Annex: fields that were filled"))
    yield filled_table(result, words) if result.filled else Paragraph(_("Nothing was filled in; every field was told."))
    yield Heading(_("Annex: unverified numbers"))
    if result.unverified:
        caption = _("Unverified numbers that the result rests on")
        yield origins_table(caption, result.unverified, words, _("Unverified numbers"))
    else:
        yield Paragraph(_("Every number that the result rests on was verified."))
    yield Heading(_("Annex: the method and its limits"))
    yield Bullets(tuple(_(step) for step in _STEPS))
    yield Paragraph(_(default_method()[1]))
    yield Paragraph("", label=_("What to keep in mind:"))
    yield Bullets(tuple(_(limit) for limit in _LIMITS))
    if result.notes:
        yield Paragraph("", label=_("Notes on the input:"))
        yield Bullets(tuple(_(note) for note in result.notes))
    yield Paragraph(_(ROUNDED), small=True)
