"""From every reading page those who may write get to the form that they need; nobody else is led there."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.partnership.conftest import text_of

READING = {
    "/partnership/": "/partnership/new/",
    "/partnership/activities/?area=ASGM": "/partnership/new/activity/?area=ASGM",
    "/partnership/activities/mu-1/": "/partnership/change/activity/mu-1/",
    "/partnership/partners/": "/partnership/new/partner/",
    "/partnership/partners/mu-p1/": "/partnership/change/partner/mu-p1/",
    "/partnership/records/event/": "/partnership/new/event/",
    "/partnership/records/result/mu-s1/": "/partnership/change/result/mu-s1/",
    "/partnership/needs/mu-need/": "/partnership/change/need/mu-need/",
    "/partnership/areas/ASGM/": "/partnership/new/event/?area=ASGM",
}


def test_those_who_write_are_led_to_the_form(made_up: None, signed_in_as: SignIn, browser: Client) -> None:
    secretariat = signed_in_as("secretariat")
    for address, form in READING.items():
        assert f'href="{form}"' in text_of(secretariat, address), address
        public = text_of(browser, address)
        assert "/partnership/new/" not in public, address
        assert "/partnership/change/" not in public, address


@pytest.mark.parametrize("kind", ["result", "funding", "transaction", "publication", "event", "training"])
def test_what_belongs_to_an_activity_is_added_from_its_page(made_up: None, signed_in_as: SignIn, kind: str) -> None:
    secretariat = signed_in_as("secretariat")
    form = f"/partnership/new/{kind}/?activity=mu-1"
    assert f'href="{form}"' in text_of(secretariat, "/partnership/activities/mu-1/")
    page = html.unescape(text_of(secretariat, form))
    assert 'name="activity" value="Retorts for miners (made up)"' in page


def test_anybody_may_apply_from_the_page_of_partners(made_up: None, browser: Client) -> None:
    main = text_of(browser, "/partnership/partners/").partition("<main")[2].partition("</main>")[0]
    assert 'href="/partnership/apply/"' in main
