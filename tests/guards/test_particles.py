"""Every Korean message with a value in it reads right, whatever the value is.

A particle that depends on the value (을 or 를) is marked in the catalog, so that
`quizapp.web.particles` chooses it. A bare one is found here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from quizapp.web.forms import TRANSLATED_MESSAGES
from quizapp.web.particles import MARKS, PAIRS, with_particles

CATALOG = Path(__file__).parents[2] / "quizapp/web/translations/ko/LC_MESSAGES/messages.po"
PLACE = r"(?:%\(\w+\)[sd]|\{\w+\})(?:%%)?[’”」』》〉)\]]*"
"""A placeholder with the quotes, brackets or percent sign that close it."""
NUMBER = re.compile(r"%\((\w+)\)d")
TEXT = re.compile(r"%\((\w+)\)s")
BY_SCRIPT = re.compile(r"\{\w+\}[’”」』》〉)\]]*(\S*)")
"""Placeholders that scripts fill in, and what follows."""
REMARK = re.compile(r"(?<!%)\((?:[^()%]|%\(\w+\)[sd]|%%)*\)")
"""A remark in parentheses, which particles overlook."""

VARIABLE = (
    "은|는|이|가|을|를|과|와|으로|로|아|야|이야|여|이여|나|이나|랑|이랑|며|이며|든|이든|다|이다"
    "|이에요|예요|이어요|여요|이네요|네요|이죠|죠|란|이란"
)
"""Particles and endings that depend on the sound before them, standing alone."""
BEGINNINGS = (
    "이?라(?:고|는|면|며|도|서|니|던|든)|이었|였|이거나|이지만|이니"
    "|으?로(?:서|써|부터|는|도|만)|(?:과|와)(?:는|도|의)"
)
"""Those that may go on."""
BARE = re.compile(rf"{PLACE}(?:(?:{VARIABLE})(?![가-힣(])|(?:{BEGINNINGS}))")

FINAL, RIEUL, OPEN = ("왕관", "장덕철", "아모르 파티")
VALUES: dict[object, str] = {
    "왕관": FINAL,
    "‘끝이 아니길’": RIEUL,
    "아모르 파티": OPEN,
    "왈츠를 반만 들려주고 멈추는 오르골.": RIEUL,
    "어떤 소리에 눈뜨고 싶어요?": OPEN,
    "왕관(SBS)": FINAL,
    "Arirang": FINAL,
    "Jang Deok Cheol": RIEUL,
    "Gaho": OPEN,
    "OST": OPEN,
    "QR": RIEUL,
    "30%": OPEN,
    10: FINAL,
    7: RIEUL,
    2: OPEN,
}
"""Values of all kinds, with a word that ends in the same kind of sound."""


def korean_messages() -> Iterator[str]:
    with CATALOG.open("rb") as file:
        for message in read_po(file, locale="ko"):
            if message.id:
                forms = message.string or ""
                yield from [forms] if isinstance(forms, str) else forms


MESSAGES = sorted({text for text in korean_messages() if "%(" in text or "{" in text})


def bare_particles(message: str) -> list[str]:
    """Values with a particle that depends on them and is not marked."""
    found: list[str] = BARE.findall(REMARK.sub("", MARKS.sub("\0", message)))
    return found


def test_no_particle_after_a_value_is_bare() -> None:
    found = {text: bare_particles(text) for text in MESSAGES}

    assert len(MESSAGES) > 100
    assert {text: bare for text, bare in found.items() if bare} == {}


@pytest.mark.parametrize(
    "text",
    [
        "%(track)s를 골랐어요.",
        "‘%(track)s’가 나왔어요.",
        "%(name)s이 왔어요.",
        "%(theme)s으로 기울었어요.",
        "“%(answer)s”라고 답했다면",
        "“%(stem)s”라는 물음에",
        "%(percent)s%%가",
        "%(one)s와 %(other)s",
        "%(track)s이었을 거예요.",
        "상위 %(percent)s예요",
        "{title}는",
        "‘%(one)s’과(와) ‘%(other)s’가",
        "%(track)s(OST)를",
        "%(name)s(%(value)s%%)를",
    ],
)
def test_a_bare_particle_is_found(text: str) -> None:
    assert bare_particles(text)


@pytest.mark.parametrize(
    "text",
    [
        "%(num)s가지",
        "글자(%(detail)s)가 있어요.",
        "%(track)s을(를) %(name)s(이)라고 %(place)s(으)로",
        "%(track)s의",
        "%(day)s에",
        "%(num)s점이에요",
        "%(track)s 쪽으로",
        "%(name)s님",
    ],
)
def test_what_suits_every_word_is_not(text: str) -> None:
    assert not bare_particles(text)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_every_message_reads_right_with(value: object) -> None:
    for text in MESSAGES:
        values = dict.fromkeys(TEXT.findall(text), value) | dict.fromkeys(NUMBER.findall(text), 3)
        rendered = with_particles(text, values) % values

        assert rendered == _expected(text, VALUES[value]) % values
        assert not MARKS.search(rendered), text


def test_what_is_filled_in_elsewhere_has_no_mark() -> None:
    """WTForms and the scripts fill in their own messages."""
    english = {forms if isinstance(forms, str) else forms[0] for forms in TRANSLATED_MESSAGES}
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="ko")
    ours = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalog
    }

    assert [text for text in english if MARKS.search(str(ours[text]))] == []
    assert [
        text for text in MESSAGES for rest in BY_SCRIPT.findall(text) if MARKS.match(rest)
    ] == []


def _expected(text: str, sound: str) -> str:
    """The message with the forms that belong after a word that sounds like `sound`."""

    def form(mark: re.Match[str]) -> str:
        before = REMARK.sub("", text[: mark.start()])
        assert re.search(rf"{PLACE}$", before), f"{mark.group()} follows no value: {text}"
        is_open = (
            before.endswith("%%") or sound == OPEN or (mark.group() == "(으)" and sound == RIEUL)
        )
        return PAIRS[mark.group()][is_open]

    return MARKS.sub(form, text)
