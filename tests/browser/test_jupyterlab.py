from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks/vocabulary.ipynb"
PATIENCE = 120


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """A JupyterLab of its own on a free port, over a copy of the notebook and of the sample corpus."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "data/raw", home / "work/data/raw")
    (home / "work/notebooks").mkdir()
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    shutil.copy(NOTEBOOK, home / "work/notebooks" / NOTEBOOK.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = {
        **os.environ,
        **folders,
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    settings = [
        "--no-browser", "--allow-root", "--ServerApp.token=", "--ServerApp.password=", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
        f"--LabApp.workspaces_dir={home / 'workspaces'}", f"--LabApp.user_settings_dir={home / 'settings'}",
    ]  # fmt: skip
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *settings],
            cwd=home / "work",
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield _ready(f"http://127.0.0.1:{port}", server, home / "log")
        finally:
            server.terminate()
            server.wait(30)


def _ready(address: str, server: subprocess.Popen, log: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/api/status", timeout=2):
                return address
        except OSError:
            time.sleep(0.3)
    raise AssertionError(log.read_text())


def test_a_notebook_runs_all_cells_and_shows_its_figures(lab: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((lab, "data:", "blob:", "ws:")) else None,
    )
    page.goto(f"{lab}/lab/tree/notebooks/{NOTEBOOK.name}?reset")
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=PATIENCE * 1000)
    page.get_by_text("| Idle").wait_for(timeout=PATIENCE * 1000)  # a cell run before is a cell not run
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    figure = page.locator(".jp-OutputArea figure img")
    figure.first.wait_for(state="attached", timeout=PATIENCE * 1000)
    concordance = page.locator(".jp-OutputArea details#ev-concordance")
    concordance.wait_for(state="attached", timeout=PATIENCE * 1000)
    figure.first.scroll_into_view_if_needed()
    assert figure.first.is_visible()
    assert figure.first.evaluate("i => i.complete && i.naturalWidth > 300")
    names = page.locator(".jp-OutputArea figure").evaluate_all("all => all.map(one => one.id)")
    assert names == [
        "fig-frequencies", "fig-reference", "fig-keyness", "fig-dispersion", "fig-xray", "fig-collocations",
        "fig-collocates", "fig-network",
    ]  # fmt: skip
    concordance.locator("summary").click()
    assert concordance.get_by_text("security").first.is_visible()
    _sorts(page)
    assert page.locator(".jp-OutputArea [data-mime-type*='error']").count() == 0
    assert elsewhere == []
    page.screenshot(path=os.environ.get("LAB_SCREENSHOT", str(tmp_path / "lab.png")))
    page.close()


def _sorts(page: Any) -> None:
    """A table sorts by a click on a heading, and back by Enter."""
    table = page.locator(".jp-OutputArea .np-tablebox table.np-table").first
    heading = table.locator("th").first
    heading.scroll_into_view_if_needed()
    first_column = "rows => rows.map(row => row.cells[0].textContent)"
    words = table.locator("tbody tr").evaluate_all(first_column)
    heading.click()
    up = table.locator("tbody tr").evaluate_all(first_column)
    assert sorted(up) == sorted(words)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert up == sorted(up, key=str.lower)
    heading.press("Enter")
    assert table.locator("tbody tr").evaluate_all(first_column) == up[::-1]
