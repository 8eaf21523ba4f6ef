"""Tables and figures of a report on campaigns: shares, samples above the limit, platforms, alerts, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.reports.coal.names import country
from almaden.reports.document import Cell, Column, Figure, Row, Table
from almaden.reports.drawings import Bar, BarChart
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated, text
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.testing.found import REASONS, Evidence
from almaden.sectors.products.testing.records import OUTCOMES, ProductRecord
from almaden.sectors.products.testing.result import CampaignResult, Grouping, GroupResult
from almaden.sectors.products.testing.shares import Share
from almaden.sectors.products.testing.takedowns import PlatformResult
from almaden.wording import n_

#: What groups are by, as people read it.
GROUPINGS: Final[Mapping[Grouping, str]] = {
    "campaign": n_("Campaign"),
    "country": n_("Country"),
    "platform": n_("Platform"),
    "seller": n_("Kind of seller"),
    "kind": n_("Kind of product"),
    "method": n_("Method"),
}
SELLERS: Final[Mapping[str, str]] = {
    "shop": n_("shop"),
    "market": n_("market"),
    "platform": n_("internet platform"),
    "other": n_("other"),
}


def shares_figure(found: CampaignResult, words: Words) -> Figure:
    """Shares above the limit by campaign and country, as bars with Wilson's interval."""
    _ = words._
    groups = [found.whole, *found.groups_by("campaign"), *found.groups_by("country")]
    bars = tuple(
        Bar(
            group_name(one, found, words), 100 * one.above.wilson.value, 100 * one.above.wilson.low,
            100 * one.above.wilson.high, words.share(one.above.wilson.value).text,
        )
        for one in groups
        if one.above.wilson is not None
    )  # fmt: skip
    caption = _("Share of samples above the limit, of those that can be told. Lines are 95 % intervals.")
    told = words.listed(words.pair(bar.label, bar.text) for bar in bars)
    chart = BarChart(bars, _("% of samples"), COLOURS[0], words.lang)
    return Figure(chart, caption, _("Bar chart, % of samples: {told}.").format(told=told))


def group_name(one: GroupResult, found: CampaignResult, words: Words) -> str:
    """What the samples of a group have in common, as people read it."""
    _ = words._
    if not one.by:
        return _("all samples")
    if one.by == "platform" and not one.name:
        return _("no platform")
    if not one.name:
        return _("not told")
    if one.by == "country":
        return country(one.name, words)
    if one.by == "kind":
        return kind_name(one.name, words)
    if one.by == "seller":
        return _(SELLERS[one.name])
    titles = {each.id: each.title for each in found.campaigns} if one.by == "campaign" else {}
    return isolated(titles.get(one.name, one.name))


def kind_name(key: str, words: Words) -> str:
    """The name of a kind of product."""
    kinds = product_kinds()
    return words._(kinds[key].name) if key in kinds else words._("other")


def product_name(product: ProductRecord) -> str:
    """Brand, name and lot as printed."""
    return " ".join(isolated(part) for part in (product.brand, product.name, product.lot) if part)


def _share_cells(one: Share, words: Words) -> tuple[Cell, Cell]:
    if one.wilson is None:
        return words.given(None), text("")
    low, high = (words.share(end).text for end in (one.wilson.low, one.wilson.high))
    return words.share(one.wilson.value), text(f"{low}–{high}")


def groups_table(found: CampaignResult, words: Words) -> Table:
    """Shares and contents of all groups; groupings that do not part the samples are left out."""
    _ = words._
    columns = (
        Column(_("Grouped by")), Column(_("Samples of")), Column(_("Above"), "number"), Column(_("of"), "number"),
        Column(_("Share"), "number"), Column(_("95 % interval"), "number"), Column(_("Cannot be told"), "number"),
        Column(_("Median, ppm"), "number"), Column(_("Highest, ppm"), "number"),
    )  # fmt: skip
    parted = [one for by in GROUPINGS if len(groups := found.groups_by(by)) > 1 for one in groups]
    rows = tuple(_group(one, found, words) for one in parted)
    notes = (
        _("Intervals are Wilson's. Samples of which it cannot be told are in no share."),
        _("A median that lies below the lowest detected content is not determined, and shown as ?."),
    )
    return Table(_("Samples above the limit"), columns, rows, (_group(found.whole, found, words),), notes, _("Shares"))


def _group(one: GroupResult, found: CampaignResult, words: Words) -> Row:
    by = words._(GROUPINGS[one.by]) if one.by else ""
    return Row(
        (
            text(by), text(group_name(one, found, words)), words.given(one.above.count), words.given(one.above.of),
            *_share_cells(one.above, words), words.given(one.above.cannot_tell), words.given(one.levels.median),
            words.given(one.levels.highest),
        )
    )  # fmt: skip


def above_table(found: CampaignResult, words: Words) -> Table:
    """Samples above the limit with the evidence."""
    _ = words._
    columns = (
        Column(_("Product and lot")), Column(_("Made in")), Column(_("Bought in")), Column(_("Platform")),
        Column(_("Mercury, ppm"), "number"), Column(_("Method")), Column(_("Tested on")), Column(_("Standing")),
        Column(_("Photographs")),
    )  # fmt: skip
    notes = (_("Photographs are names of files that the campaign keeps, as it keeps addresses of listings."),)
    rows = tuple(_above(one, words) for one in found.above)
    return Table(_("Samples above the limit, with the evidence"), columns, rows, (), notes, _("Above the limit"))


def _above(one: Evidence, words: Words) -> Row:
    _ = words._
    sure = _("laboratory") if one.confirmed else _("screening alone")
    unsure = _("the limit lies within the uncertainty") if one.unsure else ""
    return Row(
        (
            text(product_name(one.product)), text(_place(one.product.country, words)), text(_place(one.country, words)),
            text(isolated(one.platform) or one.host), words.given(one.ppm), text(one.method),
            text(one.tested_on.isoformat() if one.tested_on else ""), text(words.listed((sure, unsure))),
            text(words.listed(map(isolated, one.photographs))),
        )
    )  # fmt: skip


def _place(code: str, words: Words) -> str:
    return country(code, words) if code else words._("not told")


def platforms_table(found: CampaignResult, words: Words) -> Table:
    """What each platform did with requests."""
    _ = words._
    columns = (
        Column(_("Platform")), Column(_("Requests"), "number"),
        *(Column(_(name), "number") for name in OUTCOMES.values()),
        Column(_("Median until an answer, d"), "number"), Column(_("Found again"), "number"),
        Column(_("of those looked for"), "number"),
    )  # fmt: skip
    *each, every = (_platform(one, words) for one in found.platforms)
    notes = (
        _("Requests without an answer count until the day of this report (Kaplan and Meier); ?: not half of them yet."),
    )
    return Table(_("Take-down requests"), columns, tuple(each), (every,), notes, _("Platforms"))


def _platform(one: PlatformResult, words: Words) -> Row:
    return Row(
        (
            text(isolated(one.platform) or words._("all platforms")), words.given(one.requests),
            *(words.given(one.outcomes[outcome]) for outcome in OUTCOMES), words.given(one.answers.median_days),
            words.given(one.relisted.count), words.given(one.relisted.of),
        )
    )  # fmt: skip


def alerts_table(found: CampaignResult, words: Words) -> Table:
    """Products above the limit that may still be sold."""
    _ = words._
    columns = (
        Column(_("Product and lot")), Column(_("Platform")), Column(_("Highest, ppm"), "number"), Column(_("Why")),
        Column(_("Since")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(product_name(one.product)), text(isolated(one.platform) or _("no platform")),
                words.given(one.ppm), text(_(REASONS[one.reason])), text(one.since.isoformat() if one.since else ""),
            )
        )
        for one in found.alerts
    )  # fmt: skip
    return Table(_("Products above the limit that may still be sold"), columns, rows, sheet=_("Alerts"))


def due_table(found: CampaignResult, words: Words) -> Table:
    """Answers and checks that are due."""
    _ = words._
    names = {one.product.id: product_name(one.product) for one in found.above}
    columns = (
        Column(_("Due on")), Column(_("What to do")), Column(_("Request")), Column(_("Product and lot")),
        Column(_("Platform")), Column(_("Days late"), "number"),
    )  # fmt: skip
    acts = {"answer": _("ask for the answer"), "check": _("look for the listing again")}
    rows = tuple(
        Row(
            (
                text(one.on.isoformat()), text(acts[one.what]), text(one.takedown.id),
                text(names.get(one.takedown.product, one.takedown.product)), text(isolated(one.takedown.platform)),
                words.given(max(one.days_late, 0)),
            )
        )
        for one in found.due
    )  # fmt: skip
    return Table(_("What is due"), columns, rows, sheet=_("Due"))
