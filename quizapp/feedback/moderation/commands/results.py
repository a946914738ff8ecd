"""Commands ``quiz result …`` and ``quiz board …``, the short ways to what moderation does."""

import click

from quizapp.database.commands import AS_JSON, GameGroup, echo_json

from ..links import read_link
from ..service import deletions
from . import DASHES, delete, hide, list_names, remove, rename, show, told_in_words

result = GameGroup("result", help="Results and rounds that players made.")
board = GameGroup("board", help="Nicknames on leaderboards.")
result.add_command(delete)
for command in (hide, remove, rename, show):
    board.add_command(command)
board.add_command(list_names, "list")


@result.command("show", context_settings=DASHES)
@click.argument("link")
@AS_JSON
def show_result(link: str, *, as_json: bool) -> None:
    """Say what LINK is: the address of a result or a round, or the last part of that."""
    with told_in_words():
        values = _values_of(deletions.find(deletions.slug_of(read_link(link))))
    if as_json:
        echo_json(values)
        return
    for name, value in values.items():
        click.echo(f"{name}: {value}")


def _values_of(found: deletions.Found) -> dict[str, object]:
    if found.result is not None:
        return {
            "kind": "result",
            "slug": found.result.slug,
            "made_at": found.result.created_at.isoformat(),
            "comparisons": found.comparison_count,
        }
    assert found.round is not None
    return {
        "kind": "round",
        "slug": found.round.slug,
        "nickname": found.round.nickname,
        "score": found.round.score,
        "made_at": found.round.started_at.isoformat(),
    }
