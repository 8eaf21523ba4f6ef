"""The report on storage: ways to deal with surplus mercury compared, sites, capacity against need, the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from almaden.reports import storage_tables as tables
from almaden.reports.build import rendered
from almaden.reports.chloralkali.shared import origins_table, sentence
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.front import assemble_sector
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.storage_places import capacity_blocks, checklist_blocks, sites_blocks
from almaden.reports.words import Words
from almaden.sectors.flat import flat
from almaden.supply.storage.options_result import Comparison
from almaden.supply.storage.study import StorageStudy


def render_storage_report(study: StorageStudy, format: str, lang: str) -> bytes:
    """The report in a format.

    Args:
        study: what it tells.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``; a workbook also gets everything unrounded.
        lang: language code.

    Raises:
        InputError: there is no such format.
    """
    document = storage_report(study, Words.of(lang))
    return rendered(document, format, _sheets(study) if format == "xlsx" else ())


def storage_report(study: StorageStudy, words: Words) -> Document:
    """The report, for any format."""
    _ = words._
    about = []
    if study.comparison is not None:
        about.append((_("About"), tables.discount_text(study.comparison, words)))
    if study.facilities is not None:
        about.append((_("As known on"), study.facilities.on.isoformat()))
    return assemble_sector(
        _("Storage of surplus mercury"), _("Ways compared, sites, capacity and plan"), study.meta, about,
        _warnings(study, words), _blocks(study, words), words,
    )  # fmt: skip


def _warnings(study: StorageStudy, words: Words) -> Iterator[Callout]:
    _ = words._
    if study.unverified:
        yield Callout(
            _("This rests on {count} unverified numbers").format(count=len(study.unverified)),
            _("Nobody has yet checked them in the documents that they come from. The last table marks every one."),
            "warning",
        )


def _blocks(study: StorageStudy, words: Words) -> Iterator[Block]:
    _ = words._
    if study.comparison is not None:
        yield from _comparison(study.comparison, words)
    if study.sites is not None:
        yield from sites_blocks(study.sites, study.data, words)
    if study.facilities is not None:
        yield from capacity_blocks(study.facilities, words)
    yield from checklist_blocks(study.checklist, words)
    yield Heading(_("What this rests on"))
    if study.notes:
        yield Bullets(tuple(dict.fromkeys(sentence(_(one)) for one in study.notes)))
    if study.origins:
        yield origins_table(_("Numbers and their sources"), study.origins, words)


def _comparison(found: Comparison, words: Words) -> Iterator[Block]:
    _, first = words._, found.options[0]
    yield Heading(_("Ways compared"))
    told = _("{option} is the cheapest: {cost} USD for each tonne. It is so in {share} of the draws.").format(
        option=tables.option_name(first, words), cost=words.with_span(first.cost_per_t),
        share=words.share(first.cheapest_share).text,
    )  # fmt: skip
    yield Paragraph(f"{tables.discount_text(found, words)} {told}")
    yield tables.costs_figure(found, words)
    yield tables.options_table(found, words)
    yield tables.parts_figure(found, words)
    yield tables.parts_table(found, words)
    if found.break_even:
        yield tables.break_even_table(found, words)
    yield Heading(_("What decides"), 2)
    yield from tables.tornado_figures(found, words)
    yield Heading(_("What is not money"), 2)
    yield tables.criteria_table(found, words)


def _sheets(study: StorageStudy) -> tuple[DataSheet, ...]:
    sheets = []
    if study.comparison is not None:
        values = study.comparison.as_dict()
        sheets += [sheet_of(name, values[name]) for name in ("options", "break_even", "tornado")]
        sheets.append(sheet_of("criteria", map(flat, values["criteria"])))
    if study.sites is not None:
        sheets += [sheet_of(name, study.sites.as_dict()[name]) for name in ("sites", "assignments")]
    if study.facilities is not None:
        facilities = ({**asdict(one), "permit_ends": str(one.permit_ends or "")} for one in study.facilities.facilities)
        sheets.append(sheet_of("facilities", facilities))
        for name in ("matches", "years", "stocktakings", "findings"):
            sheets.append(sheet_of(name, map(asdict, getattr(study.facilities, name))))
    sheets.append(sheet_of("plan", ({**asdict(item), "state": state} for item, state in study.checklist.items)))
    sheets.append(sheet_of("origins", map(asdict, study.origins)))
    sheets.append(sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(study.meta).items())))
    return tuple(sheet for sheet in sheets if sheet.rows)
