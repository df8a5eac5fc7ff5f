"""The settings of the guide to Spark are ones that can be read."""

import re
from pathlib import Path

from desireline.base.settings.load import parse_settings
from desireline.base.settings.model import SparkCluster

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "spark.md"


def test_the_example_is_read() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    cluster = SparkCluster(master="spark://host:7077", shards=64, config={"spark.executor.memory": "8g"})
    assert parse_settings(example).spark == cluster
    for short, expected in (("engine: local", None), ("engine: spark", SparkCluster())):
        assert f"`{short}`" in text
        assert parse_settings(short).spark == expected
    assert all(f"`{key}`" in text for key in SparkCluster.__struct_fields__)
