"""Signing in, links that work once, one's own account, keys, lockout."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from almaden.store import accounts
from almaden.store.models import Entry, Token, User
from tests.web.conftest import SignIn

PASSWORD = "four made up words"


@pytest.fixture
def user(db: None) -> User:
    return accounts.make_user(None, "vera", password=PASSWORD, language="fr")


def sign_in(browser: Client, password: str = PASSWORD, **more: str) -> int:
    return browser.post("/account/sign-in/", {"username": "vera", "password": password, **more}).status_code


def test_signing_in_leads_on_and_takes_the_language_of_the_person(browser: Client, user: User) -> None:
    answer = browser.post("/account/sign-in/", {"username": "vera", "password": PASSWORD, "next": "/account/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert 'lang="fr"' in browser.get("/account/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_signing_in_never_leads_to_another_host(browser: Client, user: User, elsewhere: str) -> None:
    answer = browser.post("/account/sign-in/", {"username": "vera", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_the_session_gets_a_new_key_when_somebody_signs_in(browser: Client, user: User) -> None:
    session = browser.session
    session["kept"] = 1
    session.save()
    before = browser.session.session_key
    assert sign_in(browser) == 302
    assert browser.session.session_key != before


def test_a_wrong_password_says_no_more_than_that(browser: Client, user: User) -> None:
    wrong = browser.post("/account/sign-in/", {"username": "vera", "password": "not this one"})
    nobody = browser.post("/account/sign-in/", {"username": "nobody", "password": "not this one"})
    assert (wrong.status_code, nobody.status_code) == (422, 422)
    said = [re.findall(r'role="alert">(.*?)</div>', page.content.decode(), re.DOTALL) for page in (wrong, nobody)]
    assert said[0] == said[1] != []


def test_after_five_failures_the_right_password_is_refused_too(browser: Client, user: User) -> None:
    assert [sign_in(browser, "not this one") for _ in range(5)][:4] == [422] * 4
    assert sign_in(browser) == 429
    assert Entry.objects.filter(action="account.locked").exists()


def test_signing_in_is_written_down(browser: Client, user: User) -> None:
    sign_in(browser, "not this one")
    sign_in(browser)
    done = list(Entry.objects.order_by("number").values_list("action", "actor_name"))
    assert done[-2:] == [("account.sign_in_failed", "almaden"), ("account.sign_in", "vera")]


def test_signing_out_ends_the_session(browser: Client, user: User) -> None:
    sign_in(browser)
    assert browser.get("/account/").status_code == 200
    browser.post("/account/sign-out/")
    assert browser.get("/account/").status_code == 302


def test_forms_without_their_token_are_refused(user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert sign_in(browser) == 403


def test_the_first_administrator_joins_by_a_link_that_works_once(browser: Client, db: None) -> None:
    address = f"/account/link/{accounts.invite(None, 'first_administrator')}/"
    form = {"username": "first", "full_name": "Made Up", "password": PASSWORD}
    assert browser.get(address).status_code == 200
    assert browser.post(address, {**form, "password": "short"}).status_code == 422
    assert browser.post(address, form).status_code == 302
    assert browser.get("/people/").status_code == 200
    assert Client().get(address).status_code == 404
    assert Client().post(address, form).status_code == 404


def test_people_change_their_account_and_password(browser: Client, user: User) -> None:
    sign_in(browser)
    version = User.objects.get(pk=user.pk).version
    form = {"version": version, "full_name": "Vera M.", "email": "", "language": "ru"}
    assert browser.post("/account/", form).status_code == 302
    assert 'lang="ru"' in browser.get("/account/").content.decode()
    assert browser.post("/account/", {**form, "full_name": "Other"}).status_code == 409
    assert browser.post("/account/", {**form, "language": "tlh"}).status_code == 422
    wrong = {"old": "not this one", "password": "another four made up words"}
    assert browser.post("/account/password/", wrong).status_code == 422
    assert browser.post("/account/password/", {**wrong, "old": PASSWORD}).status_code == 302
    assert browser.get("/account/").status_code == 200
    assert sign_in(Client(), "another four made up words") == 302


def test_a_key_is_shown_once_and_can_be_taken_back(browser: Client, user: User) -> None:
    sign_in(browser)
    page = browser.post("/account/keys/", {"name": "script", "days": ""}).content.decode()
    found = re.search(r"<code>([\w-]{40,})</code>", page)
    assert found
    owner = accounts.user_of_token(found[1])
    assert owner is not None
    assert owner.username == "vera"
    assert found[1] not in browser.get("/account/").content.decode()
    browser.post(f"/account/keys/{Token.objects.get().pk}/revoke/")
    assert accounts.user_of_token(found[1]) is None


def test_nobody_takes_back_the_key_of_another(signed_in_as: SignIn, user: User) -> None:
    accounts.make_token(user, user, "script")
    assert signed_in_as("reviewer").post(f"/account/keys/{Token.objects.get().pk}/revoke/").status_code == 404


def test_the_language_is_chosen_without_an_account(browser: Client) -> None:
    answer = browser.post("/account/language/", {"language": "ar", "next": "/help/"})
    assert answer["Location"] == "/help/"
    page = browser.get("/help/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    browser.post("/account/language/", {"language": "zh"})
    assert '<html lang="zh"' in browser.get("/help/").content.decode()
    browser.post("/account/language/", {"language": "../../etc"})
    assert '<html lang="en"' in browser.get("/help/").content.decode()


def test_the_public_gets_no_cookie_and_pages_can_be_kept(browser: Client) -> None:
    page = browser.get("/help/")
    assert not page.cookies
    assert browser.get("/help/", headers={"If-None-Match": page["ETag"]}).status_code == 304
