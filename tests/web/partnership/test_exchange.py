"""Needs and offers on pages: weights that a reader chooses, a catalogue with filters, what is said of a match."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from almaden.partnership.matching.weights import PARTS, default_weights
from almaden.store.journal import ConflictError
from almaden.store.models import Change, MatchFeedback, MatchWeights, User
from almaden.store.registry import feedback, loading, match_weights
from almaden.store.rights import RightsError
from almaden.web.pages.partnership.review import said
from tests.store.registry.conftest import registry, row
from tests.web.conftest import SignIn
from tests.web.partnership.conftest import text_of

POINTS = {part: f"{value:g}" for part, value in default_weights().to_json().items()}


def first_offer(page: str) -> str:
    """The key of the offer that stands first."""
    return page.partition('<section class="card">')[2].partition("/partnership/offers/")[2].partition("/")[0]


def test_a_set_of_weights_is_kept_chosen_and_named(demo: None, signed_in_as: SignIn, browser: Client) -> None:
    lead = signed_in_as("area_lead")
    usual = text_of(lead, "/partnership/needs/N11/")
    assert first_offer(usual) == "O10"
    # A value that is no number stands at its part, and nothing is kept.
    wrong = lead.post("/partnership/weights/new/", {**POINTS, "name": "", "cost": "much"})
    assert wrong.status_code == 422
    assert re.findall(r'id="id_(\w+)_error"', wrong.content.decode()) == ["name", "cost"]
    assert not MatchWeights.objects.exists()
    training = {**dict.fromkeys(PARTS, "0"), "help": "100", "name": "Training first", "note": "For miners."}
    effect = lead.post("/partnership/weights/new/", {**training, "then": "effect", "need": "N8"})
    assert effect.status_code == 200
    assert not MatchWeights.objects.exists()
    assert "Place before" in effect.content.decode()
    made = lead.post("/partnership/weights/new/", training)
    kept = MatchWeights.objects.get()
    assert made["Location"] == f"/partnership/weights/{kept.pk}/"
    page = text_of(browser, f"/partnership/needs/N8/?weights={kept.pk}")
    assert f'<option value="{kept.pk}" selected>Training first' in page
    # The need wants training: those that give it stand first, with all the points that there are.
    assert "<p>100 points" in page
    assert 'value="program" selected' in text_of(browser, "/partnership/needs/N8/")
    # What ranks everybody's pages is for the secretariat, which chooses among what the page showed.
    choice = {"set": kept.pk, "seen": f"{kept.pk}:1"}
    assert lead.post("/partnership/weights/choose/", choice).status_code == 403
    office = signed_in_as("secretariat")
    assert 'name="seen" value="' in text_of(office, "/partnership/weights/")
    assert 'name="set"' not in text_of(lead, "/partnership/weights/")
    assert office.post("/partnership/weights/choose/", choice).status_code == 302
    stale = office.post("/partnership/weights/choose/", {**choice, "set": "program"})
    assert stale.status_code == 409
    assert "Somebody else changed this meanwhile" in stale.content.decode()
    assert f'<option value="{kept.pk}" selected>' in text_of(browser, "/partnership/needs/N8/")
    assert 'value="program" selected' in text_of(browser, "/partnership/needs/N8/?weights=program")
    assert browser.get("/partnership/needs/N8/?weights=99").status_code == 404
    assert lead.post(f"/partnership/weights/{kept.pk}/", {**training, "version": 2}).status_code == 403
    old = office.post(f"/partnership/weights/{kept.pk}/", {**training, "note": "Mine", "version": 1})
    assert old.status_code == 409
    assert "Keep my version" in old.content.decode()


def test_only_the_secretariat_ranks_for_everybody(
    own_home: object, db: None, writer: User, lead: User, secretariat: User
) -> None:
    for act in (
        lambda: match_weights.make(writer, "A", "", POINTS),
        lambda: match_weights.choose(writer, None),
    ):
        with pytest.raises(RightsError):
            act()
    first, second = (match_weights.make(lead, name, "", POINTS) for name in ("A", "B"))
    others = match_weights.make(secretariat, "C", "", POINTS)
    match_weights.change(lead, first, 1, "A", "My own.", POINTS)
    match_weights.choose(secretariat, first)
    match_weights.choose(secretariat, second)
    assert [one.name for one in MatchWeights.objects.filter(is_standing=True)] == ["B"]
    for refused in (
        lambda: match_weights.choose(lead, first),
        lambda: match_weights.change(lead, others, None, "C", "", POINTS),
        lambda: match_weights.change(lead, second, None, "B", "", POINTS),
    ):
        with pytest.raises(RightsError):
            refused()
    match_weights.choose(secretariat, None)
    assert match_weights.standing() is None


#: Queries of the catalogue, and whether the made-up offer is what they ask for.
QUERIES = (
    ("area=ASGM", True), ("area=COAL", False), ("kind=service", True), ("kind=finance", False),
    ("step=interim+storage", True), ("step=transport", False), ("material=consisting", True),
    ("material=lamps", False), ("country=PER", True), ("region=global", True), ("language=es", True),
    ("language=fr", False), ("text=storage", True), ("current=1", False), ("most_per_t=5&currency=USD", False),
)  # fmt: skip


def test_the_catalogue_is_filtered(made_up: None, browser: Client) -> None:
    for query, found in QUERIES:
        page = text_of(browser, f"/partnership/offers/?{query}")
        assert ("Storage of mercury (made up)" in page, "No offer fits." in page) == (found, not found), query


def test_columns_that_no_offer_fills_are_left_out(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/offers/")
    assert "<bdi>Spanish</bdi>" in page or "<bdi>Español</bdi>" in page
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert "Regions" in heads
    assert "Cost of a tonne" not in heads


def test_what_is_not_known_is_told_in_words(own_home: object, db: None, signed_in_as: SignIn, browser: Client) -> None:
    need = {"id": "N1", "title": "Lamps (made up)", "public": True, "unknown": ("quantity_t_per_year", "due")}
    loading.load(None, registry(("need", need)), "made up", "")
    assert "quantity_t_per_year" not in text_of(browser, "/partnership/needs/N1/").partition("history")[0]
    office = signed_in_as("secretariat")
    page = text_of(office, "/partnership/needs/N1/").partition("history")[0]
    assert "<bdi>By when</bdi>" in page
    assert "May be shown" in page
    assert said(["due"], "unknown") == "By when"


def test_a_sum_without_a_currency_is_refused(made_up: None, browser: Client) -> None:
    for address in ("offers/?most_per_t=5", "offers/?most_per_t=nan&currency=USD", "wishes/?least_cost=x"):
        answer = browser.get(f"/partnership/{address}")
        assert answer.status_code == 422


def test_offer_and_need_lead_to_each_other(made_up: None, browser: Client) -> None:
    need = text_of(browser, "/partnership/needs/mu-need/")
    assert 'href="/partnership/offers/mu-o1/?need=mu-need"' in need
    assert "Who gets what" in need
    offer = text_of(browser, "/partnership/offers/mu-o1/?need=mu-need")
    assert 'href="/partnership/needs/mu-need/"' in offer
    assert "How the points came about" in offer
    assert "not confirmed lately" in offer
    # What only concerns those who keep the record is for them.
    assert not [one for one in ("May be shown", "Tell the contact person") if one in need + offer]
    # A need that is not shown fits no offer of a page, and is no way back.
    assert "A need that is not shown" not in text_of(browser, "/partnership/offers/mu-o1/?need=mu-secret")
    shared = text_of(browser, "/partnership/allocation/")
    # 30 t of 50 t a year: the whole need is met.
    assert '<td class="num">100</td><td class="num">30</td>' in shared


def test_those_concerned_say_what_they_think(made_up: None, signed_in_as: SignIn, browser: Client) -> None:
    said = {"need": "mu-need", "offer": "mu-o1", "verdict": "useful", "note": "Ask Somebody", "version": "0"}
    assert signed_in_as("account").post("/partnership/match/", said).status_code == 403
    concerned = signed_in_as("secretariat")
    assert concerned.post("/partnership/match/", {**said, "verdict": "perfect"}).status_code == 422
    before = first_points(text_of(concerned, "/partnership/needs/mu-need/"))
    assert concerned.post("/partnership/match/", said)["Location"] == "/partnership/needs/mu-need/"
    page = text_of(concerned, "/partnership/needs/mu-need/")
    assert "Ask Somebody" in page
    assert first_points(page) == before
    assert "Ask Somebody" in text_of(concerned, "/partnership/offers/mu-o1/")
    stale = concerned.post("/partnership/match/", {**said, "verdict": "agreed"})
    assert stale.status_code == 409
    assert "Both versions" in stale.content.decode()
    assert feedback.counts() == {"useful": 1, "not_useful": 0, "in_contact": 0, "agreed": 0}
    for others in (Client(), signed_in_as("account")):
        assert "Ask Somebody" not in text_of(others, "/partnership/needs/mu-need/")
    assert not Change.objects.filter(content__contains="Ask Somebody").exists()


def test_what_was_said_changes_only_as_it_was_seen(made_up: None, secretariat: User) -> None:
    pair = (row("need", "mu-need"), row("offer", "mu-o1"))
    feedback.say(secretariat, *pair, "useful", "", 0)
    feedback.say(secretariat, *pair, "agreed", "", 1)
    with pytest.raises(ConflictError):
        feedback.say(secretariat, *pair, "not_useful", "", 1)
    assert MatchFeedback.objects.get().verdict == "agreed"


def first_points(page: str) -> str:
    """The points of the first match."""
    return page.partition('<section class="card">')[2].partition("<tfoot>")[2].partition("</tfoot>")[0]
