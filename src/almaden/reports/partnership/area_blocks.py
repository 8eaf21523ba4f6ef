"""What a report tells of one area."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.partnership.figures import MERCURY
from almaden.partnership.reporting.contents import HINDERED, AreaContents
from almaden.partnership.reporting.entries import Entry, Group
from almaden.partnership.reporting.outputs import ChangeSum, Outputs
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Bullets, Callout, Column, Paragraph, Row, Span, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words, isolated, text


def area_section(one: AreaContents, words: Words, level: int, planned: bool = True) -> Section:
    """An area: objectives, activities, what came out, what stood in the way, plans.

    Args:
        one: what is told of it.
        words: the language.
        level: level of its heading.
        planned: whether its planned activities stand here; otherwise they stand in a chapter of their own.
    """
    _ = words._
    intro: list[Block] = [
        Paragraph(isolated(objective), label=_("Objective:") if not place else "")
        for place, objective in enumerate(one.objectives)
    ]
    blocks = [*_stale(one, words), *_activities(one, words)]
    if planned and one.planned:
        blocks.append(planned_table(one, words))
    blocks += _obstacles(one, words)
    blocks += output_blocks(one.outputs, names.area(one.code, words), words)
    if one.countries:
        listed = ", ".join(f"{names.countries((code,), words)} {number}" for code, number in one.countries)
        blocks.append(Paragraph(listed, label=_("Countries, with their number of activities:"), small=True))
    return Section(f"area.{one.code}", names.area(one.code, words), tuple(intro), tuple(blocks), level)


def _stale(one: AreaContents, words: Words) -> Iterator[Block]:
    _ = words._
    if not one.freshness.stale:
        return
    last = one.freshness.last.isoformat() if one.freshness.last else _("nothing at all")
    asked = words.listed(one.freshness.ask) or _("no lead is known")
    yield Callout(
        _("No recent entries"),
        _("Nothing is told of this area in the period. Last told of: {last}. Ask: {leads}.").format(
            last=last, leads=asked
        ),
        "warning",
    )


def _activities(one: AreaContents, words: Words) -> Iterator[Block]:
    _ = words._
    if not one.groups:
        return
    rows: list[Row | Span] = []
    for group in one.groups:
        rows.append(Span(_group_name(group, words)))
        rows += [_entry_row(entry, words) for entry in group.entries]
    caption = _("Activities: {area}").format(area=names.area(one.code, words))
    yield Table(
        caption, _columns(words), tuple(rows), notes=_notes(words), sheet=_("Activities {area}").format(area=one.code)
    )


def planned_table(one: AreaContents, words: Words) -> Table:
    """The planned activities of an area."""
    _ = words._
    caption = _("Planned activities: {area}").format(area=names.area(one.code, words))
    return Table(caption, _columns(words), tuple(_entry_row(entry, words) for entry in one.planned))


def _columns(words: Words) -> tuple[Column, ...]:
    _ = words._
    return (
        Column(_("Activity")),
        Column(_("Type, state, time")),
        Column(_("Countries")),
        Column(_("Who")),
    )


def _notes(words: Words) -> tuple[str, ...]:
    _ = words._
    return (
        _("A dash marks a part of another activity; partners in brackets were filled in from the lead of the area."),
        _("Square brackets hold the key of the record."),
    )


def _group_name(group: Group, words: Words) -> str:
    _ = words._
    if group.kind == "type":
        return words.known(names.GROUPS, group.name)
    if group.kind == "nobody":
        if group.name == "area lead":
            return _("Partners not told; filled in from the lead of the area")
        return _("A group, or no partner named")
    return isolated(group.name[:1].upper() + group.name[1:])


def _entry_row(one: Entry, words: Words) -> Row:
    who = names.people(one.partners, words)
    if one.basis == "area lead" and who:
        who = f"({who})"
    if one.funders:
        who = words.listed((who, words._("paid by {names}").format(names=names.people(one.funders, words))))
    state = words.known(names.STATUSES, one.status)
    return Row(
        (
            text(_told(one, words)),
            text(", ".join(part for part in (words._(one.type), state, names.days(one.start, one.end)) if part)),
            text(names.countries(one.countries, words)),
            text(who),
        )
    )


def _told(one: Entry, words: Words) -> str:
    """The title of an activity and everything that is told of it, as sentences."""
    _ = words._
    parts = [("– " if one.depth else "") + f"{isolated(one.title)} [{one.key}]"]
    if one.outputs:
        parts.append(words.pair(_("Output"), isolated(one.outputs)))
    if one.reached:
        parts.append(words.pair(_("People and things"), words.listed(reached(one, words))))
    if one.articles:
        parts.append(words.pair(_("Articles of the Convention"), ", ".join(one.articles)))
    if one.obstacles:
        parts.append(words.pair(_("Obstacle"), isolated(one.obstacles)))
    if one.note:
        parts.append(words.pair(_("Remark"), isolated(one.note)))
    return ". ".join(part.rstrip(".") for part in parts) + ("." if len(parts) > 1 else "")


def reached(one: Entry, words: Words) -> Iterator[str]:
    """How many an activity reached, each with what the number means."""
    for found in one.reached:
        kind = words.known(names.REACHED, found.kind)
        note = f", {isolated(found.note)}" if found.note else ""
        yield f"{exact(found.number, words.lang)} {isolated(found.unit)} ({kind}{note})"


def _obstacles(one: AreaContents, words: Words) -> Iterator[Block]:
    told = obstacles_of(one, words)
    if told:
        yield Paragraph("", label=words._("What was postponed or cancelled, and what stood in the way:"))
        yield Bullets(told)


def obstacles_of(one: AreaContents, words: Words) -> tuple[str, ...]:
    """What did not come as it was planned in an area, and the challenges that its business plans name."""
    _ = words._
    challenges = (words.listed((isolated(told), isolated(response))) for told, response in one.challenges)
    return (
        *(_obstacle(entry, words) for entry in one.hindered),
        *(words.pair(_("Challenge named in the business plan"), told) for told in challenges),
    )


def _obstacle(one: Entry, words: Words) -> str:
    """An activity that did not come as it was planned, with the reason as far as it is told."""
    why = [one.obstacles] if one.obstacles else [tag for tag in one.tags if tag == "COVID-19"]
    state = words.known(names.STATUSES, one.status) if one.status in HINDERED else ""
    told = words.listed((state, *why)) or words._("the reason is not told")
    return words.pair(f"{isolated(one.title)} [{one.key}]", told)


def output_blocks(outputs: Outputs, area: str, words: Words) -> Iterator[Block]:
    """Publications, events, training and results of an area."""
    _ = words._
    if outputs.publications:
        columns = (Column(_("Title")), Column(_("Kind")), Column(_("Year"), "mark"), Column(_("State")))
        rows = tuple(
            Row(
                (
                    text(isolated(one.title)),
                    text(_(one.kind)),
                    text(str(one.year or "")),
                    text(words.known(names.STATUSES, one.status)),
                )
            )
            for one in outputs.publications
        )
        yield Table(_("Publications and guidance: {area}").format(area=area), columns, rows)
    if outputs.events:
        yield _events(outputs, area, words)
    if outputs.trainings:
        yield _trainings(outputs, area, words)
    if outputs.changes:
        yield _changes(outputs, area, words)
    if outputs.sums:
        yield _sums(outputs, area, words)


def _events(outputs: Outputs, area: str, words: Words) -> Table:
    _ = words._
    counted = any(one.attendance is not None for one in outputs.events)
    columns = (
        *(Column(_("Event")), Column(_("Kind")), Column(_("When")), Column(_("Where"))),
        *((Column(_("People"), "number"),) if counted else ()),
        Column(_("State")),
    )
    rows = tuple(
        Row(
            (
                text(isolated(one.title)),
                text(_(one.type)),
                text(names.days(one.start, one.end)),
                text(
                    ", ".join(
                        part for part in (one.place, names.countries([one.country] * bool(one.country), words)) if part
                    )
                ),
                *((words.given(one.attendance),) if counted else ()),
                text(words.known(names.STATUSES, one.status)),
            )
        )
        for one in outputs.events
    )
    return Table(_("Events: {area}").format(area=area), columns, rows)


def _trainings(outputs: Outputs, area: str, words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("Training")), Column(_("When")), Column(_("Countries"))),
        *(Column(_("People"), "number"), Column(_("Women"), "number")),
    )
    rows = tuple(
        Row(
            (
                text(isolated(one.title)),
                text(names.days(one.start, one.end)),
                text(names.countries(one.countries, words)),
                words.given(one.people),
                words.given(one.women),
            )
        )
        for one in outputs.trainings
    )
    return Table(_("Training: {area}").format(area=area), columns, rows)


def _changes(outputs: Outputs, area: str, words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("Activity")), Column(_("What is counted")), Column(_("Before"), "number")),
        *(Column(_("Target"), "number"), Column(_("Reached"), "number"), Column(_("Evidence"), "mark")),
        *(Column(_("Mercury, kg/y"), "number"), Column(_("In the sums"))),
    )
    rows = tuple(
        Row(
            (
                text(isolated(one.activity)),
                text(f"{isolated(one.indicator)} ({isolated(one.unit)})" if one.unit else isolated(one.indicator)),
                words.given(one.baseline),
                words.given(one.target),
                words.given(one.actual),
                text(one.grade or "–"),
                words.given(one.mercury_kg_per_year),
                text(words.listed(words.known(names.LEFT_OUT, why) for why in one.left_out) or _("yes")),
            )
        )
        for one in outputs.changes
    )
    note = _("Evidence: A measured, B calculated, C estimated by an expert, D claimed.")
    return Table(_("Results: {area}").format(area=area), columns, rows, notes=(note,))


def _sums(outputs: Outputs, area: str, words: Words) -> Table:
    """Results summed for each grade of evidence by itself."""
    _ = words._
    columns = (
        *(Column(_("What is counted")), Column(_("Evidence"), "mark"), Column(_("Results"), "number")),
        *(Column(_("Sum"), "number"), Column(_("Lower end"), "number"), Column(_("Upper end"), "number")),
    )
    rows = tuple(
        Row(
            (
                text(_thing(one, words)),
                text(one.sum.grade or "–"),
                *(words.given(one.sum.count), words.given(one.sum.value)),
                *(words.given(one.sum.low), words.given(one.sum.high)),
            )
        )
        for one in outputs.sums
    )
    notes = (
        _("Each grade of evidence by itself: sums of different grades are never added to each other."),
        _("A figure without a range counts with its value at both ends."),
    )
    return Table(_("Results by evidence: {area}").format(area=area), columns, rows, notes=notes)


def _thing(one: ChangeSum, words: Words) -> str:
    name = words._("mercury avoided") if (one.thing, one.unit) == MERCURY else isolated(one.thing)
    return f"{name} ({isolated(one.unit)})" if one.unit else name
