"""What field data tell, as text: sites, large mines, deposits and biomonitoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from almaden.cli.language import _

if TYPE_CHECKING:
    from almaden.sectors.gold.biomonitoring_result import BiomonitoringResult, Changes
    from almaden.sectors.gold.coexistence import Coexistence
    from almaden.sectors.gold.sites import RegionSites, SitesResult
    from almaden.sectors.gold.tailings_result import TailingsResult


def show_sites(result: SitesResult) -> None:
    """Sites and people by region, then equipment, practices and season of all."""
    from almaden.cli.show import echo_title

    echo_title(_("Sites of {country} {year}, as visited").format(country=result.country, year=result.year))
    widths = (18, 9, 9, 9, 8, 8, 10, 10)
    _line((_("region"), _("frame"), _("visited"), _("miners"), _("men"), _("women"), _("under 18"), _("not told")),
          widths)  # fmt: skip
    for one in (*result.by_region, result.whole):
        name = _("all") if one is result.whole else one.region or "–"
        frame = "–" if one.frame is None else f"{one.frame:,}"
        counts = (one.miners, one.men, one.women, one.children, one.sex_not_told)
        _line((name, frame, f"{one.visited:,}", *(f"{count:,.0f}" for count in counts)), widths)
    whole = result.whole
    typer.echo(_("{count} sites tell their miners").format(count=whole.miners_told))
    for title, words in ((_("Equipment"), whole.equipment), (_("Ore"), whole.ore)):
        told = ", ".join(f"{word or _('not told')} {count}" for word, count in words.items())
        typer.echo(_("{title} (sites): {names}").format(title=title, names=told))
    _show_shares(whole)
    typer.echo(
        _("Sites at work by month, January first: {counts} (told by {sites})").format(
            counts=" ".join(map(str, whole.months)), sites=whole.months_told
        )
    )
    _show_questions(result.questions)


def _show_shares(whole: RegionSites) -> None:
    shares = {
        _("gold by mercury on whole ore"): whole.practices["whole_ore"],
        _("gold by mercury on concentrate"): whole.practices["concentrate"],
        _("gold without mercury"): whole.practices["mercury_free"],
        _("amalgam burnt in retorts"): whole.retorts,
        _("sites that burn where people live"): whole.residential_burning,
    }
    for name, share in shares.items():
        if share.mean is None:
            typer.echo(_("{name}: not told").format(name=name))
        else:
            mean = f"{share.mean:.0%}"
            typer.echo(_("{name}: {mean} (mean of {sites} sites)").format(name=name, mean=mean, sites=share.sites))


def show_coexistence(result: Coexistence) -> None:
    """Sites beside large mines by mine."""
    from almaden.cli.show import echo_title

    echo_title(_("Small and large mines side by side"))
    told = ", ".join(f"{_(name)} {count}" for name, count in result.relations.items())
    typer.echo(_("How all sites stand with a large mine: {names}").format(names=told))
    widths = (30, 9, 9, 12, 12, 12)
    _line((_("large mine"), _("sites"), _("miners"), _("agreement"), _("tolerated"), _("conflict")), widths)
    for one in result.by_mine:
        kinds = (str(one.relations[name]) for name in ("agreement", "tolerated", "conflict"))
        _line((one.name or _("not named"), str(one.sites), f"{one.miners:,.0f}", *kinds), widths)
    _show_questions(result.questions)


def show_tailings(result: TailingsResult) -> None:
    """Deposits in the order of their risk."""
    from almaden.cli.show import echo_title

    echo_title(_("Deposits by risk"))
    widths = (14, 6, 8, 12, 19, 9, 9, 10, 13)
    _line((_("deposit"), _("rank"), _("may be"), _("mercury kg"), _("score"), _("source"), _("pathway"),
           _("receptor"), _("among first")), widths)  # fmt: skip
    for one in result.deposits:
        ranks = f"{one.rank_best}–{one.rank_worst}" if one.rank_best != one.rank_worst else ""
        mass = _("not told") if one.mercury_kg is None else f"{one.mercury_kg:,.1f}"
        span = f"{one.score:.2f} ({one.low:.2f}–{one.high:.2f})" if one.missing else f"{one.score:.2f}"
        parts = (f"{one.parts[part]:.2f}" for part in ("source", "pathway", "receptor"))
        _line((one.id, str(one.rank), ranks, mass, span, *parts, f"{one.among_first:.0%}"), widths)
    typer.echo(
        _("Mercury in the {told} of {count} deposits that tell mass and content: {kg} kg").format(
            told=result.mercury_told, count=len(result.deposits), kg=f"{result.mercury_kg:,.1f}"
        )
    )
    typer.echo(
        _("Among first: how often it is among the first {count} where weights and what is not told vary.").format(
            count=result.first
        )
    )
    _show_questions(result.questions)


def show_biomonitoring(result: BiomonitoringResult) -> None:
    """Groups before and after, then groups beside each other."""
    from almaden.cli.show import echo_title

    echo_title(_("Mercury in people before and after trainings"))
    for one in result.groups:
        group = _("all groups") if one.whole else one.group or _("no group told")
        typer.secho(f"{one.training}, {_(one.matrix)} ({one.unit}), {group}", bold=True)
        if one.changes is None:
            typer.echo(f"  {_(one.told)}")
        else:
            _show_changes(one.changes)
    for pair in result.comparisons:
        if pair.ratio is None or pair.p is None:
            continue
        typer.echo(
            _("{training}, {matrix}: change of {one} over change of {other}: {ratio}, p {p}").format(
                training=pair.training,
                matrix=_(pair.matrix),
                one=pair.one,
                other=pair.other,
                ratio=f"{pair.ratio.value:.2f} ({pair.ratio.low:.2f}–{pair.ratio.high:.2f})",
                p=f"{pair.p:.2g}",
            )
        )
    for note in result.notes:
        typer.echo(_("Note: {text}").format(text=_(note)))


def _show_changes(found: Changes) -> None:
    typer.echo(
        "  "
        + _("{count} persons; median {before} before, {after} after").format(
            count=found.persons, before=f"{found.median_before:.3g}", after=f"{found.median_after:.3g}"
        )
    )
    ratio = found.ratio
    typer.echo(
        "  "
        + _("after over before (geometric mean): {ratio}; p {t} (t), {rank} (signed ranks)").format(
            ratio=f"{ratio.value:.2f} ({ratio.low:.2f}–{ratio.high:.2f})",
            t=f"{found.p_t:.2g}",
            rank=f"{found.p_signed_rank:.2g}",
        )
    )
    if found.share_fell is not None:
        typer.echo("  " + _("it fell in {share}").format(share=f"{found.share_fell:.0%}"))
    if found.far_off is None:
        typer.echo("  " + _("some changes are far off the others; too few persons to be told"))
    elif found.far_off:
        typer.echo("  " + _("{count} changes are far off the others").format(count=found.far_off))
    for level in found.above:
        if level.before is not None and level.after is not None:
            typer.echo(
                "  "
                + _("above {value} {unit}: {before} before, {after} after ({name})").format(
                    value=f"{level.value:g}",
                    unit=level.unit,
                    before=f"{level.before:.0%}",
                    after=f"{level.after:.0%}",
                    name=_(level.name),
                )
            )


def _show_questions(questions: Sequence[str]) -> None:
    for question in questions:
        typer.echo(_("To be asked: {text}").format(text=_(question)))


def _line(cells: Sequence[str], widths: Sequence[int]) -> None:
    first, *rest = zip(cells, widths, strict=True)
    typer.echo(f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{size}}" for cell, size in rest))
