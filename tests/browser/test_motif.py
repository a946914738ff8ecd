"""The motif as a browser hears it, without a loudspeaker."""

import pytest
from playwright.sync_api import Page, expect

from tests.combinations import combinations

RENDER = """async (profile) => {
  const address = new URL("../shared/motif.js", document.querySelector("script[src]").src);
  const { compose, perform } = await import(address);
  const motif = compose(profile);
  const context = new OfflineAudioContext(1, Math.ceil(motif.seconds * 8000), 8000);
  perform(motif, context, context.destination);
  const sound = (await context.startRendering()).getChannelData(0);
  let peak = 0, sum = 0;
  sound.forEach((value, place) => {
    peak = Math.max(peak, Math.abs(value));
    sum += value * (place % 97);
  });
  return { peak, sum, seconds: motif.seconds, notes: motif.notes.length };
}"""
PROFILES = (
    {"revenge": 5, "turbulence": 3, "suspense": 2},
    {"love": 5, "romance": 2, "triumph": 1},
    {"longing": 5},
    {"mischief": 5, "romance": 3},
    {"something-an-editor-added": 5},
)


def _leading(profile: dict[str, int]) -> str:
    return next(iter(profile))


class TestMotif:
    @pytest.mark.parametrize("profile", combinations(PROFILES, quick=PROFILES[:1]), ids=_leading)
    def test_is_heard_without_clipping_and_is_short(
        self, page: Page, profile: dict[str, int]
    ) -> None:
        page.goto("/en/tracks/not-over")

        sound = page.evaluate(RENDER, profile)

        assert 0.05 < sound["peak"] <= 1
        assert 5 < sound["seconds"] < 20
        assert sound["notes"] >= 12

    def test_is_the_same_for_one_profile_and_another_for_each_other(self, page: Page) -> None:
        page.goto("/en/tracks/not-over")

        first = [page.evaluate(RENDER, profile)["sum"] for profile in PROFILES]
        again = [page.evaluate(RENDER, profile)["sum"] for profile in PROFILES]

        assert first == pytest.approx(again, rel=1e-4)
        assert len(set(first)) == len(PROFILES)

    def test_plays_when_asked_and_stops(self, page: Page) -> None:
        page.goto("/en/tracks/not-over")
        play = page.locator("[data-play]")
        expect(play).to_have_text("Play the motif")

        play.click()
        expect(play).to_have_text("Stop")
        play.click()

        expect(play).to_have_text("Play the motif")

    def test_is_said_in_words(self, page: Page) -> None:
        page.goto("/en/tracks/not-over")

        expect(page.locator("[data-motif]")).to_contain_text("First voice: Suspense.")
