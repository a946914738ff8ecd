"""Refuse deeply nested XML before a parser builds it: each level costs a parser memory."""

import re

from quizapp.quizzes.problems import ProblemCode

from .results import Unreadable

MAX_XML_DEPTH = 60
TAG = re.compile(rb"<(/?)[^<>/!?\s][^<>]*?(/?)>")


def check_depth(xml: bytes) -> None:
    """:raises Unreadable: more than `MAX_XML_DEPTH` elements stand in each other."""
    depth = 0
    for tag in TAG.finditer(xml):
        if not tag[2]:
            depth += -1 if tag[1] else 1
        if depth > MAX_XML_DEPTH:
            raise Unreadable(ProblemCode.TOO_DEEP, str(MAX_XML_DEPTH))
