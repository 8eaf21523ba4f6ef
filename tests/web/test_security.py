"""The settings of a server that others reach, and what every answer says to the browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from almaden.store import accounts
from tests.web.conftest import SignIn


def test_the_deployment_check_of_django_finds_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error::DeprecationWarning",
            "-m",
            "django",
            "check",
            "--deploy",
            "--fail-level",
            "INFO",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "ALMADEN_HTTPS": "1",
            "ALMADEN_HOSTS": "almaden.example.org",
            "ALMADEN_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "almaden.web.settings",
        },
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("address", ["/", "/help/", "/nothing/here/", "/people/"])
def test_every_answer_keeps_the_page_from_loading_what_is_not_ours(browser: Client, address: str) -> None:
    headers = browser.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_of_the_session_is_kept_from_scripts(browser: Client) -> None:
    accounts.make_user(None, "ana", password="a long made-up phrase")
    answer = browser.post("/account/sign-in/", {"username": "ana", "password": "a long made-up phrase"})
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_pages_of_a_person_are_kept_by_no_cache_on_the_way(signed_in_as: SignIn) -> None:
    assert "private" in signed_in_as("administrator").get("/people/")["Cache-Control"]
    assert "no-store" in signed_in_as("account").get("/account/")["Cache-Control"]


def test_pages_are_compressed(browser: Client) -> None:
    answer = browser.get("/help/glossary/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("name", ["almaden.css", "vendor/d3.min.js", "vendor/countries-110m.json"])
def test_static_files_are_compressed_and_kept(browser: Client, name: str) -> None:
    answer = browser.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Content-Encoding"] == "gzip"
    assert "max-age=3600" in answer["Cache-Control"]
    answer.close()


def test_an_unknown_host_is_refused(browser: Client) -> None:
    assert browser.get("/", headers={"Host": "example.org"}).status_code == 400
