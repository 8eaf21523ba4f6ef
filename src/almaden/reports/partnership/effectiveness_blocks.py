"""Section II of the report on progress: how effective the Partnership is, as far as that can be told."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.partnership.reporting.contents import Contents
from almaden.partnership.reporting.effectiveness import Effectiveness
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Column, Paragraph, Row, Span, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words, isolated, text


def effectiveness(contents: Contents, found: Effectiveness, words: Words) -> Section:
    """The five fields with what was done, and how much of the activities is told."""
    _ = words._
    intro = (
        Paragraph(
            _(
                "Effect is hard to judge: little is recorded of what activities changed. The table lists the "
                "overarching activities that help in each of the five fields, and the last "
                "one what the registry knows of all."
            )
        ),
    )
    return Section(
        "effectiveness", _("Effectiveness of the Partnership"), intro, tuple(_blocks(contents, found, words))
    )


def _blocks(contents: Contents, found: Effectiveness, words: Words) -> Iterator[Block]:
    _ = words._
    columns = (Column(_("Action")), Column(_("State")), Column(_("Record")))
    rows: list[Row | Span] = []
    for field in found.fields:
        rows.append(Span(words.known(names.FIELDS, field.key)))
        rows += [
            Row((text(isolated(one.title)), text(words.known(names.STATUSES, one.status)), text(one.key)))
            for one in field.entries
        ]
        rows += [Row((text(line), text(""), text(""))) for line in _counted(field.key, contents, found, words)]
    yield Table(
        _("Fields in which the Partnership wants to get better"), columns, tuple(rows), sheet=_("Effectiveness")
    )
    yield _known(found, words)


def _counted(key: str, contents: Contents, found: Effectiveness, words: Words) -> Iterator[str]:
    """What can be counted in a field, beside its activities."""
    _ = words._
    if key == "communication":
        published = sum(len(one.outputs.publications) for one in contents.areas)
        yield _("Publications and guidance of the period, in all areas: {count}").format(
            count=exact(published, words.lang)
        )
    elif key == "efficiency":
        events = sum(len(one.outputs.events) for one in contents.areas)
        yield _("Events of the period, in all areas: {count}").format(count=exact(events, words.lang))
    elif key == "leadership":
        areas = words.listed(names.area(code, words) for code in found.with_several_leads) or _("none")
        yield _("Areas with more than one lead: {areas}").format(areas=areas)
    elif key == "fundraising":
        sums = words.listed(
            names.money(total, currency, words)
            for currency, total in contents.money.summary.projects_by_currency.items()
            if total
        )
        yield _("Sums of projects that are stated: {sums}").format(sums=sums or _("none"))


def _known(found: Effectiveness, words: Words) -> Table:
    _ = words._
    lines = (
        (_("completed"), found.completed),
        (_("with a country"), found.with_country),
        (_("with partners that the document names"), found.with_partner),
        (_("with who pays"), found.with_funder),
        (_("with an output"), found.with_output),
        (_("with how many it reaches"), found.with_reach),
    )
    columns = (Column(_("Activities of the period")), Column(_("Number"), "number"), Column(_("Share"), "number"))
    rows = tuple(
        Row((text(name), words.given(number), words.share(number / found.activities if found.activities else 0.0)))
        for name, number in lines
    )
    total = Row((text(_("All")), words.given(found.activities), words.share(1.0)), strong=True)
    return Table(_("What is known of the activities"), columns, rows, (total,))
