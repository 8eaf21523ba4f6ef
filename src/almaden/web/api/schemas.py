"""The types of what the API shows and takes: made from the record types, so that docs and validation are the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from ninja import Path, Schema
from pydantic import BaseModel, ConfigDict, Field, create_model

from almaden.inventory.records import FactorRow
from almaden.reference.record import Record
from almaden.reference.records import FacilityRecord, SiteRecord, SourceRecord, UnitRecord

#: Number of a record in an address; larger ones are in no database.
Id = Annotated[int, Path(ge=1, le=2**63 - 1, description="Number of the record.")]
#: Number of a record in a body or a query.
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Iso3 = Annotated[str, Field(pattern="^[A-Z]{3}$", description="Country, as ISO 3166 code of three letters.")]
Iso3Path = Annotated[str, Path(pattern="^[A-Z]{3}$", description="Country, as ISO 3166 code of three letters.")]
Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]

R = TypeVar("R", bound=BaseModel)


class Shown(BaseModel):
    """Base of what is shown: every field is always there."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int = Field(description="Number of the record.")
    version: int = Field(description="Counts the changes; send it back when you change the record.")


class Taken(Schema):
    """Base of what is taken: no unknown fields."""

    model_config = ConfigDict(extra="forbid")


def shown(name: str, record: type[Record], leave_out: frozenset[str] = frozenset(), **more: Any) -> type[Shown]:
    """The type that shows a record: its fields, and those that the store adds."""
    fields: dict[str, Any] = {
        field: (info.annotation, info) for field, info in record.model_fields.items() if field not in leave_out
    }
    return create_model(name, __base__=Shown, __doc__=record.__doc__, **more, **fields)


def taken(name: str, record: type[Record], leave_out: frozenset[str] = frozenset(), **more: Any) -> type[Taken]:
    """The type that takes a new record: its fields, where it goes, and why."""
    fields: dict[str, Any] = {
        field: (info.annotation, info) for field, info in record.model_fields.items() if field not in leave_out
    }
    fields["reason"] = (str, Field("", max_length=2000, description="Why, for the journal."))
    return create_model(name, __base__=Taken, __doc__=record.__doc__, **more, **fields)


def changes_of(name: str, record: type[Record], leave_out: frozenset[str] = frozenset()) -> type[Taken]:
    """The type of a change of a record: any of its fields, and the version that was seen."""
    fields: dict[str, Any] = {
        field: (info.annotation, _optional(info))
        for field, info in record.model_fields.items()
        if field not in leave_out
    }
    return create_model(name, __base__=Change, __doc__="Fields that change, and the version that was seen.", **fields)


def _optional(info: Any) -> Any:
    from copy import copy

    made = copy(info)
    made.default = None
    made.default_factory = None
    return made


class Change(Taken):
    """Base of changes."""

    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that you saw; or send it as the header If-Match."
    )
    reason: str = Field("", max_length=2000, description="Why, for the journal.")

    def values(self) -> dict[str, Any]:
        """The fields that were sent."""
        return self.model_dump(exclude_unset=True, exclude={"version", "reason"})


class Page(BaseModel):
    """A page of a list."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    next: str | None = Field(description="Address of the next page; null on the last.")


def page_of(item: type[BaseModel]) -> type[Page]:
    """The type of a page of records."""
    items = (list[item], Field(description="The records."))  # type: ignore[valid-type]  # made while the program starts
    return create_model(f"{item.__name__}Page", __base__=Page, __doc__="A page of a list.", items=items)


DATASET = (int, Field(description="Number of the data set that it belongs to."))

Facility = shown("Facility", FacilityRecord, dataset=DATASET)
Unit = shown(
    "Unit",
    UnitRecord,
    frozenset({"facility"}),
    facility=(int, Field(description="Number of the facility that it belongs to.")),
    country=(str, Field(description="Country of the facility.")),
)
Site = shown(
    "Site",
    SiteRecord,
    dataset=DATASET,
    blurred=(bool, Field(description="Whether the place is shown roughly, as those of informal mines are in public.")),
)
Source = shown("Source", SourceRecord, upload=(int | None, Field(description="Number of the file, where it is kept.")))


class Dataset(Shown):
    """A set of records that came together."""

    key: str
    title: str
    description: str
    licence: str
    reader: str = Field(description="The reader that it came through.")
    country: str = Field(description="ISO 3166 code, empty for several countries.")
    area: str = Field(description="Code of the area of work, empty for none.")
    organisation: int | None
    source: int | None = Field(description="Number of the source.")
    state: str = Field(description="draft, submitted, published or withdrawn.")
    made_up: bool = Field(description="Whether the data are made up, for trying.")
    made_on: datetime
    published_on: datetime | None


class Inventory(Shown):
    """One version of a national inventory."""

    series: str = Field(description="The same for all versions of one inventory.")
    number: int = Field(description="Number of the version in its series.")
    country: str
    year: int
    level: int = Field(description="Level of the Toolkit.")
    factor_set: str
    title: str
    header: dict[str, Any] = Field(description="The rest of the header of the inventory.")
    standing: str = Field(description="worked_example, submitted, published_elsewhere or estimate.")
    state: str = Field(description="draft, submitted, in_review, returned, published or superseded.")
    organisation: int | None
    reviewed: bool = Field(description="Whether a second person looked at it.")
    made_on: datetime
    published_on: datetime | None


class InventoryRow(Shown):
    """One row of one table of an inventory."""

    table: str
    position: int
    data: dict[str, Any] = Field(description="The fields of its record type.")


class Edition(Shown):
    """A frozen, numbered set of published data."""

    number: int
    title: str
    description: str
    licence: str
    sha256: str = Field(description="SHA-256 of the manifest.")
    made_on: datetime


class FactorLayer(Shown):
    """A named layer of factors, over a factor set."""

    name: str
    title: str
    country: str
    state: str
    made_on: datetime


class FactorLayerWithRows(FactorLayer):
    """A layer with its factors."""

    rows: list[FactorRow]


class Comment(Shown):
    """A remark on a record or on one of its rows."""

    record_type: str
    record_id: int
    row_id: int | None
    answers: int | None = Field(description="Number of the comment that it answers.")
    text: str
    author: str
    made_on: datetime
    resolved: bool


class Stage(Shown):
    """One stage of a plan that a country reached."""

    country: str
    kind: str
    stage: str
    reached_on: date | None
    document: int | None = Field(description="Number of the source.")
    note: str


class ImportRun(Shown):
    """One import."""

    upload: int
    reader: str
    dataset: int | None
    state: str
    counts: dict[str, Any] = Field(description="Per record type: added, changed, unchanged, faulty, doubtful.")
    decisions: dict[str, Any]
    job: int | None
    made_on: datetime


class Job(BaseModel):
    """Work in the background."""

    id: int
    kind: str
    state: str
    done: int
    total: int
    problem: dict[str, Any]
    result: dict[str, Any]
    made_on: datetime
    started_on: datetime | None
    finished_on: datetime | None


class Entry(BaseModel):
    """An entry of the journal."""

    id: int = Field(description="Number of the entry.")
    made_on: str
    actor_name: str
    action: str
    reason: str
    source_sha256: str
    program_version: str
    changes_sha256: str
    previous_sha256: str
    sha256: str


class ChangeShown(BaseModel):
    """What was done to one record."""

    id: int
    entry: int
    made_on: str
    actor_name: str
    action: str
    reason: str
    version: int
    kind: str
    content: dict[str, Any]
