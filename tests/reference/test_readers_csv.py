"""Text files as the world writes them: every file here is made up in the test, byte by byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import Fault, InputError
from almaden.reference.readers import safety
from almaden.reference.readers.csv import decode_text, read_csv
from almaden.reference.readers.table import RawTable, guard, unguard

TABLE = "code,name\n5.1.1,Charbon é\n5.1.2,autre\n"


def write(folder: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def rows(table: RawTable) -> list[tuple[int, list[str]]]:
    found = list(table.read())
    faults = [one for one in found if isinstance(one, Fault)]
    assert faults == []
    return [(one[0], [str(cell) for cell in one[1]]) for one in found if not isinstance(one, Fault)]


def faults(table: RawTable) -> list[Fault]:
    return [one for one in table.read() if isinstance(one, Fault)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    table = read_csv(write(tmp_path, TABLE.replace(",", delimiter)))
    assert table.delimiter == delimiter
    assert table.header == ("code", "name")
    assert rows(table) == [(2, ["5.1.1", "Charbon é"]), (3, ["5.1.2", "autre"])]


def test_a_delimiter_within_quotation_marks_does_not_count(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, 'code;"name, and more, and more"\n5.1.1;"a, b"\n'))
    assert table.delimiter == ";"
    assert rows(table) == [(2, ["5.1.1", "a, b"])]


def test_a_line_that_names_the_delimiter_is_followed(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, "sep=;\r\ncode;name\r\n5.1.1;a\r\n"))
    assert table.header == ("code", "name")
    assert rows(table) == [(3, ["5.1.1", "a"])]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
        ("latin-1", b"", "cp1252"),
    ],
)
def test_the_encoding_is_found_and_stated(tmp_path: Path, encoding: str, mark: bytes, found: str) -> None:
    table = read_csv(write(tmp_path, mark + TABLE.encode(encoding)))
    assert table.encoding == found
    assert rows(table) == [(2, ["5.1.1", "Charbon é"]), (3, ["5.1.2", "autre"])]


def test_an_encoding_that_was_guessed_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read_csv(write(tmp_path, TABLE, "cp1252"))
    assert "Windows-1252" in caplog.text


def test_utf8_that_turns_invalid_far_down_is_read_as_windows_1252(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, b"code,name\n" + b"5.1.1,coal\n" * 200_000 + b"5.1.2,caf\xe9\n"))
    assert table.encoding == "cp1252"
    *_, last = table.read()
    assert last == (200_002, ["5.1.2", "café"])


@pytest.mark.parametrize(
    "content",
    [
        b"code,name\n5.1.1,\x00\n" + b"a,b\n" * 2000,
        b"code,name\n" + b"5.1.1,b\n" * 2000 + b"5.1.1,\x00\n",
        b"code,name\n5.1.1,\x81\x8d\n",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="not text") as error:
        read_csv(write(tmp_path, content))
    assert "UTF-8" in error.value.faults[0].advice


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " \r\n\t\r\n", ",,,\n,,\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read_csv(write(tmp_path, content))


def test_a_header_alone_gives_no_rows(tmp_path: Path) -> None:
    for content in ("code,name", "code,name\n", "code,name\n\n\n,\n"):
        table = read_csv(write(tmp_path, content))
        assert table.header == ("code", "name")
        assert rows(table) == []


def test_line_breaks_within_quotation_marks_stay_in_the_cell_and_rows_count_as_in_a_spreadsheet(
    tmp_path: Path,
) -> None:
    table = read_csv(write(tmp_path, '\ncode,note\n\n5.1.1,"one\ntwo ""three"""\n5.1.2,x\n'))
    assert table.header_row == 2
    assert rows(table) == [(4, ["5.1.1", 'one\ntwo "three"']), (5, ["5.1.2", "x"])]


def test_ragged_rows_are_faults_with_their_rows_and_the_others_are_read(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n,,,,\n5,6,7\n"))
    assert [(fault.row, fault.problem) for fault in faults(table)] == [
        (3, "the row has 2 cells and the header has 3"),
        (4, "the row has 4 cells and the header has 3"),
    ]
    assert [one for one in table.read() if not isinstance(one, Fault)] == [
        (2, ["1", "2", "3"]),
        (5, ["1", "2", "3"]),
        (7, ["5", "6", "7"]),
    ]


def test_a_quotation_mark_that_is_never_closed_is_a_fault_and_not_one_long_cell(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n' + "7,8\n" * 10))
    (fault,) = faults(table)
    assert fault.row == 3
    assert "quotation mark" in fault.advice
    long_table = read_csv(write(tmp_path, 'a,b\n1,2\n3,"4\n' + "7,8\n" * 50_000))
    (fault,) = faults(long_table)
    assert "too long" in fault.problem


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(InputError, match="it was not read") as error:
        read_csv(path)
    assert "split" in error.value.faults[0].advice


def test_the_limit_of_size_is_the_stated_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, TABLE)
    monkeypatch.setattr(safety, "MAX_FILE_BYTES", len(TABLE.encode()))
    assert read_csv(path).header == ("code", "name")
    monkeypatch.setattr(safety, "MAX_FILE_BYTES", len(TABLE.encode()) - 1)
    with pytest.raises(InputError):
        read_csv(path)


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_csv(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match="not a file"):
        read_csv(tmp_path)


def test_a_hundred_thousand_rows_are_streamed(tmp_path: Path) -> None:
    table = read_csv(write(tmp_path, "a,b\n" + "".join(f"{number},x\n" for number in range(100_000))))
    found = table.read()
    assert next(found) == (2, ["0", "x"])
    assert sum(1 for _ in found) == 99_999
    assert sum(1 for _ in table.read()) == 100_000


def test_the_guard_against_formulas_comes_off_again() -> None:
    for text in ("=1+1", "+5", "-x", "@y", "'=z", "''", "'tis", "plain", ""):
        assert unguard(guard(text)) == text
        assert not guard(text).startswith(("=", "+", "-", "@"))


def test_small_texts_are_decoded_by_the_same_rules() -> None:
    assert decode_text("é".encode("utf-8-sig"), "x") == "é"
    assert decode_text("é".encode("cp1252"), "x") == "é"
    with pytest.raises(InputError):
        decode_text(b"\x81\x8d", "x")


@pytest.mark.parametrize("content", [b"\xff\xfea", b"a\x00b\x00c", b"\xff\xfe\x00\xd8a\x00"])
def test_text_of_two_bytes_that_ends_within_one_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="not text in an encoding"):
        read_csv(write(tmp_path, content))
    with pytest.raises(InputError, match="not text in an encoding"):
        decode_text(content, "table.csv")
