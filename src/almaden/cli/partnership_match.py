"""``almaden partnership match``: which offers fit which needs, and why."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.partnership_input import Folder, KnownAt, Store
from almaden.errors import Fault, InputError
from almaden.wording import did_you_mean, n_

if TYPE_CHECKING:
    from almaden.partnership.matching.allocation import Allocation
    from almaden.partnership.matching.chains import Chain
    from almaden.partnership.matching.match import Found, Match
    from almaden.partnership.matching.weights import Weights
    from almaden.partnership.records.exchange import NeedRecord, OfferRecord

    Keyed = TypeVar("Keyed", NeedRecord, OfferRecord)

_WIDTH = 100

_PARTS = {
    "material": n_("material"),
    "step": n_("step"),
    "capacity": n_("capacity"),
    "maturity": n_("maturity"),
    "evidence": n_("evidence"),
    "cost": n_("cost"),
    "place": n_("region and language"),
    "help": n_("finance and training"),
    "text": n_("likeness of words"),
}


def add_commands(group: CommandGroup) -> None:
    """Put the command into the group ``partnership``."""
    group.command(
        "match",
        help=_(
            "Find the offers that fit needs, or with --offer the needs that fit an offer.\n\n"
            "FOLDER holds the tables need.csv and offer.csv; --store takes what is kept on this machine; without both "
            "the registry that comes with the program is taken. What is found is a suggestion, not an endorsement.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden partnership match --need N5\n"
            "  almaden partnership match my-registry --offer O3 --weights weights.csv\n"
            "  almaden partnership match my-registry --allocate --json"
        ),
    )(match)


def match(
    folder: Folder = None,
    store: Store = False,
    known_at: KnownAt = "",
    need: Annotated[str | None, typer.Option("--need", metavar="KEY", help=_("Only this need, explained."))] = None,
    offer: Annotated[
        str | None, typer.Option("--offer", metavar="KEY", help=_("The needs that fit this offer."))
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", metavar="FILE", help=_("Table with the columns part and points.")),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("Day asked about, year-month-day; today if left out.")),
    ] = None,
    best: Annotated[int, typer.Option("--best", min=1, max=1000, help=_("So many for each."))] = 5,
    chains: Annotated[
        bool, typer.Option("--chains", help=_("Also offers that together do all steps, and missing links."))
    ] = False,
    allocate: Annotated[
        bool, typer.Option("--allocate", help=_("Also who is best sent to whom, and what stays open."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Match the needs and offers of a registry."""
    from almaden.cli.partnership_input import day as day_of
    from almaden.cli.partnership_input import read
    from almaden.partnership.records.exchange import NeedRecord, OfferRecord

    if need and offer:
        raise InputError(
            Fault(n_("choose either a need or an offer"), column="--offer", advice=n_("leave one of the two out"))
        )
    registry, used = read(folder, store, known_at), _weights(weights)
    needs = _chosen(registry.all(NeedRecord), need, "--need")
    offers = _chosen(registry.all(OfferRecord), offer, "--offer")
    on = day_of(day, "--date") if day else date.today()
    content = _content(needs, offers, used, on, best, offer is not None, chains, allocate)
    if as_json:
        typer.echo(json.dumps(_record(content, used, on), ensure_ascii=False, indent=2))
    else:
        _show(content, explained=bool(need or offer))


def _content(
    needs: Sequence[NeedRecord],
    offers: Sequence[OfferRecord],
    weights: Weights,
    on: date,
    best: int,
    reverse: bool,
    chains: bool,
    allocated: bool,
) -> dict[str, Any]:
    """Everything that was asked for, by what it is."""
    from almaden.partnership.matching.allocation import allocate
    from almaden.partnership.matching.chains import chain
    from almaden.partnership.matching.match import matches, needs_for

    content: dict[str, Any] = {}
    if reverse:
        content["fitting_needs"] = needs_for(offers[0], needs, weights, on, best)
    else:
        content["needs"] = matches(needs, offers, weights, on, best).found
    if chains:
        content["chains"] = tuple(chain(need, offers, weights, on) for need in needs)
    if allocated:
        content["allocation"] = allocate(needs, offers, weights, on)
    return content


def _record(content: dict[str, Any], weights: Weights, on: date) -> dict[str, Any]:
    from almaden import __version__

    record: dict[str, Any] = {
        "meta": {"program": "almaden", "version": __version__},
        "on": on.isoformat(),
        "weights": weights.to_json(),
    }
    for name, value in content.items():
        record[name] = [one.to_json() for one in value] if isinstance(value, tuple) else value.to_json()
    if len(content.get("needs", ())) == 1:
        record["refusals"] = [one.to_json() for one in content["needs"][0].refusals]
    return record


def _weights(path: Path | None) -> Weights:
    if path is None:
        from almaden.partnership.matching.weights import default_weights

        return default_weights()
    from almaden.partnership.readers.weights import read_weights

    return read_weights(path)


def _chosen(records: tuple[Keyed, ...], key: str | None, option: str) -> tuple[Keyed, ...]:
    """All records, or the one with a key."""
    if key is None:
        return records
    found = tuple(record for record in records if record.id == key)
    if not found:
        import difflib

        near = difflib.get_close_matches(key, [record.id for record in records], n=3, cutoff=0.3)
        advice = did_you_mean(near) if near else n_("look for the key in the column id of the table")
        raise InputError(Fault(n_("there is no record with this key"), column=option, value=key, advice=advice))
    return found


def _line(text: str, indent: str = "") -> None:
    typer.echo(textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  "))


def _points(value: float) -> str:
    from almaden.reference.numerals import decimal

    return decimal(value, 1, LANGUAGE)


def _show(content: dict[str, Any], explained: bool) -> None:
    for found in content.get("needs", ()):
        _show_found(found, explained)
    for one in content.get("fitting_needs", ()):
        _show_match(one, one.need.id, one.need.title, explained)
    for chain in content.get("chains", ()):
        _show_chain(chain)
    if "allocation" in content:
        _show_allocation(content["allocation"])
    typer.echo(_("Suggestions, not endorsements: what an offer reaches is as its provider states it."))


def _show_found(found: Found, explained: bool) -> None:
    typer.secho(f"{found.need.id} {found.need.country} {found.need.title}", bold=True)
    shared = [one for one in found.best if one.shared]
    for one in shared or found.best:
        _show_match(one, one.offer.id, one.offer.title, explained)
    if not found.fitting:
        _line(_("No offer passes the filters."), "  ")
    elif not shared:
        _line(_("None of them is seen to share a step, material or topic with the need."), "  ")
    if explained:
        for refusal in found.refusals:
            reasons = _("; ").join(_(one.reason) for one in refusal.reasons)
            _line(_("refused: {name}: {reasons}").format(name=refusal.offer.id, reasons=reasons), "  ")


def _show_match(one: Match, key: str, title: str, explained: bool) -> None:
    _line(f"{_points(one.total):>6}  {key} {title}", "  ")
    if not explained:
        return
    for part in one.parts:
        points = _("{points} of {of}").format(points=_points(part.points), of=_points(part.of))
        _line(f"{_(_PARTS[part.name]):<22} {points:>13}  {_(part.reason)}", "          ")
    for flag in one.flags:
        _line(_("ask: {what}").format(what=_(flag.reason)), "          ")


def _show_chain(chain: Chain) -> None:
    if not chain.links:
        _line(_("{name}: no steps are stated, so there is no chain").format(name=chain.need.id))
        return
    parts = [
        _("{steps} ({who})").format(
            steps=" + ".join(link.steps), who=link.offer.id if link.offer else _("missing link")
        )
        for link in chain.links
    ]
    _line(_("{name}: {text}").format(name=chain.need.id, text=" > ".join(parts)))


def _show_allocation(found: Allocation) -> None:
    typer.secho(_("Who is best sent to whom"), bold=True)
    for one in found.given:
        share = _("{number}%").format(number=_points(100.0 * one.share))
        _line(f"{one.need.id} < {one.offer.id} {one.offer.title}: {share}", "  ")
    typer.secho(_("What stays open") if found.unmet else _("Nothing stays open"), bold=True)
    for unmet in found.unmet:
        step = unmet.step or _("no step stated")
        _line(f"{unmet.country or '-'} {step}: {', '.join(unmet.needs)}", "  ")
