"""Options and helpers of all tests."""

import pytest
from hypothesis import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write expected output and golden files anew; then read the diff",
    )


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))


# No test depends on a quiet machine: how long an example takes says nothing.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
