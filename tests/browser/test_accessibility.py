from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
TEXT = "Port closes\n\nThe mayor said the port was a grave danger to all."
OUTLINED = """() => { const e = document.activeElement, s = getComputedStyle(e);
    return [e.tagName, e.href || e.id || e.getAttribute('aria-label') || e.textContent.slice(0, 40),
            s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && s.opacity === '1']; }"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The axe-core engine, from the package that ships it."""
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe-playwright-python is not installed (extra `dev`)"
    )
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def addresses(reports: Path, annotated: Callable[[Path, str], Path]) -> dict[str, str]:
    """Every kind of page."""
    text = annotated(reports / "text.html", TEXT)
    files = {
        "catalogue": reports / "index.html", "report": next(reports.glob("plain--*")) / "index.html",
        "comparison": next((reports / ".compared").glob("*.html")), "text": text,
    }  # fmt: skip
    return {kind: file.as_uri() for kind, file in files.items()}


@pytest.mark.parametrize("kind", ["catalogue", "report", "comparison", "text"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_and_the_page_fits(
    addresses: dict[str, str], browser: Any, axe: str, kind: str, width: int, scheme: str
) -> None:
    """The width of 360 is also what remains of a narrow window at 200 % zoom."""
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(addresses[kind])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("kind", ["catalogue", "report", "comparison", "text"])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    addresses: dict[str, str], browser: Any, kind: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(addresses[kind])
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"], input:checked')]
           .filter(e => e.tagName === 'SUMMARY' || e.checkVisibility({contentVisibilityAuto: true})).length"""
    )
    seen = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(OUTLINED))
    assert all(visible for *_, visible in seen), [stop for stop in seen if not stop[2]]
    tops = page.evaluate(
        """() => [...document.querySelectorAll('main a[href], main summary, main [tabindex="0"]')]
           .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops) or kind == "comparison"  # two columns there
    page.close()


def test_choices_narrow_the_catalogue_without_script(addresses: dict[str, str], browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(addresses["catalogue"])
    rows = page.locator(".np-row:visible")
    assert rows.count() == 2
    page.get_by_label("failed (1)").check()
    assert rows.count() == 1
    assert "broken" in rows.first.inner_text().lower()
    page.get_by_role("group", name="Status").get_by_label("all").check()
    page.get_by_label("plain (1)").focus()
    page.keyboard.press("Space")
    assert rows.count() == 1
    page.get_by_label("failed (1)").check()
    assert rows.count() == 0
    page.context.close()


def test_links_to_items_appear_on_hover_and_on_focus(addresses: dict[str, str], browser: Any) -> None:
    page = browser.new_page()
    page.goto(addresses["report"])
    link = page.locator("#fig-words .np-here")
    opacity = "e => getComputedStyle(e).opacity"
    assert link.evaluate(opacity) == "0"
    page.locator("#fig-words").hover()
    assert link.evaluate(opacity) == "1"
    link.click()
    assert page.url.endswith("#fig-words")
    page.close()
