"""Ask the public validator about the crates of reports. Run with the Python that has `roc-validator` installed.

    pip install roc-validator
    python benchmarks/validate_crates.py reports --context context.json [--level recommended]

The validator reads the JSON-LD context of RO-Crate 1.1 from the network. Where there is
none, ``--context`` names a copy, such as the ``lib/context.json`` in the npm package
``ro-crate``.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

PROFILE = "process-run-crate"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--context", type=Path)
    parser.add_argument("--level", default="required", choices=["required", "recommended", "optional"])
    options = parser.parse_args()
    if options.context:
        _without_network(options.context.read_bytes())
    folders = sorted(path.parent for path in options.reports.glob("*/ro-crate-metadata.json"))
    found = {folder: _issues(folder, options.level) for folder in folders}
    for folder, issues in found.items():
        print(f"{len(issues)} issues  {folder.name}")
        for issue in sorted(issues):
            print(f"    {issue}")
    if not found or any(found.values()):
        sys.exit(1)


def _without_network(context: bytes) -> None:
    """Answer every request with the copy of the context."""
    import requests
    import urllib3
    from rocrate_validator.utils import document_loader

    def send(self: Any, request: Any, **options: Any) -> Any:
        headers = {"Content-Type": "application/ld+json"}
        body = urllib3.HTTPResponse(
            io.BytesIO(context), headers, status=200, preload_content=False, request_url=request.url
        )
        return self.build_response(request, body)

    parsed = json.loads(context)
    document_loader._fetch_json_ld = lambda url: parsed
    requests.adapters.HTTPAdapter.send = send  # type: ignore[method-assign,assignment]


def _issues(folder: Path, level: str) -> set[str]:
    from rocrate_validator import models, services

    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier=PROFILE,
        requirement_severity=models.Severity[level.upper()],
    )
    result = services.validate(settings)
    return {f"{issue.severity.name}: {issue.message}" for issue in result.get_issues()}


if __name__ == "__main__":
    main()
