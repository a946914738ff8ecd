"""Every regular expression of the code takes time in proportion to the length of the text."""

import re

import pytest

from tests.guards.long_runs import slow_run
from tests.guards.patterns import uses_in_package

QUADRATIC = {
    "spaces at the end": (r"\s+$", "search"),
    "two runs of spaces": (r"a\.\s+(.*\S)\s*", "fullmatch"),
    "a lazy run before spaces": (r"b:\s*(.*?)\s*", "fullmatch"),
    "two runs behind a mark": (r"T(?:#[^#]*)?(?:#[^#]*)?\s*", "fullmatch"),
    "a separator that may be a space": (r"[a-z]+\s*[ :=]\s*\d", "fullmatch"),
    "a word from anywhere": ("[A-Za-z]+[가-힣]", "search"),
    "quotation marks that never end": ("“[^”]+”", "findall"),
}
LINEAR = {
    "a possessive run": (r"a\.\s++(\S.*)", "fullmatch"),
    "one letter of a word": ("[A-Za-z][가-힣]", "search"),
}


class TestRuns:
    @pytest.mark.parametrize(("source", "method"), QUADRATIC.values(), ids=QUADRATIC)
    @pytest.mark.slow
    def test_find_what_grows_with_the_square(self, source: str, method: str) -> None:
        assert slow_run(re.compile(source), method)

    @pytest.mark.parametrize(("source", "method"), LINEAR.values(), ids=LINEAR)
    @pytest.mark.slow
    def test_find_nothing_else(self, source: str, method: str) -> None:
        assert slow_run(re.compile(source), method) is None


class TestPatterns:
    def test_are_found_with_what_they_are_called_with(self) -> None:
        found = {(use.pattern.pattern, use.method) for use in uses_in_package()}

        assert ("[0-9]{1,9}", "fullmatch") in found
        assert (r"[^a-z0-9]+", "sub") in found
        assert ("^[A-Za-z0-9_-]{16,40}$", "search") in found
        assert len({pattern for pattern, _ in found}) > 60

    @pytest.mark.slow
    def test_take_time_in_proportion_to_the_text(self) -> None:
        slow = {
            f"{use.place} {use.method}": run
            for use in uses_in_package()
            if (run := slow_run(use.pattern, use.method))
        }

        assert slow == {}
