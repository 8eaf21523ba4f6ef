"""Countries: codes of ISO 3166-1, names in six languages, and bundled context."""

from __future__ import annotations

import subprocess
import sys

import pytest

from almaden.errors import InputError
from almaden.reference.context import bundled_context
from almaden.reference.countries import UN_LANGUAGES, all_countries, country_name, country_of, find_country, is_country


def test_all_of_iso_3166_is_there() -> None:
    # ISO 3166-1 has 249 officially assigned codes.
    assert len(all_countries()) == 249
    assert {(one.iso3, one.iso2) for one in all_countries()} >= {("PHL", "PH"), ("GHA", "GH"), ("CHE", "CH")}


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_every_country_has_a_name_that_leads_back_to_it(lang: str) -> None:
    for country in all_countries():
        assert find_country(country_name(country.iso3, lang)) == country.iso3


@pytest.mark.parametrize(
    ("iso3", "names"),
    [
        ("PHL", ("الفلبين", "Philippines", "Filipinas", "Philippines", "Филиппины", "菲律宾")),
        ("GHA", ("غانا", "Ghana", "Ghana", "Ghana", "Гана", "加纳")),
        ("PER", ("بيرو", "Peru", "Perú", "Pérou", "Перу", "秘鲁")),
        ("DEU", ("ألمانيا", "Germany", "Alemania", "Allemagne", "Германия", "德国")),
    ],
)
def test_names_in_the_six_languages(iso3: str, names: tuple[str, ...]) -> None:
    assert tuple(country_name(iso3, lang) for lang in ("ar", "en", "es", "fr", "ru", "zh")) == names


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("phl", "PHL"),
        (" ph ", "PHL"),
        ("PERU", "PER"),
        ("perú", "PER"),
        ("cote d'ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Bosnia and Herzegovina", "BIH"),
        ("guinea-bissau", "GNB"),
        ("Гана", "GHA"),
        ("加纳", "GHA"),
    ],
)
def test_a_country_is_found_however_it_is_written(text: str, iso3: str) -> None:
    assert find_country(text) == iso3


@pytest.mark.parametrize(
    ("text", "named"),
    [("Philipines", "PHL (Philippines)"), ("korea", "KOR"), ("zz", "ISO code"), ("", "ISO code")],
)
def test_an_unknown_country_is_told_what_is_near(text: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        find_country(text)
    (fault,) = caught.value.faults
    assert fault.column == "country"
    assert named in fault.advice


def test_a_name_is_refused_in_other_languages_and_for_other_codes() -> None:
    with pytest.raises(InputError, match="ar, en, es, fr, ru, zh"):
        country_name("PHL", "de")
    with pytest.raises(InputError, match="no country"):
        country_name("XYZ")


def test_context_comes_with_its_year_and_citation() -> None:
    ghana = bundled_context("gha")
    # Population: UN/OWID population table (2022 copy). Dentists: WHO 2008, 0.06 per 10,000.
    assert ghana["population"].value == 28_481_947
    assert ghana["population"].year == 2016
    assert ghana["dental_personnel_per_1000"].value == 0.006
    philippines = bundled_context("PHL")
    # Department of Energy, household electrification 2019.
    assert philippines["electrification_rate"].value == 0.9296
    assert philippines["electrification_rate"].low == 0.799
    assert philippines["dental_personnel_per_1000"].status == "unverified"
    assert all(one.source and one.seen for one in (*ghana.values(), *philippines.values()))


def test_a_country_without_bundled_context_has_none() -> None:
    assert bundled_context("CHE") == {}


def test_babel_is_not_loaded_before_a_name_is_asked_for() -> None:
    code = "import sys, almaden.reference.countries as c; c.all_countries(); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_made_up_country_has_a_name_but_is_no_country() -> None:
    assert country_name("XXB") == "Made-up country B"
    assert not is_country("XXB")
    with pytest.raises(InputError):
        find_country("XXB")


def test_kosovo_has_a_code_that_iso_leaves_to_users() -> None:
    assert country_name("XKX") == "Kosovo"
    assert find_country("Kosovo") == "XKX"
    assert "XKX" not in {one.iso3 for one in all_countries()}


@pytest.mark.parametrize(
    ("text", "iso3"),
    [("KOS", "XKX"), ("DR Congo", "COD"), ("Czech Republic", "CZE"), ("peru", "PER"), ("Atlantis", None)],
)
def test_names_that_are_of_one_source_alone(text: str, iso3: str | None) -> None:
    assert country_of(text) == iso3
