#!/usr/bin/env bash
# The same Korean time reads "AM 9:05" in Babel 2.18.0 and "오전 9:05" in Babel 2.19.0.
#
# A good guess is that a library's Korean says 오전 and 오후, as every Korean clock does, and that a
# minor release does not change how a time reads. Both come from the locale data (CLDR): for some
# years it called the halves of a Korean day AM and PM, and JavaScript engines took the same data
# (Node 20.20.2, CLDR 48.0, prints "AM 9:05" as well; Chromium 156 prints "오전 9:05"). A page that
# formats one time on the server and one in the browser can show both. A pattern without a day
# period (HH:mm; hourCycle h23 in JavaScript) reads the same everywhere.
set -euo pipefail
cd "$(mktemp -d)"

read_clock() {
	python3 -m venv "$1" && "$1/bin/pip" --quiet install "babel==$1"
	"$1/bin/python" - <<-'PYTHON'
		from datetime import time
		from babel.dates import format_time
		for pattern in ("short", "HH:mm"):
		    print(format_time(time(9, 5), pattern, locale="ko"), end="; ")
		print(format_time(time(21, 5), "short", locale="ko"))
	PYTHON
}

diff <(read_clock 2.18.0) <(echo "AM 9:05; 09:05; PM 9:05")
diff <(read_clock 2.19.0) <(echo "오전 9:05; 09:05; 오후 9:05")
echo "As described."
