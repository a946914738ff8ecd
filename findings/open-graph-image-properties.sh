#!/usr/bin/env bash
# Two pictures in one Open Graph head: open-graph-scraper 6.12.0 gives the first the second's height,
# opengraph_py3 0.71 describes the second with the first's text.
#
# The protocol says that `og:image:height` and the like belong to the `og:image` before them. A good
# guess is that readers group them so. open-graph-scraper collects each property in a list of its
# own and joins the lists by position, so a property that the first picture lacks is taken from the
# second; opengraph_py3 keeps the last value of each property, whichever picture it belongs to.
# linkpreview 0.13.2 takes the first picture. Whoever offers two pictures should give both every
# property, or offer one.
set -euo pipefail
cd "$(mktemp -d)"
cat >page.html <<'HTML'
<!doctype html><html lang="en"><head><title>Two pictures</title>
<meta property="og:title" content="Two pictures">
<meta property="og:image" content="https://example.org/wide.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:alt" content="a wide one">
<meta property="og:image" content="https://example.org/square.png">
<meta property="og:image:width" content="600">
<meta property="og:image:height" content="600">
</head><body></body></html>
HTML

npm install --silent --no-fund --no-audit open-graph-scraper@6.12.0
cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ogs from "open-graph-scraper";
const { result } = await ogs({ html: readFileSync("page.html", "utf8") });
for (const { url, width, height, alt } of result.ogImage) console.log(url, width, height, alt);
JS
diff <(node read.mjs) - <<'SEEN'
https://example.org/wide.png 1200 600 a wide one
https://example.org/square.png 600 undefined undefined
SEEN

python3 -m venv venv
venv/bin/pip --quiet install "opengraph_py3==0.71" "linkpreview==0.13.2"
diff <(venv/bin/python -W ignore - <<'PYTHON'
from pathlib import Path
from linkpreview import Link, LinkPreview
from opengraph_py3 import OpenGraph
html = Path("page.html").read_text()
read = OpenGraph(html=html)
print(read["image"], read["image:alt"])
print(LinkPreview(Link("https://example.org/", html)).image)
PYTHON
) - <<'SEEN'
https://example.org/square.png a wide one
https://example.org/wide.png
SEEN
echo "As described."
