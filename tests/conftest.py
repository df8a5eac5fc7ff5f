"""Settings of all tests: which skips are allowed, and where the program may keep what it caches."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

_FORBIDDEN = {kind for kind in os.environ.get("DESIRELINE_FORBID_SKIPS", "").split(",") if kind}

settings.register_profile("desireline", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desireline")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip that is not allowed in this run into a failure."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]  # pluggy's result
    marks = {mark.name for mark in item.iter_markers()}
    if report.skipped and marks & _FORBIDDEN and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which this run forbids: {report.longrepr}"
