"""Made-up businesses with known truth, as raw exports of their tools."""
