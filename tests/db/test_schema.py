"""A store says which program wrote it, and another one does not guess."""

import pytest

from tests.builders.stores import BareStore, person_values, record
from vanhoa_desktop.db.schema import SCHEMA_VERSION
from vanhoa_desktop.errors import ErrorCode, VanHoaError


def set_version(store: BareStore, version: int) -> None:
    assert store.database._writer is not None
    with store.database._writer.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("writing", [False, True])
def test_a_store_of_a_newer_program_is_left_alone(commune: BareStore, writing: bool) -> None:
    commune.put("person", record(1), person_values("Lê Văn Mẫu"))
    set_version(commune, SCHEMA_VERSION + 1)
    with pytest.raises(VanHoaError) as refused:
        commune.open_again(writing=writing)
    assert refused.value.code is ErrorCode.STORE_NEWER
    assert refused.value.facts == {"found": SCHEMA_VERSION + 1, "known": SCHEMA_VERSION}


def test_a_store_that_was_never_finished_is_told_as_damaged(commune: BareStore) -> None:
    """The power went while the installation was made: an encrypted file without tables."""
    set_version(commune, 0)
    with pytest.raises(VanHoaError) as refused:
        commune.open_again()
    assert refused.value.code is ErrorCode.STORE_DAMAGED


def test_a_new_store_has_this_programs_version_and_opens(commune: BareStore) -> None:
    commune.open_again()
    with commune.database._reader.connect() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    assert version == SCHEMA_VERSION
