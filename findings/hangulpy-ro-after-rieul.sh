#!/bin/sh
# hangulpy 1.5.2 (latest on 2026-11-30): after ㄹ, 로 is right and 로서, 로써, 로부터 are wrong.
#
# Korean drops the 으 of (으)로 after ㄹ as after a vowel: 서울로, 서울로부터. hangulpy's `josa_pick`
# asks `particle.startswith("으로/")`, so the exception reaches "으로/로" alone. Its table of rules has
# "으로서/로서", "으로써/로써" and "으로부터/로부터" too, and for them every word in ㄹ gets 으로: 서울으로부터.
# No error and no warning; words in other consonants and in vowels are right.
# Expected: 서울로 서울로서 연필로써 서울로부터. The script fails when the output is another one.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hangulpy==1.5.2 2>"$folder/log" || { cat "$folder/log" >&2; exit 2; }

seen=$("$folder/venv/bin/python" - <<'PYTHON'
from hangulpy import josa

pairs = [("서울", "으로/로"), ("서울", "으로서/로서"), ("연필", "으로써/로써"), ("서울", "으로부터/로부터")]
print(*(josa(word, particle) for word, particle in pairs))
PYTHON
)
echo "seen:     $seen"
echo "expected: 서울로 서울로서 연필로써 서울로부터"
[ "$seen" = "서울로 서울으로서 연필으로써 서울으로부터" ] || { echo "changed: no longer as this finding says" >&2; exit 1; }
