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
        (f"https://quiz.example.org/en/mood/?friend={CODE}", Link("share", CODE)),
        (f"/ko/mood/other/?a=b&friend={CODE}#main", Link("share", CODE)),
        (f"https://x.org/cards/round/{CODE}-0123456789abcdef.en.square.png", Link("share", CODE)),
        (f"/cards/comparison/{CODE}-0123456789abcdef.ko.story.png", Link("comparison", CODE)),
        (f"/qr/result/{CODE}.svg", Link("share", CODE)),
        (f"/oembed?format=xml&url=https%3A%2F%2Fx.org%2Fen%2Fr%2F{CODE}", Link("share", CODE)),
        (f"https%3A//x.org/%72/{CODE}", Link("share", CODE)),
        (f"(https://x.org/r/{CODE}).", Link("share", CODE)),
        (f"“{CODE}”.", Link("code", CODE)),
        (CODE, Link("code", CODE)),
        ("", None),
        ("Moon Rabbit", None),
        (f"{CODE}x", None),
        (f"/r/{CODE}x", None),
        (f"/xr/{CODE}", None),
        (f"/cards/track/{CODE}-0123456789abcdef.en.square.png", None),
        (f"/en/mood/?friends={CODE}", None),
        ("https://quiz.example.org/tracks/not-over", None),
    ],
)
def test_leads_to_what_was_shared(typed: str, link: Link | None) -> None:
    assert read_link(typed) == link
