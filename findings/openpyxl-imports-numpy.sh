#!/usr/bin/env bash
# openpyxl 3.1.5 imports numpy wherever numpy is installed, before any workbook is opened.
#
# A good guess is that a reader of spreadsheets written in pure Python, which does not require numpy,
# does without it. Its own list of requirements says so; but `import openpyxl` tries numpy for the
# types of cells. In a server that has numpy for one rare page, every worker that can import a
# workbook then holds all of it (43 MiB instead of 31 after the import here). Without numpy in the same
# environment nothing is missing. So import openpyxl where a workbook is read, not at the top.
set -euo pipefail
cd "$(mktemp -d)"

python3 -m venv place
place/bin/pip --quiet install openpyxl==3.1.5

loads_numpy() {
	place/bin/python -c 'import sys, openpyxl; print("numpy" in sys.modules)'
}

requirements=$(place/bin/python -c 'from importlib.metadata import requires; print(requires("openpyxl"))')
diff <(echo "$requirements") <(echo "['et-xmlfile']")
diff <(loads_numpy) <(echo False)
place/bin/pip --quiet install numpy==2.3.5
diff <(loads_numpy) <(echo True)
echo "As described."
