"""Mail: every message is a file in the outbox first, and is sent only where a server is named.

``ALMADEN_SMTP_URL`` names the server, as ``smtp://user:password@host:port`` or ``smtps://...``, and
``ALMADEN_MAIL_FROM`` the address that messages come from. Without the first nothing leaves the machine: the messages
lie in the folder ``outbox``, where any mail program can open them.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store.acting import now
from almaden.store.home import home
from almaden.store.trouble import told
from almaden.wording import Text, n_

#: Seconds that a server may take for one answer.
_PATIENCE: Final = 20
_LONGEST_SUBJECT: Final = 300
#: Address of a page that can stand in a header as it is.
_PAGE: Final = re.compile(r"https?://[!#-;=?-~]{1,900}")
#: Controls, halves of letters, and ends of lines: what could begin another header, or cannot be sent.
_BREAKING: Final = ("Cc", "Cs", "Zl", "Zp")
_PORTS: Final = {"smtp": 587, "smtps": 465}
#: The header by which mail programs let a reader leave a list (RFC 2369).
_LEAVE: Final = "List-Unsubscribe"
#: Names of this machine, to which a password may go without encryption.
_HERE: Final = ("localhost", "127.0.0.1", "::1")


class _Policy(EmailPolicy):
    """Keeps the address by which a reader leaves a list in one piece: Python would encode a long one as words."""

    def fold(self, name: str, value: str) -> str:
        """One header as text."""
        return f"{name}: {value}{self.linesep}" if name == _LEAVE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as it is sent."""
        return self.fold(name, value).encode("ascii") if name == _LEAVE else super().fold_binary(name, value)


_POLICY: Final = _Policy(linesep="\r\n")


class MailError(AlmadenError):
    """The address of the mail server cannot be used."""


@dataclass(frozen=True)
class Sent:
    """What became of a message.

    Attributes:
        path: where it lies; empty when it was sent.
        trouble: why it was not sent, in the words of the server; empty where none is named.
    """

    path: str
    trouble: str = ""

    @property
    def delivered(self) -> bool:
        """Whether a server took it."""
        return not self.path


def outbox() -> Path:
    """The folder of messages that were not sent."""
    return home() / "outbox"


def send(to: str, subject: str, text: str, html: str = "") -> Sent:
    """Put a message into the outbox, and send it where a server is named.

    Args:
        to: the address.
        subject: one line.
        text: the message.
        html: the same for programs that show pages.

    Raises:
        InputError: the address or the subject cannot stand in a message.
        MailError: ``ALMADEN_SMTP_URL`` cannot be used; the message lies in the outbox.
        OutputError: the outbox cannot be written.
    """
    return deliver(keep(message_of(to, subject, text, html)))


def message_of(to: str, subject: str, text: str, html: str = "", leave: str = "") -> EmailMessage:
    """A message that lies nowhere yet.

    Args:
        to: the address.
        subject: one line.
        text: the message.
        html: the same for programs that show pages.
        leave: page at which the reader leaves the list by one click (RFC 8058), empty where there is no list.

    Raises:
        InputError: the address, the subject or the page cannot stand in a message.
    """
    faults = [*_address_faults(to), *subject_faults(subject), *_leave_faults(leave)]
    if faults:
        raise InputError(faults)
    message = EmailMessage(policy=_POLICY)
    message["From"] = os.environ.get("ALMADEN_MAIL_FROM") or "almaden@localhost"
    name, _, domain = to.rpartition("@")
    message["To"] = f"{name}@{domain.encode('idna').decode()}"
    message["Subject"] = subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{uuid.uuid4()}@almaden>"
    if leave:
        message[_LEAVE] = f"<{leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def send_waiting() -> tuple[Sent, ...]:
    """Try once more to send what lies in the outbox, the oldest first.

    Raises:
        MailError: ``ALMADEN_SMTP_URL`` cannot be used.
    """
    waiting = sorted(outbox().glob("*.eml")) if outbox().is_dir() else []
    return tuple(deliver(path) for path in waiting)


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=_POLICY)
    assert isinstance(message, EmailMessage)
    return message


def _address_faults(to: str) -> Iterator[Fault]:
    try:
        validate_email(to)
    except ValidationError:
        yield Fault(n_("the text is no e-mail address"), column="to", value=to, advice=n_("correct the address"))


def subject_faults(subject: str) -> Iterator[Fault]:
    """What keeps a text from being the subject of a message."""
    # Not isprintable: it refuses the no-break space, which French has before a colon.
    broken = any(unicodedata.category(letter) in _BREAKING for letter in subject)
    if broken or not subject.strip() or len(subject) > _LONGEST_SUBJECT:
        accepted = Text("one line of at most {count} letters", count=str(_LONGEST_SUBJECT))
        yield Fault(n_("this cannot be the subject of a message"), column="subject", value=subject, accepted=accepted)


def _leave_faults(leave: str) -> Iterator[Fault]:
    if leave and not _PAGE.fullmatch(leave):
        yield Fault(n_("the text is no address of a page"), column="leave", value=leave, accepted="https://")


def keep(message: EmailMessage, mark: str = "", ending: str = ".eml") -> Path:
    """Write a message into the outbox, for the owner of the installation alone: links that open something stand in it.

    Args:
        message: the message.
        mark: end of the name of the file, by which it is found again.
        ending: of the name; only what ends in ``.eml`` is sent.

    Raises:
        OutputError: the outbox cannot be written.
    """
    with told():
        outbox().mkdir(mode=0o700, parents=True, exist_ok=True)
        path = outbox() / f"{now():%Y%m%dT%H%M%S%f}-{mark or uuid.uuid4().hex[:8]}{ending}"
        part = path.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    return path


def deliver(path: Path) -> Sent:
    """Send a message of the outbox, where a server is named. Of two who try at once, one sends it.

    Raises:
        MailError: ``ALMADEN_SMTP_URL`` cannot be used.
    """
    url = os.environ.get("ALMADEN_SMTP_URL", "")
    if not url:
        return Sent(str(path))
    # Under another name while it goes out: if the program dies now, nobody can know whether it arrived.
    taken = path.with_suffix(".sending")
    try:
        path.rename(taken)
    except FileNotFoundError:
        return Sent("")
    try:
        _transmit(url, _read(taken))
    except (OSError, smtplib.SMTPException) as error:
        taken.rename(path)
        return Sent(str(path), str(error) or type(error).__name__)
    except MailError:
        taken.rename(path)
        raise
    taken.unlink(missing_ok=True)
    return Sent("")


def _transmit(url: str, message: EmailMessage) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise MailError(n_("ALMADEN_SMTP_URL is no address such as smtp://user:password@host:587."))
    place = (parts.hostname, port or _PORTS[parts.scheme])
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(*place, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(*place, timeout=_PATIENCE)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif parts.scheme == "smtp" and parts.username and parts.hostname not in _HERE:
            raise smtplib.SMTPException("the server offers no encryption, so the password is not sent")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
