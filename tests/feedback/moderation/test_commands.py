"""`flask moderation …`: what it says, and how it ends."""

from click.testing import Result
from flask import Flask

from tests.console import said
from tests.feedback.moderation.conftest import Enter, shown_names


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["moderation", *arguments])


class TestNames:
    def test_are_listed_hidden_renamed_removed_and_brought_back(
        self, game: Flask, enter: Enter
    ) -> None:
        enter("Moon Rabbit")

        hidden = run(game, "hide", "moon rabbit", "--reason", "A slur.")
        assert (hidden.exit_code, shown_names()) == (0, [])
        assert said(hidden) == "Done: hide Moon Rabbit (undo: moderation restore 1)\n"
        assert "Moon Rabbit  (hidden)" in said(run(game, "names", "--day", "all"))
        renamed = run(game, "rename", "Moon Rabbit", "Friend", "--reason", "Kinder.")
        assert (renamed.exit_code, shown_names()) == (0, ["Friend"])
        removed = run(game, "remove", "friend", "--reason", "They asked.", "--yes")
        assert (removed.exit_code, shown_names()) == (0, [])
        assert said(run(game, "restore", "3")) == "Undone: remove Friend\n"
        assert shown_names() == ["Friend"]
        assert "command line: They asked.  (undone by command line)" in said(run(game, "log"))

    def test_that_are_not_there_end_it_with_1(self, game: Flask) -> None:
        for arguments in (["hide", "nobody"], ["rename", "nobody", "somebody"]):
            result = run(game, *arguments, "--reason", "x")
            assert result.exit_code == 1
            assert said(result) == "Error: There is no such thing.\n"

    def test_are_not_removed_without_a_yes(self, game: Flask, enter: Enter) -> None:
        enter("Moon")

        assert run(game, "remove", "Moon", "--reason", "x").exit_code == 1
        assert shown_names() == ["Moon"]

    def test_keep_the_rules(self, game: Flask, enter: Enter) -> None:
        enter("Moon")

        result = run(game, "rename", "Moon", "h1tler", "--reason", "x")

        assert (result.exit_code, said(result)) == (1, "Error: Refused: refused-word.\n")
        assert run(game, "names", "--day", "soon").exit_code == 2


class TestDelete:
    def test_takes_a_link(self, game: Flask, enter: Enter) -> None:
        round_ = enter("Moon")

        result = run(game, "delete", f"https://x.org/t/{round_.slug}", "--reason", "x", "--yes")

        assert (result.exit_code, shown_names()) == (0, [])
        again = run(game, "delete", round_.slug, "--reason", "x", "--yes")
        assert (again.exit_code, said(again)) == (1, "Error: It is deleted already.\n")


class TestWords:
    def test_are_added_listed_checked_and_taken_off(self, game: Flask, enter: Enter) -> None:
        enter("Moon R4bbit")

        added = run(game, "add-word", "Rabbit")
        assert said(added).startswith("hidden: moon r4bbit\nDone: add-word rabbit ")
        assert said(run(game, "words")) == "inside    rabbit\n"
        assert said(run(game, "add-word", "rabbit")) == "Error: Refused: there.\n"
        assert (run(game, "check").exit_code, said(run(game, "check"))) == (0, "")
        run(game, "show", "moon r4bbit", "--reason", "It is fine.")
        found = run(game, "check")
        assert found.exit_code == 1
        assert said(found).startswith("Moon R4bbit\nError: 1 ")
        assert run(game, "check", "--hide").exit_code == 0
        assert shown_names() == []
        assert run(game, "remove-word", "rabbit").exit_code == 0
        assert run(game, "add-word", "Rabbit", "--kind", "alone").exit_code == 0
        assert said(run(game, "words")) == "alone     rabbit\n"
        assert run(game, "remove-word", "rabbit").exit_code == 0
        assert run(game, "remove-word", "rabbit").exit_code == 1
