"""The pages of monitoring: their names, and what can be done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from almaden.store.rights import may_somewhere
from almaden.web.navigation import Item, address_of
from almaden.wording import n_


@dataclass(frozen=True)
class Card:
    """A page of monitoring.

    Attributes:
        page: name of its view.
        title: in English; the page translates it.
        text: what can be done there.
        right: that the person needs to find something there; empty for everyone.
    """

    page: str
    title: str
    text: str
    right: str = ""

    @property
    def address(self) -> str:
        """Of the page; empty where this installation has none."""
        return address_of(self.page)


#: In the order in which visitors need them.
CARDS: Final = (
    Card("monitoring_sites", n_("Measuring sites"), n_("Where what is measured, since when, and by whom.")),
    Card(
        "monitoring_series",
        n_("Series"),
        n_("One series with its flags, averages, cycles and trend, and how sure that is."),
    ),
    Card("monitoring_compare", n_("Compare"), n_("Up to eight series side by side, and the difference of two.")),
    Card("monitoring_trends", n_("Trends"), n_("Which way many sites go, and what holds for a region.")),
    Card("monitoring_biota", n_("Biota"), n_("Mercury in fish, birds and mammals, and what may be eaten.")),
    Card("monitoring_people", n_("People"), n_("Mercury in hair and blood, in groups of ten and more.")),
    Card("monitoring_gaps", n_("Gaps"), n_("Where nobody measures, and where one more site would help most.")),
    Card("monitoring_questions", n_("Questions"), n_("Questions that many ask, with answers that can be cited.")),
    Card("monitoring_request", n_("Request data"), n_("Choose, see how much it is, and take it with its citation.")),
    Card("monitoring_report", n_("Report of a network"), n_("Sites, series, quality and trends as a document.")),
    Card(
        "monitoring_quality",
        n_("Quality"),
        n_("Suspect values of a series: decide on them, or undo what was decided."),
        "import",
    ),
)


def monitoring_menu(request: HttpRequest) -> tuple[Item, ...]:
    """What stands at the top of every page of monitoring."""
    return tuple(
        Item(one.title, one.address, request.path.startswith(one.address))
        for one in CARDS
        if one.address and (not one.right or may_somewhere(request.user, one.right))
    )
