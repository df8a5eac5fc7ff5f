"""Made-up businesses with known truth, as raw exports of their tools."""

from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.reading import default_scenario, load_scenario
from desireline.simulator.simulate import Simulated, simulate
from desireline.simulator.truth import Truth

__all__ = ["Scenario", "Simulated", "Truth", "default_scenario", "load_scenario", "simulate"]
