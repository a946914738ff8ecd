"""Taking over the file of an album, undoing it, and writing it again."""

from flask import Flask

from quizapp.packs.album_files import service
from tests.packs.album_files.album_texts import exported, imported, template


class TestRoundTrip:
    def test_of_the_shipped_album_changes_nothing(self, game: Flask) -> None:
        first = service.text_of_album(slug="the-last-empress-ost")

        preview = service.dry_run(data=first.encode())

        assert preview.plan is not None, [*map(str, preview.read.faults)]
        assert {entry.status for entry in preview.plan.entries} == {"same"}

    def test_of_a_new_album_gives_the_same_file(self, app: Flask) -> None:
        imported(template())
        first = exported()
        imported(first.encode())
        assert exported() == first
