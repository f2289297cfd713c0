"""Where files lie: in the source tree, in a frozen program, in an installation."""

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import (
    InstallationPaths,
    default_data_folder,
    resource,
    resources_folder,
)


def test_resources_lie_beside_the_package() -> None:
    assert resource("demo", "people.toml").is_file()
    assert resource("fonts").is_dir()


def test_a_frozen_program_reads_its_own_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "x.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
    assert resource("x.toml") == tmp_path / "resources" / "x.toml"


def test_a_resource_that_was_not_installed_is_named() -> None:
    with pytest.raises(VanHoaError) as refused:
        resource("fonts", "none.ttf")
    assert refused.value.code is ErrorCode.RESOURCE_MISSING
    assert refused.value.facts["name"] == "fonts/none.ttf"


def test_an_installation_without_a_named_folder_lies_in_the_officers_home(own_home: Path) -> None:
    assert default_data_folder().is_relative_to(own_home)
    assert default_data_folder().name == "VanHoaHocTap"


def test_the_files_of_an_installation_are_apart_and_inside_it(tmp_path: Path) -> None:
    paths = InstallationPaths(tmp_path / "xã")
    names = {
        name: getattr(paths, name)
        for name, member in vars(InstallationPaths).items()
        if isinstance(member, property) and isinstance(getattr(paths, name), Path)
    }
    assert {field.name for field in fields(InstallationPaths)} == {"root"}
    assert len(set(names.values())) == len(names) >= 6
    assert all(path.parent == paths.root for path in names.values())
    assert not paths.root.exists()
