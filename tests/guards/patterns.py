"""Finds every regular expression of the package, and how it is used, by reading the source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

ROOT = Path(__file__).parents[2]
SCANS = {"search", "sub", "subn", "split", "findall", "finditer"}
"""Functions that try a pattern at every place of a text."""
METHODS = {"match", "fullmatch", *SCANS}
SIGN = re.compile(rf"\bre\.\w+\(|pattern=|Regexp\(|[A-Z]\.({'|'.join(sorted(METHODS))})\b")
"""That a module makes or uses a pattern; only such modules are imported."""
LOCALS = {
    "key": "a-a",
    "wording": SimpleNamespace(key="a-a"),
    "patterns": ["kys"],
}
"""For patterns that are built of local variables: what such a variable may hold.

``patterns`` are those of refused words. Letters that may be repeated make them slow in long texts,
so they meet nicknames alone, of at most 96 characters (`NICKNAME_KEY_LIMIT`).
"""


@dataclass(frozen=True)
class Use:
    """A pattern with a method that it is called with."""

    place: str
    pattern: "re.Pattern[Any]"
    method: str


def uses_in_package() -> list[Use]:
    """Every pattern of `quizapp` with each of its methods; with all of them where none is seen."""
    modules = dict(_modules())
    called = {
        (pattern, method)
        for module, tree in modules.items()
        for pattern, method in _calls_of_names(module, tree)
    }
    return [
        Use(f"{module.__name__}:{line}", pattern, method)
        for module, tree in modules.items()
        for line, pattern, own in _patterns(module, tree)
        for method in sorted(own or {m for p, m in called if p == pattern} or METHODS)
    ]


def _modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    for path in sorted((ROOT / "quizapp").rglob("*.py")):
        text = path.read_text()
        if SIGN.search(text):
            names = path.relative_to(ROOT).with_suffix("").parts
            yield import_module(".".join(names).removesuffix(".__init__")), ast.parse(text)


def _calls_of_names(module: ModuleType, tree: ast.Module) -> Iterator[tuple[Any, str]]:
    """``NAME.method(…)`` of a pattern that the module has made or imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            pattern = getattr(module, node.value.id, None)
            if isinstance(pattern, re.Pattern) and node.attr in METHODS:
                yield pattern, node.attr


def _patterns(
    module: ModuleType, tree: ast.Module
) -> Iterator[tuple[int, "re.Pattern[Any]", set[str]]]:
    """Line, pattern, and the method where the call itself says it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name == "re.compile":
            yield node.lineno, _value(module, node), set()
        elif name.startswith("re.") and name[3:] in METHODS:
            at = 3 if name in {"re.sub", "re.subn"} else 2
            flags = [*node.args[at : at + 1]]
            compiled = [_value(module, part) for part in (node.args[0], *flags)]
            yield node.lineno, re.compile(*compiled), {name[3:]}
        elif name == "Regexp":
            yield node.lineno, re.compile(_value(module, node.args[0])), {"match"}
        for keyword in node.keywords:
            if keyword.arg == "pattern":
                yield node.lineno, re.compile(_value(module, keyword.value)), {"search"}


def _value(module: ModuleType, node: ast.expr) -> Any:
    """:raises NameError: for a local variable that `LOCALS` does not have."""
    code = compile(ast.Expression(node), module.__name__, "eval")
    return eval(code, LOCALS | vars(module))  # noqa: S307 - our own source
