"""Read YAML as plain values with known line numbers, and write it.

Read from the tree of nodes rather than with `safe_load`: nodes know their line, and keep a scalar
as it was typed, so that an option called No stays text and a number with 9,000 digits stays
harmless. Nothing is ever constructed from a tag.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import yaml

from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .results import MAX_DEPTH, Unreadable, character_shown

MAX_VALUES = 100_000
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "seq", "map", "null")}
NULLS = {"", "~", "null", "Null", "NULL"}
FORMAT = "1"
"""The version of our files that can be read."""


@dataclass(frozen=True)
class Parts:
    """The top level of one of our files: its values by name, and the node that holds them."""

    root: yaml.Node
    nodes: dict[str, yaml.Node]

    def __contains__(self, name: str) -> bool:
        return name in self.nodes

    def unknown(self, *known: str) -> list[ItemProblem]:
        """A problem for each part that is neither `format` nor one of these."""
        return [
            ItemProblem(ProblemCode.FIELD_UNKNOWN, detail=shown(name), line=line_of(node))
            for name, node in self.nodes.items()
            if name not in ("format", *known)
        ]


def parts_of(text: str) -> Parts:
    """The parts of a file; a bare list is taken for its `items`.

    :raises Unreadable: no YAML, nothing in it, a part that appears twice, another format.
    """
    root = _composed(text)
    if isinstance(root, yaml.SequenceNode):
        return Parts(root, {"items": root})
    parts = parts_below(root)
    version = parts.nodes.get("format")
    if version and version.value != FORMAT:
        raise Unreadable(ProblemCode.FORMAT_VERSION, shown(version.value), line_of(version))
    return parts


def parts_below(node: yaml.Node) -> Parts:
    """The parts of a node; none of one that has no names.

    :raises Unreadable: a part that appears twice.
    """
    nodes: dict[str, yaml.Node] = {}
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        key = _key(name)
        if key in nodes:
            raise Unreadable(ProblemCode.FIELD_REPEATED, shown(key), line_of(name))
        nodes[key] = value
    return Parts(node, nodes)


def plain_value(node: yaml.Node, problems: list[ItemProblem]) -> Any:
    """Dicts, lists and strings; what is not allowed on the way is added to `problems`."""
    if node.tag not in PLAIN_TAGS:
        refused = ItemProblem(ProblemCode.TAG_REFUSED, detail=shown(node.tag), line=line_of(node))
        problems.append(refused)
    match node:
        case yaml.SequenceNode():
            return [plain_value(part, problems) for part in node.value]
        case yaml.MappingNode():
            return _plain_mapping(node, problems)
        case yaml.ScalarNode() if not node.style and node.value in NULLS:
            return ""
    return node.value


def at_lines(problems: list[ItemProblem], node: yaml.Node, prefix: str = "") -> list[ItemProblem]:
    """The problems in the order of the lines that their fields have below a node."""
    placed = (
        replace(p, field=prefix + p.field, line=line_at(node, p.field.split("."))) for p in problems
    )
    return sorted(placed, key=lambda problem: problem.line)


def line_at(node: yaml.Node, path: Sequence[str]) -> int:
    """The line of the deepest node on `path` (positions from 1) that is there."""
    for part in path:
        inner = _inner(node, part)
        if inner is None:
            break
        node = inner
    return line_of(node)


def line_of(place: yaml.Node | yaml.Event) -> int:
    return int(place.start_mark.line) + 1 if place.start_mark else 0


def dumped(value: object) -> str:
    """Plain values as YAML that `parts_of` reads back."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, line_break="\n"
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Every value where it belongs, even where two are the same object."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _composed(text: str) -> yaml.Node:
    try:
        _measure(text)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as broken:
        raise _syntax(broken, text) from None
    if root is None:
        raise Unreadable(ProblemCode.EMPTY)
    return root


def _syntax(broken: yaml.YAMLError, text: str) -> Unreadable:
    mark = getattr(broken, "problem_mark", None)
    if mark is None:
        return Unreadable(ProblemCode.SYNTAX, shown(getattr(broken, "reason", ""), 80))
    line = next(islice(text.split("\n"), mark.line, None), "")
    place = character_shown(line, mark.column, mark.column + 1)
    return Unreadable(ProblemCode.SYNTAX_AT, place, mark.line + 1)


def _measure(text: str) -> None:
    """Refuse deep nesting and exploding aliases before anything recursive sees the text.

    One pass over the events; a value's size counts every alias at its full, unfolded size.
    """
    sizes: dict[str, int] = {}
    open_anchors: list[str | None] = []
    open_sizes = [0]
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append(event.anchor)
            open_sizes.append(1)
        elif isinstance(event, yaml.CollectionEndEvent):
            _close(open_anchors.pop(), open_sizes.pop(), sizes, open_sizes)
        elif isinstance(event, yaml.ScalarEvent):
            _close(event.anchor, 1, sizes, open_sizes)
        elif isinstance(event, yaml.AliasEvent):
            # An anchor that is still open, or was never set, has no size yet.
            open_sizes[-1] += sizes.get(event.anchor or "", MAX_VALUES + 1)
        if len(open_anchors) > MAX_DEPTH:
            raise Unreadable(ProblemCode.TOO_DEEP, str(MAX_DEPTH), line_of(event))
        if open_sizes[-1] > MAX_VALUES:
            raise Unreadable(ProblemCode.ALIAS_BOMB, f"{MAX_VALUES:,}", line_of(event))


def _close(anchor: str | None, size: int, sizes: dict[str, int], open_sizes: list[int]) -> None:
    if anchor:
        sizes[anchor] = size
    open_sizes[-1] += size


def _plain_mapping(node: yaml.MappingNode, problems: list[ItemProblem]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for name, value in node.value:
        key = _key(name)
        if key in mapping:
            repeated = ItemProblem(
                ProblemCode.FIELD_REPEATED, detail=shown(key), line=line_of(name)
            )
            problems.append(repeated)
        mapping[key] = plain_value(value, problems)
    return mapping


def _key(name: yaml.Node) -> str:
    return str(name.value) if isinstance(name, yaml.ScalarNode) else "?"


def _inner(node: yaml.Node, part: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and part.isdecimal():
        position = int(part)
        return node.value[position - 1] if 0 < position <= len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == part), None)
    return None
