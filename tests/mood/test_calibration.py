from dataclasses import asdict
from json import dumps, loads

import numpy as np
import pytest

from quizapp.mood.calibration import calibrate
from quizapp.mood.comparison.similarity import mood, percentile, similarity
from tests.mood.builders import random_sheets, sample_table


class TestCalibrate:
    def test_finds_constants_near_those_of_the_paper(self) -> None:
        fixed = calibrate(sample_table(core_count=12), seed=1)
        assert (fixed.g0, fixed.g1) == pytest.approx((0.84, 0.28), abs=0.06)

    def test_gives_the_same_constants_for_the_same_seed(self) -> None:
        assert calibrate(sample_table(), seed=5) == calibrate(sample_table(), seed=5)

    def test_can_be_stored_as_json(self) -> None:
        found = calibrate(sample_table(), seed=1)
        assert loads(dumps(asdict(found)))["g0"] == found.g0

    def test_places_random_pairs_evenly_among_its_quantiles(self) -> None:
        table = sample_table()
        quantiles = calibrate(table, seed=1).pair_quantiles
        sheets = random_sheets(table, 2000, seed=2, skips=0)
        pairs = zip(sheets[:1000], sheets[1000:], strict=True)
        found = [similarity(mood(table, one), mood(table, other)) for one, other in pairs]
        places = [percentile(cosine, quantiles) for cosine in found if cosine is not None]
        assert np.mean(places) == pytest.approx(50, abs=3)
        assert np.mean([place < 10 for place in places]) == pytest.approx(0.1, abs=0.03)
