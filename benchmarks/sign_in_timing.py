"""Sign-in timing: known against unknown names, and 16 sign-ins at once.

PYTHONPATH=. python benchmarks/sign_in_timing.py
"""

import resource
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask_migrate import upgrade

from quizapp import clock, create_app
from quizapp.auth import editors, throttle
from quizapp.auth.models import Role
from quizapp.auth.sessions import WrongCredentials, sign_in
from quizapp.config import read_settings
from quizapp.errors import Busy

TRIES = 30
AT_ONCE = 16
PASSWORD = "a cold night at the palace"  # noqa: S105 - of nobody

app = create_app(read_settings({"DATA_DIR": tempfile.mkdtemp()}))


def refused_after(name: str, number: int) -> float:
    """Seconds until a wrong password is refused, each try in a window of time of its own."""
    start = time.perf_counter()
    now = clock.now() + 2 * number * throttle.WINDOW
    while True:
        try:
            with app.app_context():
                sign_in(name=name, password="wrong", code="", address="203.0.113.9", now=now)  # noqa: S106
        except WrongCredentials:
            return time.perf_counter() - start
        except Busy:
            time.sleep(0.05)
        else:
            raise AssertionError("a wrong password was taken")


def lower_quartiles(*names: str) -> list[float]:
    """The names alternate, so that other load on the machine slows them down alike."""
    rounds = [[refused_after(name, number) for name in names] for number in range(TRIES)]
    return [statistics.quantiles(times, n=4)[0] for times in zip(*rounds[1:], strict=True)]


def peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with app.app_context():
        upgrade()
        token = editors.invite(name="Sunny", role=Role.EDITOR, now=clock.now())
        editors.accept_invitation(token=token, password=PASSWORD, now=clock.now())
    before = peak_mebibytes()
    known, unknown = lower_quartiles("Sunny", "Nobody")
    print(f"known name   {1000 * known:6.1f} ms")
    print(f"unknown name {1000 * unknown:6.1f} ms")
    print(f"factor       {max(known, unknown) / min(known, unknown):6.2f}   (goal: < 1.5)")
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(refused_after, [f"name {n}" for n in range(AT_ONCE)], range(AT_ONCE)))
    print(f"{AT_ONCE} at once   {time.perf_counter() - start:6.1f} s")
    print(f"memory more  {peak_mebibytes() - before:6.0f} MiB (goal: < 600)")


if __name__ == "__main__":
    main()
