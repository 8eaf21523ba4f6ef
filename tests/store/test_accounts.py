"""Accounts: who may make and change them, links that work once, keys, and what the journal tells."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password as is_password
from pytest_django import Settings

from almaden.errors import InputError
from almaden.store import accounts
from almaden.store.accounts.roles import AccountError
from almaden.store.accounts.sign_in import MOST_AN_HOUR
from almaden.store.acting import now
from almaden.store.journal import ConflictError, verify
from almaden.store.models import Change, Entry, Invitation, Role, Token, User
from almaden.store.models.accounts import RoleName
from almaden.store.organisations import change_organisation, make_organisation
from almaden.store.rights import RightsError, may
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db
GOOD = "seven green kettles"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_a_new_account_may_do_nothing_until_it_has_a_role() -> None:
    made = accounts.make_user(None, "ana", password=GOOD, full_name="Ana")
    assert is_password(GOOD, made.password)
    assert not may(made, "comment")
    accounts.grant(None, made, "compiler", "KEN")
    assert may(made, "write_inventory", "KEN")
    assert not may(made, "write_inventory", "GHA")
    assert list(Entry.objects.values_list("action", flat=True)) == ["account.add", "role.grant"]


def test_passwords_are_kept_as_argon2id(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert accounts.make_user(None, "ana", password=GOOD).password.startswith("argon2$argon2id$")


def test_every_fault_of_a_new_account_is_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        accounts.make_user(None, "two words", password="12345", email="nowhere", language="xx")
    columns = [fault.column for fault in told.value.faults]
    assert set(columns) == {"username", "password", "email", "language"}
    assert columns.count("password") == 2  # too short, too common
    assert "12345" not in str(told.value)
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["ana", "ANA", " ana "])
def test_a_sign_in_name_is_there_once(name: str) -> None:
    accounts.make_user(None, "ana")
    with pytest.raises(InputError, match="there is an account with this sign-in name"):
        accounts.make_user(None, name)


@pytest.mark.parametrize("text", ["\x00", "a\ud800b", "x" * 1001])
def test_texts_that_no_database_holds_are_bad_input(text: str) -> None:
    with pytest.raises(InputError):
        accounts.make_user(None, f"ana{text}", password=GOOD + text)


@pytest.mark.parametrize("role", [role for role in RoleName.values if role != "administrator"])
def test_only_administrators_manage_accounts(person: MakeUser, role: str) -> None:
    actor, other = person("actor", role), person("other")
    held = Role.objects.create(user=other, name="contributor")
    for attempt in (
        lambda: accounts.make_user(actor, "new"),
        lambda: accounts.grant(actor, actor, "administrator"),
        lambda: accounts.revoke(actor, held),
        lambda: accounts.invite(actor, "join"),
        lambda: accounts.close_account(actor, other),
        lambda: accounts.reopen_account(actor, other),
        lambda: accounts.change_user(actor, other, None, full_name="x"),
        lambda: accounts.change_user(actor, actor, None, username="x"),
        lambda: accounts.set_password(actor, other, GOOD),
        lambda: accounts.make_token(actor, other, "mine"),
        lambda: make_organisation(actor, "Ministry (made up)"),
    ):
        with pytest.raises(RightsError):
            attempt()
    assert not Entry.objects.exists()


def test_an_administrator_cannot_set_a_password_or_a_key_of_another_person(person: MakeUser) -> None:
    boss, other = person("boss", "administrator"), person("other")
    with pytest.raises(RightsError):
        accounts.set_password(boss, other, GOOD)
    with pytest.raises(RightsError):
        accounts.make_token(boss, other, "mine")
    with pytest.raises(RightsError):
        accounts.invite(boss, "first_administrator")


def test_people_change_their_own_name_and_are_told_of_conflicts(person: MakeUser) -> None:
    ana = person("ana")
    accounts.change_user(ana, ana, 1, full_name="Ana M.")
    with pytest.raises(ConflictError):
        accounts.change_user(ana, ana, 1, full_name="Ana N.")
    with pytest.raises(InputError, match="cannot be changed"):
        accounts.change_user(None, ana, None, password="x")
    ana.refresh_from_db()
    assert ana.full_name == "Ana M."


def test_the_last_administrator_stays(person: MakeUser) -> None:
    boss, second = person("boss", "administrator"), person("second", "administrator")
    role = Role.objects.get(user=second)
    accounts.close_account(boss, boss)
    with pytest.raises(AccountError):
        accounts.revoke(second, role)
    with pytest.raises(AccountError):
        accounts.close_account(second, second)
    accounts.reopen_account(second, boss)
    accounts.revoke(second, role)
    assert not may(User.objects.get(pk=second.pk), "manage_accounts")


def test_a_role_is_given_once_and_for_countries_that_exist(person: MakeUser) -> None:
    ana = person("ana")
    assert accounts.grant(None, ana, "reviewer", "KEN") == accounts.grant(None, ana, "reviewer", "KEN")
    for role, country in (("king", ""), ("reviewer", "XXX"), ("reviewer", "Kenya"), ("administrator", "KEN")):
        with pytest.raises(InputError):
            accounts.grant(None, ana, role, country)


def test_the_first_administrator_comes_by_a_link_that_works_once() -> None:
    link, second = accounts.invite(None, "first_administrator"), accounts.invite(None, "first_administrator")
    with pytest.raises(InputError):
        accounts.use_invitation(link, "short", "ana")
    ana = accounts.use_invitation(link, GOOD, "ana", "Ana")
    assert may(ana, "manage_accounts")
    with pytest.raises(InputError, match="expired, or was used"):
        accounts.use_invitation(link, GOOD, "bob")
    with pytest.raises(AccountError):
        accounts.use_invitation(second, GOOD, "bob")
    with pytest.raises(AccountError):
        accounts.invite(None, "first_administrator")
    assert User.objects.count() == 1


def test_a_link_expires_and_is_kept_as_a_hash() -> None:
    link = accounts.invite(None, "join", hours=1)
    kept = Invitation.objects.get()
    assert link not in json.dumps([kept.digest, *Change.objects.values_list("content", flat=True)])
    assert kept.digest not in "".join(Change.objects.values_list("content", flat=True))
    Invitation.objects.update(expires_on=now() - timedelta(seconds=1))
    with pytest.raises(InputError, match="expired"):
        accounts.use_invitation(link, GOOD, "ana")


def test_a_password_link_makes_earlier_links_of_the_person_useless(person: MakeUser) -> None:
    ana = person("ana")
    first, second = accounts.invite(None, "password", ana), accounts.invite(None, "password", ana)
    accounts.use_invitation(second, GOOD)
    ana.refresh_from_db()
    assert is_password(GOOD, ana.password)
    with pytest.raises(InputError):
        accounts.use_invitation(first, GOOD + "2")


def test_a_closed_account_has_no_link_no_key_and_no_right(person: MakeUser) -> None:
    person("boss", "administrator")
    ana = person("ana", "reviewer")
    key, link = accounts.make_token(ana, ana, "script"), accounts.invite(None, "password", ana)
    accounts.close_account(None, ana)
    ana = User.objects.get(pk=ana.pk)
    assert not may(ana, "review")
    assert accounts.user_of_token(key) is None
    with pytest.raises(InputError):
        accounts.use_invitation(link, GOOD)


def test_a_key_works_until_it_expires_or_is_taken_back(person: MakeUser) -> None:
    ana = person("ana")
    key, short = accounts.make_token(ana, ana, "script"), accounts.make_token(ana, ana, "trial", days=1)
    assert accounts.user_of_token(key) == ana
    assert accounts.user_of_token(short) == ana
    assert accounts.user_of_token(key + "x") is None
    assert not Token.objects.filter(digest=key).exists()
    Token.objects.filter(name="trial").update(expires_on=now())
    assert accounts.user_of_token(short) is None
    accounts.revoke_token(ana, Token.objects.get(name="script"))
    assert accounts.user_of_token(key) is None
    for name, days in (("", None), ("x" * 101, None), ("a", 0), ("a", 4000)):
        with pytest.raises(InputError):
            accounts.make_token(ana, ana, name, days)


def test_sign_ins_are_told_and_failures_cannot_fill_the_disk(person: MakeUser) -> None:
    person("ana")
    accounts.note_sign_in("ana", True, "192.0.2.1")
    for _ in range(MOST_AN_HOUR + 10):
        accounts.note_sign_in("my secret password", False, "192.0.2.2")
    accounts.note_lockout("ana", "192.0.2.2")
    assert Entry.objects.get(action="account.sign_in").actor_name == "ana"
    failed = Entry.objects.filter(action="account.sign_in_failed")
    assert failed.count() == MOST_AN_HOUR
    assert set(failed.values_list("reason", flat=True)) == {"192.0.2.2"}
    assert Entry.objects.get(action="account.locked").reason == "192.0.2.2 ana"
    assert verify() == MOST_AN_HOUR + 2


def test_organisations_have_a_name_of_their_own_and_a_safe_address() -> None:
    made = make_organisation(None, "Ministry (made up)", country="KEN")
    with pytest.raises(InputError):
        make_organisation(None, "Ministry (made up)")
    with pytest.raises(InputError, match="no address of a page"):
        change_organisation(None, made, 1, website="javascript:alert(1)")
    change_organisation(None, made, 1, website="https://example.org")
    with pytest.raises(ConflictError):
        change_organisation(None, made, 1, kind="ministry")
