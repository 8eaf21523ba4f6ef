"""Customs codes: read as people write them, followed through the editions, found by words, told by country."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.reference.tables import read_table
from almaden.sectors.draws import FleetDraws
from almaden.sectors.products.kinds import product_kinds
from almaden.supply.trade.codes import codes_of, look_up
from almaden.supply.trade.concordance import concorded, editions_with, links
from almaden.supply.trade.editions import digits_of, edition_named, edition_of_year, editions, pointed
from almaden.supply.trade.hs_codes import hs_codes, product_names
from almaden.supply.trade.national import mercury_share, national_lines, who_distinguishes
from almaden.supply.trade.readers.hs_list import read_hs_list
from almaden.supply.trade.readers.national import read_national
from almaden.supply.trade.search import MOST_HITS, folded, search_codes

TABLES = (
    "hs_codes", "hs_concordance", "hs_editions", "hs_words", "national_codes", "article3_forms", "allowed_uses",
    "article3_scope",
)  # fmt: skip


@pytest.fixture(scope="session")
def full_list(shared: Path) -> dict[str, str]:
    return read_hs_list(shared / "data" / "harmonized_system" / "harmonized-system.csv")


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_where_it_was_read(name: str) -> None:
    for row in read_table(f"trade/{name}"):
        assert None not in row.values()
        assert None not in row
        assert row["source"]
        assert row["seen"]
        assert row["status"] in {"verified", "unverified"}
        assert "recalled" not in row["seen"] or row["status"] == "unverified"


def test_every_code_of_the_newest_edition_is_in_the_published_list(full_list: dict[str, str]) -> None:
    # 5,613 codes of six digits: the published list has 6,940 rows of chapters, headings and codes.
    assert len(full_list) > 5_600
    assert [one.code for one in codes_of() if one.code not in full_list] == []
    # and what began or ended before is told so
    gone = [code for code, one in hs_codes().items() if one.valid_last != "HS2022"]
    assert [code for code in gone if code in full_list] == []


def test_tables_fit_together() -> None:
    for one in hs_codes().values():
        assert set(one.annex_products) <= set(product_names())
        assert set(one.kinds) <= set(product_kinds())
        assert set(one.editions) <= set(editions_with(one.code))
    # Every kind of product has a code in which it may be.
    assert set(product_kinds()) == {kind for one in codes_of() for kind in one.kinds}
    for line in national_lines():
        assert line.code.startswith(line.hs6)
        assert len(line.code) > 6
        assert line.hs6 in hs_codes()
        assert set(line.annex_products) <= set(product_names())
    for row in read_table("trade/hs_words"):
        assert all(code in hs_codes() for code in row["codes"].split(";"))
        assert all(row[language] for language in ("en", "fr", "es", "ar", "ru", "zh"))


@pytest.mark.parametrize("text", ["2805.40", "280540", " 2805 40 ", "28.05.40", "2805-40"])
def test_a_code_as_people_write_it(text: str) -> None:
    found = look_up(text)
    assert found.code is not None
    assert found.code.specific == "yes"
    assert found.held_in == tuple(editions())


def test_longer_codes_find_their_own_line() -> None:
    # Combined Nomenclature: flasks of 34.5 kg.
    assert [line.country for line in look_up("28.05.40.10.00").national] == ["EU"]
    china = look_up("8506101190", country="CHN")
    assert [(line.holds, line.threshold_ppm) for line in china.national] == [("mercury", 5.0)]  # 0.0005 %


@pytest.mark.parametrize(
    ("text", "edition", "problem", "advice"),
    [
        ("2852.00", "HS2022", "another edition", "2852.10 / 2852.90"),
        ("285210", "HS2007", "another edition", "2852.00"),
        ("8548.10", "2022", "another edition", "8549.12"),
        ("2853.00", "HS2017", "another edition", "2853.90"),
        ("10121", "HS2022", "another number of digits", "010121"),
        ("8506", "HS2022", "too wide", "8506.30"),
        ("mercury", "HS2022", "not a customs code", "digits only"),
    ],
)
def test_faults_tell_the_likely_fix(text: str, edition: str, problem: str, advice: str) -> None:
    with pytest.raises(InputError) as caught:
        look_up(text, edition)
    (fault,) = caught.value.faults
    assert problem in fault.problem
    assert advice in fault.advice


def test_a_code_that_goes_on_without_mercury_is_no_fault() -> None:
    found = look_up("2825.90")
    assert found.code is None
    assert "2852.10" in found.text
    assert look_up("010121").code is None


def test_editions_by_their_names() -> None:
    assert [edition_named(name) for name in ("H4", "2012", "hs 2012", "HS2012")] == ["HS2012"] * 4
    assert [edition_of_year(year) for year in (1980, 2006, 2007, 2030)] == ["HS1992", "HS2002", "HS2007", "HS2022"]
    with pytest.raises(InputError, match="no such edition"):
        edition_named("HS2011")


def test_splits_and_mergers_are_told() -> None:
    # Correlation tables of the UN: 2852.00 (2007) was divided, and 2852.90 took goods of twelve other codes.
    split = concorded("2852.00", "HS2007", "HS2012")
    assert {one.code: one.relations for one in split.counterparts} == {
        "285210": ("split",), "285290": ("split and merged",),
    }  # fmt: skip
    assert not split.one_to_one
    # One code stayed what it was through all editions.
    assert concorded("280540", "HS1992", "HS2022").one_to_one
    # 2853.00 (2012): amalgams went to 2853.90, which took phosphides too.
    amalgams = concorded("2853.00", "HS2012", "HS2017")
    assert {one.code for one in amalgams.counterparts} >= {"285390"}
    assert not amalgams.one_to_one
    # Before 2007 compounds of mercury had no code of their own.
    before = {one.code for one in concorded("2852.10", "HS2022", "HS2002").counterparts}
    assert {"282590", "282739", "283329", "283429"} <= before


@given(link=st.sampled_from(links()))
@settings(max_examples=40)
def test_the_way_back_leads_to_where_one_came_from(link: object) -> None:
    older, newer = link.older, link.newer  # type: ignore[attr-defined]
    there = concorded(older, link.older_edition, link.newer_edition)  # type: ignore[attr-defined]
    assert newer in {one.code for one in there.counterparts}
    if len(newer) == 6:
        back = concorded(newer, link.newer_edition, link.older_edition)  # type: ignore[attr-defined]
        assert older in {one.code for one in back.counterparts}
        assert not there.one_to_one or back.one_to_one


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("quicksilver", "280540"),
        ("mercury thermometers", "902511"),
        ("crème éclaircissante", "330499"),
        ("CREME ECLAIRCISSANTE", "330499"),
        ("termómetro de mercurio", "902511"),
        ("ртутная лампа", "853932"),
        ("ртутные лампы", "853932"),
        ("水银体温计", "902511"),
        ("美白面霜", "330499"),
        ("مقياس الحراره", "902511"),
        ("زئبق", "280540"),
        ("dental filling", "300640"),
    ],
)
def test_words_in_six_languages(words: str, code: str) -> None:
    assert search_codes(words).hits[0].code == code


def test_the_search_is_bounded() -> None:
    assert len(search_codes("mercury " * 10_000).hits) <= MOST_HITS
    assert search_codes("zzzz").hits == ()
    for nothing in ("", "  ", "!?", "\u0640"):
        with pytest.raises(InputError, match="no words"):
            search_codes(nothing)


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_any_text_is_searched_or_told(text: str) -> None:
    try:
        scores = [hit.score for hit in search_codes(text).hits]
    except InputError:
        assert folded(text) == ""
        return
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_the_full_list_is_searched_too(full_list: dict[str, str]) -> None:
    assert search_codes("horses live", described=full_list).hits[0].code.startswith("0101")
    found = look_up("010121", described=full_list)
    assert "none that concerns mercury" in found.text
    assert "Horses" in found.description


def test_a_broken_list_is_told(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("hscode,description\n0101,Horses\n10121,Horses\n0101,Again\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_hs_list(file)
    assert [fault.row for fault in caught.value.faults] == [3, 4]
    file.write_text("code,text\n0101,Horses\n", encoding="utf-8")
    with pytest.raises(InputError, match="column is missing"):
        read_hs_list(file)


def test_who_distinguishes_what() -> None:
    rows = {(row.product, row.country): row.distinguishes for row in who_distinguishes().rows}
    # China has lines for alkaline cells with and without mercury, the United States one for mercury vapour lamps.
    assert rows["battery_other", "CHN"] == "yes"
    assert rows["hpmv", "USA"] == "yes"
    # A ruling puts a thermometer with oil into the line of the United States: it cannot tell.
    assert rows["thermometer", "USA"] == "narrower"
    assert rows["thermometer", "CHN"] == "no"
    frame = who_distinguishes().to_frame()
    assert frame.loc["battery_other"].to_dict() == {"CHN": "yes", "EU": "no", "PHL": "no", "USA": "yes"}
    lamps = who_distinguishes("fluorescent_lamp")
    assert {row.product for row in lamps.rows} == {
        "cfl_integrated", "cfl_non_integrated", "lfl_triband", "lfl_halophosphate", "nfl_triband", "nfl_halophosphate",
    }  # fmt: skip
    with pytest.raises(InputError, match="no such product"):
        who_distinguishes("nothing")


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "national.csv"
    head = "territory,code,holds,annex_products,share,share_low,share_high\n"
    file.write_text(head + "BRA,9025.11.10,mixed,thermometer,0.4,0.2,0.7\n", encoding="utf-8")
    (line,) = read_national(file)
    assert (line.code, line.hs6, line.share, line.status) == ("90251110", "902511", 0.4, "user")
    assert ("BRA", "narrower") in {
        (row.country, row.distinguishes) for row in who_distinguishes("thermometer", [line]).rows
    }
    share = mercury_share(line)
    assert share is not None
    drawn = np.asarray(FleetDraws(400, 1).of("BRA 90251110")(share))
    assert drawn[0] == 0.4
    assert np.quantile(drawn, 0.025) == pytest.approx(0.2, abs=0.02)
    assert np.quantile(drawn, 0.975) == pytest.approx(0.7, abs=0.02)
    shares = {line.code: mercury_share(line) for line in national_lines()}
    assert shares["8506101190"].value == 1.0  # type: ignore[union-attr]
    assert shares["8506101110"].value == 0.0  # type: ignore[union-attr]
    assert shares["85393220"] is None
    file.write_text(
        head
        + "BRA,902511,mixed,thermometer,,,\n"
        + "BRA,90251110,mixed,glass,0.4,0.5,0.7\n"
        + "BRA,9025.11.10,mixed,thermometer,40,,\n"
        + "QQQ,2852.10.10,mercury,,,,\n"
        + "EU,2852.00.10,mercury,,,,\n"
        + "BRA,90251120,mercury_free,thermometer,0.5,,\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_national(file)
    told = str(caught.value)
    for text in ("six digits is no national", "range does not hold", "no such product", "probably in percent",
                 "no country has this code", "another edition", "without mercury cannot"):  # fmt: skip
        assert text in told, text


def test_printed_codes_are_read_again() -> None:
    for code in ("28", "2805", "280540", "28054010", "2805401000", "280540100"):
        assert digits_of(pointed(code)) == code
