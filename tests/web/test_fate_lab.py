"""The laboratory of box models, the air around a facility and in a gold shop: pages tell what the models give."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from almaden.fate import boxmodel

pytestmark = pytest.mark.django_db

#: A vent of which the concentrations are high enough to reach guideline values.
VENT = "lat=10&lon=20&height=20&emission=3000+kg/yr&reach=5"


def text_of(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_model_is_shown_by_what_it_answers(browser: Client) -> None:
    page = text_of(browser, "/fate/")
    assert [one in page for one in ("Box model laboratory", "Around a facility", "In a gold shop")] == [True] * 3


def test_when_emissions_stop_the_air_is_lower_than_without_and_legacy_goes_on(browser: Client) -> None:
    address = "/fate/boxmodel/?change=stop&change_year=2030&to=2100&year=2050"
    page = text_of(browser, address)
    assert page.count('class="fate-years"') == len(boxmodel.load("geyman2025").model.reservoirs)
    assert page.count('class="other1"') > 1
    assert "the same without the change" in page
    found = json.loads(browser.get(f"{address}&format=json").content)
    bare = json.loads(browser.get(address.replace("stop", "none") + "&format=json").content)
    assert found["unchanged"]["total"] == bare["total"]
    assert found["total"]["atm"][-1] < 0.9 * bare["total"]["atm"][-1]
    shares = found["to_air"]["shares"]
    # Nothing is emitted in 2050: all is natural or comes back from earlier.
    assert (shares["primary"], sum(shares.values())) == (0, pytest.approx(1))
    assert shares["legacy"] > shares["natural"]
    assert abs(found["budget"]["closure_mg_per_year"]) < 1e-6
    assert {one["model"] for one in found["beside"]} == {"amos2014", "selin2014"}


def test_the_file_holds_every_year_with_the_range_of_decades(browser: Client) -> None:
    answer = browser.get("/fate/boxmodel/?to=2040&format=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="boxmodel.csv"'
    rows = [row for row in rows_of(answer.content) if (row["model"], row["reservoir"]) == ("geyman2025", "atm")]
    assert [row["year"] for row in rows] == [f"{year}.0" for year in range(1850, 2041)]
    ranged = [row for row in rows if row["low_mg"]]
    assert len(ranged) == 20
    # Known of today: 4.0 to 4.5 Gg, which the members that count fit.
    (now,) = [row for row in rows if row["year"] == "2010.0"]
    assert 3900 < float(now["low_mg"]) < float(now["high_mg"]) < 4700


def test_a_table_is_pasted_with_and_without_its_header(browser: Client) -> None:
    bare = "/fate/boxmodel/?emissions=table&to=2060&format=json&table=2010,2000%0A2030,0"
    found = json.loads(browser.get(bare).content)
    assert found["total"] == json.loads(browser.get(bare.replace("2010,2", "Year,Air%0A2010,2")).content)["total"]
    assert found["total"]["atm"][-1] < found["total"]["atm"][found["years"].index(2010)]
    page = browser.get("/fate/boxmodel/?emissions=table&table=2010,2000%0A2020,-4")
    assert (page.status_code, "row 2, column Air: the emission is negative" in page.content.decode()) == (422, True)
    for wrong in ("emissions=table", "from=2100&to=2000", "model=mine", "year=1700", "change=scale&factor=-1"):
        assert browser.get(f"/fate/boxmodel/?{wrong}").status_code == 422
    assert browser.get("/fate/boxmodel/?format=exe").status_code == 404


def test_a_model_without_enough_fitting_members_says_so(browser: Client) -> None:
    page = text_of(browser, "/fate/boxmodel/?model=amos2014&to=2050")
    assert "whether they fit" in page
    begins = text_of(browser, "/fate/boxmodel/?model=selin2014&to=2050")
    assert "selin2014 begins in 2012 with masses of that year" in begins
    early = text_of(browser, "/fate/boxmodel/?to=2000&year=1990")
    assert "Six boxes of the globe" not in early.split("</form>")[1]


def test_nothing_is_reckoned_before_an_emission_is_told(browser: Client) -> None:
    page = text_of(browser, "/fate/plume/?lat=10&lon=20")
    assert 'value="10"' in page
    assert "fate-map" not in page
    assert 'role="alert"' not in page
    wrong = browser.get("/fate/plume/?lat=95&lon=20&height=20&emission=12")
    assert wrong.status_code == 422
    assert "accepted: a number and a unit, such as 12 kg/yr or 2 g/h" in wrong.content.decode()
    celsius = text_of(browser, f"/fate/plume/?{VENT}&diameter=1&speed=10&temperature=150")
    assert "in degrees Celsius? Then write 423.1" in celsius


def test_the_map_has_the_border_of_a_guideline_that_is_exceeded(browser: Client) -> None:
    page = text_of(browser, f"/fate/plume/?{VENT}")
    assert page.count('class="limit ') == 2
    assert "ATSDR, WHO: 0.2 µg/m³" in page
    assert "No guideline value is reached on this map." in text_of(browser, f"/fate/plume/?{VENT}".replace("3000", "3"))
    assert "fate-map" in text_of(browser, f"/fate/plume/?{VENT}".replace("3000", "0"))
    rows = rows_of(browser.get(f"/fate/plume/?{VENT}&format=csv").content)
    assert len(rows) == 48 * 48
    assert max(float(row["mean_ug_per_m3"]) for row in rows) > 0.2
    features = json.loads(browser.get(f"/fate/plume/?{VENT}&format=geojson").content)["features"]
    assert len(features) == len(rows) + 1


def test_where_the_wind_comes_from_turns_the_mean(browser: Client) -> None:
    # Of four sectors that of the north lies between north-west and north-east.
    def north_of_it(wind: str) -> float:
        rows = rows_of(browser.get(f"/fate/plume/?{VENT}&wind={wind}&format=csv").content)
        return sum(
            float(row["mean_ug_per_m3"]) for row in rows if float(row["north_m"]) > 1.01 * abs(float(row["east_m"]))
        )

    south, north = north_of_it("1,1,5,1"), north_of_it("5,1,1,1")
    assert south == pytest.approx(5 * north, rel=1e-6)
    assert browser.get(f"/fate/plume/?{VENT}&wind=1,2,3").status_code == 422


def test_a_gold_shop_by_hand(browser: Client) -> None:
    # 2 g/h into 50 m3 with 3 changes an hour: 2000 / (50 * 3) mg/m3 in the end.
    page = text_of(browser, "/fate/shop/")
    assert "13.33 mg/m³" in page
    assert "yes: more turns to liquid" in text_of(browser, "/fate/shop/?changes=1")
    assert browser.get("/fate/shop/?changes=0&after=").status_code == 422
    assert browser.get("/fate/shop/?emission=2&volume=x").status_code == 422
