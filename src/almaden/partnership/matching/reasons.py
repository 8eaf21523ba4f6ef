"""Why an offer earned what it earned in a part, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from almaden.partnership.matching.text import language_of, text_of, vector
from almaden.partnership.matching.vocabulary import codes, compatible_materials, plain_all, plain_regions_of
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.wording import Text, joined, n_

#: So many common words are told at most.
_WORDS_TOLD: Final = 5


def reason(part: str, need: NeedRecord, offer: OfferRecord) -> Text:
    """Why an offer earned its points in a part of the score.

    Args:
        part: name of the part, such as ``material``.
        need: what is asked for.
        offer: what is offered.
    """
    return _REASONS[part](need, offer)


def _material(need: NeedRecord, offer: OfferRecord) -> Text:
    asked, given = codes("material", need.materials), codes("material", offer.materials)
    if not asked or not given:
        return _topics(need, offer)
    fits = [code for code in asked if not compatible_materials(code).isdisjoint(given)]
    return _covered(fits, len(asked))


def _step(need: NeedRecord, offer: OfferRecord) -> Text:
    asked, given = codes("step", need.steps), codes("step", offer.steps)
    if not asked or not given:
        return _topics(need, offer)
    return _covered([code for code in asked if code in given], len(asked))


def _covered(fits: list[str], asked: int) -> Text:
    if not fits:
        return Text(n_("none of what is asked for"))
    return Text(n_("{count} of {asked} asked for: {names}"), count=len(fits), asked=asked, names="; ".join(fits))


def _topics(need: NeedRecord, offer: OfferRecord) -> Text:
    ours, theirs = codes("topic", need.topics), codes("topic", offer.topics)
    common = [topic for topic in ours if topic in theirs]
    if not common:
        return Text(n_("not stated, and no topic in common"))
    return Text(
        n_("not stated; {count} of {all} topics in common: {names}"),
        count=len(common),
        all=len({*ours, *theirs}),
        names="; ".join(common),
    )


def _capacity(need: NeedRecord, offer: OfferRecord) -> Text:
    amount = need.quantity_t_per_year if need.quantity_t_per_year is not None else need.stock_t
    if amount is None or offer.capacity_t_per_year is None:
        return Text(n_("not known"))
    return Text(
        n_("takes {capacity} t a year; there are {amount} t"), capacity=offer.capacity_t_per_year, amount=amount
    )


def _maturity(need: NeedRecord, offer: OfferRecord) -> Text:
    if offer.readiness_level is None:
        return Text(n_("not known"))
    return Text(n_("readiness level {level}"), level=offer.readiness_level)


def _evidence(need: NeedRecord, offer: OfferRecord) -> Text:
    if not offer.grade:
        return Text(n_("not known"))
    if offer.grade in ("A", "B"):
        return Text(n_("grade {grade}"), grade=offer.grade)
    return Text(n_("grade {grade}: as stated by the provider"), grade=offer.grade)


def _cost(need: NeedRecord, offer: OfferRecord) -> Text:
    if need.budget is None or (offer.cost_per_t is None and offer.capital_cost is None):
        return Text(n_("not known"))
    if not need.currency or need.currency != offer.currency:
        return Text(n_("cost and budget are not in the same currency"))
    amount = need.stock_t if need.stock_t is not None else need.quantity_t_per_year
    if offer.cost_per_t is None:
        cost = offer.capital_cost or 0.0
    elif amount is None:
        return Text(n_("not known"))
    else:
        cost = offer.cost_per_t * amount + (offer.capital_cost or 0.0)
    return Text(
        n_("costs {cost} {currency}; the budget is {budget} {currency}"),
        cost=cost,
        budget=need.budget,
        currency=need.currency,
    )


def _place(need: NeedRecord, offer: OfferRecord) -> Text:
    return joined([_served(need, offer), _spoken(need, offer)], "; ")


def _served(need: NeedRecord, offer: OfferRecord) -> Text:
    if not need.country or not (offer.countries or offer.regions):
        return Text(n_("place not known"))
    region = [name for name in offer.regions if plain_all([name])[0] in plain_regions_of(need.country)]
    if need.country not in offer.countries and not region:
        return Text(n_("{country} is not served"), country=need.country)
    if need.preference == "in-country" and offer.export_needed == "yes":
        return Text(n_("{country} is served, but the waste has to leave it"), country=need.country)
    return Text(n_("{country} is served"), country=need.country)


def _spoken(need: NeedRecord, offer: OfferRecord) -> Text:
    if not need.languages or not offer.languages:
        return Text(n_("language not known"))
    common = [name for name in plain_all(need.languages) if name in plain_all(offer.languages)]
    if not common:
        return Text(n_("no common language"))
    return Text(n_("common language: {names}"), names=", ".join(common))


def _help(need: NeedRecord, offer: OfferRecord) -> Text:
    said = []
    if need.wants_finance == "yes":
        given = offer.gives_finance == "yes" or offer.kind == "finance"
        said.append(Text(n_("money comes with it")) if given else Text(n_("no money is known to come with it")))
    if need.wants_training == "yes":
        given = offer.gives_training == "yes" or offer.kind == "training"
        said.append(Text(n_("training comes with it")) if given else Text(n_("no training is known to come with it")))
    return joined(said, "; ") if said else Text(n_("not asked for"))


def _text(need: NeedRecord, offer: OfferRecord) -> Text:
    ours, theirs = text_of(need.title, need.topics), text_of(offer.title, offer.topics)
    languages = language_of(ours), language_of(theirs)
    if all(languages) and languages[0] != languages[1]:
        return Text(n_("written in different languages"))
    left, right = vector(ours), vector(theirs)
    common = sorted(left.keys() & right.keys(), key=lambda word: (-left[word] * right[word], word))
    if not common:
        return Text(n_("no words in common"))
    return Text(n_("words in common: {names}"), names=", ".join(common[:_WORDS_TOLD]))


_REASONS: Final[Mapping[str, Callable[[NeedRecord, OfferRecord], Text]]] = {
    "material": _material,
    "step": _step,
    "capacity": _capacity,
    "maturity": _maturity,
    "evidence": _evidence,
    "cost": _cost,
    "place": _place,
    "help": _help,
    "text": _text,
}
