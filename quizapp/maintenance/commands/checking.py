"""Command ``quiz check``: what is well, what is not, and how to mend it."""

from dataclasses import asdict

import click
from flask.cli import ScriptInfo

from quizapp import clock
from quizapp.database.commands import AS_JSON, echo_json

from ..inspection import Finding, State, findings

MARKS = {State.GOOD: "ok", State.WARNING: "warning", State.FAILURE: "FAILURE"}


@click.command()
@AS_JSON
@click.option("--offline", is_flag=True, help="Do not ask the public address.")
@click.pass_context
def check(context: click.Context, *, as_json: bool, offline: bool) -> None:
    """Look over settings, database, disk, backup, clock, proxy and certificate.

    Ends with 1 when something fails. It changes nothing.
    """
    found = _look(context.ensure_object(ScriptInfo), is_proxy_asked=not offline)
    is_well = all(finding.state != State.FAILURE for finding in found)
    if as_json:
        echo_json({"is_well": is_well, "findings": [asdict(finding) for finding in found]})
    else:
        for finding in found:
            _tell(finding)
    context.exit(0 if is_well else 1)


def _look(info: ScriptInfo, *, is_proxy_asked: bool) -> list[Finding]:
    try:
        app = info.load_app()
    except click.ClickException as refusal:
        return [Finding("settings", State.FAILURE, refusal.message, "Correct it in /etc/quiz.env")]
    with app.app_context():
        return list(findings(now=clock.now(), is_proxy_asked=is_proxy_asked))


def _tell(finding: Finding) -> None:
    click.echo(f"{MARKS[finding.state]:8} {finding.about}: {finding.seen}.")
    if finding.mend:
        click.echo(f"{'':8} {finding.mend}.")
