"""The desk's pages for files of albums: looked at first, then taken over exactly as ticked."""

import io
import re
from html import unescape

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.catalog.models import Album, Track
from quizapp.database.db import db
from tests.editors import EditorClient
from tests.packs.album_files.album_texts import SLUG, exported, template

UPLOAD, PREVIEW = "/albums/file", "/albums/file/preview"


def upload(desk: EditorClient, data: bytes) -> TestResponse:
    desk.get(UPLOAD)
    return desk.post(UPLOAD, {"file": (io.BytesIO(data), "album.yaml"), "text": ""})


def ticked(page: str) -> list[str]:
    boxes = re.findall(r'<input type="checkbox" name="take"[^>]*>', page)
    values = [re.search('value="([^"]*)"', box) for box in boxes if " checked" in box]
    return [unescape(found[1]) for found in values if found]


def take(desk: EditorClient, page: str, *values: str) -> TestResponse:
    digest = re.search(r'name="digest"[^>]*value="([^"]+)"', page)
    assert digest
    return desk.post(PREVIEW, {"digest": digest[1], "take": [*values]})


def take_all(desk: EditorClient, data: bytes) -> TestResponse:
    assert upload(desk, data).status_code == 303
    page = desk.get(PREVIEW).text
    return take(desk, page, *ticked(page))


def album(slug: str = SLUG) -> Album | None:
    db.session.rollback()
    return db.session.scalar(select(Album).where(Album.slug == slug))


class TestDoors:
    def test_lead_from_the_desk_and_from_an_album(self, game: Flask, editor: EditorClient) -> None:
        assert "/en/desk/albums/file" in editor.get("/").text
        page = editor.get("/catalog/1/").text
        assert "/en/desk/albums/1/file.yaml" in page
        assert "/en/desk/albums/file" in page

    def test_are_shut_to_strangers(self, game: Flask, stranger: EditorClient) -> None:
        for path in (UPLOAD, PREVIEW, "/albums/1/file.yaml", f"{UPLOAD}/template.yaml"):
            assert stranger.get(path).status_code in {302, 303, 401, 403}


class TestDownload:
    def test_is_the_whole_album(self, game: Flask, editor: EditorClient) -> None:
        page = editor.get("/albums/1/file.yaml")

        assert page.text == exported("the-last-empress-ost")
        assert page.content_type == "application/yaml; charset=utf-8"
        assert "the-last-empress-ost-" in page.headers["Content-Disposition"]

    def test_of_the_template_can_be_sent_back(self, app: Flask, editor: EditorClient) -> None:
        data = editor.get(f"{UPLOAD}/template.yaml").data

        assert upload(editor, data).status_code == 303


class TestImport:
    def test_shows_everything_before_anything_is_kept(
        self, game: Flask, editor: EditorClient
    ) -> None:
        upload(editor, template())

        page = editor.get(PREVIEW).text
        assert "A new album, which comes as a draft." in page
        assert {"album.your-album-ost", "track.your-second-track"} <= set(ticked(page))
        assert album() is None

    def test_takes_over_all_that_is_ticked(self, game: Flask, editor: EditorClient) -> None:
        done = take_all(editor, template())

        assert done.status_code == 303
        made = album()
        assert made is not None
        assert made.state == "draft"
        page = editor.get(done.headers["Location"].removeprefix("/en/desk")).text
        assert "were taken over into “Your Album OST”" in page

    def test_takes_over_single_fields(self, game: Flask, editor: EditorClient) -> None:
        take_all(editor, template())

        def retitled(file: dict[str, list[dict[str, dict[str, str]]]]) -> None:
            file["tracks"][0]["title"] |= {"en": "New", "ko": "새 곡"}

        upload(editor, template(retitled))
        page = editor.get(PREVIEW).text
        assert ticked(page) == ["track.your-first-track.0", "track.your-first-track.1"]
        take(editor, page, "track.your-first-track.1")

        track = db.session.scalars(select(Track).filter_by(slug="your-first-track")).one()
        assert (track.title.en, track.title.ko) == ("First Track", "새 곡")

    def test_refuses_changes_that_do_not_hold_together(
        self, game: Flask, editor: EditorClient
    ) -> None:
        take_all(editor, template())

        def other_key(file: dict[str, dict[str, list[dict[str, list[dict[str, object]]]]]]) -> None:
            right, wrong = file["trivia"]["items"][0]["options"]
            right["is_key"], wrong["is_key"] = False, True

        upload(editor, template(other_key))
        page = editor.get(PREVIEW).text
        done = take(editor, page, ticked(page)[0])

        assert done.status_code == 409
        assert "“your-first-trivia-question” does not hold together" in done.text

    def test_refuses_what_leaves_out_a_new_album_itself(
        self, game: Flask, editor: EditorClient
    ) -> None:
        upload(editor, template())
        page = editor.get(PREVIEW).text

        done = take(editor, page)

        assert done.status_code == 409
        assert "“your-album-ost” does not hold together" in done.text

    def test_asks_to_look_again_when_something_changed(
        self, game: Flask, editor: EditorClient
    ) -> None:
        upload(editor, template())
        page = editor.get(PREVIEW).text
        upload(editor, template(lambda file: file["album"].update(episode_count=3)))

        assert take(editor, page, "album.your-album-ost").status_code == 409
        assert album() is None

    def test_of_a_refused_file_names_line_and_path(self, game: Flask, editor: EditorClient) -> None:
        done = upload(editor, template(lambda file: file["tracks"][0].update(kind="single")))

        assert done.status_code == 422
        assert re.search(r"Line \d+: tracks\[0\]\.kind: .*found: single", done.text)

    def test_can_be_undone(self, game: Flask, editor: EditorClient) -> None:
        done = take_all(editor, template())
        number = done.headers["Location"].rpartition("=")[2]

        undone = editor.post(f"{UPLOAD}/{number}/undo")

        assert undone.status_code == 303
        made = album()
        assert made is not None
        assert made.state == "retired"
        assert editor.post(f"{UPLOAD}/{number}/undo").status_code == 404
