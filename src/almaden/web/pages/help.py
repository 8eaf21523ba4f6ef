"""Help, the words that Almaden uses, and what Almaden is."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.web.access import open_to_all
from almaden.wording import n_

#: Word and meaning, in the order in which one needs them.
GLOSSARY: Final = (
    (n_("source category"), n_("Where mercury comes from, with the code of the UNEP Toolkit, such as 5.1.1.")),
    (n_("activity rate"), n_("How much of it is done in a year, with its unit: tonnes burnt, kilograms produced.")),
    (n_("input factor"), n_("Mercury for each unit of the activity.")),
    (n_("input"), n_("Activity rate times input factor: the mercury that enters society with it, in kg per year.")),
    (n_("distribution factor"), n_("The share of the input that leaves by one of the six pathways.")),
    (
        n_("pathway"),
        n_("Air, water, land, products, general waste, or treatment of waste within the sector."),
    ),
    (n_("output"), n_("Mercury that leaves by any of the six pathways, in kg per year.")),
    (n_("emission"), n_("Output to air, as in Article 8 of the Minamata Convention.")),
    (n_("release"), n_("Output to land or water, as in Article 9 of the Convention.")),
    (n_("transfer"), n_("Output into products, waste or treatment.")),
    (n_("95 % range"), n_("The true value lies in it with a probability of 95 %, if the factors and rates are right.")),
    (n_("Level 1 and Level 2"), n_("The two depths of the Toolkit: default factors, or data of the country.")),
    (n_("inventory"), n_("All rates, factors and results of one country and year.")),
    (n_("worked example"), n_("An inventory made to show the method; it never stands on a world map.")),
    (n_("facility, unit"), n_("A place, and a part of it that is controlled for itself.")),
    (n_("speciation"), n_("The forms of mercury in flue gas: elemental, oxidised, or on particles.")),
    (n_("control train"), n_("The devices on the flue gas of a unit, in their order from the boiler to the stack.")),
    (n_("site"), n_("A place where something is measured, mined or contaminated.")),
    (n_("observation"), n_("One measured value: site, time, what was measured in what, unit, flag, method.")),
    (n_("source"), n_("The document in which a number was read; every number has one.")),
    (n_("verified, unverified"), n_("Compared with its source by a person, or not yet.")),
    (n_("edition"), n_("A frozen and numbered set of data with check sums that can be cited.")),
    (n_("journal"), n_("What was done, by whom, when and why, chained so that nothing can be altered unnoticed.")),
    (n_("Minamata initial assessment"), n_("A first picture of mercury in a country, for the Convention.")),
    (n_("national action plan"), n_("How a country reduces mercury in small-scale gold mining, by Article 7.")),
    (n_("phase-out date"), n_("The day after which Annex A or B of the Convention bars a product or a process.")),
    (n_("unclear"), n_("The answer where a text of law was not read, or something that decides was not told.")),
    (n_("discards"), n_("What leaves use in a year of what was sold in all years before.")),
    (n_("take-down"), n_("A request to a platform to remove the listing of a product, and what came of it.")),
    (n_("gap in trade"), n_("What an importer reports less what the exporter reports of the same flow, in mass.")),
    (n_("consent"), n_("What Article 3 asks for before mercury is exported: form A or B, or a notification, form D.")),
    (n_("surplus"), n_("Supply less demand of a year, in t; below zero more is wanted than supplied.")),
    (n_("storage need"), n_("Mercury that has to be stored by the end of a year, by one of four definitions.")),
    (n_("lot"), n_("An amount of mercury with one owner, place and form, followed in a ledger.")),
    (n_("chain of custody"), n_("Who kept seized mercury, from hand to hand, with a document for each step.")),
)


def anchor(word: str) -> str:
    """Where a word of the glossary stands on its page."""
    return re.sub("[^a-z0-9]+", "-", word.lower()).strip("-")


@open_to_all
def help_page(request: HttpRequest) -> HttpResponse:
    """How the most common things are done."""
    return render(request, "help/help.html")


@open_to_all
def glossary(request: HttpRequest) -> HttpResponse:
    """The words that Almaden uses."""
    return render(
        request, "help/glossary.html", {"glossary": [(anchor(word), word, meaning) for word, meaning in GLOSSARY]}
    )


@open_to_all
def about(request: HttpRequest) -> HttpResponse:
    """What Almaden is, whose it is, and how it may be used."""
    return render(request, "help/about.html")


urlpatterns = [
    path("help/", help_page, name="help"),
    path("help/glossary/", glossary, name="glossary"),
    path("help/about/", about, name="about"),
]
