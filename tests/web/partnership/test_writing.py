"""One form for every kind of record: added, changed, submitted, withdrawn; faults stand at their fields."""

from __future__ import annotations

import re

import pytest

from almaden.partnership.records.kinds import KINDS
from almaden.store.models import Proposal, RegistryRow, User
from almaden.store.registry import writing
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import row
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

TRAINING = {"title": "Retorts for miners (made up)", "area": "COAL", "type": "training", "status": "planned"}


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "application"])
def test_every_kind_has_a_form_with_its_fields(kind: str, secretariat: User, opened: Open) -> None:
    page = opened(secretariat).get(f"/partnership/new/{kind}/").content.decode()
    for name in KINDS[kind].record.model_fields:
        assert f'name="{name}"' in page


def test_what_stands_below_a_field_says_more_than_its_label(secretariat: User, opened: Open) -> None:
    page = opened(secretariat).get("/partnership/new/activity/").content.decode()
    helps = dict(re.findall(r'id="id_(\w+)_helptext">([^<]*)<', page))
    assert not {"end", "start", "outputs", "obstacles", "area", "scope", "articles"} & set(helps)
    assert helps["partners"] == "Names or keys, separated by semicolons, or one in each line."
    assert helps["description"] == "What is done, and for whom."
    assert not any("Key of" in one or "Code of" in one for one in helps.values())


def test_records_countries_and_areas_are_taken_by_name(writer: User, opened: Open) -> None:
    names = ["institute ONE (made up); P2", "", "Institute one (made up) (P1)"]
    sent = {
        **TRAINING,
        "partners": names,
        "countries": ["Ghana", "Pérou", ""],
        "other_areas": "mercury in products; ASGM",
    }
    browser = opened(writer)
    sent["parent"] = "Training (made up)"
    assert browser.post("/partnership/new/activity/", sent).status_code == 302
    made = RegistryRow.objects.get(kind="activity", title=TRAINING["title"])
    assert made.values["partners"] == ["P1", "P2"]
    assert made.values["countries"] == ["GHA", "PER"]
    assert (made.parent, made.values["other_areas"]) == ("A1", ["PROD", "ASGM"])
    page = browser.get(f"/partnership/change/activity/{made.key}/").content.decode()
    assert 'value="GHA; PER"' in page
    assert 'value="Training (made up)"' in page


def test_names_that_mean_nothing_or_too_much_tell_the_nearest(writer: User, lead: User, opened: Open) -> None:
    for _ in range(2):
        writing.add(writer, "activity", {**TRAINING, "title": "One name (made up)"})
    sent = {**TRAINING, "partners": "Institut one (made up)", "countries": "Gana", "parent": "One name (made up)"}
    answer = opened(writer).post("/partnership/new/activity/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "did you mean Institute one (made up)" in page
    assert "GHA (Ghana)" in page
    assert "several records have this name" in page
    assert not RegistryRow.objects.filter(title=TRAINING["title"]).exists()


def test_what_is_added_is_a_draft_of_the_person(writer: User, opened: Open) -> None:
    answer = opened(writer).post(
        "/partnership/new/activity/", {**TRAINING, "countries": "Ghana; PER", "partners": "P1"}
    )
    assert answer.status_code == 302
    made = RegistryRow.objects.get(kind="activity", title=TRAINING["title"])
    assert (made.state, made.author, made.area) == ("draft", writer, "COAL")
    assert made.values["countries"] == ["GHA", "PER"]
    assert made.values["partners"] == ["P1"]


def test_what_is_worth_a_look_is_told_and_kept(writer: User, opened: Open) -> None:
    sent = {**TRAINING, "status": "planned", "start": "", "end": "2000"}
    answer = opened(writer).post("/partnership/new/activity/", sent, follow=True)
    assert "Worth a look: its end has passed, and it is called planned" in answer.content.decode()
    assert RegistryRow.objects.get(title=TRAINING["title"]).values["end"] == "2000"


def test_a_text_that_is_too_long_is_told_once_and_never_lost(writer: User, opened: Open) -> None:
    sent = {**TRAINING, "title": "x" * 100_000, "note": "y" * 30_000}
    answer = opened(writer).post("/partnership/new/activity/", sent)
    told = dict(re.findall(r'id="id_(\w+)_error">([^<]*)<', answer.content.decode()))
    assert (answer.status_code, set(told)) == (422, {"title", "note"})
    assert "must not be empty" not in told["title"]
    assert not RegistryRow.objects.filter(author=writer).exists()


def test_saved_and_submitted_at_once(writer: User, opened: Open) -> None:
    opened(writer).post("/partnership/new/activity/", {**TRAINING, "then": "submit"})
    assert RegistryRow.objects.get(title=TRAINING["title"]).state == "submitted"


def test_faults_stand_at_their_fields_and_what_was_typed_is_kept(writer: User, opened: Open) -> None:
    sent = {**TRAINING, "end": "sometime", "partners": "P1; P999", "cost": "much", "note": "Kept <b>as typed</b>"}
    answer = opened(writer).post("/partnership/new/activity/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("end", "cost"):
        assert f'id="id_{field}_error"' in page
    assert 'value="P1; P999"' in page
    assert "Kept &lt;b&gt;as typed&lt;/b&gt;" in page
    assert not RegistryRow.objects.filter(title=TRAINING["title"]).exists()
    page = opened(writer).post("/partnership/new/activity/", {**TRAINING, "partners": "P999"}).content.decode()
    assert 'id="id_partners_error"' in page


def test_another_area_is_refused_and_what_was_typed_is_kept(writer: User, opened: Open) -> None:
    answer = opened(writer).post("/partnership/new/activity/", {**TRAINING, "area": "WASTE"})
    assert answer.status_code == 403
    assert TRAINING["title"] in answer.content.decode()


def test_records_that_it_may_name_are_offered(writer: User, opened: Open) -> None:
    page = opened(writer).get("/partnership/new/activity/").content.decode()
    assert 'list="offer-partner"' in page
    assert '<option value="Institute one (made up)">P1</option>' in page


def test_an_activity_that_may_be_told_already_is_decided_by_the_person(writer: User, opened: Open) -> None:
    again = {
        "title": "Training (made up)", "area": "COAL", "type": "training", "status": "ongoing", "countries": "GHA; PER",
        "partners": "P1; P2", "start": "2019-11",
    }  # fmt: skip
    browser = opened(writer)
    page = browser.post("/partnership/new/activity/", again).content.decode()
    assert 'value="same:A1"' in page
    assert not RegistryRow.objects.filter(kind="activity", author=writer).exists()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    browser.post("/partnership/new/activity/", {**sent, "decision": "same:A1"})
    assert RegistryRow.objects.get(kind="activity", author=writer).same_as == "A1"
    browser.post("/partnership/new/activity/", {**sent, "decision": "another"})
    assert RegistryRow.objects.filter(kind="activity", author=writer, same_as="").count() == 1


def test_a_draft_of_another_person_is_not_offered_as_the_same(
    writer: User, lead: User, person: object, opened: Open
) -> None:
    from almaden.store.models import Role

    other = User.objects.create(username="elsewhere")
    Role.objects.create(user=other, name="contributor", area="WASTE")
    writing.add(writer, "activity", {**TRAINING, "title": "A hidden plan of one area (made up)"})
    sent = {**TRAINING, "area": "WASTE", "title": "A hidden plan of one area (made up)"}
    assert opened(other).post("/partnership/new/activity/", sent).status_code == 302


def test_a_change_of_what_is_published_waits_for_approval(writer: User, opened: Open) -> None:
    browser = opened(writer)
    page = browser.get("/partnership/change/activity/A1/").content.decode()
    assert 'value="GHA; PER"' in page
    values = {**_fields(page), "outputs": "Ten trainers (made up)", "why": "They told us"}
    assert browser.post("/partnership/change/activity/A1/", values).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.values, proposal.reason) == ({"outputs": "Ten trainers (made up)"}, "They told us")
    assert row("activity", "A1").values.get("outputs", "") == ""


def test_of_two_who_change_one_draft_the_second_sees_both(writer: User, lead: User, opened: Open) -> None:
    draft = writing.add(writer, "activity", TRAINING)
    page = opened(writer).get(f"/partnership/change/activity/{draft.key}/").content.decode()
    writing.change(lead, draft, 1, {"outputs": "Told by the lead (made up)"})
    answer = opened(writer).post(
        f"/partnership/change/activity/{draft.key}/", {**_fields(page), "outputs": "Told by me (made up)"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Told by the lead (made up)" in page
    assert "Told by me (made up)" in page


def test_what_tells_of_persons_is_not_in_the_form_of_others(writer: User, lead: User, opened: Open) -> None:
    writer_page = opened(writer).get("/partnership/change/partner/P1/").content.decode()
    assert "one@example.org" not in writer_page
    assert "A made-up person" not in writer_page
    assert 'name="email"' not in writer_page
    assert "one@example.org" in opened(lead).get("/partnership/change/partner/P1/").content.decode()


def test_withdrawing_needs_a_reason(writer: User, opened: Open) -> None:
    draft = writing.add(writer, "activity", TRAINING)
    browser, address = opened(writer), f"/partnership/withdraw/activity/{draft.key}/"
    assert browser.post(address, {"version": "1", "reason": " "}).status_code == 422
    assert browser.post(address, {"version": "1", "reason": "A mistake"}).status_code == 302
    assert row("activity", draft.key).state == "withdrawn"


def test_what_names_a_record_is_told_before_it_is_withdrawn(secretariat: User, opened: Open) -> None:
    page = opened(secretariat).get("/partnership/withdraw/partner/P1/").content.decode()
    assert "other records name it: A1; A2" in page
    assert "can be given back" not in page


def test_records_and_kinds_that_are_not_there_are_404(secretariat: User, opened: Open) -> None:
    browser = opened(secretariat)
    for address in (
        "new/nothing",
        "new/application",
        "change/nothing/A1",
        "change/activity/A99",
        "withdraw/activity/A99",
    ):
        assert browser.get(f"/partnership/{address}/").status_code == 404


def _fields(page: str) -> dict[str, str]:
    """What a form holds that nobody touched: texts and choices."""
    typed = dict(re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', page))
    typed |= {name: text.strip() for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', page)}
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else ""
    typed.pop("csrfmiddlewaretoken", None)
    return typed


def test_a_partner_that_stands_already_is_noticed_on_entry_and_on_approval(
    secretariat: User, person: MakeUser, opened: Open
) -> None:
    browser = opened(secretariat)
    sent = {"name": "Institute one (made up)", "standing": "named"}
    page = browser.post("/partnership/new/partner/", sent).content.decode()
    assert "These partners are like yours" in page
    assert not RegistryRow.objects.filter(kind="partner", state="draft").exists()
    same = browser.post("/partnership/new/partner/", {**sent, "decision": "same:P1"})
    assert same["Location"] == "/partnership/records/partner/P1/"
    browser.post("/partnership/new/partner/", {**sent, "decision": "another", "then": "submit"})
    made = RegistryRow.objects.get(kind="partner", state="submitted")
    other = opened(person("other", "secretariat"))
    assert 'value="same:P1"' in other.get(f"/partnership/queue/records/{made.pk}/").content.decode()
    assert other.post(f"/partnership/queue/records/{made.pk}/decide/", {"step": "same:P1"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.same_as) == ("withdrawn", "P1")
