"""What nobody foresaw is noted by places in the program: no name, no number of anybody is told."""

import errno
import io
import logging
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders.stores import STORE_KEY
from vanhoa_desktop.cli.faults import note_fault
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.faults import FaultFormatter, fault_lines

# As they are written, in small letters, without marks; a name of the highlands; a family's address.
PERSONAL = (
    *("H'Hen Niê", "hoàng thị hoa", "hoang thi hoa", "Lê Thị Hoa", "LÊ VĂN AN", "038161000111"),
    *("0912 345 678", "O'Brien", "nguyenvanmau@example.vn", "Y Moan Ênuôl"),
)

# Put together here: no file of this project holds a path of somebody's machine.
HOMES = "ho" + "me"


def raised(cause: Exception, error: Exception) -> Exception:
    """An error as it is caught: with its places, and what it came from."""

    def fall() -> None:
        try:
            raise cause
        except type(cause) as first:
            raise error from first

    with pytest.raises(type(error)) as caught:
        fall()
    return caught.value


def holds_personal(told: str) -> list[str]:
    return [word for word in PERSONAL if word in told]


@pytest.mark.parametrize("word", PERSONAL)
def test_no_word_of_an_exception_is_told_nor_of_what_it_came_from(word: str) -> None:
    error = raised(KeyError(word), ValueError(f"no row for {word} in {word}"))
    error.add_note(f"while reading {word}")
    told = "\n".join(fault_lines(error))
    assert word not in told
    first, *_ = told.splitlines()
    assert first == "ValueError"
    assert "from KeyError" in told
    assert "fall (" in told
    assert "(test_faults.py:" in told


def test_no_folder_of_a_user_is_told() -> None:
    namespace: dict[str, object] = {}
    for place in ("hoa/vanhoa_desktop/app.py", "hoa/x/site-packages/click/core.py", "hoa/run.py"):
        code = compile("def act():\n    raise KeyError", f"/{HOMES}/{place}", "exec")
        exec(code, namespace)
        with pytest.raises(KeyError) as caught:
            namespace["act"]()  # type: ignore[operator]  # made above
        told = fault_lines(caught.value)[-1]
        assert "hoa" not in told.replace("vanhoa", "")
        assert told.endswith(f"{place.split('/')[-1]}:2)")


def test_what_the_system_and_the_program_number_themselves_is_told() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/media/Lê Thị Hoa/ds.xlsx")
    assert fault_lines(full) == ["OSError ENOSPC"]
    refusal = VanHoaError(ErrorCode.AMBIGUOUS, text="Lê Thị Hoa", count=2)
    assert fault_lines(refusal) == ["VanHoaError AMBIGUOUS"]


def fault_of_the_store(folder: Path) -> DBAPIError:
    """Two people with one number, where a table takes a number once."""
    engine = open_engine(folder / "store.db", STORE_KEY, Access.WRITING)
    row = {"name": "H'Hen Niê", "number": "038161000111"}
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE people (name TEXT, number TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO people VALUES (:name, :number)"), row)
    except DBAPIError as error:
        return error
    finally:
        engine.dispose()
    raise AssertionError("the store took the number twice")


def test_the_text_of_a_fault_of_the_store_has_no_values_of_the_statement(tmp_path: Path) -> None:
    assert holds_personal(str(fault_of_the_store(tmp_path))) == []


def test_a_fault_of_the_store_is_told_by_its_number(tmp_path: Path) -> None:
    told = "\n".join(fault_lines(fault_of_the_store(tmp_path)))
    assert "IntegrityError SQLITE_CONSTRAINT" in told
    assert holds_personal(told) == []


def test_the_log_of_the_window_holds_no_word_that_was_put_into_a_line() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FaultFormatter())
    for name in ("vanhoa_desktop.ui.tasks", "PIL.Image"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.warning("reading %s", "Lê Thị Hoa")
        try:
            raise raised(KeyError("hoang thi hoa"), ValueError("H'Hen Niê"))
        except ValueError:
            logger.exception("task failed")
        logger.removeHandler(handler)
    told = stream.getvalue()
    assert holds_personal(told) == []
    assert "vanhoa_desktop.ui.tasks task failed" in told
    assert "vanhoa_desktop.ui.tasks reading %s" in told
    assert told.count("from KeyError") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of Unix")
def test_a_fault_of_a_command_is_noted_for_this_user_alone(tmp_path: Path) -> None:
    log = tmp_path / "vanhoa.log"
    for _ in range(2):
        note_fault(raised(KeyError("Lê Thị Hoa"), ValueError("H'Hen Niê")), log)
    told = log.read_text(encoding="utf-8")
    assert holds_personal(told) == []
    assert told.count("ValueError") == 2
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
