"""Texts that try to run, through every field of every form."""

from typing import Any

import html5lib
import pytest
from flask import Flask

from quizapp.auth.models import Role
from quizapp.quizzes.candidate import cleaned
from tests.admin_pages import FormFiller, client_of
from tests.editors import EditorClient
from tests.hostile import PAYLOADS

FORMS = (
    "/items/1",
    "/items/20",
    "/tracks/1",
    "/artists/1",
    "/themes/1",
    "/chapters/1",
    "/albums/1",
    "/settings/1",
    "/new/items/1",
    "/new/tracks/1",
)
STRANGE = {"iframe", "object", "embed", "base", "video", "audio", "marquee", "math", "template"}
KEPT = {"revision", "command"}


@pytest.fixture
def sunny(game: Flask) -> EditorClient:
    return client_of(game, "Sunny", Role.ADMIN)


def dangers(page: str) -> list[str]:
    """What a browser would run, fetch or follow that no page of ours has."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    return [found for element in root.iter() for found in _dangers(element)]


def _dangers(element: Any) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    tag = element.tag.rpartition("}")[2]
    found = [tag] if tag in STRANGE else []
    if tag == "script" and not (element.get("src") or "").startswith("/static/"):
        found.append("script")
    for name, value in element.attrib.items():
        if str(name).startswith("on"):
            found.append(f"{tag} {name}")
        if name in {"href", "src", "action", "formaction"} and ":" in value.split("/")[0]:
            found.append(value)
    return [text for text in found if not text.startswith(("http:", "https:", "data:image"))]


def test_the_corpus_is_large() -> None:
    assert len(set(PAYLOADS)) >= 100


def test_dangers_are_seen() -> None:
    """The check itself finds what it looks for."""
    page = '<p onclick="x"><script>x</script><a href="javascript:x">x</a><iframe></iframe>'

    assert dangers(page) == ["p onclick", "script", "javascript:x", "iframe"]


@pytest.mark.parametrize(
    "path", [FORMS[0], *(pytest.param(path, marks=pytest.mark.slow) for path in FORMS[1:])]
)
def test_no_field_runs_or_breaks_out(sunny: EditorClient, path: str) -> None:
    """A field for a field, until every payload has been in one; refused or saved, it stays text."""
    names = [name for name, _value in FormFiller(sunny, path).fields if name not in KEPT]
    names = [name for name in dict.fromkeys(names) if not name.endswith("-id")]

    for start in range(0, len(PAYLOADS), len(names)):
        form = FormFiller(sunny, path)
        for name, payload in zip(names, PAYLOADS[start:], strict=False):
            form.put(name, payload)
        answer = form.press()
        assert answer.status_code in {303, 422}
        assert dangers(form.page.text) == []
        form.press("discard")


def test_what_is_saved_stays_text_for_everybody(sunny: EditorClient, game: Flask) -> None:
    body = "\n\n".join(PAYLOADS)
    chapter = (
        FormFiller(sunny, "/chapters/1").put("body-en", body[:4000]).put("body-ko", body[-4000:])
    )
    theme = FormFiller(sunny, "/themes/1").put("label-en", "<script>window.hit=1</script>"[:30])
    item = FormFiller(sunny, "/items/1").put("stem-en", '"><img src=x onerror=window.hit=1>')
    assert [form.press().status_code for form in (chapter, theme, item)] == [303] * 3

    for path in ("/items/1", "/history/item/1", "/history/chapter/1", "/quizzes/mood/", "/"):
        assert dangers(sunny.get(path).text) == []
    for path in ("/album/", "/chapters/why-it-matters", "/themes/love"):
        assert dangers(game.test_client().get(f"/en{path}").text) == []


@pytest.mark.slow
def test_a_form_is_read_back_as_it_was_typed(sunny: EditorClient) -> None:
    for payload in PAYLOADS:
        form = FormFiller(sunny, "/chapters/1").put("body-en", payload).put("title-en", "")
        form.put("title-ko", "").press()
        assert form.get("body-en") == cleaned(payload)
