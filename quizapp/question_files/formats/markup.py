"""Turn HTML and Markdown into plain text, and name what plain text cannot hold.

Blocks become lines, items of a list keep their sign, raised and lowered digits stay raised and
lowered. Nothing is parsed into a tree: text that merely looks like a tag stays text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.quizzes.candidate import cleaned
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

LONGEST_DETAIL = 120

NAMES = (
    "a abbr article aside audio b big blockquote br button caption center cite code col dd del div "
    "dl dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img input "
    "ins kbd label li mark math object ol p param picture pre q s samp script section small source "
    "span strike strong style sub sup table tbody td tfoot th thead time tr track tt u ul var "
    "video wbr"
)
TAG = re.compile(
    rf"<!--.*?-->|<(?P<end>/?)(?P<name>{'|'.join(NAMES.split())})(?P<given>(?:\s[^<>]*+)?)/?>",
    re.DOTALL | re.IGNORECASE,
)
HIDDEN = re.compile(r"<(script|style)\b[^<>]*+>[^<]*+</\1\s*>", re.IGNORECASE)
GIVEN = re.compile(
    r"""(?<![a-z-])([a-z-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
BREAKING = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
PICTURES = frozenset({"img"})
SOUNDS = frozenset({"audio", "video", "source", "iframe", "embed", "object"})
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
SHIFTED = re.compile(r"<(su[bp])>([0-9+-]{1,20})</\1>", re.IGNORECASE)

MD_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\(([^)\s]{1,500})[^)\n]{0,300}\)")
MD_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\((https?:[^)\s]{1,500})\)")
MD_STRONG = re.compile(r"(\*\*|__|\*|`)(?=[^\s*_`])([^*`\n]{0,300}?[^\s*_`])\1(?![\w*])")
MD_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
MD_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")


@dataclass(frozen=True)
class Plain:
    """A plain text, and remarks on what is not in it."""

    text: str
    remarks: tuple[ItemProblem, ...] = ()


def plain_text(raw: str, markup: str) -> Plain:
    """A text of a file as players see it.

    :param markup: "html", "markdown", "moodle" (HTML that keeps its line breaks) or "plain".
    """
    if markup == "markdown":
        return _of_markdown(raw)
    if markup == "html" or (markup == "moodle" and TAG.search(raw)):
        return _of_html(raw, keeps_lines=markup == "moodle")
    return Plain(cleaned(unescaped(raw) if markup == "moodle" else raw))


def unescaped(text: str) -> str:
    """Entities as characters; only those that end in a semicolon, so that ``?a=1&copy=2`` stays."""
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _of_html(raw: str, *, keeps_lines: bool) -> Plain:
    raw = SHIFTED.sub(_shifted, HIDDEN.sub("", raw))
    if not keeps_lines:
        raw = re.sub(r"\s+", " ", raw)
    remarks = [remark for tag in TAG.finditer(raw) for remark in _left(tag)]
    text = unescaped(TAG.sub(_in_place_of, raw)).replace("\xa0", " ")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return Plain(cleaned("\n".join(filter(None, lines))), tuple(remarks))


def _of_markdown(raw: str) -> Plain:
    pictures = [_remark(ProblemCode.LEFT_PICTURE, p[2], p[1]) for p in MD_PICTURE.finditer(raw)]
    links = [_remark(ProblemCode.LEFT_LINK, link[2]) for link in MD_LINK.finditer(raw)]
    text = MD_LINK.sub(r"\1", MD_PICTURE.sub("", raw))
    inner = _of_html(text, keeps_lines=True)
    text = MD_HEADING.sub("", MD_STRONG.sub(r"\2", inner.text))
    return Plain(cleaned(MD_ESCAPED.sub(r"\1", text)), (*pictures, *links, *inner.remarks))


def _in_place_of(tag: re.Match[str]) -> str:
    name, is_end = (tag["name"] or "").casefold(), bool(tag["end"])
    if name == "li":
        return "\n" if is_end else "\n• "
    if name in ("td", "th"):
        return " " if is_end else ""
    return "\n" if name in BREAKING else ""


def _left(tag: re.Match[str]) -> Iterator[ItemProblem]:
    name = (tag["name"] or "").casefold()
    if tag["end"] or not name:
        return
    given = {found[1].casefold(): _value(found) for found in GIVEN.finditer(tag["given"])}
    where = given.get("src") or given.get("data") or ""
    if name in PICTURES:
        yield _remark(ProblemCode.LEFT_PICTURE, where, given.get("alt", ""))
    elif name in SOUNDS and where:
        yield _remark(ProblemCode.LEFT_SOUND, where, given.get("title", ""))
    elif name == "a" and given.get("href"):
        yield _remark(ProblemCode.LEFT_LINK, given["href"])


def _value(found: re.Match[str]) -> str:
    return unescaped(found[2] or found[3] or found[4] or "")


def _remark(code: ProblemCode, where: str, words: str = "") -> ItemProblem:
    name = where.rpartition("/")[2] if code != ProblemCode.LEFT_LINK else where
    told = f"{name} ({words})" if name and words else name or words or "?"
    return ItemProblem(code, detail=shown(told, LONGEST_DETAIL))


def _shifted(found: re.Match[str]) -> str:
    return found[2].translate(RAISED if found[1].casefold() == "sup" else LOWERED)
