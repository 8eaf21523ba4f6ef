"""The address of a person behind a proxy: the one that the proxy saw, never one that the person chose."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from almaden.store import accounts
from almaden.store.models import Entry
from almaden.web.client_address import address_of

PASSWORD = "four made up words"
HTTPS = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.fixture
def behind_proxy(settings: LazySettings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = HTTPS


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", "1.2.3.4, 9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "1.2.3.4,2001:DB8::7", "2001:db8::7"),
        ("::1", "9.9.9.9", "9.9.9.9"),
        ("::ffff:127.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("", "9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "9.9.9.9, nonsense", "127.0.0.1"),
        ("192.0.2.9", "9.9.9.9", "192.0.2.9"),
    ],
)
def test_behind_a_proxy_the_last_entry_counts(behind_proxy: None, peer: str, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == address


def test_without_a_proxy_the_header_is_ignored() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "9.9.9.9"})
    assert address_of(request) == "127.0.0.1"


def sign_in(password: str, forwarded: str) -> int:
    form = {"username": "vera", "password": password}
    return Client().post("/account/sign-in/", form, headers={"X-Forwarded-For": forwarded}).status_code


@pytest.mark.django_db
def test_a_stranger_shuts_a_person_out_only_at_the_strangers_own_address(behind_proxy: None) -> None:
    accounts.make_user(None, "vera", password=PASSWORD)
    for number in range(5):
        sign_in("not this one", f"192.0.2.{number}, 9.9.9.9")
    assert sign_in(PASSWORD, "198.51.100.4, 9.9.9.9") == 429
    assert sign_in(PASSWORD, "198.51.100.4") == 302
    told = {(one.action, one.reason.split(" ")[0]) for one in Entry.objects.filter(action__startswith="account.")}
    assert told >= {("account.sign_in_failed", "9.9.9.9"), ("account.locked", "9.9.9.9")}
    assert {address for action, address in told if action == "account.sign_in"} == {"198.51.100.4"}
    assert "127.0.0.1" not in {address for _, address in told}


@pytest.mark.django_db
def test_each_address_behind_the_proxy_has_a_limit_of_its_own(behind_proxy: None, settings: LazySettings) -> None:
    settings.ALMADEN_API_PER_MINUTE = {"anonymous": 1}

    def asked(forwarded: str) -> int:
        return Client().get("/api/v1/factor-sets", headers={"X-Forwarded-For": forwarded}).status_code

    # Three requests lie in two minutes at most, of which each lets one through.
    assert 429 in [asked(f"192.0.2.{number}, 203.0.113.5") for number in range(3)]
    assert asked("203.0.113.5, 203.0.113.6") == 200


SEEN = """
import json, sys
from django.conf import settings
settings.configure(
    SECURE_SSL_REDIRECT=sys.argv[1] == "on",
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https") if sys.argv[1] == "on" else None,
)
from django.core.handlers.wsgi import WSGIRequest
from waitress import create_server
from almaden.web.client_address import address_of
from almaden.web.server import _behind_proxy

def application(environ, start_response):
    start_response("200 OK", [])
    return [json.dumps([environ["REMOTE_ADDR"], address_of(WSGIRequest(environ))]).encode()]

server = create_server(application, host="127.0.0.1", port=0, threads=1, **_behind_proxy())
print(server.effective_port, flush=True)
server.run()
"""


@pytest.mark.parametrize(("setting", "seen"), [("on", ["9.9.9.9", "9.9.9.9"]), ("off", ["127.0.0.1", "127.0.0.1"])])
def test_the_own_server_trusts_one_hop(setting: str, seen: list[str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SEEN, setting],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "ALMADEN_HOME": str(tmp_path)},
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(b"GET / HTTP/1.0\r\nX-Forwarded-For: 1.2.3.4, 9.9.9.9\r\n\r\n")
            answer = b"".join(iter(lambda: line.recv(4096), b""))
        assert json.loads(answer.partition(b"\r\n\r\n")[2]) == seen
    finally:
        process.kill()
        process.communicate()
