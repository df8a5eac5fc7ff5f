"""The settings of a project, as they stand in `desireline.yaml`: one described struct a section.

From these structs alone come the checks, the published JSON Schema and the reference page.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.i18n import Language

__all__ = [
    "BUILT_IN_DIMENSIONS",
    "CHANNELS",
    "Channel",
    "DimensionRule",
    "Engine",
    "IdentityRules",
    "JourneyType",
    "Label",
    "NamespaceRule",
    "Oidc",
    "OidcRoles",
    "Serve",
    "Settings",
    "SparkCluster",
    "Stage",
    "Touchpoint",
    "When",
]

Channel = Literal[
    "web",
    "app",
    "email",
    "social",
    "search",
    "ads",
    "phone",
    "chat",
    "store",
    "mail",
    "sales",
    "review",
    "survey",
    "support",
    "other",
]
BUILT_IN_DIMENSIONS = ("channel", "touchpoint", "stage")
"""What every project can filter and compare by, without saying so."""

CHANNELS: tuple[str, ...] = Channel.__args__  # type: ignore[attr-defined]  # Literal keeps its values there

Name = Annotated[
    str,
    Meta(
        pattern=r"^[^\s/]([^/\n]*[^\s/])?$",
        max_length=120,
        extra={"allowed": "a name without slash, no space at its ends"},
    ),
]
DurationText = Annotated[
    str,
    Meta(
        pattern=r"^\s*(\d+(\.\d+)?\s*(ms|w|d|h|m|s)\s*)+$",
        extra={"allowed": "a number and a unit (ms, s, m, h, d, w), such as 30m, 7d or 1h30m"},
    ),
]
Label = str | dict[Language, str]
"""A text for all languages, or one text a language."""


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all sections: unknown keys are errors."""


class When(Struct, frozen=True):
    """Which events a rule takes; every condition given must hold."""

    channel: Annotated[list[Channel] | Channel | None, Meta(description="One channel or several.")] = None
    name: Annotated[
        list[str] | str | None,
        Meta(
            description="Event names; `*` stands for any characters. "
            "Letter case is ignored where a `*` is used, else it matters."
        ),
    ] = None
    source: Annotated[list[str] | str | None, Meta(description="Names of sources.")] = None
    properties: Annotated[
        dict[str, str | int | float | bool | list[str]],
        Meta(
            description="Property (dots reach into objects) and the value, or values, it must have; "
            "`*` stands for any characters."
        ),
    ] = {}


class Touchpoint(Struct, frozen=True):
    """A named class of events. An event belongs to the first touchpoint whose rule takes it."""

    name: Annotated[Name, Meta(description="The touchpoint's name, once in the project.")]
    when: Annotated[When, Meta(description="The rule.")]
    stage: Annotated[str | None, Meta(description="The stage it lies in, one of `stages`.")] = None
    label: Annotated[Label | None, Meta(description="What people see; the name where there is none.")] = None


class Stage(Struct, frozen=True):
    """An ordered phase of the journey."""

    name: Annotated[Name, Meta(description="The stage's name, once in the project.")]
    label: Annotated[Label | None, Meta(description="What people see.")] = None
    icon: Annotated[
        str | None, Meta(description="Name of an icon: eye, search, cart, heart, megaphone, help, star, flag.")
    ] = None


class JourneyType(Struct, frozen=True):
    """A kind of journey over the same log: where it starts, what it is for, and when it is given up."""

    goal: Annotated[list[str] | str, Meta(description="Touchpoint(s) that end the journey in success.")]
    start: Annotated[
        list[str] | str | None,
        Meta(description="Touchpoint(s) it starts with; if none is given, any of a stage not after the goal's."),
    ] = None
    recovery: Annotated[
        list[str],
        Meta(
            description="Touchpoints that may follow a missed goal: "
            "if one of them is the first event after the silence, the journey goes on."
        ),
    ] = []
    gap: Annotated[DurationText, Meta(description="The silence after which the goal is taken as missed.")] = "30d"
    stages: Annotated[
        list[str] | None, Meta(description="The stages this journey passes, in order; all where none are given.")
    ] = None
    label: Annotated[Label | None, Meta(description="What people see.")] = None


class NamespaceRule(Struct, frozen=True):
    """How identifiers of one namespace link events into customers."""

    links: Annotated[bool, Meta(description="Whether equal values join events into one customer.")] = True
    limit: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(
            description="With how many values of one person-level namespace an identifier may be seen "
            "before it is set aside as shared."
        ),
    ] = None
    ignore: Annotated[
        list[str], Meta(description="Values that are nobody's (placeholders of your own); letter case is ignored.")
    ] = []


class IdentityRules(Struct, frozen=True):
    """Which identifiers make a customer."""

    limit: Annotated[int, Meta(ge=1, description="The limit for namespaces that set none.")] = 3
    namespaces: Annotated[
        dict[str, NamespaceRule], Meta(description="Rules by namespace: user_id, email, phone, device_id, …")
    ] = {}


class DimensionRule(Struct, frozen=True):
    """A property declared for filtering and comparing."""

    name: Annotated[Name, Meta(description="The dimension's name, once in the project.")]
    property: Annotated[str, Meta(description="The property it is read from; dots reach into objects.")]
    scope: Annotated[
        Literal["event", "journey", "customer"],
        Meta(description="event: each event's own value; journey: the journey's first; customer: the customer's last."),
    ] = "event"


class SparkCluster(Struct, frozen=True):
    """Where Spark runs, and how."""

    master: Annotated[
        str,
        Meta(
            pattern=r"^\S+$",
            description="The cluster: `spark://host:port`, another master that Spark knows, or `local[N]` for N processes here.",
            extra={"allowed": "an address without spaces, such as spark://host:7077 or local[*]"},
        ),
    ] = "local[*]"
    shards: Annotated[
        Annotated[int, Meta(ge=1, le=10_000)] | None,
        Meta(description="In how many pieces customers are stored; as many as suit the data where none is given."),
    ] = None
    config: Annotated[
        dict[str, str], Meta(description="Settings of Spark by their own names, such as `spark.executor.memory`.")
    ] = {}


class Engine(Struct, frozen=True):
    """What counts: Spark, with its settings."""

    spark: Annotated[SparkCluster, Meta(description="The cluster.")]


RoleName = Literal["viewer", "analyst", "editor", "admin"]


class OidcRoles(Struct, frozen=True):
    """Which people of the organisation get which role."""

    claim: Annotated[
        str, Meta(min_length=1, description="The claim of the ID token that is looked at, such as `groups`.")
    ] = "groups"
    viewer: Annotated[list[str], Meta(description="Values of the claim that make a viewer.")] = []
    analyst: Annotated[list[str], Meta(description="Values of the claim that make an analyst.")] = []
    editor: Annotated[list[str], Meta(description="Values of the claim that make an editor.")] = []
    admin: Annotated[list[str], Meta(description="Values of the claim that make an admin.")] = []


class Oidc(Struct, frozen=True):
    """The organisation's own sign-in (OpenID Connect)."""

    issuer: Annotated[
        str,
        Meta(
            pattern=r"^https?://[^\s?#]+$",
            description="Its address; `/.well-known/openid-configuration` below it says the rest.",
            extra={"allowed": "an address such as https://login.example.com"},
        ),
    ]
    client_id: Annotated[str, Meta(min_length=1, description="Under which name it knows Desireline.")]
    client_secret_env: Annotated[
        str | None,
        Meta(description="Name of the environment variable that holds the client's secret; none for a public client."),
    ] = None
    label: Annotated[str, Meta(min_length=1, description="What the button says.")] = "OpenID Connect"
    scopes: Annotated[list[str], Meta(description="What is asked for besides `openid`.")] = msgspec.field(
        default_factory=lambda: ["profile", "email"]
    )
    roles: Annotated[OidcRoles, Meta(description="Who gets which role; the highest one counts.")] = msgspec.field(
        default_factory=OidcRoles
    )
    default_role: Annotated[
        RoleName | None, Meta(description="The role of everybody else; none: they are not let in.")
    ] = None


class Serve(Struct, frozen=True):
    """How the app is reached by a team."""

    hosts: Annotated[
        list[str],
        Meta(
            description="Names under which browsers ask for this server, besides those of this machine; without a port."
        ),
    ] = []
    address: Annotated[
        Annotated[
            str,
            Meta(
                pattern=r"^https?://[^\s/?#@]+/?$", extra={"allowed": "an address such as https://journeys.example.com"}
            ),
        ]
        | None,
        Meta(description="The address that people type where a proxy with TLS stands before this server."),
    ] = None
    proxies: Annotated[
        list[str],
        Meta(description="Addresses of proxies whose word on where a request came from is believed."),
    ] = msgspec.field(default_factory=lambda: ["127.0.0.1", "::1"])
    oidc: Annotated[Oidc | None, Meta(description="The organisation's own sign-in.")] = None


def _stages() -> list[Stage]:
    icons = {
        "awareness": "eye",
        "consideration": "search",
        "purchase": "cart",
        "retention": "heart",
        "advocacy": "megaphone",
    }
    return [Stage(name=name, icon=icon) for name, icon in icons.items()]


class Settings(Struct, frozen=True):
    """Everything in `desireline.yaml`."""

    name: Annotated[
        str | None, Meta(description="What the business is called; the folder's name where there is none.")
    ] = None
    language: Annotated[Language, Meta(description="The language of maps, reports and messages.")] = "en"
    time_zone: Annotated[
        str, Meta(description="IANA name. Times without a zone are read in it, days are cut in it.")
    ] = "UTC"
    currency: Annotated[
        str,
        Meta(
            pattern="^[A-Z]{3}$",
            description="ISO 4217 code of amounts that name none.",
            extra={"allowed": "three capital letters such as EUR"},
        ),
    ] = "EUR"
    country: Annotated[
        Annotated[str, Meta(pattern="^[A-Z]{2}$", extra={"allowed": "two capital letters such as HU"})] | None,
        Meta(
            description="ISO 3166 code by which phone numbers without a country are read; "
            "that of the time zone where none is given."
        ),
    ] = None
    visit_gap: Annotated[DurationText, Meta(description="The pause that ends a visit.")] = "30m"
    stages: Annotated[list[Stage], Meta(min_length=1, max_length=20, description="The stages, in order.")] = (
        msgspec.field(default_factory=_stages)
    )
    touchpoints: Annotated[
        list[Touchpoint],
        Meta(
            description="Rules, first match wins. "
            "An event that no rule takes is its own touchpoint, named as the event."
        ),
    ] = []
    journeys: Annotated[
        dict[str, JourneyType],
        Meta(description="Journey types by name; the first is the one shown when none is asked for."),
    ] = {}
    dimensions: Annotated[list[DimensionRule], Meta(description="Properties to filter and compare by.")] = []
    segments: Annotated[
        dict[str, Annotated[str, Meta(min_length=1)]],
        Meta(
            description="Saved selections by name, as people write them: "
            '`country = "HU" and did("checkout") and not did("purchase") within 7d`.'
        ),
    ] = {}
    identity: Annotated[IdentityRules, Meta(description="Which identifiers make a customer.")] = IdentityRules()
    engine: Annotated[
        Literal["local", "spark"] | Engine,
        Meta(
            description="What counts: all processors of this machine, or Spark (`spark` alone: processes here; "
            "`spark:` with its settings: a cluster)."
        ),
    ] = "local"

    serve: Annotated[Serve, Meta(description="How the app is reached by a team.")] = msgspec.field(
        default_factory=Serve
    )

    @property
    def spark(self) -> SparkCluster | None:
        """The cluster that counts; None where this machine does."""
        if self.engine == "local":
            return None
        return SparkCluster() if self.engine == "spark" else self.engine.spark
