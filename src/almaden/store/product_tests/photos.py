"""Photographs of products: kept without what cameras write beside the picture, and served as pictures alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction

from almaden.errors import Fault, InputError
from almaden.store.acting import allow_somewhere
from almaden.store.journal import Work, writing
from almaden.store.models import ProductPhoto, ProductTest, User
from almaden.store.product_tests.campaigns import allow_rows, still_open, touch
from almaden.store.uploads import keep, kept_at, path_of, plain_name
from almaden.wording import Exact, Text, n_

#: Bytes that a file may have: twice what the cameras of telephones write.
MOST_BYTES: Final = 15_000_000
#: Points that a picture may have, so that a small file does not unfold into all memory.
MOST_POINTS: Final = 60_000_000
#: Points of the longer side that are kept: enough to read a label.
LONGEST_SIDE: Final = 2400
#: Photographs of one test.
MOST_OF_TEST: Final = 12
#: By format: the end of the name, and the type under which it is served.
FORMATS: Final = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
_QUALITY: Final = 88
_ACCEPTED: Final = Text("a photograph as JPEG or PNG of at most {size} MB", size=Exact(MOST_BYTES // 1_000_000))


def add_photo(actor: User | None, test: ProductTest, file: BinaryIO, name: str) -> ProductPhoto:
    """Keep a photograph of the product of a test.

    The picture is written anew: place, time, camera and its owner, which cameras write into files, are not kept. Of
    the name of the file only one that the test names already is kept, since names of files may be those of persons.

    Raises:
        InputError: it is no picture of an accepted kind, too large, or there are too many.
        ClosedError: the campaign was submitted or published.
    """
    allow_rows(actor, test.campaign)
    allow_somewhere(actor, "import")
    content, format = cleaned_picture(file, plain_name(name))
    with transaction.atomic():
        still_open(test.campaign)
        taken = set(test.photos.values_list("name", flat=True))
        if len(taken) >= MOST_OF_TEST:
            accepted = Text("at most {count} photographs of a test", count=MOST_OF_TEST)
            raise InputError(Fault(n_("there are too many photographs"), column="photograph", accepted=accepted))
        kept_name = _name(test, plain_name(name), FORMATS[format][0], taken)
        upload = keep(actor, io.BytesIO(content), kept_name, _is_checked)
        photo = ProductPhoto(test=test, name=kept_name, upload=upload)
        with writing(actor, "product_campaign.add_photo", source_sha256=upload.sha256) as work:
            work.add(photo)
            if kept_name not in test.photographs:
                work.change(test, photographs=[*test.photographs, kept_name])
            touch(work, test.campaign)
    return photo


def remove_photo(actor: User | None, photo: ProductPhoto, *, reason: str = "") -> None:
    """Throw a photograph away, with its file where no other version of the campaign has it.

    Raises:
        ClosedError: the campaign was submitted or published.
    """
    allow_rows(actor, photo.test.campaign)
    with writing(actor, "product_campaign.remove_photo", reason=reason) as work:
        still_open(photo.test.campaign)
        test = photo.test
        work.change(test, photographs=[name for name in test.photographs if name != photo.name])
        drop(work, photo)
        touch(work, test.campaign)


def drop(work: Work, photo: ProductPhoto) -> None:
    """Take a photograph out, and its file after the transaction where nothing else leads to it."""
    upload = photo.upload
    work.remove(photo)
    if not ProductPhoto.objects.filter(upload=upload).exists():
        path = path_of(upload)
        work.remove(upload)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def picture(photo: ProductPhoto) -> tuple[Path, str]:
    """The file of a photograph and the type under which it is served.

    Raises:
        OutputError: the file was lost.
    """
    types = dict(FORMATS.values())
    return kept_at(photo.upload), types[photo.upload.name.rpartition(".")[2].casefold()]


def cleaned_picture(file: BinaryIO, name: str) -> tuple[bytes, str]:
    """A picture written anew, without anything but its points, and its format.

    Raises:
        InputError: it is no JPEG or PNG, is cut off, or too large.
    """
    from PIL import Image, ImageOps

    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _refused(
            name, n_("the photograph is too large; it was not kept"), n_("make it smaller, and send it again")
        )
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as found:
            format = str(found.format)
            if found.width * found.height > MOST_POINTS:
                raise _refused(name, n_("the photograph has too many points"), n_("make it smaller, and send it again"))
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            mode = "RGBA" if format == "PNG" and "A" in upright.getbands() else "RGB"
            points = upright.convert(mode)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        # Pillow raises any of these for what is no picture, or a broken one.
        raise _refused(
            name, n_("the file is no photograph that can be read"), n_("save it as JPEG, and send it again")
        ) from None
    # A new picture: what came with the old one, comments and profiles too, stays behind.
    fresh = Image.new(mode, points.size)
    fresh.paste(points)
    target = io.BytesIO()
    fresh.save(target, format, **({"quality": _QUALITY} if format == "JPEG" else {"optimize": True}))
    return target.getvalue(), format


def _refused(name: str, problem: str, advice: str) -> InputError:
    return InputError(Fault(problem, column="photograph", value=name, accepted=_ACCEPTED, advice=advice))


def _is_checked(path: Path, name: str) -> None:
    """The program wrote the file itself."""


def _name(test: ProductTest, brought: str, end: str, taken: set[str]) -> str:
    if brought in test.photographs and brought not in taken and brought.casefold().endswith((f".{end}", ".jpeg")):
        return f"{brought.rpartition('.')[0]}.{end}" if brought.casefold().endswith(".jpeg") else brought
    names = taken | set(test.photographs)
    return next(name for place in range(1, 1000) if (name := f"{test.key}-{place}.{end}") not in names)
