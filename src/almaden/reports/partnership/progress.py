"""The report on overall progress: assessment, effectiveness, next steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.partnership.reporting.contents import Contents
from almaden.reports.document import Paragraph
from almaden.reports.partnership import annex_blocks, money_blocks, names, number_blocks, overview, plan_blocks
from almaden.reports.partnership.area_blocks import area_section
from almaden.reports.partnership.effectiveness_blocks import effectiveness
from almaden.reports.partnership.sections import Section
from almaden.reports.words import Words
from almaden.wording import n_

TITLE: Final = n_("Global Mercury Partnership: overall progress")


def sections(contents: Contents, words: Words) -> Iterator[Section]:
    """Its sections, in order."""
    _ = words._
    period = names.period(contents.period.start, contents.period.end, words)
    told = _(
        "This report tells of the overall progress of the Partnership in the period {period}, as its registry holds "
        "it: members, funds and activities, how effective the work is, and the next steps."
    ).format(period=period)
    yield Section("introduction", _("Introduction"), (Paragraph(told),))
    yield Section("assessment", _("Assessment of overall progress"))
    yield overview.participation(contents, words, 2)
    yield overview.leads(contents, words, 2)
    yield overview.advisory_group(contents, words, 2)
    yield money_blocks.funding(contents, words, 2)
    yield plan_blocks.business_plans(contents, words, 2)
    yield Section("areas", _("Activities by area"))
    for one in contents.areas:
        yield area_section(one, words, 2, planned=False)
    if contents.effectiveness is not None:
        yield effectiveness(contents, contents.effectiveness, words)
    yield from plan_blocks.next_steps(contents, words)
    yield plan_blocks.plans(contents, words)
    yield plan_blocks.obstacles(contents, words)
    yield plan_blocks.targets(contents, words)
    yield number_blocks.in_numbers(contents, words)
    yield annex_blocks.rules(contents, words)
    yield annex_blocks.told_again(contents, words)
    yield annex_blocks.contradictions(contents, words)
    yield annex_blocks.documents(contents, words)
    yield number_blocks.whole_registry(contents, words)
