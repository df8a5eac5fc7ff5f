"""One simulated shop for all tests that read what was written."""

import msgspec
import pytest

from desireline.simulator import Truth, simulate
from simulated_shop import Shop


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("shop")
    truth = folder.parent / "shop-truth.json"
    simulated = simulate(folder, seed=11, customers=8_000, truth=truth)
    return Shop(folder, simulated, msgspec.json.decode(truth.read_bytes(), type=Truth))
