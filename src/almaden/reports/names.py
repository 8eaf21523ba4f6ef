"""The name of the country that a report is about."""

from __future__ import annotations

from almaden.errors import InputError
from almaden.inventory.result import Result
from almaden.reference.countries import country_name
from almaden.reports.words import Words


def country(result: Result, words: Words) -> str:
    """Name of the country in the language of the report, unless the inventory gave it a name of its own."""
    try:
        own = result.country_name != country_name(result.country)
        return result.country_name if own else country_name(result.country, words.lang)
    except InputError:
        return result.country_name
