"""Funding in a report: by source, area and certainty, and what does not add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from almaden.partnership.contradictions import Contradiction
from almaden.partnership.reporting.contents import Contents
from almaden.partnership.reporting.money import Line, Sum
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Callout, Cell, Column, Paragraph, Row, Span, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import UNKNOWN, Words, isolated, text


def funding(contents: Contents, words: Words, level: int = 1) -> Section:
    """The chapter on funding."""
    return Section(
        "funding", words._("Funding"), tuple(_sentences(contents, words)), tuple(_blocks(contents, words)), level
    )


def _sentences(contents: Contents, words: Words) -> Iterator[Block]:
    _ = words._
    found = contents.money.summary
    yield Paragraph(
        _(
            "{rows} statements on funding belong to the period; {named} name who pays without a sum. Sums are as the "
            "documents state them; no rate of exchange is applied."
        ).format(rows=exact(found.rows, words.lang), named=exact(found.named, words.lang))
    )
    for one in found.programme.totals:
        parts = " + ".join(exact((part.amount or 0.0) / 1e6, words.lang) for part in one.parts)
        told = _("{item}: about {amount} ({period}).").format(
            item=isolated(one.item),
            amount=names.money(one.amount, one.currency, words),
            period=names.days(one.start, one.end),
        )
        if one.adds_up is not None:
            told += " " + (
                _("In millions: {parts}; it adds up.")
                if one.adds_up
                else _("In millions: {parts}; it does not add up.")
            ).format(parts=parts)
        yield Paragraph(told)
    sums = words.listed(
        names.money(total, currency, words) for currency, total in found.projects_by_currency.items() if total
    )
    if sums:
        yield Paragraph(
            _(
                "Sums of projects: {sums}. They are not added to the sums of the Partnership, which may hold them."
            ).format(sums=sums)
        )
    yield Paragraph(
        _("Of {unpaid} of {all} activities no document says who pays.").format(
            unpaid=exact(contents.money.unpaid, words.lang), all=exact(len(contents.entries), words.lang)
        )
    )


def _blocks(contents: Contents, words: Words) -> Iterator[Block]:
    _ = words._
    money = contents.money
    for one in money.contradictions:
        yield contradiction(one, words)
    if money.sums:
        yield _sums_table(money.sums, words)
    if money.by_source:
        yield _lines_table(
            _("Funding by source"), _("Source"), money.by_source, lambda name: name or _("not told"), words
        )
        yield _lines_table(_("Funding by area"), _("Area"), money.by_area, lambda name: names.area(name, words), words)
        yield _lines_table(
            _("Funding by certainty"),
            _("Certainty"),
            money.by_certainty,
            lambda name: words.known(names.CERTAINTIES, name),
            words,
        )
    if money.named:
        columns = (Column(_("Who pays")), Column(_("What for")), Column(_("Area")))
        rows = tuple(
            Row((text(isolated(one.source)), text(isolated(one.item)), text(names.area(one.area, words))))
            for one in sorted(money.named, key=lambda one: (one.source, one.item))
        )
        yield Table(_("Who pays, without a sum"), columns, rows, sheet=_("Named without a sum"))


def contradiction(one: Contradiction, words: Words) -> Callout:
    """What does not fit together, as a warning; it is shown as it was stated."""
    return Callout(
        words._("This does not fit together, and is shown as it was stated"),
        words.pair(words._(one.topic), f"{words._(one.text)}."),
        "warning",
    )


def _sums_table(sums: Sequence[Sum], words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("What for")), Column(_("Who pays")), Column(_("Area"))),
        *(Column(_("Sum or share"), "number"), Column(_("Certainty")), Column(_("Period"))),
    )
    rows: list[Row | Span] = []
    for level, title in names.LEVELS.items():
        inside = [one for one in sums if one.level == level]
        rows += [Span(_(title)), *(_sum_row(one, words) for one in inside)] if inside else []
    notes = (
        _("A sum may be inside another one, whose key stands behind it. Nothing here is added up."),
        *(words.pair(one.key, isolated(one.note)) for one in sums if one.note),
    )
    return Table(_("Sums and shares as they were stated"), columns, tuple(rows), notes=notes, sheet=_("Funding"))


def _sum_row(one: Sum, words: Words) -> Row:
    if one.amount is not None:
        value = names.money_cell(one.amount, one.currency, words)
    else:
        value = Cell(names.percent(one.percent or 0.0, words), (one.percent or 0.0) / 100, "0%")
    inside = words._("inside {key}").format(key=one.inside) if one.inside else ""
    in_kind = words._("in kind") if one.in_kind else ""
    return Row(
        (
            text(f"{isolated(one.item)} [{words.listed((one.key, inside, in_kind))}]"),
            text(isolated(one.source)),
            text(names.area(one.area, words)),
            value,
            text(words.known(names.CERTAINTIES, one.certainty)),
            text(names.days(one.start, one.end)),
        )
    )


def _lines_table(caption: str, header: str, lines: Sequence[Line], name: Callable[[str], str], words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(header), Column(_("Statements"), "number"), Column(_("Without a sum"), "number")),
        Column(_("Sums of projects"), "number"),
    )
    rows = tuple(
        Row(
            (
                text(isolated(name(one.name))),
                words.given(one.statements),
                words.given(one.without_sum),
                _projects(one, words),
            )
        )
        for one in lines
    )
    return Table(caption, columns, rows)


def _projects(one: Line, words: Words) -> Cell:
    if not one.projects:
        return text("–")
    if len(one.projects) == 1:
        ((currency, total),) = one.projects.items()
        return names.money_cell(total, currency or UNKNOWN, words)
    return text(words.listed(names.money(total, currency, words) for currency, total in one.projects.items()))
