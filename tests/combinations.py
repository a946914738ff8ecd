"""Combinations of which `make test` looks at a few, and `make test-all` at all."""

from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

import pytest


def combinations(
    *choices: Iterable[Any], quick: Collection[Any]
) -> list[Any]:  # pytest does not export the type of a parameter set
    """Every combination of the choices; those that are not among the `quick` are marked `matrix`.

    :param quick: tuples, or with a single list of choices its members.
    :raises ValueError: when one of the quick is no combination.
    """
    every = [found if len(choices) > 1 else found[0] for found in product(*choices)]
    if unknown := [asked for asked in quick if asked not in every]:
        raise ValueError(f"no such combination: {unknown}")
    return [_parameters(found, is_quick=found in quick) for found in every]


def _parameters(found: Any, *, is_quick: bool) -> Any:
    values = found if isinstance(found, tuple) else (found,)
    return pytest.param(*values, marks=[] if is_quick else pytest.mark.matrix)
