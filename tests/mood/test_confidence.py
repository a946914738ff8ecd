import pytest

from quizapp.mood.confidence import Band, Calibration, band_for, confidence, posterior
from quizapp.mood.scoring import Score

CALIBRATION = Calibration(g0=0.6, g1=0.3, pair_quantiles=tuple(range(-500, 510, 10)))


class TestPosterior:
    def test_is_a_probability_in_the_order_of_the_totals(self) -> None:
        chances = posterior((1200, 300, -800), CALIBRATION)
        assert sum(chances) == pytest.approx(1)
        assert chances[0] > chances[1] > chances[2]

    def test_grows_with_how_one_sided_the_sheet_is(self) -> None:
        near, far = posterior((500, 0), CALIBRATION), posterior((2500, 2000), CALIBRATION)
        assert far[0] > near[0]

    def test_survives_totals_of_any_size(self) -> None:
        assert posterior((90_000, -90_000), CALIBRATION) == (1.0, 0.0)


class TestWordFor:
    @pytest.mark.parametrize(
        ("chance", "band"),
        [(0.80, "unmistakably"), (0.79, "clearly"), (0.54, "leaning"), (0.34, "torn")],
    )
    def test_changes_at_the_floors(self, chance: float, band: str) -> None:
        assert band_for(chance) == band


class TestConfidence:
    def test_calls_a_torn_result_with_a_hairs_lead_a_duet(self) -> None:
        found = confidence(_score((500, 400, 390, 380)), CALIBRATION)
        assert (found.band, found.is_duet) == (Band.TORN, True)

    def test_calls_a_torn_result_with_more_than_ten_points_no_duet(self) -> None:
        found = confidence(_score((500, 399, 390, 380)), CALIBRATION)
        assert (found.band, found.is_duet) == (Band.TORN, False)

    def test_calls_a_clear_result_no_duet(self) -> None:
        found = confidence(_score((2600, 2550, -900, -900)), CALIBRATION)
        assert (found.band, found.is_duet) == (Band.LEANING, False)

    def test_gives_percents_by_track(self) -> None:
        assert confidence(_score((0, 0, 0, 0)), CALIBRATION).percents == (25, 25, 25, 25)


def _score(totals: tuple[int, ...]) -> Score:
    ranked = sorted(totals, reverse=True)
    return Score(
        totals=totals,
        ranking=tuple(sorted(range(len(totals)), key=lambda t: -totals[t])),
        lead=ranked[0] - ranked[1],
        tied_count=1,
        answered_count=8,
    )
