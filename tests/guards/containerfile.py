"""Reads a Containerfile: what hadolint's main rules find in it, and its steps as a script."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

NO_ROOT = re.compile(r"(?!0\b|root\b)\w+(:\w+)?")


@dataclass(frozen=True)
class Step:
    """One instruction; ``text`` is what stands behind its name, on one line."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The arguments, without options like ``--from=build``."""
        return [word for word in shlex.split(self.text) if not word.startswith("--")]

    @property
    def command(self) -> list[str]:
        """The words of a CMD or HEALTHCHECK in JSON form."""
        words: list[str] = json.loads(self.text[self.text.index("[") :])
        return words


def read_steps(path: Path) -> list[Step]:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(*line.split(" ", 1)) for line in joined.splitlines() if line]


def remarks(steps: list[Step], context: Path) -> list[str]:
    """What is wrong, by hadolint's numbers: https://github.com/hadolint/hadolint/wiki"""
    return [remark for step in steps for remark in _of_step(step, context)] + _of_all(steps)


def _of_step(step: Step, context: Path) -> list[str]:
    rules = {
        "DL3000 relative WORKDIR": step.name == "WORKDIR" and not step.text.startswith("/"),
        "DL3006 no version": step.name == "FROM" and ":" not in step.words[0],
        "DL3007 latest": step.name == "FROM" and step.words[0].endswith(":latest"),
        "DL3020 ADD": step.name == "ADD",
        "DL3025 no JSON": step.name in {"CMD", "ENTRYPOINT"} and not step.text.startswith("["),
        "DL3004 sudo": step.name == "RUN" and "sudo" in step.words,
        "DL4006 pipe": step.name == "RUN" and "|" in step.words,
        "DL3003 cd": step.name == "RUN" and "cd" in step.words,
        "DL3042 pip keeps a cache": _is_pip(step) and "--no-cache-dir" not in step.text,
        "no hashes": _is_pip(step) and not _is_pinned(step),
        "the network": step.name == "RUN" and bool({"curl", "wget", "git"} & {*step.words}),
        "COPY of nothing": step.name == "COPY"
        and "--from" not in step.text
        and not all((context / name).exists() for name in step.words[:-1]),
    }
    return [f"{rule}: {step.text}" for rule, is_broken in rules.items() if is_broken]


def _is_pip(step: Step) -> bool:
    return step.name == "RUN" and bool(re.search(r"\bpip (install|wheel)\b", step.text))


def _is_pinned(step: Step) -> bool:
    return "--require-hashes" in step.text or "--no-deps" in step.text


def _of_all(steps: list[Step]) -> list[str]:
    users = [step.text for step in steps if step.name == "USER"]
    names = [step.name for step in steps]
    rules = {
        "DL3002 root at the end": not users or not NO_ROOT.fullmatch(users[-1]),
        "DL4003 not one CMD": names.count("CMD") != 1,
        "no HEALTHCHECK": names.count("HEALTHCHECK") != 1,
    }
    return [rule for rule, is_broken in rules.items() if is_broken]


def as_script(steps: list[Step], context: str) -> str:
    """The steps up to the start as a shell script for one root, where stages share all files.

    :param context: the folder of the sources inside that root.
    """
    return "\n".join(["set -eu", *filter(None, (_as_line(step, context) for step in steps))])


def _as_line(step: Step, context: str) -> str:
    if step.name == "RUN":
        return step.text
    if step.name == "WORKDIR":
        return f"mkdir -p {step.text}; cd {step.text}"
    if step.name == "COPY" and "--from" not in step.text:
        *sources, target = step.words
        return "\n".join(_copy(f"{context}/{source}", target) for source in sources)
    return ""


def _copy(source: str, target: str) -> str:
    """A folder's content goes into the target, a file into a target that ends with a slash."""
    return f"""mkdir -p {target}
if [ -d {source} ]; then cp -R {source}/. {target}; else cp {source} {target}; fi"""
