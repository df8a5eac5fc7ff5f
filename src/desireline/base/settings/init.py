"""The text of a fresh `desireline.yaml`, with short comments in the project's language."""

from desireline.base.i18n import Language, Translator
from desireline.base.settings.yaml_write import block

__all__ = ["fresh_settings"]

_EXAMPLES = {
    "stages": """\
stages:
  - {name: awareness, icon: eye}
  - {name: consideration, icon: search}
  - {name: purchase, icon: cart}
  - {name: retention, icon: heart}
  - {name: advocacy, icon: megaphone}
""",
    "touchpoints": """\
touchpoints:
  - name: cart
    when: {name: [cart, "Product Added"], channel: [web, app]}
    stage: consideration
""",
    "journeys": """\
journeys:
  purchase:
    goal: order
    recovery: [cart reminder]
    gap: 30d
""",
    "dimensions": """\
dimensions:
  - name: country
    property: country
    scope: customer
""",
    "segments": """\
segments:
  undecided: did("cart") and not did("order") within 7d
""",
    "identity": """\
identity:
  namespaces:
    device_id: {limit: 3}
    email: {ignore: [info@example.com]}
""",
    "serve": """\
serve:
  hosts: [journeys.example.com]
  address: https://journeys.example.com
""",
    "engine": """\
engine:
  spark: {master: "spark://host:7077"}
""",
}


def fresh_settings(
    *,
    language: Language = "en",
    name: str | None = None,
    time_zone: str = "UTC",
    currency: str = "EUR",
    schema: str | None = None,
) -> str:
    """Return the text of a new settings file: the basics filled in, the rest explained and commented out.

    Args:
        language: the project's language; the comments are in it too.
        name: what the business is called; the folder's name is shown where there is none.
        time_zone: IANA name.
        currency: ISO 4217 code.
        schema: where the JSON Schema lies, relative to the file, for editors that check YAML by it.
    """
    say = Translator(language)
    parts = [f"# yaml-language-server: $schema={schema}\n"] if schema else []
    parts.append(f"# {say('settings.file.head')}\n")
    basics = {
        "name": name,
        "language": language,
        "time_zone": time_zone,
        "currency": currency,
        "country": None,
        "visit_gap": "30m",
    }
    for key, value in basics.items():
        line = f"{key}:{block(value, 0, 1)}" if value is not None else f"# {key}: …"
        parts.append(f"\n# {say(f'settings.file.{key}')}\n{line}\n")
    for key, example in _EXAMPLES.items():
        commented = "".join(f"# {line}\n" for line in example.splitlines())
        parts.append(f"\n# {say(f'settings.file.{key}')}\n{commented}")
    return "".join(parts)
