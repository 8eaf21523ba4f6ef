"""Mail lies in the outbox, is sent where a server is named, and its headers hold nothing of others."""

from __future__ import annotations

import socket
import stat
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.store import mail
from almaden.store.mail import MailError


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALMADEN_SMTP_URL", "ALMADEN_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)


class Server:
    """A mail server for one message, as plain as can be."""

    def __init__(self, refuse: bool) -> None:
        self.refuse = refuse
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.lines: list[bytes] = []
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.socket.getsockname()[1]}"

    def serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            in_data = False
            for line in lines:
                self.lines.append(line)
                if in_data:
                    if line != b".\r\n":
                        continue
                    in_data = False
                elif line.upper().startswith(b"DATA"):
                    in_data = True
                    connection.sendall(b"354 go on\r\n")
                    continue
                elif line.upper().startswith(b"QUIT"):
                    connection.sendall(b"221 bye\r\n")
                    return
                elif line.upper().startswith(b"RCPT") and self.refuse:
                    connection.sendall(b"550 nobody of this name\r\n")
                    continue
                connection.sendall(b"250 good\r\n")


@pytest.fixture
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server(refuse=getattr(request, "param", False))
    monkeypatch.setenv("ALMADEN_SMTP_URL", made.url)
    yield made
    made.socket.close()


def test_without_a_server_a_message_lies_in_the_outbox(own_home: Path) -> None:
    sent = mail.send("a@example.org", "Grüße, 水銀", "First line\n.\nlast line", html="<p>First line</p>")
    assert not sent.delivered
    (path,) = (own_home / "outbox").iterdir()
    assert str(path) == sent.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == ("a@example.org", "Grüße, 水銀")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_a_domain_in_letters_of_its_own_is_written_as_servers_read_it(own_home: Path) -> None:
    sent = mail.send("a@exämple.org", "Made up", "Made up")
    assert b"To: a@xn--exmple-cua.org\r\n" in Path(sent.path).read_bytes()


def test_no_call_goes_out_without_a_server(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a call went out")

    monkeypatch.setattr(socket, "create_connection", refuse)
    assert not mail.send("a@example.org", "Made up", "Made up").delivered


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@example.org\r\nBcc: b@example.org", "Made up"),
        ("a@example.org, b@example.org", "Made up"),
        ("nobody", "Made up"),
        ("a@example.org", "Made up\nBcc: b@example.org"),
        ("a@example.org", "Made up\u2028Bcc: b@example.org"),
        ("a@example.org", ""),
        ("a@example.org", "x" * 301),
    ],
)
def test_headers_of_others_are_refused(own_home: Path, to: str, subject: str) -> None:
    with pytest.raises(InputError):
        mail.send(to, subject, "Made up")
    assert not (own_home / "outbox").exists()


def test_a_message_is_sent_and_leaves_the_outbox(own_home: Path, server: Server) -> None:
    assert mail.send("a@example.org", "Made up", "Made up").delivered
    server.thread.join(5)
    assert b"rcpt TO:<a@example.org>\r\n" in server.lines
    assert list((own_home / "outbox").iterdir()) == []


@pytest.mark.parametrize("server", [True], indirect=True)
def test_a_message_that_is_refused_stays_and_is_sent_later(
    own_home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = mail.send("a@example.org", "Made up", "Made up")
    assert "nobody of this name" in sent.trouble
    assert Path(sent.path).exists()
    other = Server(refuse=False)
    monkeypatch.setenv("ALMADEN_SMTP_URL", other.url)
    assert [one.delivered for one in mail.send_waiting()] == [True]
    other.socket.close()
    assert not Path(sent.path).exists()


def test_a_server_that_is_not_there_is_told(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("ALMADEN_SMTP_URL", f"smtp://127.0.0.1:{port}")
    sent = mail.send("a@example.org", "Made up", "Made up")
    assert sent.trouble
    assert Path(sent.path).exists()


@pytest.mark.parametrize("url", ["http://example.org", "smtp://", "smtp://host:port", "nonsense"])
def test_an_address_of_a_server_that_cannot_be_used_is_told(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("ALMADEN_SMTP_URL", url)
    with pytest.raises(MailError):
        mail.send("a@example.org", "Made up", "Made up")
    assert len(list((own_home / "outbox").iterdir())) == 1


def test_a_subject_may_hold_the_no_break_space_of_french(own_home: Path) -> None:
    subject = "Vos activit\u00e9s\u00a0: ce qui est nouveau"
    mail.send("a@example.org", subject, "Made up")
    (kept,) = (own_home / "outbox").iterdir()
    assert message_from_bytes(kept.read_bytes(), policy=policy.default)["Subject"] == subject
