"""From a study to finished reports: what is to be run, kernels, folders, ids."""

import sys

if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    # Where it finds this package, jsonschema has a grammar of addresses built for more than a second on import.
    # Notebooks are checked with jsonschema, and no notebook holds what that grammar checks.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        pass
    finally:
        del sys.modules["rfc3987_syntax"]
