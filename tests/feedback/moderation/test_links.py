import pytest

from quizapp.feedback.moderation.links import Link, read_link

CODE = "AbCdEfGhIjKlMnOpQrSt-_"


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        (f"https://quiz.example.org/r/{CODE}", Link("share", CODE)),
        (f" https://quiz.example.org/ko/r/{CODE}?mine=abc.def ", Link("share", CODE)),
        (f"https://quiz.example.org/en/embed/r/{CODE}", Link("share", CODE)),
        (f"quiz.example.org/t/{CODE}#share", Link("share", CODE)),
        (f"/en/trivia/t/{CODE}", Link("share", CODE)),
        (f"/en/c/{CODE}", Link("comparison", CODE)),
        (f"/en/trivia/play/{CODE}/result", Link("play", CODE)),
        (CODE, Link("share", CODE)),
        ("", None),
        ("Moon Rabbit", None),
        (f"{CODE}x", None),
        (f"/r/{CODE}x", None),
        (f"/xr/{CODE}", None),
        ("https://quiz.example.org/tracks/not-over", None),
    ],
)
def test_leads_to_what_was_shared(typed: str, link: Link | None) -> None:
    assert read_link(typed) == link
