"""The overview: how many partners, who leads, and the advisory group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.partnership.codes import categories
from almaden.partnership.reporting.contents import Contents
from almaden.partnership.reporting.people import Counted, Meeting, NewPartner
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Bullets, Cell, Column, Paragraph, Row, Table
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import UNKNOWN, Words, text


def participation(contents: Contents, words: Words, level: int) -> Section:
    """Partners by category at begin and end, growth, who joined and left."""
    _ = words._
    intro = tuple(Paragraph(told) for told in (_counted(one, words) for one in _apart(contents)) if told)
    return Section("overview.partners", _("Partners"), intro, tuple(_participation(contents, words)), level)


def _apart(contents: Contents) -> tuple[Counted, ...]:
    start, end = contents.counts
    return (end,) if start.on == end.on else (start, end)


def _counted(one: Counted, words: Words) -> str:
    _ = words._
    if one.stated is None or one.stated.total is None:
        return ""
    parts = words.listed(
        words.pair(category, exact(number, words.lang))
        for category, number in one.stated.as_stated.items()
        if category != "total"
    )
    return _("On {date}, {count} official partners were counted. In the words of the document: {parts}.").format(
        date=names.day(one.on, words), count=exact(one.stated.total, words.lang), parts=parts
    )


def _participation(contents: Contents, words: Words) -> Iterator[Block]:
    _ = words._
    start, end = contents.counts
    if end.stated is None:
        yield Paragraph(_("No document counts the partners."))
    else:
        yield _counts_table(start, end, words)
    if not any((start.counted, end.counted)):
        yield Paragraph(
            _("No day of joining is recorded of any partner, so the registry itself cannot count them at a day."),
            small=True,
        )
    else:
        yield _own_table(start, end, words)
    yield _growth_table(contents, words)
    if contents.joined:
        yield _moved(_("New partners"), contents.joined, words)
    else:
        yield Paragraph(_("No partner is recorded to have joined in the period."))
    if contents.left:
        yield _moved(_("Partners that left"), contents.left, words)


def _counts_table(start: Counted, end: Counted, words: Words) -> Table:
    """Both classifications: the four categories of 2012, and the two that the last of them was parted into."""
    _ = words._
    columns = (
        Column(_("Category")),
        Column(names.day(start.on, words) or _("Begin"), "number"),
        Column(names.day(end.on, words), "number"),
        Column(_("Difference"), "number"),
        Column(_("Growth"), "number"),
    )
    rows = []
    for key in ("government", "igo", "ngo"):
        words_2012 = categories()[key].in_2012
        rows.append(_count_row(_(categories()[key].name), start.in_2012(words_2012), end.in_2012(words_2012), words))
    rows.append(_count_row(_("Others"), start.in_2012("other"), end.in_2012("other"), words))
    for key in ("industry", "academia"):
        name = f"– {_(categories()[key].name)}"
        rows.append(_count_row(name, start.in_2020(key), end.in_2020(key), words))
    total = _count_row(_("All partners"), start.total, end.total, words, strong=True)
    notes = (
        _("Counts as documents state them at the dates nearest to begin and end of the period. ? is not stated."),
        _("The counts of 2010 and 2012 know four categories; that of 2020 parts the others in two, marked by a dash."),
    )
    return Table(_("Partners by category"), columns, tuple(rows), (total,), notes, _("Partners"))


def _count_row(name: str, before: int | None, after: int | None, words: Words, strong: bool = False) -> Row:
    difference = growth = text(UNKNOWN)
    if before is not None and after is not None:
        difference = _signed(after - before, words)
        growth = _signed_percent(100 * (after - before) / before, words) if before else text(UNKNOWN)
    return Row((text(name), words.given(before), words.given(after), difference, growth), strong)


def _signed(value: int, words: Words) -> Cell:
    return Cell(("+" if value > 0 else "") + exact(value, words.lang), value, "+#,##0;-#,##0;0")


def _signed_percent(value: float, words: Words) -> Cell:
    told = names.percent(round(value, 1), words)
    return Cell(("+" if value > 0 else "") + told, value / 100, "0.0%")


def _own_table(start: Counted, end: Counted, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Category")),
        Column(names.day(start.day.isoformat(), words), "number"),
        Column(names.day(end.day.isoformat(), words), "number"),
    )
    keys = [key for key in categories() if key in start.counted or key in end.counted]
    rows = tuple(
        Row((text(_(categories()[key].name)), *(words.given(one.counted.get(key, 0)) for one in (start, end))))
        for key in keys
    )
    total = Row((text(_("Sum")), *(words.given(sum(one.counted.values())) for one in (start, end))), strong=True)
    note = _("Only partners whose day of joining is recorded.")
    return Table(_("Partners counted in the registry"), columns, rows, (total,), (note,))


def _growth_table(contents: Contents, words: Words) -> Table:
    _ = words._
    columns = (Column(_("From")), Column(_("To")), Column(_("Difference"), "number"), Column(_("Growth"), "number"))
    rows = tuple(
        Row(
            (
                text(names.day(one.start, words)),
                text(names.day(one.end, words)),
                _signed(one.difference, words),
                _signed_percent(one.percent, words),
            )
        )
        for one in contents.growth
    )
    return Table(_("Growth between all stated counts"), columns, rows)


def _moved(caption: str, partners: Sequence[NewPartner], words: Words) -> Table:
    _ = words._
    columns = (Column(_("Partner")), Column(_("Category")), Column(_("Country")), Column(_("Areas")), Column(_("When")))
    rows = tuple(
        Row(
            (
                text(one.name),
                text(_(categories()[one.category].name) if one.category in categories() else ""),
                text(names.countries((one.country,), words) if one.country else ""),
                text(words.listed(names.area(code, words) for code in one.areas)),
                text(one.on),
            )
        )
        for one in partners
    )
    return Table(caption, columns, rows)


def leads(contents: Contents, words: Words, level: int) -> Section:
    """Who leads the areas, and what changed."""
    _ = words._
    columns = (Column(_("Area")), Column(_("Leads")), Column(_("Changes")))
    rows = []
    for one in contents.areas:
        if one.code == contents.overarching.code:
            continue
        led = words.listed(words.pair(lead.partner, words.known(names.ROLES, lead.role)) for lead in one.leads.leads)
        came = [_("new: {partner}").format(partner=_with_day(who, day)) for who, day in one.leads.came]
        left = [_("no longer: {partner}").format(partner=_with_day(who, day)) for who, day in one.leads.left]
        rows.append(
            Row((text(names.area(one.code, words)), text(led or UNKNOWN), text(words.listed((*came, *left)) or "–")))
        )
    compared = {one.leads.earlier_on for one in contents.areas if one.leads.earlier_on}
    notes = [_("A day in brackets is the day of the change; without one, the day is not stated.")]
    if compared:
        notes.append(_("Compared with the leads known on {date}.").format(date=names.day(max(compared), words)))
    table = Table(_("Leads of the areas"), columns, tuple(rows), notes=tuple(notes), sheet=_("Leads"))
    return Section("overview.leads", _("Leads of the areas"), (), (table,), level)


def _with_day(name: str, day: str) -> str:
    return f"{name} ({day})" if day else name


def advisory_group(contents: Contents, words: Words, level: int) -> Section:
    """The advisory group: members, meetings, what they asked for."""
    _ = words._
    blocks: list[Block] = []
    if contents.members:
        blocks.append(Paragraph("", label=_("Members as far as they are recorded:")))
        blocks.append(
            Bullets(tuple(words.pair(name, words.known(names.ROLES, role)) for name, role in contents.members))
        )
    if not contents.meetings:
        blocks.append(Paragraph(_("No meeting is recorded in the period.")))
    for meeting in contents.meetings:
        blocks += _meeting(meeting, words)
    return Section("overview.advisory_group", _("Advisory group and meetings"), (), tuple(blocks), level)


def _meeting(one: Meeting, words: Words) -> Iterator[Block]:
    _ = words._
    documents = _("documents {names}").format(names=", ".join(one.documents)) if one.documents else ""
    yield Paragraph(words.listed((names.days(one.start, one.end), one.place, documents)), label=f"{one.title}.")
    if one.decisions:
        columns = (Column(_("Asked for")), Column(_("State")), Column(_("What became of it")), Column(_("By whom")))
        rows = tuple(
            Row(
                (
                    text(decision.text),
                    text(words.known(names.DECISIONS, decision.state)),
                    text(decision.follow_up or "–"),
                    text(names.people(decision.responsible, words)),
                )
            )
            for decision in one.decisions
        )
        yield Table(_("What was asked for: {meeting}").format(meeting=one.title), columns, rows)
