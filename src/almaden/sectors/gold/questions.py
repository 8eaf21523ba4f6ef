"""What looks wrong in the input of an estimate: asked, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate_defaults import limit
from almaden.sectors.gold.routes import RouteDraws, too_wide
from almaden.sectors.gold.site_means import SeenSite
from almaden.sectors.gold.terms import Practice
from almaden.sectors.gold.ways import Way
from almaden.sectors.gold.winnings import kg_per
from almaden.sectors.gold.work_time import days_in, usual_days_per_week, usual_weeks, work_of
from almaden.wording import Text

#: So many sites are named; of more the number is told.
_NAMED = 5


def questions_of(
    data: GoldData, seen: Sequence[SeenSite], ways: Mapping[str, Mapping[Practice, Way]]
) -> tuple[Text, ...]:
    """What should be looked at."""
    return (*_of_sites(data, seen), *_of_ways(ways))


def recovered_question(recovered_kg: float, mercury_kg: float) -> tuple[Text, ...]:
    """Whether retorts give back more than is bought."""
    if recovered_kg <= mercury_kg:
        return ()
    return (
        Text(
            "Retorts give back {recovered} kg of mercury and {mercury} kg are bought: are so many retorts in use?",
            recovered=recovered_kg,
            mercury=mercury_kg,
        ),
    )


def range_questions(routes: Sequence[RouteDraws]) -> Iterable[Text]:
    """Whether more can be seen where the range of a route is of no use."""
    for route in routes:
        if too_wide(route):
            yield Text(
                "{route}: the upper end of its range is more than {times} times its value. Can more sites, units or "
                "buyers be visited, or better figures be found?",
                route=route.title,
                times=limit("range_reach"),
            )


def _of_sites(data: GoldData, seen: Sequence[SeenSite]) -> Iterable[Text]:
    least, most = limit("gold_per_miner_least"), limit("gold_per_miner_most")
    odd = [site.record.id for site in seen if (grams := _grams(site)) is not None and not least <= grams <= most]
    if odd:
        yield Text(
            "Gold of a miner and day is outside {least} to {most} g at {sites}: are unit and period right?",
            least=least,
            most=most,
            sites=_names(odd),
        )
    assumed = usual_weeks(data)
    if assumed:
        yield Text(
            "A week is taken to have {days} days of work at {sites}: on how many do people work? Tell days_per_week, "
            "or what is won and bought on a day.",
            days=usual_days_per_week().value,
            sites=_names(assumed),
        )
    many = sorted(site.id for site in data.sites if work_of(site).too_many_days)
    if many:
        yield Text(
            "Days of work in a year are more than weeks or months of work have at {sites}: which is right?",
            sites=_names(many),
        )
    children = [site.record.id for site in seen if site.record.children]
    if children:
        yield Text("Children work at {sites}: does the plan say what is done about it?", sites=_names(children))
    sites = {site.record.id for site in seen}
    lost = sorted({record.site for record in data.mercury} - sites)
    if lost:
        yield Text("Mercury was bought at sites that are not in the table of sites: {sites}.", sites=_names(lost))


def _of_ways(ways: Mapping[str, Mapping[Practice, Way]]) -> Iterable[Text]:
    each = [way for practices in ways.values() for way in practices.values()]
    for region in sorted({way.split.region for way in each if way.split.exact_told}):
        yield (
            Text("At how many sites were the shares of practices in {region} seen? They are taken as exact.",
                 region=region)
            if region
            else Text("At how many sites were the shares of practices seen? They are taken as exact.")
        )  # fmt: skip
    if any(not way.retorts_told for way in each):
        yield Text("How much of the amalgam is burnt in retorts? Nothing is told; none is taken.")
    if any(not way.shops_told for way in each):
        yield Text("How many gold shops have a capture system? Nothing is told; none is taken.")


def _grams(site: SeenSite) -> float | None:
    """Gold of a miner and day, g, from the site's own average."""
    one = site.record
    if one.gold_per_miner is None:
        return None
    if one.gold_period != "day" and not one.days_per_year:
        return None
    return one.gold_per_miner * kg_per(one.gold_unit) / kg_per("g") / days_in(one.gold_period, work_of(one))


def _names(names: Sequence[str]) -> Text | str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return Text("{names} and {count} more", names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)
