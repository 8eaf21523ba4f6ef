"""What stands behind an estimate or a plan: the method and its limits, questions, notes, numbers with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from almaden.reference.origin import Origin
from almaden.reports.document import Block, Bullets, Heading, Paragraph
from almaden.reports.gold.shared import origins_table
from almaden.reports.words import Words
from almaden.wording import n_

_STEPS: Final = (
    n_("Gold by extraction: miners of the sites, times the gold that each wins, times the days of work. By processing: "
       "ore that passes through mills, its gold, and the share that is won. By trade: what is bought and exported. By "
       "residual: the production of the country less that of the formal mines."),
    n_("What was visited stands for the whole by the design of the sample: strata, weights, design effect, and the "
       "share of all sites that was seen. A figure of a document has the range that it tells, or that of its class."),
    n_("The routes are put together on the logarithm, with the errors that they share. Where they disagree, the range "
       "is made wider."),
    n_("The gold of each practice is multiplied by the mercury that is used for it; retorts take a part back, and what "
       "is given back lowers what is bought. The rest leaves to air at the sites and in gold shops, or with tailings "
       "to water and land. All parts add to the mercury used."),
    n_("Every uncertain number is drawn many times, and all sums are made in each draw. What is known once for several "
       "regions errs the same way in all of them."),
)  # fmt: skip
_PLAN_STEPS: Final = (
    n_("Measures act on what the measures before them leave, growing evenly from their first year to the year in which "
       "they act in full. A measure of a region acts on the practices of that region."),
    n_("A target is reached where the measures leave no more than it allows; how sure that is tells the share of the "
       "draws in which they do. Whether a survey could tell it is asked for a later estimate made like this one."),
)  # fmt: skip
_LIMITS: Final = (
    n_("An estimate is no count. What nobody visits and no record shows is in it only as far as data stand for it."),
    n_("The mercury used for each kilogram of gold is known worse than most other numbers; tests at the country's own "
       "sites narrow the range more than anything else."),
    n_("Numbers marked unverified were remembered or read second-hand. Replace them by your own before the plan is "
       "handed in."),
)  # fmt: skip


def method_blocks(notes: Sequence[str], words: Words, *, plan: bool) -> Iterator[Block]:
    """How it was reckoned, and how the input was understood."""
    _ = words._
    steps = (*_STEPS, *_PLAN_STEPS) if plan else _STEPS
    yield Bullets(tuple(_(step) for step in steps))
    yield Paragraph("", label=_("What to keep in mind:"))
    yield Bullets(tuple(_(limit) for limit in _LIMITS))
    if notes:
        yield Paragraph("", label=_("Notes on the input:"))
        yield Bullets(tuple(_(note) for note in dict.fromkeys(notes)))


def question_blocks(questions: Sequence[str], words: Words) -> Iterator[Block]:
    """What should be asked before the result is used."""
    _ = words._
    if not questions:
        yield Paragraph(_("Nothing in the input looks wrong."))
        return
    yield Paragraph(_("What the input leaves open, or what looks odd in it. Nothing was changed for it."))
    yield Bullets(tuple(_(question) for question in questions))


def number_blocks(origins: Sequence[Origin], words: Words) -> Iterator[Block]:
    """Every number with its source, those that nobody verified first."""
    _ = words._
    unverified = [one for one in origins if one.status == "unverified"]
    others = [one for one in origins if one.status != "unverified"]
    yield Heading(_("Unverified numbers"), 2)
    if unverified:
        caption = _("Unverified numbers that the result rests on")
        yield origins_table(caption, unverified, words, _("Unverified numbers"))
    else:
        yield Paragraph(_("No number that the result rests on is marked unverified."))
    if others:
        yield Heading(_("Other numbers"), 2)
        yield origins_table(_("Verified numbers, and those given by the user"), others, words, _("Other numbers"))
