"""The HTML that other sites use to show a page of the game in a frame."""

from html import escape

from flask import url_for

from quizapp.web.addresses import public_url

WIDTH, HEIGHT = 600, 720
FRAME = (
    '<iframe src="{url}" title="{title}" width="{width}" height="{height}"'
    ' loading="lazy" style="border:0;max-width:100%"></iframe>\n'
    '<script src="{script}" async></script>'
)
"""The script follows the height of the page inside; without it the frame scrolls."""


def frame_html(title: str, path: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    url, script = public_url(path), public_url(url_for("embed_root.follow_height"))
    return FRAME.format(
        url=escape(url), title=escape(title), width=width, height=height, script=escape(script)
    )
