"""Unused JavaScript: ``python -m benchmarks.scripts``.

Knip finds files and exports that nothing uses, ESLint names and statements, where npm is found.
What a script looks for in a page must stand in a template.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.faults.game import ROOT

TOOLS = ROOT / ".cache" / "scripts"
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
STARTED = re.compile(r"static_url\('([^']+\.js)'\)")
LOOKED_FOR = re.compile(r"\[data-([a-z-]+)")
ESLINT = """export default [{
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    "no-unused-vars": "error", "no-unreachable": "error", "no-unused-expressions": "error",
    "no-useless-return": "error", "no-useless-assignment": "error",
    "no-constant-condition": "error",
    "no-unused-private-class-members": "error", "no-empty": "error",
  },
}];
"""


def main() -> None:
    if not _install():
        sys.exit("knip and eslint could not be installed")
    shutil.rmtree(TOOLS / "static", ignore_errors=True)
    shutil.copytree(STATIC, TOOLS / "static", ignore=shutil.ignore_patterns("*.png", "fonts"))
    pages = "".join(path.read_text() for path in TEMPLATES.rglob("*.*"))
    # The frame of other sites starts this one.
    started = [f"static/{name}" for name in {*STARTED.findall(pages), "sharing/embed.js"}]
    (TOOLS / "knip.json").write_text(
        json.dumps({"entry": started, "project": ["static/**/*.js"], "ignoreDependencies": [".*"]})
    )
    (TOOLS / "eslint.config.mjs").write_text(ESLINT)
    codes = [_run("knip", "--include", "files,exports"), _run("eslint", "static")]
    lost = sorted(_lost(pages))
    scripts = list(STATIC.rglob("*.js"))
    print(f"{len(scripts)} scripts, knip and eslint ended with {codes}, nowhere found: {lost}")
    sys.exit(any(codes) or bool(lost))


def _install() -> bool:
    if not (TOOLS / "node_modules").exists() and shutil.which("npm"):
        TOOLS.mkdir(parents=True, exist_ok=True)
        (TOOLS / "package.json").write_text('{"name": "scripts", "type": "module"}')
        install = ["npm", "install", "--silent", "knip@5", "eslint@9"]
        subprocess.run(install, cwd=TOOLS, check=False)
    return (TOOLS / "node_modules" / ".bin" / "knip").exists()


def _run(program: str, *arguments: str) -> int:
    path = Path("node_modules") / ".bin" / program
    return subprocess.run([path, *arguments], cwd=TOOLS, check=False).returncode


def _lost(pages: str) -> set[str]:
    looked_for = {
        name for path in STATIC.rglob("*.js") for name in LOOKED_FOR.findall(path.read_text())
    }
    return {name for name in looked_for if f"data-{name}" not in pages}


if __name__ == "__main__":
    main()
