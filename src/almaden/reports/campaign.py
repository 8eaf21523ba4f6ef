"""The report on campaigns that tested products: what was found, what platforms did, what may still be sold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from almaden.reference.numerals import decimal, exact
from almaden.reports import campaign_tables as tables
from almaden.reports.build import rendered
from almaden.reports.chloralkali.shared import origins_table
from almaden.reports.document import Block, Bullets, Callout, Document, Heading, Paragraph
from almaden.reports.front import assemble_sector
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words, isolated
from almaden.sectors.products.testing.records import SAMPLINGS
from almaden.sectors.products.testing.result import CampaignResult


def render_campaign(found: CampaignResult, format: str, lang: str) -> bytes:
    """The report on campaigns in a format.

    Args:
        found: what they found.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.

    Raises:
        InputError: there is no such format.
    """
    return rendered(campaign_report(found, Words.of(lang)), format, _sheets(found) if format == "xlsx" else ())


def campaign_report(found: CampaignResult, words: Words) -> Document:
    """The report on campaigns, for any format; it tells no addresses of listings, which may name a seller."""
    _ = words._
    organisers = dict.fromkeys(isolated(one.organiser) for one in found.campaigns if one.organiser)
    about = (
        (_("Campaigns"), words.listed(isolated(one.title) for one in found.campaigns)),
        (_("Run by"), words.listed(organisers) or _("not told")),
        (_("As known on"), found.on.isoformat()),
        (_("Limit"), _("{ppm} ppm: {name}").format(ppm=exact(found.limit.ppm, words.lang), name=_(found.limit.name))),
    )
    subtitle = _("What was found, what platforms did, what may still be sold")
    return assemble_sector(
        _("Tests of products for mercury"), subtitle, found.meta, about, _warnings(found, words), _blocks(found, words),
        words, short=True,
    )  # fmt: skip


def _warnings(found: CampaignResult, words: Words) -> Iterator[Callout]:
    _ = words._
    if any(one.sampling != "random" for one in found.campaigns):
        yield Callout(
            _("These shares are not those of the market"),
            _("Samples were not drawn at random from what is sold. The intervals tell what chance alone would do."),
            "warning",
        )


def _blocks(found: CampaignResult, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("What was found"))
    yield from _whole(found, words)
    if found.whole.above.wilson is not None:
        yield tables.shares_figure(found, words)
    yield tables.groups_table(found, words)
    yield from _changes(found, words)
    if found.above:
        yield Heading(_("Samples above the limit"))
        yield tables.above_table(found, words)
    if found.confirmations.pairs or found.confirmations.not_confirmed:
        yield Heading(_("Screenings and laboratory"), 2)
        yield _confirmed(found, words)
    if found.platforms:
        yield Heading(_("What platforms did"))
        yield tables.platforms_table(found, words)
    if found.alerts:
        yield Heading(_("Products above the limit that may still be sold"))
        yield tables.alerts_table(found, words)
    if found.due:
        yield Heading(_("What is due"))
        yield tables.due_table(found, words)
    yield Heading(_("What this rests on"))
    chosen = (
        words.pair(isolated(one.title), _("{year}, samples: {sampling}").format(
            year=one.year, sampling=_(SAMPLINGS[one.sampling])))
        for one in found.campaigns
    )  # fmt: skip
    yield Bullets((*chosen, *dict.fromkeys(_(note) for note in found.notes)))
    if found.origins:
        yield origins_table(_("Numbers of the program"), found.origins, words)


def _whole(found: CampaignResult, words: Words) -> Iterator[Block]:
    _, above = words._, found.whole.above
    if above.wilson is None:
        yield Paragraph(_("Of no sample can it be told whether it is above the limit."))
        return
    text = _(
        "{count} of {of} samples are above {ppm} ppm: {share}, 95 % interval {low} to {high}. By product it is "
        "{products} of {every}."
    )
    yield Paragraph(
        text.format(
            count=exact(above.count, words.lang), of=exact(above.of, words.lang),
            ppm=exact(found.limit.ppm, words.lang), share=words.share(above.wilson.value).text,
            low=words.share(above.wilson.low).text, high=words.share(above.wilson.high).text,
            products=exact(found.products.count, words.lang), every=exact(found.products.of, words.lang),
        )
    )  # fmt: skip
    if above.cannot_tell and above.lowest is not None and above.highest is not None:
        text = _(
            "Of {count} more samples it cannot be told, as the detection limit is above the limit: of all samples "
            "{lowest} to {highest} are above."
        )
        yield Paragraph(
            text.format(
                count=exact(above.cannot_tell, words.lang), lowest=words.share(above.lowest).text,
                highest=words.share(above.highest).text,
            )
        )  # fmt: skip
    levels = found.whole.levels
    if levels.lowest is not None and levels.highest is not None:
        text = _("Mercury was detected in {count} samples, from {lowest} to {highest} ppm.")
        yield Paragraph(
            text.format(
                count=exact(levels.detected, words.lang), lowest=exact(levels.lowest, words.lang),
                highest=exact(levels.highest, words.lang),
            )
        )  # fmt: skip


def _changes(found: CampaignResult, words: Words) -> Iterator[Block]:
    _ = words._
    titles = {one.id: isolated(one.title) for one in found.campaigns}
    for one in found.changes:
        text = _("From {first} to {second} the share changed by {points} points, 95 % interval {low} to {high}.")
        points, low, high = (
            decimal(100 * end, 1, words.lang).replace("-", "−")
            for end in (one.share.value, one.share.low, one.share.high)
        )
        yield Paragraph(
            text.format(first=titles[one.first], second=titles[one.second], points=points, low=low, high=high)
        )


def _confirmed(found: CampaignResult, words: Words) -> Paragraph:
    _, one = words._, found.confirmations
    text = _(
        "Of {pairs} samples that were screened and measured by a laboratory, {both} are above the limit in both, "
        "{first} in the screening alone, {second} in the laboratory alone. {waiting} samples above the limit were "
        "screened alone."
    )
    return Paragraph(
        text.format(
            pairs=exact(one.pairs, words.lang), both=exact(one.both_above, words.lang),
            first=exact(one.screening_only, words.lang), second=exact(one.laboratory_only, words.lang),
            waiting=exact(one.not_confirmed, words.lang),
        )
    )  # fmt: skip


def _sheets(found: CampaignResult) -> tuple[DataSheet, ...]:
    told = found.as_public_dict()
    sheets = (
        sheet_of("groups", [told["whole"], *told["groups"]]),
        sheet_of("changes", told["changes"]),
        sheet_of("above", (_flat(one) for one in told["above"])),
        sheet_of("platforms", told["platforms"]),
        sheet_of("alerts", (_flat(one) for one in told["alerts"])),
        sheet_of("due", (_flat(one) for one in told["due"])),
        sheet_of("origins", told["origins"]),
        sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(found.meta).items())),
    )
    return tuple(sheet for sheet in sheets if sheet.rows)


def _flat(row: dict[str, object]) -> dict[str, object]:
    """A row whose product or request stands in columns of its own."""
    found: dict[str, object] = {}
    for name, value in row.items():
        found |= {f"{name}_{key}": one for key, one in value.items()} if isinstance(value, dict) else {name: value}
    return found
