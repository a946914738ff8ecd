#!/usr/bin/env bash
# hangulpy 1.5.2: after ㄹ the particle 로 is right, and 로서, 로써 and 로부터 are wrong.
#
# Korean drops the 으 of 으로 after ㄹ as after a vowel: 서울로, 서울로부터. A good guess is that a
# library that knows this of 으로/로 knows it of the particles made from it. hangulpy offers
# 으로서/로서, 으로써/로써 and 으로부터/로부터 as well, but its exception is tied to the spelling
# "으로/": words in ㄹ get 서울으로부터, without an error. After other consonants and vowels all are right.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip --quiet install "hangulpy==1.5.2"

diff <(venv/bin/python - <<'PYTHON'
from hangulpy import josa

for particle in ("으로/로", "으로서/로서", "으로써/로써", "으로부터/로부터"):
    print(*(josa(word, particle) for word in ("서울", "부산", "제주")))
PYTHON
) - <<'SEEN'
서울로 부산으로 제주로
서울으로서 부산으로서 제주로서
서울으로써 부산으로써 제주로써
서울으로부터 부산으로부터 제주로부터
SEEN
echo "As described."
