"""The docs speak of what is there: files, modules, classes, verbs, commands, links."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import click

import dev
from tests.architecture.source_tree import PACKAGE, ROOT, package_modules
from vanhoa_desktop.cli.main import vanhoa

# What is made or lies in an installation or a bundle, and so is in no tree.
_MADE = ("build/", "dist/", "DIR/", "licences/", "evidence/", "vanhoa/", "http", ".venv/")
_PACKAGES = {path.name for path in PACKAGE.iterdir() if path.is_dir()}


@cache
def _pages() -> dict[str, str]:
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _code(pattern: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every piece of code in the pages that matches `pattern` whole, with its page."""
    for name, text in _pages().items():
        for span in re.findall(r"`([^`\n]+)`", text):
            if found := re.fullmatch(pattern, span):
                yield name, found


def test_every_file_and_folder_that_is_named_exists() -> None:
    missing = [
        (name, found.group())
        for name, found in _code(r"[\w.-]+/[\w./-]*")
        if not found.group().startswith(_MADE)
        and not (ROOT / found.group()).exists()
        and not (PACKAGE / found.group()).exists()
    ]
    assert missing == []


def test_every_module_that_is_named_exists() -> None:
    """`services.office.place`, `domain.enums.AssessmentStatus`, `UnitOfWork.record`."""
    missing = [
        (name, found.group())
        for name, found in _code(r"([a-z_]+)((?:\.\w+)+)")
        if found.group(1) in _PACKAGES
        and found.group(2).rpartition(".")[2] not in {"py", "md", "txt", "jsonl"}
        and not _is_module_or_inside(found.group())
    ]
    assert missing == []


def _is_module_or_inside(dotted: str) -> bool:
    """Whether a dotted name is a package or module of the program, or something in a module."""
    path = PACKAGE / dotted.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").exists():
        return True
    held, _, inside = dotted.rpartition(".")
    names = {module.name: module for module in package_modules()}
    module = names.get(f"vanhoa_desktop/{held.replace('.', '/')}.py")
    return module is not None and re.search(rf"\b{inside}\b", module.text) is not None


def test_every_module_that_is_started_exists() -> None:
    started = list(_code(r"(?:\S*)python3? -m ([\w.]+)(?: .*)?"))
    ours = [(name, found.group(1)) for name, found in started if found.group(1) != "pytest"]
    assert ours
    assert [(name, module) for name, module in ours if not _has_module(module)] == []


def _has_module(dotted: str) -> bool:
    path = ROOT / dotted.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_every_command_of_dev_that_is_named_exists_and_readme_names_those_of_people() -> None:
    named = {found.group(1) for _, found in _code(r"(?:python3 )?dev\.py (\w+)(?: .*)?")}
    assert named <= set(dev.COMMANDS)
    readme = set(re.findall(r"dev\.py (\w+)", _pages()["README.md"]))
    assert readme <= set(dev.COMMANDS)
    assert {"run", "test", "check", "demo", "build"} <= readme


def test_every_command_line_that_is_named_exists() -> None:
    missing = []
    for name, found in _code(r"(?:\.venv/bin/)?vanhoa ((?:[a-z][a-z-]* ?)+)(?:[^a-z].*)?"):
        command: click.Command = vanhoa
        for word in found.group(1).split():
            if not isinstance(command, click.Group):
                break
            if word not in command.commands:
                missing.append((name, found.group()))
                break
            command = command.commands[word]
    assert missing == []


def test_every_link_leads_somewhere() -> None:
    dead = [
        (name, target)
        for name, text in _pages().items()
        for target in re.findall(r"\]\(([^)#\s]+)\)", text)
        if not target.startswith("http") and not ((ROOT / name).parent / target).exists()
    ]
    assert dead == []


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_every_decision_that_is_named_exists() -> None:
    held = {int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md")}
    named = {
        int(number)
        for text in _pages().values()
        for number in re.findall(r"\bADR (\d+)|docs/decisions/(\d{4})\b", text)
        for number in number
        if number
    }
    assert named
    assert named <= held


def test_every_page_of_the_docs_is_reached_from_the_architecture_or_the_readme() -> None:
    reached = _pages()["README.md"] + _pages()["docs/architecture.md"] + _pages()["CONTRIBUTING.md"]
    pages = [name for name in _pages() if re.fullmatch(r"docs/[\w-]+\.md", name)]
    assert [name for name in pages if name.split("/")[-1] not in reached] == []


def test_every_room_stands_in_the_table_of_rooms_with_its_own_words() -> None:
    table = _pages()["docs/architecture.md"].split("## Rooms", 1)[1].split("\n## ", 1)[0]
    listed = dict(re.findall(r"^\| `([a-z/]+)` \| (.+) \|$", table, re.MULTILINE))
    rooms = {
        folder.parent.relative_to(PACKAGE).as_posix(): ast.get_docstring(
            ast.parse(folder.read_text(encoding="utf-8"))
        )
        for package in ("services", "imports", "texts")
        for folder in (PACKAGE / package).glob("*/__init__.py")
    }
    assert listed == rooms


# --- the table of services in docs/architecture.md -----------------------------------------------


def _verbs_by_service() -> Iterator[tuple[str, list[str]]]:
    table = _pages()["docs/architecture.md"].split("## Services", 1)[1]
    for line in table.splitlines():
        cells = line.strip("|").split("|")
        if len(cells) != 2 or "`" not in cells[0]:
            continue
        services = re.findall(r"`(\w+)`", cells[0])
        groups = [re.findall(r"`(\w+)`", part) for part in cells[1].split(";")]
        if len(services) == 1:
            yield services[0], [verb for group in groups for verb in group]
        else:
            assert len(services) == len(groups), line
            yield from zip(services, groups, strict=True)


def _held_verbs(service: str) -> set[str] | None:
    """The methods of a service class, or the functions of a service module; None without it."""
    for module in package_modules():
        if not module.name.startswith("vanhoa_desktop/services/"):
            continue
        if module.name.endswith(f"/{service}.py"):
            return {node.name for node in module.tree.body if isinstance(node, ast.FunctionDef)}
        for held in module.classes():
            if held.name == service:
                return {node.name for node in held.body if isinstance(node, ast.FunctionDef)}
    return None


def test_every_service_and_verb_of_the_architecture_exists() -> None:
    listed = list(_verbs_by_service())
    assert len(listed) > 30
    wrong = []
    for service, verbs in listed:
        held = _held_verbs(service)
        wrong += [service] if held is None else [f"{service}.{v}" for v in verbs if v not in held]
    assert wrong == []


def test_every_service_stands_in_the_table() -> None:
    services = {
        held.name
        for module in package_modules()
        if module.name.startswith("vanhoa_desktop/services/")
        for held in module.classes()
        if held.name.endswith("Service")
    }
    assert services - {service for service, _ in _verbs_by_service()} == set()
