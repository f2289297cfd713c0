"""Whether what is connected to a signal can take what the signal sends, for every `.connect(`.

A slot that takes other arguments fails only when the signal is fired, in the officer's hands. So
each connection in the source is judged: which classes can be the sender (those that its module
knows), what their signal sends, and whether the slot can be called with it. Python's functions are
given no more arguments than they take; `partial` and what Qt itself offers get all of them.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, get_type_hints

from PySide6 import QtCore, QtGui, QtPrintSupport, QtWidgets
from PySide6.QtCore import QObject, Signal, SignalInstance

from tests.architecture.source_tree import ROOT

_QT = (QtCore, QtGui, QtWidgets, QtPrintSupport)
_WINDOW = "vanhoa_desktop.ui."


class Connection(NamedTuple):
    """One `.connect(` of the source."""

    place: str
    module: ModuleType
    tree: ast.Module
    owner: type | None
    sender: type | None
    signal: str
    slot: ast.expr

    @property
    def named(self) -> str:
        """The module's own name and the slot as it is written."""
        return f"{self.module.__name__.rpartition('.')[2]} {ast.unparse(self.slot)}"


class Takes(NamedTuple):
    """How many arguments a slot must and can be given; `is_trimmed`: it is given no more."""

    least: int
    most: float
    is_trimmed: bool


def connections(folder: Path) -> Iterator[Connection]:
    """Every connection of the modules under a folder of the program."""
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield from connections_in(path.read_text(encoding="utf-8"), importlib.import_module(name))


def connections_in(source: str, module: ModuleType) -> Iterator[Connection]:
    """Every connection of one module."""
    tree = ast.parse(source)
    owners: dict[ast.AST, type] = {}
    for found in ast.walk(tree):
        if isinstance(found, ast.ClassDef) and hasattr(module, found.name):
            owners.update(dict.fromkeys(ast.walk(found), getattr(module, found.name)))
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        signal = call.func.value
        if call.func.attr == "connect" and isinstance(signal, ast.Attribute):
            place = f"{module.__name__}:{call.lineno}"
            owner = owners.get(call)
            sender = _sender(signal.value, tree, module, owner)
            yield Connection(place, module, tree, owner, sender, signal.attr, call.args[0])


def _sender(
    receiver: ast.expr, tree: ast.Module, module: ModuleType, owner: type | None
) -> type | None:
    """The class of what sends, where the module says it: by what made it, or by its own name."""
    text = ast.unparse(receiver)
    if text == "self":
        return owner
    makers = {
        made
        for found in ast.walk(tree)
        if isinstance(found, ast.Assign) and text in map(ast.unparse, found.targets)
        for made in [_made_by(found.value, module)]
    }
    made = _made_by(receiver, module) if isinstance(receiver, ast.Call) else None
    return made or (makers.pop() if len(makers) == 1 else None)


def _made_by(value: ast.expr, module: ModuleType) -> type | None:
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name)):
        return None
    maker = getattr(module, value.func.id, None)
    if isinstance(maker, type):
        return maker
    returned = get_type_hints(maker).get("return") if inspect.isfunction(maker) else None
    return returned if isinstance(returned, type) else None


def sent(connection: Connection, senders: Mapping[str, type]) -> list[list[int]]:
    """How many arguments each possible sender sends; of its overloads, the usual one first."""
    sender = senders.get(connection.named, connection.sender)
    if sender is not None:
        found = _sent_by([sender], connection.signal)
        if found:
            return found
    known = [item for item in vars(connection.module).values() if isinstance(item, type)]
    return _sent_by(known, connection.signal) or _sent_by(_all_senders(), connection.signal)


@cache
def _all_senders() -> tuple[type, ...]:
    """The classes of the window and of Qt."""
    loaded = [module for name, module in sys.modules.items() if name.startswith(_WINDOW)]
    found = [getattr(module, name) for module in (*_QT, *loaded) for name in dir(module)]
    return tuple({item for item in found if isinstance(item, type)})


def _sent_by(classes: Iterable[type], name: str) -> list[list[int]]:
    signals = {
        str(getattr(item, name))
        for item in classes
        if issubclass(item, QObject) and isinstance(getattr(item, name, None), Signal)
    }
    return [[_count(overload) for overload in text.split("; ")] for text in sorted(signals)]


def _count(signature: str) -> int:
    inside = signature.partition("(")[2].rstrip(")")
    return len(inside.split(",")) if inside else 0


def slot_takes(connection: Connection, known: Mapping[str, Callable[..., Any]]) -> Takes | None:
    """What the slot takes; None if the source alone does not tell and `known` does not name it."""
    slot = connection.slot
    if isinstance(slot, ast.Call) and ast.unparse(slot.func) == "partial":
        inner = _takes(slot.args[0], connection, known)
        if inner is None:
            return None
        names = [word.arg for word in slot.keywords]
        bound = len(slot.args) - 1
        # What is bound by name can no longer be given by place.
        most = inner.most - bound - len(names)
        return Takes(max(inner.least - bound - len(names), 0), most, is_trimmed=False)
    return _takes(slot, connection, known)


def _takes(
    slot: ast.expr, connection: Connection, known: Mapping[str, Callable[..., Any]]
) -> Takes | None:
    if isinstance(slot, ast.Lambda):
        needed = len(slot.args.args) - len(slot.args.defaults)
        return Takes(needed, float("inf") if slot.args.vararg else len(slot.args.args), True)
    text = ast.unparse(slot)
    if text in known:
        return _of_callable(known[text], is_bound=True)
    if isinstance(slot, ast.Name):
        item = getattr(connection.module, slot.id, None)
        if callable(item):
            return _of_callable(item, is_bound=False)
        return _of_local(slot.id, connection.tree)
    return _of_attribute(slot, connection) if isinstance(slot, ast.Attribute) else None


def _of_attribute(slot: ast.Attribute, connection: Connection) -> Takes | None:
    if ast.unparse(slot.value) == "self":
        item = getattr(connection.owner, slot.attr, None)
        if callable(item) and not isinstance(item, Signal):
            return _of_callable(item, is_bound=True)
        return _of_signal(item)
    if slot.attr == "emit" and isinstance(slot.value, ast.Attribute):
        return _of_signal(getattr(connection.owner, slot.value.attr, None))
    return None


def _of_local(name: str, tree: ast.Module) -> Takes | None:
    """A function within a function, or a parameter that is said to be one: what all such take."""
    counts: list[tuple[int, int]] = []
    for found in ast.walk(tree):
        if isinstance(found, ast.FunctionDef) and found.name == name:
            most = len(found.args.args)
            counts.append((most - len(found.args.defaults), most))
        if isinstance(found, ast.arg) and found.arg == name:
            inside = getattr(found.annotation, "slice", None)
            taken = inside.elts[0] if isinstance(inside, ast.Tuple) else None
            if isinstance(taken, ast.List):
                counts.append((len(taken.elts), len(taken.elts)))
    if not counts:
        return None
    return Takes(max(least for least, _ in counts), min(most for _, most in counts), True)


def _of_signal(item: object) -> Takes | None:
    if not isinstance(item, Signal | SignalInstance):
        return None
    counts = [_count(overload) for overload in str(item).split("; ")]
    return Takes(min(counts), max(counts), is_trimmed=True)


def _of_callable(item: Callable[..., Any], *, is_bound: bool) -> Takes | None:
    if not inspect.isfunction(item):
        # Qt's own: it chooses among its overloads, and refuses at once what fits none.
        return Takes(0, float("inf"), is_trimmed=True)
    places = [
        word
        for word in inspect.signature(item).parameters.values()
        if word.kind in {word.POSITIONAL_ONLY, word.POSITIONAL_OR_KEYWORD}
    ]
    has_more = any(
        word.kind is word.VAR_POSITIONAL for word in inspect.signature(item).parameters.values()
    )
    own = 1 if is_bound else 0
    needed = sum(word.default is word.empty for word in places) - own
    return Takes(needed, float("inf") if has_more else len(places) - own, is_trimmed=True)


def misfit(
    connection: Connection,
    known: Mapping[str, Callable[..., Any]],
    senders: Mapping[str, type],
) -> str:
    """Why the slot cannot take what is sent, or that it cannot be known; empty if it fits.

    `known` and `senders` tell what the source does not: methods by how the slot is written, classes
    by `Connection.named`.
    """
    takes, counts = slot_takes(connection, known), sent(connection, senders)
    if takes is None:
        return f"{connection.place}: what does {ast.unparse(connection.slot)} take?"
    if not counts:
        return f"{connection.place}: what sends {connection.signal}?"
    for overloads in counts:
        if takes.is_trimmed:
            fits = any(takes.least <= count for count in overloads)
        else:
            fits = takes.least <= overloads[0] <= takes.most
        if not fits:
            return (
                f"{connection.place}: {connection.signal} sends {overloads}, "
                f"{ast.unparse(connection.slot)} takes {takes.least} to {takes.most}"
            )
    return ""
