"""`make icons`: the app's icons as pixels, from `static/shared/icon.svg`.

A maskable icon is cut to any shape by the phone, so its picture stays in the middle four fifths.
"""

import shutil

from playwright.sync_api import sync_playwright

from tests.faults.game import ROOT

SOURCE = ROOT / "static" / "shared" / "icon.svg"
TARGET = ROOT / "static" / "install"
ICONS = {"icon-192": (192, False), "icon-512": (512, False), "icon-maskable-512": (512, True)}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, (size, is_maskable) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(_page(is_maskable))
            page.screenshot(path=TARGET / f"{name}.png", omit_background=not is_maskable)
        browser.close()


def _page(is_maskable: bool) -> str:
    svg = SOURCE.read_text()
    if is_maskable:
        svg = svg.replace('viewBox="0 0 64 64"', 'viewBox="-6.4 -6.4 76.8 76.8"')
    ground = "#2a1433" if is_maskable else "transparent"
    return f"<style>body{{margin:0;background:{ground}}}svg{{display:block}}</style>{svg}"


if __name__ == "__main__":
    main()
