"""The schema and the loader agree on keys, types and allowed values."""

from typing import Any

import jsonschema
import msgspec
from hypothesis import given, settings

from desireline.base.settings.load import settings_faults
from desireline.base.settings.model import Settings
from desireline.base.settings.schema import settings_schema
from desireline.base.settings.shape import shape_faults
from settings_strategies import all_settings, documents

VALIDATOR = jsonschema.Draft202012Validator(settings_schema())


def test_it_is_a_schema() -> None:
    schema = settings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["$id"]) == ("desireline.yaml", "urn:desireline:settings")
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(Settings.__struct_fields__)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_it_agrees_with_the_loader(data: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(data) == (shape_faults(data, Settings) == [])


@settings(max_examples=60, deadline=None)
@given(all_settings())
def test_good_settings_are_valid(made: Settings) -> None:
    VALIDATOR.validate(msgspec.to_builtins(made))


def test_known_bad_documents_are_not() -> None:
    bad: list[dict[str, Any]] = [
        {"curency": "EUR"},
        {"touchpoints": [{"name": "a", "when": {"channel": "webb"}}]},
        {"touchpoints": [{"name": "a"}]},
        {"stages": []},
        {"stages": [{"name": "a", "label": {"de": "Anfang"}}]},
        {"currency": "euro"},
        {"identity": {"limit": 0}},
        {"visit_gap": 30},
    ]
    for data in bad:
        assert not VALIDATOR.is_valid(data)
        assert settings_faults(msgspec.json.encode(data).decode())  # JSON is YAML
