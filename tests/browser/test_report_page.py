from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light")])
def test_a_report_opens_without_error_or_request(
    reports: Path, browser: Any, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    trouble: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.goto((reports / "index.html").as_uri())
    page.get_by_role("link", name="Plain").click()
    page.wait_for_load_state()
    assert trouble == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in requests if url.startswith("file:")]) == 2
    image = page.locator("#fig-words img")
    assert image.is_visible()
    assert image.evaluate("i => i.complete && i.naturalWidth > 300")
    assert page.title() == "Plain"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    contrast = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert contrast[0] != contrast[1]
    page.close()


def test_evidence_opens_and_links_lead_to_it(reports: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto(next(reports.glob("plain--*")).joinpath("index.html").as_uri())
    lines = page.locator("#ev-security li")
    assert not lines.first.is_visible()
    page.click("#ev-security > summary")
    assert lines.count() == 3
    assert lines.first.is_visible()
    page.click("#val-share a")
    assert page.url.endswith("#ev-security")
    page.close()
