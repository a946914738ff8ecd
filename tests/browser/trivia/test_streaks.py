"""Whoever plays in time keeps a streak, wherever and whenever the house moves."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from playwright.sync_api import Page

ZONES = sorted(name for name in available_timezones() if "/" in name)
ROUNDS = 6
COUNT_ALL = """async ([module, histories]) => {
  const { figures, withRound } = await import(module);
  return histories.map(({ rounds, today, now }) => {
    const noted = rounds.reduce(withRound, []);
    return [figures(noted, today, Date.parse(now)).streak, noted.length];
  });
}"""


def history(seed: int) -> dict[str, Any]:
    """Rounds that each begin before the streak of the last one ends; the house moves once."""
    chance = random.Random(seed)
    before, after = (ZoneInfo(chance.choice(ZONES)) for _ in range(2))
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(525_600))
    move = at + timedelta(hours=chance.randrange(24 * ROUNDS))
    rounds: list[dict[str, str]] = []
    for number in range(ROUNDS):
        zone = before if at < move else after
        day = at.astimezone(zone).date()
        until = datetime.combine(day + timedelta(days=2), time(), zone).astimezone(UTC)
        round_ = {"slug": f"{seed}-{number}", "kind": "today", "day": str(day)}
        rounds.append(round_ | {"at": at.isoformat(), "until": until.isoformat()})
        now, today = at, day
        at += (until - at) * chance.random()
    return {"rounds": rounds, "today": str(today), "now": now.isoformat()}


@pytest.mark.slow
def test_nobody_loses_a_streak_to_a_move(page: Page) -> None:
    page.goto("/en/trivia/")
    script = page.locator("script[src*='trivia/lobby.js']").get_attribute("src") or ""
    histories = [history(seed) for seed in range(2000)]

    counts = page.evaluate(COUNT_ALL, [script.replace("lobby.js", "record.js"), histories])

    lost = [seed for seed, (streak, noted) in enumerate(counts) if streak != noted]
    assert lost == []
