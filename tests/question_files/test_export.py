"""Questions and results as files."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from quizapp.catalog.queries import theme_tags
from quizapp.question_files.export import template_csv
from quizapp.question_files.formats import read_upload
from quizapp.quizzes.queries import quiz_by_slug
from tests.editors import EditorClient
from tests.players import MoodPlayer


class TestYaml:
    def test_read_again_and_written_again_is_the_same(
        self, game: Flask, editor: EditorClient
    ) -> None:
        from quizapp.question_files.formats import yaml_pack

        for slug in ("mood", "trivia"):
            text = editor.get(f"/export/{slug}.yaml").text
            again = read_upload(text.encode(), known_themes=[t.slug for t in theme_tags()])

            assert not again.bad
            assert yaml_pack.write(again.items, again.header) == text

    def test_is_all_there_when_it_is_imported(self, game: Flask, editor: EditorClient) -> None:
        text = editor.get("/export/trivia.yaml").text
        editor.post("/import", {"text": text, "format": "", "album": "1"})

        page = editor.get("/import/preview").text

        assert page.count('"row-status same"') == len(quiz_by_slug("trivia").items)
        assert page.count('"row-status new"') == 0


class TestMoodleXml:
    def test_is_all_there_when_it_is_imported(self, game: Flask, editor: EditorClient) -> None:
        for written in ("en", "ko"):
            text = editor.get(f"/export/trivia-{written}.xml").text
            editor.post("/import", {"text": text, "format": "", "album": "1"})
            page = editor.get("/import/preview").text
            assert page.count('"row-status same"') == len(quiz_by_slug("trivia").items)

    def test_is_not_of_mood_questions(self, game: Flask, editor: EditorClient) -> None:
        assert editor.get("/export/mood-en.xml").status_code == 404

    def test_says_beforehand_what_it_cannot_hold(self, game: Flask, editor: EditorClient) -> None:
        table = "question,A,B,answer\nA question in one language?,x,y,A\n"
        editor.post("/import", {"text": table, "format": "", "album": "1"})
        page = editor.get("/import/preview").text
        digest = page.partition('name="digest"')[2].partition('value="')[2].partition('"')[0]
        editor.post("/import/preview", {"digest": digest})

        page = editor.get("/export").text

        assert "1 question is not complete in 한국어" in page
        assert "not complete in English" not in page
        assert editor.get("/export/trivia-ko.xml").text.count("A question in one") == 0


class TestCsv:
    def test_is_all_there_when_it_is_imported(self, game: Flask, editor: EditorClient) -> None:
        for slug in ("mood", "trivia"):
            text = editor.get(f"/export/{slug}.csv").text
            editor.post("/import", {"text": text, "format": "", "album": "1"})
            page = editor.get("/import/preview").text
            assert page.count('"row-status same"') == len(quiz_by_slug(slug).items)

    def test_has_every_item_and_a_mark_for_spreadsheets(
        self, game: Flask, editor: EditorClient
    ) -> None:
        data = editor.get("/export/mood.csv").data

        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))

        assert data.startswith(b"\xef\xbb\xbf")
        assert len(rows) == 1 + len(quiz_by_slug("mood").items)

    def test_has_no_cell_that_a_spreadsheet_runs(self, game: Flask, editor: EditorClient) -> None:
        table = "question,option 1,option 2,key\n=1+1?,+SUM(A1),@cmd,1\n"
        editor.post("/import", {"text": table, "format": "", "album": "1"})
        page = editor.get("/import/preview").text
        digest = page.partition('name="digest"')[2].partition('value="')[2].partition('"')[0]
        assert editor.post("/import/preview", {"digest": digest}).status_code == 303

        text = editor.get("/export/trivia.csv").text

        cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
        assert "'=1+1?" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


class TestGift:
    def test_has_the_trivia_of_one_language(self, game: Flask, editor: EditorClient) -> None:
        english, korean = (editor.get(f"/export/trivia-{code}.gift").text for code in ("en", "ko"))

        assert english.count("::") == korean.count("::") == 2 * len(quiz_by_slug("trivia").items)
        assert english != korean

    def test_has_no_place_for_moods(self, game: Flask, editor: EditorClient) -> None:
        assert editor.get("/export/mood-en.gift").status_code == 404


class TestResults:
    def test_have_a_line_for_each_and_no_way_back_to_it(
        self, game: Flask, editor: EditorClient
    ) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        slug = player.play_to_the_end().rpartition("/")[2]

        text = editor.get("/export/mood-results.csv").text

        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
        assert len(rows) == 1
        assert rows[0]["edition"] == "1"
        assert slug not in text

    def test_come_whole_from_a_server_that_ends_a_request_before_it_sends(
        self, game: Flask, editor: EditorClient
    ) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        player.play_to_the_end()

        with ThreadPoolExecutor(1) as elsewhere:  # where no context of the test is open
            answer = elsewhere.submit(editor.get, "/export/mood-results.csv").result()

        assert len(answer.text.splitlines()) == 2

    def test_of_trivia_without_rounds_are_only_a_heading(
        self, game: Flask, editor: EditorClient
    ) -> None:
        assert len(editor.get("/export/trivia-results.csv").text.splitlines()) == 1


class TestTemplate:
    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_is_read_without_a_remark(
        self, game: Flask, editor: EditorClient, language: str
    ) -> None:
        text = template_csv(language)

        result = read_upload(text.encode(), known_themes=())

        assert (result.problems, [row.problems + row.remarks for row in result.rows]) == ((), [()])
        (item,) = result.items
        assert [option.is_key for option in item.options] == [False, True, False]
        assert (item.category, item.stars, bool(item.stem.ko)) == ("tracks", 2, language == "ko")

    def test_is_found_on_the_page(self, game: Flask, editor: EditorClient) -> None:
        assert "/import/template.csv" in editor.get("/import").text
        assert editor.get("/import/template.csv").text == template_csv("en")


class TestPage:
    def test_leads_to_files_only(self, game: Flask, editor: EditorClient) -> None:
        import re

        addresses = re.findall(r'href="/en/desk(/export/[^"]+)"', editor.get("/export").text)

        assert len(addresses) == 10
        for address in addresses:
            answer = editor.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["Content-Disposition"].startswith("attachment"), address
