"""Our own content pack (`mood.yaml`, `trivia.yaml`), without loss in both directions.

Read from the tree of nodes rather than with `safe_load`: nodes know their line, and keep a scalar
as it was typed, so that an option called No stays text and a number with 9,000 digits stays
harmless. Nothing is ever constructed from a tag.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import yaml
from pydantic import TypeAdapter

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, QuizHeader, Source
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.texts import Localized

from .results import MAX_DEPTH, ReadResult, Row, Unreadable, at_most_max_rows, refusing
from .shape import shaped

EXTENSION = ".yaml"
MAX_VALUES = 100_000

ITEM: TypeAdapter[CandidateItem] = TypeAdapter(CandidateItem)
HEADER: TypeAdapter[QuizHeader] = TypeAdapter(QuizHeader)

PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "seq", "map", "null")}
NULLS = {"", "~", "null", "Null", "NULL"}


@refusing
def read(text: str) -> ReadResult:
    """A whole pack, or only its `items:`, or a bare list of items."""
    root = _composed(text)
    parts = _parts(root)
    header, problems = _header(parts)
    items = parts.get("items")
    if not isinstance(items, yaml.SequenceNode):
        raise Unreadable(ProblemCode.NO_ITEMS, line=_line(items or root))
    kind = header.kind if header else ""
    rows = (_row(number, node, kind) for number, node in enumerate(items.value, start=1))
    return ReadResult(at_most_max_rows(rows), tuple(problems), header)


def write(drafts: Iterable[CandidateItem], header: QuizHeader | None = None) -> str:
    """The pack of `drafts`, which should be of the header's kind where there is a header."""
    pack: dict[str, Any] = {"format": 1}
    if header:
        pack["quiz"] = _plain_header(header)
    pack["items"] = [_plain_item(draft) for draft in drafts]
    return _dumped(pack)


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The items of `rows` as a file to fix, each below its reasons."""
    return "items:\n" + "\n".join(_rejected_item(row, reason) for row in rows)


def _rejected_item(row: Row, reason: Callable[[ItemProblem], str]) -> str:
    reasons = "".join(f"# {reason(problem)}\n" for problem in row.problems)
    return reasons + _dumped([row.source])


def _composed(text: str) -> yaml.Node:
    try:
        _measure(text)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as broken:
        raise _syntax(broken) from None
    if root is None:
        raise Unreadable(ProblemCode.EMPTY)
    return root


def _syntax(broken: yaml.YAMLError) -> Unreadable:
    mark = getattr(broken, "problem_mark", None)
    told = getattr(broken, "problem", None) or getattr(broken, "reason", "")
    return Unreadable(ProblemCode.SYNTAX, shown(told, 80), mark.line + 1 if mark else 0)


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
            raise Unreadable(ProblemCode.TOO_DEEP, str(MAX_DEPTH), _line(event))
        if open_sizes[-1] > MAX_VALUES:
            raise Unreadable(ProblemCode.ALIAS_BOMB, f"{MAX_VALUES:,}", _line(event))


def _close(anchor: str | None, size: int, sizes: dict[str, int], open_sizes: list[int]) -> None:
    if anchor:
        sizes[anchor] = size
    open_sizes[-1] += size


def _parts(root: yaml.Node) -> dict[str, yaml.Node]:
    if isinstance(root, yaml.SequenceNode):
        return {"items": root}
    if not isinstance(root, yaml.MappingNode):
        raise Unreadable(ProblemCode.NO_ITEMS, line=_line(root))
    parts: dict[str, yaml.Node] = {}
    for name, value in root.value:
        if name.value in parts:
            raise Unreadable(ProblemCode.FIELD_REPEATED, shown(name.value), _line(name))
        parts[str(name.value)] = value
    return parts


def _header(parts: dict[str, yaml.Node]) -> tuple[QuizHeader | None, list[ItemProblem]]:
    version = parts.get("format")
    if version and version.value != "1":
        raise Unreadable(ProblemCode.FORMAT_VERSION, shown(version.value), _line(version))
    problems = [
        ItemProblem(ProblemCode.FIELD_UNKNOWN, detail=shown(name), line=_line(node))
        for name, node in parts.items()
        if name not in ("format", "quiz", "items")
    ]
    if "quiz" not in parts:
        return None, problems
    value = _plain(parts["quiz"], problems)
    header = shaped(HEADER, value)
    if isinstance(header, QuizHeader):
        return header, problems
    return None, problems + _at_lines(header, parts["quiz"], "quiz.")


def _row(number: int, node: yaml.Node, kind: str) -> Row:
    problems: list[ItemProblem] = []
    value = _plain(node, problems)
    row = Row(number, _line(node), value)
    if not isinstance(value, dict):
        return row.with_problems([*problems, ItemProblem(ProblemCode.NOT_FIELDS)])
    draft = shaped(ITEM, {"kind": kind or _kind_of(value), **value})
    if isinstance(draft, CandidateItem):
        return Row(number, row.line, value, draft).with_problems(problems)
    return row.with_problems(problems + _at_lines(draft, node))


def _kind_of(item: dict[str, Any]) -> str:
    options = item.get("options")
    weighed = isinstance(options, list) and any(
        isinstance(option, dict) and "weights" in option for option in options
    )
    return "mood" if weighed else "trivia"


def _at_lines(problems: list[ItemProblem], node: yaml.Node, prefix: str = "") -> list[ItemProblem]:
    return [
        ItemProblem(p.code, prefix + p.field, p.detail, line=_line_at(node, p.field.split(".")))
        for p in problems
    ]


def _line_at(node: yaml.Node, path: Sequence[str]) -> int:
    """The line of the deepest node on `path` that is there."""
    for part in path:
        inner = _inner(node, part)
        if inner is None:
            break
        node = inner
    return _line(node)


def _inner(node: yaml.Node, part: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and part.isdecimal():
        position = int(part)
        return node.value[position - 1] if 0 < position <= len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == part), None)
    return None


def _line(place: yaml.Node | yaml.Event) -> int:
    return int(place.start_mark.line) + 1 if place.start_mark else 0


def _plain(node: yaml.Node, problems: list[ItemProblem]) -> Any:
    """Dicts, lists and strings; what is not allowed on the way is added to `problems`."""
    if node.tag not in PLAIN_TAGS:
        problems.append(
            ItemProblem(ProblemCode.TAG_REFUSED, detail=shown(node.tag), line=_line(node))
        )
    match node:
        case yaml.SequenceNode():
            return [_plain(part, problems) for part in node.value]
        case yaml.MappingNode():
            return _plain_mapping(node, problems)
        case yaml.ScalarNode() if not node.style and node.value in NULLS:
            return ""
    return node.value


def _plain_mapping(node: yaml.MappingNode, problems: list[ItemProblem]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for name, value in node.value:
        key = str(name.value) if isinstance(name, yaml.ScalarNode) else "?"
        if key in mapping:
            problems.append(
                ItemProblem(ProblemCode.FIELD_REPEATED, detail=shown(key), line=_line(name))
            )
        mapping[key] = _plain(value, problems)
    return mapping


def _plain_header(header: QuizHeader) -> dict[str, Any]:
    values = {name: getattr(header, name) for name in header.__dataclass_fields__}
    plain = {name: _plain_text(v) if isinstance(v, Localized) else v for name, v in values.items()}
    return {name: value for name, value in plain.items() if value is not None}


def _plain_item(draft: CandidateItem) -> dict[str, Any]:
    item: dict[str, Any] = {"slug": draft.slug}
    if draft.kind == "trivia":
        item |= {
            "category": draft.category,
            "stars": draft.stars,
            "spoiler_episode": draft.spoiler_episode,
        }
    item |= {
        "stem": _plain_text(draft.stem),
        "options": [_plain_option(option) for option in draft.options],
    }
    if draft.kind == "trivia":
        item |= {
            "explanation": _plain_text(draft.explanation),
            "themes": list(draft.themes),
            "sources": [_plain_source(source) for source in draft.sources],
        }
    return item


def _plain_option(option: CandidateOption) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": _plain_text(option.text)}
    if option.is_key:
        plain["is_key"] = True
    if option.weights:
        plain["weights"] = dict(option.weights)
    return plain


def _plain_source(source: Source) -> dict[str, str]:
    korean = {"label_ko": source.label_ko} if source.label_ko else {}
    return {
        "label": source.label,
        **korean,
        "url": source.url,
        "confidence": source.confidence,
    }


def _plain_text(text: Localized) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


class _Dumper(yaml.SafeDumper):
    """Every value where it belongs, even where two are the same object."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dumped(value: object) -> str:
    dumped: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, line_break="\n"
    )
    return dumped
