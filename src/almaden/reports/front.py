"""What every report says of itself: title, how the result was made, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from almaden.inventory.result import Result
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Callout, Document
from almaden.reports.names import country
from almaden.reports.words import Words, isolated

if TYPE_CHECKING:
    from almaden.reference.meta import Meta
    from almaden.sectors.coal.result import Meta as CoalMeta


def assemble(result: Result, words: Words, title: str, blocks: Iterable[Block]) -> Document:
    """A document with the front matter that all kinds of report share."""
    _ = words._
    return Document(
        title=title,
        subtitle=f"{isolated(country(result, words))}, {result.year}",
        lang=words.lang,
        notice=_(result.meta.notice) if result.meta.notice else "",
        provenance=provenance(result, words),
        meta=_meta(result, words),
        warnings=_trust(result, words),
        blocks=tuple(blocks),
        labels=labels(words),
    )


def assemble_sector(
    title: str,
    subtitle: str,
    meta: Meta | CoalMeta,
    about: Iterable[tuple[str, str]],
    warnings: Iterable[Callout],
    blocks: Iterable[Block],
    words: Words,
    *,
    short: bool = False,
) -> Document:
    """A document with the cover that the reports of all sectors have.

    Args:
        title: what it is.
        subtitle: of what.
        meta: how the result was made; without draws, nothing is said of them.
        about: lines of the cover that are the sector's own, each a name and a value.
        warnings: what stands on the cover in boxes.
        blocks: what follows.
        words: the language.
        short: whether it is too short for a table of contents.
    """
    _ = words._
    drawn, short_hash = exact(meta.draws, words.lang), meta.input_sha256[:12] or "–"
    ranges = (
        _("Ranges"),
        _("95 %, from {draws} draws ({sampler}), seed {seed}").format(
            draws=drawn, sampler=_(meta.sampler), seed=meta.seed
        ),
    )
    made = (
        _("Almaden {version} · input {hash} · {draws} draws, seed {seed}")
        if meta.draws
        else (_("Almaden {version} · input {hash}"))
    )
    return Document(
        title=title,
        subtitle=subtitle,
        lang=words.lang,
        notice=_(meta.notice) if meta.notice else "",
        provenance=made.format(version=meta.version, hash=short_hash, draws=drawn, seed=meta.seed),
        meta=(
            *about,
            *((ranges,) if meta.draws else ()),
            (_("Input, SHA-256"), meta.input_sha256 or "–"),
            (_("Program"), f"{meta.program} {meta.version}"),
        ),
        warnings=tuple(warnings),
        blocks=tuple(blocks),
        labels=labels(words),
        short=short,
    )  # fmt: skip


def labels(words: Words) -> dict[str, str]:
    """The few words that renderers add themselves."""
    _ = words._
    return {
        "contents": _("Contents"),
        "table": _("Table"),
        "figure": _("Figure"),
        "figures": _("Figures"),
        "note": _("Please note"),
        "report": _("Report"),
    }


def provenance(result: Result, words: Words) -> str:
    """How the result was made, in one line for the foot of every page."""
    meta, _ = result.meta, words._
    parts = [
        f"{meta.program} {meta.version}",
        _("factor set {name}").format(name=meta.factor_set),
        _("{draws} draws").format(draws=exact(meta.draws, words.lang)),
        _("seed {seed}").format(seed=meta.seed),
        _(meta.sampler),
        _("input {sha}").format(sha=meta.input_sha256[:12]),
        _("rests on {count} unverified numbers").format(count=len(result.unverified)),
    ]
    return " · ".join(parts)


def _meta(result: Result, words: Words) -> tuple[tuple[str, str], ...]:
    meta, _ = result.meta, words._
    return (
        (_("Country"), country(result, words)),
        (_("Year"), str(result.year)),
        (_("Level"), str(result.level)),
        (_("Program"), f"{meta.program} {meta.version}"),
        (_("Factor set"), meta.factor_set),
        (_("Layers over it"), ", ".join(layer for layer in meta.layers if layer != meta.factor_set) or _("none")),
        (
            _("Uncertainty"),
            _("{draws} draws, {sampler}, seed {seed}; ranges are 95 % ranges").format(
                draws=exact(meta.draws, words.lang), sampler=_(meta.sampler), seed=meta.seed
            ),
        ),
        (_("Input files"), f"SHA-256 {meta.input_sha256}"),
        (_("Unverified numbers"), exact(len(result.unverified), words.lang)),
    )


def _trust(result: Result, words: Words) -> tuple[Callout, ...]:
    """The warning that the result rests on numbers that nobody has checked, if it does."""
    _ = words._
    if not result.unverified:
        return ()
    count = exact(len(result.unverified), words.lang)
    return (
        Callout(
            _("This result rests on {count} unverified numbers").format(count=count),
            _(
                "Nobody has yet checked them in the official documents of the Toolkit. The annex lists every one "
                "of them. Check them, record what you checked, and run the inventory again before you hand in "
                "this report."
            ),
            "warning",
        ),
    )
