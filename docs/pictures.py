"""Take the pictures of README and tutorial from reports on the sample corpus.

    make report && .venv/bin/python docs/pictures.py

Needs Chromium, as the browser tests do. Pictures are of the sample only: its texts are CC0.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "pictures"
FIGURES = {"keyness": ("vocabulary", "fig-keyness"), "voices": ("voices", "fig-voices")}


def main() -> None:
    """Write one picture for each place that shows one."""
    OUT.mkdir(exist_ok=True)
    for name, (notebook, figure) in FIGURES.items():
        shutil.copyfile(_report(notebook) / "figures" / f"{figure}.png", OUT / f"{name}.png")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": 1100, "height": 820}, device_scale_factor=1.5)
        page.goto((_report("vocabulary") / "index.html").as_uri())
        page.screenshot(path=OUT / "report.png")
        page.goto((_report("article") / "index.html").as_uri())
        page.locator(".np-reading").first.scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.np-reading').scrollIntoView()")
        page.screenshot(path=OUT / "article.png")
        browser.close()


def _report(notebook: str) -> Path:
    found = sorted((ROOT / "reports").glob(f"{notebook}--*"))
    if len(found) != 1:
        sys.exit(f"There are {len(found)} reports of {notebook} in reports; run `make report` first.")
    return found[0]


if __name__ == "__main__":
    main()
