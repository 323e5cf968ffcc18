from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
TEXT = "Port closes\n\nThe mayor said the port was a grave danger to all, and <b>markup</b> stays text."


@pytest.fixture
def address(tmp_path: Path, annotated: Callable[[Path, str], Path]) -> str:
    return annotated(tmp_path / "text.html", TEXT).as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (1000, "dark"), (360, "light")])
def test_marks_are_told_by_line_and_letter_and_the_list_opens_by_keyboard(
    address: str, browser: Any, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(address)
    mark = page.locator("article mark")
    assert mark.evaluate("m => getComputedStyle(m).textDecorationLine") == "underline"
    assert page.locator("article .np-letter").inner_text().startswith("A")
    assert page.locator("article b").count() == 1  # the letter in the list; the text's own markup is text
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    notes = page.locator(".np-marks li")
    assert not notes.first.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert notes.first.is_visible()
    assert "the mayor" in notes.first.inner_text()
    assert trouble == []
    page.close()
