"""What can be done about mercury-added products: one card for each tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all
from almaden.web.navigation import address_of
from almaden.web.product_stocks import stock_studies
from almaden.wording import n_


@dataclass(frozen=True)
class Tool:
    """A card of the page: the page that it leads to, its words, and what can be done there."""

    page: str
    title: str
    text: str

    @property
    def address(self) -> str:
        """Of the page; empty where this installation has none."""
        return address_of(self.page)


#: What can be done, under its headings.
TOOLS: Final = (
    (
        n_("May it still be made and traded?"),
        (
            Tool(
                "products_check",
                n_("Check a product"),
                n_("A product, its mercury, a day and a movement: barred, allowed or unclear, with the rule."),
            ),
            Tool(
                "products_board",
                n_("Phase-out board"),
                n_("Which rule holds for which product, from when, and how sure its text is."),
            ),
            Tool(
                "products_gaps",
                n_("Gaps in the law"),
                n_("What the law of a country covers of the products of Annex A, and what it leaves open."),
            ),
            Tool(
                "product_tests",
                n_("Tests and take-downs"),
                n_("Creams, lamps and toys that were tested, and whether listings went and stayed away."),
            ),
        ),
    ),
    (
        n_("How much is in use and thrown away?"),
        (
            Tool(
                "product_stock",
                n_("In use and thrown away"),
                n_("Sales of the past give the mercury in use, what leaves use every year, and where it ends."),
            ),
            Tool(
                "product_balance",
                n_("Balance of a country"),
                n_("Mercury supplied, used in products and processes, traded and stored, as reporters tell it."),
            ),
        ),
    ),
    (
        n_("What can replace it?"),
        (
            Tool(
                "product_alternatives",
                n_("Alternatives"),
                n_("Products without mercury for each kind, what they cost, and what they do better or less well."),
            ),
            Tool(
                "product_lamps",
                n_("Switching lamps"),
                n_("What a change to LED saves in mercury, electricity and money."),
            ),
            Tool(
                "product_facility",
                n_("A hospital or school"),
                n_("The mercury in its devices, what the switch costs and saves, and a plan by year."),
            ),
            Tool(
                "product_amalgam",
                n_("Dental amalgam"),
                n_("Measures taken, indicators over the years, and when they reach their goal."),
            ),
        ),
    ),
)


@open_to_all
def products(request: HttpRequest) -> HttpResponse:
    """The cards, and what users brought."""
    tools = [(title, [one for one in cards if one.address]) for title, cards in TOOLS]
    context = {"tools": [(title, cards) for title, cards in tools if cards], "studies": stock_studies(request.user)}
    return render(request, "products/home.html", context)


urlpatterns = [path("products/", products, name="products")]
