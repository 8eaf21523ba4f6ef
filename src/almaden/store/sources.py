"""Documents that are cited: made and changed from their record type, with the file where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.errors import Fault, InputError
from almaden.reference.records import SourceRecord
from almaden.store.acting import allow_somewhere, plain_text
from almaden.store.journal import writing
from almaden.store.models import Change, Dataset, SourceDocument, Upload, User
from almaden.store.models.datasets import DatasetState
from almaden.store.rights import RightsError, may, may_somewhere
from almaden.wording import Text, n_


def make(actor: User | None, record: SourceRecord, upload: Upload | None = None, *, reason: str = "") -> SourceDocument:
    """Keep a document that is cited.

    Args:
        actor: who brings it in; None for the program.
        record: what it is.
        upload: the document itself.
        reason: why, for the journal.

    Raises:
        InputError: with everything that cannot be kept.
    """
    allow_somewhere(actor, "write_data")
    values = _checked(record)
    sha256 = upload.sha256 if upload is not None else ""
    with writing(actor, "source.add", reason=plain_text(reason), source_sha256=sha256) as work:
        return work.add(SourceDocument(**values, upload=upload))


def change(
    actor: User | None, document: SourceDocument, expected: int | None, record: SourceRecord, *, reason: str = ""
) -> SourceDocument:
    """Change what is said of a document; ``reason`` is for the journal.

    Raises:
        RightsError: somebody else brought it in, and the person may not write data of all countries.
        ConflictError: somebody changed it meanwhile.
        InputError: with everything that cannot be kept.
    """
    _check_own(actor, document)
    values = _checked(record)
    with writing(actor, "source.change", reason=plain_text(reason)) as work:
        work.change(document, expected, **values)
    return document


def link(actor: User | None, document: SourceDocument, expected: int | None, upload: Upload | None) -> SourceDocument:
    """Put the file of a document with it, or take it away.

    Raises:
        RightsError: somebody else brought it in, and the person may not write data of all countries.
        ConflictError: somebody changed it meanwhile.
    """
    _check_own(actor, document)
    with writing(actor, "source.link", source_sha256=upload.sha256 if upload is not None else "") as work:
        work.change(document, expected, upload_id=upload.pk if upload is not None else None)
    return document


def may_change(actor: User | None, document: SourceDocument) -> bool:
    """Whether a person may change what is said of a document: who brought it in, and who may write all data.

    A document may be cited by published data of any country.
    """
    if actor is None or may(actor, "write_data"):
        return True
    brought = Change.objects.filter(record_type="source_document", record_id=document.pk, kind="added")
    cited = Dataset.objects.filter(source=document, state=DatasetState.PUBLISHED)
    return (
        may_somewhere(actor, "write_data") and brought.filter(entry__actor_id=actor.pk).exists() and not cited.exists()
    )


def _check_own(actor: User | None, document: SourceDocument) -> None:
    if not may_change(actor, document):
        raise RightsError(n_("You may not change this source: others brought it in, or published data cite it."))


def record_of(document: SourceDocument) -> SourceRecord:
    """A document in the fields of its record type."""
    return SourceRecord.model_validate({name: getattr(document, name) for name in SourceRecord.model_fields})


def _checked(record: SourceRecord) -> dict[str, object]:
    values = {name: plain_text(value) if isinstance(value, str) else value for name, value in record}
    faults = list(_faults(values))
    if faults:
        raise InputError(faults)
    return values


def _faults(values: dict[str, object]) -> Iterator[Fault]:
    longest = {field.name: field.max_length for field in SourceDocument._meta.concrete_fields}
    if not values["title"]:
        yield Fault(n_("the document has no title"), column="title", advice=n_("write its title"))
    for name, value in values.items():
        most = longest[name]
        if most is not None and isinstance(value, str) and len(value) > most:
            accepted = Text("at most {count} characters", count=most)
            yield Fault(n_("the text is too long"), column=name, value=value, accepted=accepted)
    url = str(values["url"])
    # Pages make a link of it: an address of another kind could run what it holds.
    if url and not url.startswith(("https://", "http://")):
        yield Fault(
            n_("the text is no address of a page"),
            column="url",
            value=url,
            accepted="https://",
            advice=n_("write the whole address"),
        )
