"""A chapter for each main category, with a section for each source category that is present or may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almaden.inventory.result import Check, Part, Result, RowResult
from almaden.reference.numerals import exact
from almaden.reference.origin import Origin
from almaden.reference.pathways import AMOUNTS, PATHWAYS
from almaden.reports.annexes import origin_number
from almaden.reports.citations import citations, cite
from almaden.reports.document import Block, Bullets, Heading, Paragraph
from almaden.reports.numbers import percent
from almaden.reports.phrases import advice, finding, flag, labelled
from almaden.reports.summary_tables import in_order, is_hot_spot, main_code, main_name
from almaden.reports.words import AMOUNT_NAMES, PHASES, SEVERITIES, STATUSES, Words, isolated
from almaden.wording import place_of_row


def category_chapters(result: Result, words: Words) -> Iterator[Block]:
    """The chapters 5.1 to 5.10; a main category without rows is named as not in the inventory."""
    rows = [row for row in in_order(result.rows) if not is_hot_spot(row.code)]
    cited = citations(result)
    for number in range(1, 11):
        chapter = f"5.{number}"
        yield Heading(f"{chapter} {words._(main_name(chapter))}".strip())
        yield from _chapter([row for row in rows if main_code(row.code) == chapter], result, cited, words)


def _chapter(rows: list[RowResult], result: Result, cited: Mapping[str, int], words: Words) -> Iterator[Block]:
    _ = words._
    if not rows:
        yield Paragraph(_("The inventory has no row for this main category: whether it is present is not known."))
        return
    absent = [row for row in rows if row.present == "N"]
    unknown = [row for row in rows if row.present == "?" and row.activity_rate is None]
    code = ""
    for row in rows:
        if row in absent or row in unknown:
            continue
        if row.code != code:
            code = row.code
            yield Heading(f"{code} {_(row.name)}", 2)
        yield from _section(row, [check for check in result.checks if check.row == row.id], cited, words)
    for label, found in (
        (_("Not known whether present, so without an amount, which is not zero:"), unknown),
        (_("Not present in the country:"), absent),
    ):
        if found:
            names = words.listed(f"{row.code} {words.row_name(row)}" for row in found)
            yield Paragraph(names + ".", label=label, small=True)


def _section(row: RowResult, checks: list[Check], cited: Mapping[str, int], words: Words) -> Iterator[Block]:
    _ = words._
    apart = words.listed(
        (
            isolated(_(row.variant)),
            words.known(PHASES, row.phase) if row.phase else "",
            isolated(row.facility),
        )
    )
    if apart:
        yield Heading(apart, 3)
    if row.present == "?":
        yield Paragraph(_("Whether this source is present is not known; no amount is given, which is not zero."))
    yield Paragraph(_activity(row, words), label=_("Data:"))
    if row.formula and row.activity_rate is not None:
        yield Paragraph(_(row.formula), label=_("Calculation:"))
    if row.origins:
        yield Bullets(tuple(_origin(origin, cited, words) for origin in row.origins))
    practice = tuple(_practice(part, words) for part in row.parts if part.distribution is not None)
    if practice:
        yield Paragraph("", label=_("Practice and distribution:"))
        yield Bullets(practice)
    yield Paragraph(_result(row, words), label=_("Result:"))
    if row.flags:
        yield Paragraph(words.listed(flag(key, words) for key in row.flags) + ".", label=_("Flags:"))
    for check in checks:
        label = labelled(words.known(SEVERITIES, check.severity).capitalize(), words)
        yield Paragraph(f"{finding(check, words)} {advice(check, words)}", label=label, small=True)


def _activity(row: RowResult, words: Words) -> str:
    _ = words._
    if row.activity_rate is None:
        return _("activity rate not known ({unit}), {year}.").format(unit=_(row.unit) or "?", year=row.year)
    return _("activity rate {rate} {unit} in {year}.").format(
        rate=exact(row.activity_rate, words.lang), unit=_(row.unit), year=row.year
    )


def _origin(origin: Origin, cited: Mapping[str, int], words: Words) -> str:
    """One number of a row: value, range, where it was read, and how far it was checked."""
    _ = words._
    number = f"{_(origin.quantity)} {origin_number(origin, words)}".strip()
    where = [
        words.known(STATUSES, origin.status),
        _("layer {name}").format(name=_(origin.layer)) if origin.layer else "",
        cite(origin.source, cited),
        _(origin.seen),
        isolated(_(place_of_row(origin.place))),
        isolated(_(origin.note)),
    ]
    return words.pair(number, words.listed(where))


def _practice(part: Part, words: Words) -> str:
    """One part of a row: its share of the activity, its scenario, and where its mercury goes."""
    shares = words.listed(
        f"{words.known(AMOUNT_NAMES, f'{pathway}_kg')} {percent(share, words.lang)}"
        for pathway, share in zip(PATHWAYS, part.distribution or (), strict=False)
        if share
    )
    name = (
        ", ".join(piece for piece in (words._(part.scenario_name), isolated(words._(part.variant))) if piece)
        or part.scenario
    )
    return words.pair(f"{percent(part.share, words.lang)} {name}", shares)


def _result(row: RowResult, words: Words) -> str:
    _ = words._
    if row.amounts is None:
        return _("not known (?). What is missing: an activity rate, an input factor, or whether it is present.")
    parts = [
        f"{words.known(AMOUNT_NAMES, name)} {words.with_span(row.amounts[name])}"
        for name in AMOUNTS
        if row.amounts[name].high or name == "input_kg"
    ]
    return _("{amounts} kg of mercury per year (95 % ranges in brackets).").format(amounts=words.listed(parts))
