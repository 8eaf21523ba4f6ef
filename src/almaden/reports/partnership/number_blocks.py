"""The activities in numbers: of the period, and of the whole registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from almaden.partnership.reporting.contents import Contents
from almaden.partnership.summary import Summary
from almaden.partnership.summary_partners import Named
from almaden.reports.document import Block, Cell, Column, Figure, Paragraph, Row, Table
from almaden.reports.drawings import Bar, BarChart
from almaden.reports.palette import COLOURS
from almaden.reports.partnership import names
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words, isolated, text

#: Partners and funders that a table names.
_MOST_NAMED = 12


def in_numbers(contents: Contents, words: Words, level: int = 1) -> Section:
    """Activities by area, state, type and country, and how their partners are known."""
    return Section("numbers", words._("Activities in numbers"), (), tuple(_numbers(contents, words)), level)


def _numbers(contents: Contents, words: Words) -> Iterator[Block]:
    _ = words._
    yield _area_figure(contents, words)
    yield _sizes(contents, words)
    yield _by(contents, words, _("Activities by area"), _("Area"), "by_area")
    yield _by(contents, words, _("Activities by state"), _("State"), "by_status")
    yield _by(contents, words, _("Activities by type"), _("Type"), "by_type")
    yield _countries(contents, words)
    yield _by(contents, words, _("How the partners of activities are known"), _("Partners"), "by_basis")
    yield Paragraph(
        _(
            "What rests on partners that were filled in from the lead of an area stands apart: only activities "
            "where the document names the partners count in the column of named partners."
        )
    )
    yield _named(_("Partners named most often in the period"), contents.all_in_period.partners.most_named, words)


def _area_figure(contents: Contents, words: Words) -> Figure:
    _ = words._
    counts = contents.all_in_period.activities.by_area
    bars = tuple(_bar(one.code, counts.get(one.code, 0), words) for one in contents.areas)
    told = words.listed(words.pair(bar.label, bar.text) for bar in bars)
    return Figure(
        BarChart(bars, _("activities of the period"), COLOURS[0], words.lang),
        _("Activities of the period by area"),
        _("Bar chart of the number of activities by area. {told}.").format(told=told),
    )


def _bar(code: str, number: int, words: Words) -> Bar:
    return Bar(names.area(code, words), number, number, number, words.given(number).text)


def _three(contents: Contents) -> tuple[Summary, Summary, Summary]:
    return contents.told, contents.all_in_period, contents.registry


def _headers(words: Words) -> tuple[Column, ...]:
    _ = words._
    return (
        Column(_("Told by reports on the period"), "number"),
        Column(_("All of the period"), "number"),
        Column(_("Whole registry"), "number"),
    )


def _sizes(contents: Contents, words: Words) -> Table:
    _ = words._
    lines: list[tuple[str, Sequence[float]]] = [
        (_("Activities, each once"), [one.activities.canonical for one in _three(contents)]),
        (_("Tellings"), [one.activities.told for one in _three(contents)]),
        (_("Told once more"), [one.activities.told_again for one in _three(contents)]),
        (_("Not a part of another"), [one.activities.without_parent for one in _three(contents)]),
        (_("With a country"), [one.countries.with_country for one in _three(contents)]),
        (_("Without a country"), [one.countries.without_country for one in _three(contents)]),
        (_("Different countries"), [one.countries.distinct for one in _three(contents)]),
        (_("Mentions of countries"), [one.countries.mentions for one in _three(contents)]),
    ]
    rows = tuple(Row((text(name), *(words.given(value) for value in values))) for name, values in lines)
    note = _(
        "Activities count once; what is told once more is not counted again. One with several countries counts "
        "once for each."
    )
    return Table(
        _("Numbers of activities"), (Column(_("Activities")), *_headers(words)), rows, notes=(note,), sheet=_("Numbers")
    )


def _by(contents: Contents, words: Words, caption: str, header: str, field: str) -> Table:
    _ = words._
    counts: list[Mapping[str, int]] = [getattr(one.activities, field) for one in _three(contents)]
    keys = [one.code for one in contents.areas] if field == "by_area" else list(counts[-1])
    rows = tuple(
        Row((text(_key_name(field, key, words)), *(words.given(one.get(key, 0)) for one in counts))) for key in keys
    )
    total = Row((text(_("Sum")), *(words.given(sum(one.values())) for one in counts)), strong=True)
    return Table(caption, (Column(header), *_headers(words)), rows, (total,))


def _key_name(field: str, key: str, words: Words) -> str:
    if field == "by_area":
        return names.area(key, words)
    if field == "by_status":
        return words.known(names.STATUSES, key)
    return words.known(names.BASES, key) if field == "by_basis" else words._(key)


def _countries(contents: Contents, words: Words) -> Table:
    _ = words._
    counts = [one.countries.by_country for one in _three(contents)]
    rows = tuple(
        Row((text(names.countries((key,), words)), text(key), *(_or_none(one.get(key, 0), words) for one in counts)))
        for key in counts[-1]
    )
    total = Row((text(_("Mentions")), text(""), *(words.given(sum(one.values())) for one in counts)), strong=True)
    columns = (Column(_("Country")), Column(_("Code"), "mark"), *_headers(words))
    return Table(_("Activities by country"), columns, rows, (total,), sheet=_("Countries"))


def _or_none(value: int, words: Words) -> Cell:
    return words.given(value) if value else Cell("–", 0.0)


def _named(caption: str, found: Sequence[Named], words: Words) -> Table:
    _ = words._
    columns = (
        *(Column(_("Partner")), Column(_("Named by the document"), "number")),
        *(Column(_("Filled in or partly told"), "number"), Column(_("Sum"), "number")),
    )
    rows = tuple(
        Row(
            (
                text(isolated(one.name)),
                words.given(one.stated),
                words.given(one.count - one.stated),
                words.given(one.count),
            )
        )
        for one in found[:_MOST_NAMED]
    )
    return Table(caption, columns, rows)


def whole_registry(contents: Contents, words: Words, level: int = 1) -> Section:
    """An annex: the whole registry by document, and who is named most."""
    _ = words._
    return Section(
        "annex.registry", _("Annex: the registry behind the report"), (), tuple(_registry(contents, words)), level
    )


def _registry(contents: Contents, words: Words) -> Iterator[Block]:
    _ = words._
    whole = contents.registry
    seeds = list(whole.activities.by_seed)
    columns = (
        Column(_("Area")),
        *(Column(seed or _("own entries"), "number") for seed in seeds),
        Column(_("Sum"), "number"),
    )
    rows = tuple(
        Row(
            (
                text(names.area(one.code, words)),
                *(words.given(whole.activities.by_area_and_seed.get(one.code, {}).get(seed, 0)) for seed in seeds),
                words.given(whole.activities.by_area.get(one.code, 0)),
            )
        )
        for one in contents.areas
    )
    sums = (*(whole.activities.by_seed[seed] for seed in seeds), whole.activities.canonical)
    total = Row((text(_("Sum")), *(words.given(value) for value in sums)), strong=True)
    told = Row(
        (
            text(_("With what is told once more")),
            *(words.given(whole.activities.told_by_seed.get(seed, 0)) for seed in seeds),
            words.given(whole.activities.told),
        )
    )
    yield Table(_("Activities by area and document"), columns, rows, (total, told), sheet=_("Documents"))
    yield _named(_("Partners named most often in the registry"), whole.partners.most_named, words)
    funders = tuple(
        Row((text(isolated(one.name)), words.given(one.count))) for one in whole.partners.funders[:_MOST_NAMED]
    )
    if funders:
        columns = (Column(_("Funder")), Column(_("Activities"), "number"))
        yield Table(_("Funders named most often in the registry"), columns, funders)
    kinds = tuple(Row((text(_(kind)), words.given(count))) for kind, count in whole.partners.by_kind.items())
    total = Row((text(_("Sum")), words.given(whole.partners.named)), strong=True)
    note = _("Those that documents name; this is not the list of official partners.")
    columns = (Column(_("Kind")), Column(_("Organisations, funders and persons"), "number"))
    yield Table(_("Organisations in the registry"), columns, kinds, (total,), (note,))
