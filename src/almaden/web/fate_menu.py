"""The pages of the models of where mercury goes: their names, and what can be asked there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from almaden.web.navigation import Item, address_of
from almaden.wording import n_


@dataclass(frozen=True)
class Card:
    """A page of the models.

    Attributes:
        page: name of its view.
        title: in English; the page translates it.
        question: what it answers.
        reach: of which places and times.
    """

    page: str
    title: str
    question: str
    reach: str

    @property
    def address(self) -> str:
        """Of the page; empty where this installation has none."""
        return address_of(self.page)


#: From one tonne to the whole world, then to one street; how far all that can be believed comes last.
_CARDS: Final = (
    Card(
        "fate_tonne",
        n_("What happens to a tonne"),
        n_("Where does mercury come down that is emitted here, and how much of it comes back later?"),
        n_("one region, sector or place; months to centuries"),
    ),
    Card(
        "fate_sources",
        n_("Sources and receptors"),
        n_("Whose emissions come down on a region, and where do those of a region come down?"),
        n_("regions, seas and the Arctic; one year"),
    ),
    Card(
        "fate_boxmodel",
        n_("Box model laboratory"),
        n_("How much mercury will air, soil and sea hold, and what if emissions stop?"),
        n_("the whole world; years to centuries"),
    ),
    Card(
        "fate_plume",
        n_("Around a facility"),
        n_("How much mercury is in the air near a stack, and does it exceed guideline values?"),
        n_("100 m to 50 km; hours and one year"),
    ),
    Card(
        "fate_shop",
        n_("In a gold shop"),
        n_("How much mercury do people breathe in a room where amalgam is burnt?"),
        n_("one room; hours"),
    ),
    Card(
        "fate_skill",
        n_("How good is the model?"),
        n_("What does the model of the atmosphere say where people have measured?"),
        n_("sites all over the world; one year"),
    ),
)


def fate_cards() -> tuple[Card, ...]:
    """The pages that this installation has, in their order."""
    return tuple(one for one in _CARDS if one.address)


def fate_menu(request: HttpRequest) -> tuple[Item, ...]:
    """What stands at the top of every page of the models."""
    return tuple(Item(one.title, one.address, request.path.startswith(one.address)) for one in fate_cards())
