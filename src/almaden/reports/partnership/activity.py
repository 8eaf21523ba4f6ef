"""The report on activities: overview, overarching activities, activities by area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.partnership.reporting.contents import Contents
from almaden.reports.document import Paragraph
from almaden.reports.partnership import annex_blocks, money_blocks, names, number_blocks, overview, plan_blocks
from almaden.reports.partnership.area_blocks import area_section
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words
from almaden.wording import n_

TITLE: Final = n_("Global Mercury Partnership: activities")


def sections(contents: Contents, words: Words) -> Iterator[Section]:
    """Its sections, in order."""
    _ = words._
    period = names.period(contents.period.start, contents.period.end, words)
    told = _(
        "This report gives an overview of the activities within the Partnership in the period {period}, as its "
        "registry holds them: overarching activities, and activities by area with objectives, outputs and plans."
    ).format(period=period)
    yield Section("introduction", _("Introduction"), (Paragraph(told),))
    yield Section("overview", _("Overview"))
    yield overview.participation(contents, words, 2)
    yield overview.leads(contents, words, 2)
    yield overview.advisory_group(contents, words, 2)
    yield area_section(contents.overarching, words, 1)
    yield Section("areas", _("Activities by area"))
    for one in contents.areas:
        if one.code != contents.overarching.code:
            yield area_section(one, words, 2)
    yield money_blocks.funding(contents, words)
    yield plan_blocks.plans(contents, words)
    yield plan_blocks.obstacles(contents, words)
    yield plan_blocks.targets(contents, words)
    yield number_blocks.in_numbers(contents, words)
    yield annex_blocks.rules(contents, words)
    yield annex_blocks.told_again(contents, words)
    yield annex_blocks.contradictions(contents, words)
    yield annex_blocks.documents(contents, words)
    yield number_blocks.whole_registry(contents, words)
