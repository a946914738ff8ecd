"""`flask moderation …`: what it says, and how it ends."""

import pytest
from click.testing import Result
from flask import Flask

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
        assert hidden.output == "Nickname hidden: Moon Rabbit (undo: moderation restore 1)\n"
        assert "Moon Rabbit  (hidden)" in run(game, "names", "--day", "all").output
        renamed = run(game, "rename", "Moon Rabbit", "Friend", "--reason", "Kinder.")
        assert (renamed.exit_code, shown_names()) == (0, ["Friend"])
        removed = run(game, "remove", "friend", "--reason", "They asked.", "--yes")
        assert (removed.exit_code, shown_names()) == (0, [])
        assert run(game, "restore", "3").output == "Undone: Nickname removed: Friend\n"
        assert shown_names() == ["Friend"]
        assert "command line: They asked.  (undone by command line)" in run(game, "log").output

    def test_show_a_reason_on_one_line_and_give_the_terminal_no_order(
        self, game: Flask, enter: Enter
    ) -> None:
        enter("Moon")
        run(game, "hide", "Moon", "--reason", "황후 \x1b[2J\x07\n   1  all is well\u202e")

        [line] = run(game, "log").output.splitlines()

        assert line.isprintable()
        assert "황후 �[2J��   1  all is well�" in line

    def test_that_are_not_there_end_it_with_1(self, game: Flask) -> None:
        for arguments in (["hide", "nobody"], ["rename", "nobody", "somebody"]):
            result = run(game, *arguments, "--reason", "x")
            assert result.exit_code == 1
            assert result.output == "Error: There is no such thing.\n"

    def test_are_not_removed_without_a_yes(self, game: Flask, enter: Enter) -> None:
        enter("Moon")

        assert run(game, "remove", "Moon", "--reason", "x").exit_code == 1
        assert shown_names() == ["Moon"]

    def test_are_filtered_as_on_the_page(self, game: Flask, enter: Enter) -> None:
        for name in ("Moon", "Sun"):
            enter(name)
        run(game, "hide", "Moon", "--reason", "x")

        hidden = run(game, "names", "--day", "all", "--state", "hidden").output
        second = run(game, "names", "--day", "all", "--offset", "1").output

        assert ("Moon" in hidden, "Sun" in hidden) == (True, False)
        assert ("Moon" in second, "Sun" in second) == (False, True)

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
    def test_need_a_reason_that_fits(self, game: Flask, enter: Enter, reason: str) -> None:
        enter("Moon")

        result = run(game, "hide", "Moon", "--reason", reason)

        assert result.exit_code == 2
        assert "Invalid value for '--reason'" in result.output
        assert shown_names() == ["Moon"]

    def test_keep_the_rules(self, game: Flask, enter: Enter) -> None:
        enter("Moon")

        result = run(game, "rename", "Moon", "h1tler", "--reason", "x")

        assert (result.exit_code, result.output) == (1, "Error: Please choose a friendlier name.\n")
        same = run(game, "rename", "Moon", "Moon", "--reason", "x")
        assert (same.exit_code, same.output) == (1, "Error: It has this very name.\n")
        assert run(game, "names", "--day", "soon").exit_code == 2


class TestDelete:
    def test_takes_a_link(self, game: Flask, enter: Enter) -> None:
        round_ = enter("Moon")

        result = run(game, "delete", f"https://x.org/t/{round_.slug}", "--reason", "x", "--yes")

        assert (result.exit_code, shown_names()) == (0, [])
        again = run(game, "delete", round_.slug, "--reason", "x", "--yes")
        assert (again.exit_code, again.output) == (1, "Error: It is deleted already.\n")


class TestWords:
    def test_are_added_listed_checked_and_taken_off(self, game: Flask, enter: Enter) -> None:
        enter("Moon R4bbit")

        asked = run(game, "add-word", "Rabbit")
        assert (asked.exit_code, shown_names()) == (1, ["Moon R4bbit"])
        assert "to be hidden: Moon R4bbit\n" in asked.output
        added = run(game, "add-word", "Rabbit", "--yes", "--reason", "A feud")
        assert added.output.startswith("to be hidden: Moon R4bbit\nWord added: rabbit ")
        assert "A feud  (hidden: Moon R4bbit)" in run(game, "log").output
        assert run(game, "words").output == "inside    rabbit\n"
        assert (
            run(game, "add-word", "rabbit").output == "Error: This word is on the list already.\n"
        )
        assert (run(game, "check").exit_code, run(game, "check").output) == (0, "")
        run(game, "show", "moon r4bbit", "--reason", "It is fine.")
        found = run(game, "check")
        assert found.exit_code == 1
        assert found.output.startswith("Moon R4bbit\nError: 1 ")
        assert run(game, "check", "--hide").exit_code == 0
        assert shown_names() == []
        assert run(game, "remove-word", "rabbit").exit_code == 0
        assert run(game, "add-word", "Rabbit", "--kind", "alone").exit_code == 0
        assert run(game, "words").output == "alone     rabbit\n"
        assert run(game, "remove-word", "rabbit").exit_code == 0
        assert run(game, "remove-word", "rabbit").exit_code == 1
