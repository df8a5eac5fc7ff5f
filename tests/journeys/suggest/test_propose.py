"""What is proposed for real logs and for made-up ones, and that it is always valid."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_sets import data_set
from desireline.base.i18n import LANGUAGES, Language
from desireline.base.settings.edit import settings_text
from desireline.base.settings.load import parse_settings
from desireline.base.settings.model import CHANNELS, JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys.suggest import NameStats, PropertyStats, Suggestion, accept, suggest
from name_stats import made_up, names_of, property_of


def stages_of(made: Suggestion) -> dict[str, str | None]:
    return {touchpoint.name: touchpoint.stage for touchpoint in made.touchpoints}


def goals_of(made: Suggestion) -> dict[str, list[str] | str]:
    return {name: journey.goal for name, journey in made.journeys.items()}


def reasons_of(made: Suggestion, about: str) -> list[str]:
    return [reason.reason for reason in made.reasons if reason.about == about]


@pytest.mark.data
def test_simple_shop() -> None:
    path = data_set("retentioneering_simple_shop/simple_shop.csv.gz")
    names = names_of(f"read_csv('{path}')", "event", "user_id", "timestamp")
    made = suggest(names, [], Settings(), lang="en")
    assert stages_of(made) == {
        "catalog": "consideration",
        "main": "awareness",
        "cart": "consideration",
        "product1": "consideration",
        "product2": "consideration",
        "delivery_choice": "purchase",
        "delivery_courier": "purchase",
        "delivery_pickup": "purchase",
        "payment_choice": "purchase",
        "payment_card": "purchase",
        "payment_cash": "purchase",
        "payment_done": "purchase",
    }
    assert all(touchpoint.when == When(name=touchpoint.name) for touchpoint in made.touchpoints)
    assert goals_of(made) == {"purchase": "payment_done"}
    assert reasons_of(made, "journey:purchase")[:2] == [
        "“payment_done” is taken as the goal, for the words “payment”, “done” in its name.",
        "653 customers reached “payment_done”.",
    ]


@pytest.mark.data
def test_sparkify() -> None:
    folder = data_set("sparkify_eventlog/jsonl")
    table = f"read_json('{folder}/*.json', union_by_name=true)"
    names = names_of(table, "page", "nullif(userId, '')", "ts", channel="app")
    properties = [
        property_of(table, column, "nullif(userId, '')") for column in ("level", "gender", "status", "itemInSession")
    ]
    made = suggest(names, properties, Settings(), lang="en")
    assert goals_of(made) == {"purchase": "Submit Upgrade"}
    stages = stages_of(made)
    assert (stages["Submit Upgrade"], stages["Home"], stages["NextSong"]) == ("purchase", "awareness", "retention")
    pain = "something that went wrong for the customer."
    assert [name for name in stages if reasons_of(made, f"touchpoint:{name}")[-1].endswith(pain)] == [
        "Downgrade",
        "Error",
        "Submit Downgrade",
    ]
    scopes = {rule.name: rule.scope for rule in made.dimensions}
    assert scopes == {"gender": "customer", "level": "customer", "status": "event"}


@pytest.mark.data
def test_bpi_2012() -> None:
    path = data_set("bpi2012_loans/bpic2012.parquet")
    names = names_of(f"'{path}'", '"concept:name"', '"case:concept:name"', '"time:timestamp"', channel="other")
    made = suggest(names, [], Settings(), lang="en")
    assert goals_of(made) == {"purchase": "A_ACTIVATED"}
    assert made.journeys["purchase"].gap == "60d"
    assert "It could also be “A_APPROVED”." in reasons_of(made, "journey:purchase")
    stages = stages_of(made)
    assert len(stages) == 24
    assert {name for name, stage in stages.items() if stage == "purchase"} == {
        "A_ACTIVATED",
        "A_APPROVED",
        "A_REGISTERED",
    }
    assert stages["A_SUBMITTED"] == "consideration"


@pytest.mark.data
def test_helpdesk() -> None:
    path = data_set("helpdesk_log/helpdesk.parquet")
    names = names_of(f"'{path}'", '"concept:name"', '"case:concept:name"', '"time:timestamp"', channel="support")
    made = suggest(names, [], Settings(), lang="en")
    assert goals_of(made) == {"support": "Closed"}
    assert made.journeys["support"].start is None  # few tickets begin with 'Insert ticket'
    assert made.journeys["support"].gap == "60d"
    assert "It could also be “Resolve ticket”." in reasons_of(made, "journey:support")


@pytest.mark.data
def test_rees46_where_every_row_carries_a_price() -> None:
    path = data_set("rees46_sample/2019-Oct-sample.csv")
    names = names_of(f"read_csv('{path}')", "event_type", "user_id", "event_time", "price")
    made = suggest(names, [], Settings(), lang="en")
    assert goals_of(made) == {"purchase": "purchase"}
    assert stages_of(made) == {"view": "consideration", "cart": "consideration", "purchase": "purchase"}


@pytest.mark.data
def test_ga4_rows_without_a_purchase() -> None:
    path = data_set("ga4_samples/ga4_sample_rows.ndjson.gz")
    names = names_of(f"read_json('{path}')", "event_name", "user_pseudo_id", "event_timestamp")
    made = suggest(names, [], Settings(), lang="en")
    stages = stages_of(made)
    assert stages["page_view"] == stages["first_visit"] == "awareness"
    assert stages["view_item"] == "consideration"
    assert stages["add_payment_info"] == "purchase"
    assert list(made.journeys) == ["main"]
    assert not any(reason.sure for reason in made.reasons if "is a guess" in reason.reason)


@pytest.mark.data
def test_uci_online_retail() -> None:
    path = data_set("uci_online_retail/online_retail.parquet")
    kind = "if(Quantity < 0, 'refund', 'order')"
    names = names_of(f"'{path}'", kind, "CustomerID", "InvoiceDate", "Quantity * UnitPrice")
    made = suggest(names, [property_of(f"'{path}'", "Country", "CustomerID")], Settings(), lang="en")
    assert goals_of(made) == {"purchase": "order"}
    assert stages_of(made) == {"order": "purchase", "refund": "retention"}
    assert [(rule.name, rule.scope) for rule in made.dimensions] == [("Country", "customer")]


OMNICHANNEL = [
    made_up("Ad Clicked", "ads", 600, source="tracking", position=0.1),
    made_up("Product Viewed", "web", 900, source="tracking", position=0.3),
    made_up("Product Viewed", "app", 200, source="tracking", position=0.3),
    made_up("Product Added", "web", 500, source="tracking", position=0.4),
    made_up("Checkout Started", "web", 400, source="tracking", position=0.5),
    made_up("Coupon Failed", "web", 50, source="tracking", position=0.55),
    made_up("Order Completed", "web", 300, source="tracking", position=0.6, valued=True),
    made_up("Signed Up", "web", 400, source="tracking", position=0.2),
    made_up("order", "web", 320, source="shop", position=0.6, valued=True),
    made_up("receipt", "store", 250, source="till", position=0.6, valued=True),
    made_up("sent", "email", 700, source="mail", position=0.4),
    made_up("opened", "email", 400, source="mail", position=0.4),
    made_up("opened", "app", 100, source="tracking", position=0.1),
    made_up("clicked", "email", 200, source="mail", position=0.4),
    made_up("abandoned cart email", "email", 100, source="mail", position=0.5),
    made_up("ticket created", "support", 120, source="desk", position=0.8),
    made_up("ticket solved", "support", 110, source="desk", position=0.9),
    made_up("call", "phone", 90, source="calls", position=0.8),
    made_up("review", "review", 60, source="reviews", position=0.9),
    made_up("survey answer", "survey", 80, source="survey", position=0.9),
]


def test_an_omnichannel_business() -> None:
    made = suggest(OMNICHANNEL, [], Settings(), lang="en")
    assert stages_of(made) == {
        "Ad Clicked": "awareness",
        "Product Viewed": "consideration",
        "Product Added": "consideration",
        "Checkout Started": "purchase",
        "Coupon Failed": "purchase",
        "Order Completed": "purchase",
        "Signed Up": "consideration",
        "order": "purchase",
        "receipt": "purchase",
        "sent": "consideration",
        "opened (email)": "consideration",
        "opened (app)": "awareness",
        "clicked": "consideration",
        "abandoned cart email": "consideration",
        "ticket created": "retention",
        "ticket solved": "retention",
        "call": "retention",
        "review": "advocacy",
        "survey answer": "retention",
    }
    rules = {touchpoint.name: touchpoint.when for touchpoint in made.touchpoints}
    assert rules["opened (email)"] == When(name="opened", channel="email")
    assert rules["Product Viewed"] == When(name="Product Viewed")
    assert made.journeys == {
        "purchase": JourneyType(goal=["order", "receipt"], recovery=["abandoned cart email"], gap="30d"),
        "lead": JourneyType(goal="Signed Up", gap="30d"),
        "support": JourneyType(goal="ticket solved", start=["ticket created"], gap="60d"),
    }
    assert "It could also be “Order Completed”." in reasons_of(made, "journey:purchase")
    assert reasons_of(made, "touchpoint:Coupon Failed") == [
        "The word “coupon” in its name belongs to the stage “Purchase”.",
        "The word “failed” speaks of something that went wrong for the customer.",
    ]


WORDS: dict[Language, list[tuple[str, str, str]]] = {
    "hu": [
        ("Termék megtekintve", "web", "consideration"),
        ("Kosárba tette", "web", "consideration"),
        ("Pénztár megnyitva", "web", "purchase"),
        ("Megrendelés leadva", "web", "purchase"),
        ("Fizetés sikertelen", "web", "purchase"),
        ("regisztracio", "web", "consideration"),
        ("Visszaküldés", "web", "retention"),
        ("hibajegy létrehozva", "support", "retention"),
        ("hibajegy lezárva", "support", "retention"),
        ("Hívás", "phone", "retention"),
        ("vélemény", "review", "advocacy"),
    ],
    "ru": [
        ("Просмотр товара", "web", "consideration"),
        ("Добавлено в корзину", "web", "consideration"),
        ("Оформление заказа", "web", "purchase"),
        ("Заказ оформлен", "web", "purchase"),
        ("Оплата не прошла", "web", "purchase"),
        ("Регистрация", "web", "consideration"),
        ("Возврат товара", "web", "retention"),
        ("обращение создано", "support", "retention"),
        ("обращение закрыто", "support", "retention"),
        ("Звонок", "phone", "retention"),
        ("отзыв", "review", "advocacy"),
    ],
    "zh-Hant": [
        ("瀏覽商品", "web", "consideration"),
        ("加入購物車", "web", "consideration"),
        ("開始結帳", "web", "purchase"),
        ("完成訂單", "web", "purchase"),
        ("付款失敗", "web", "purchase"),
        ("註冊", "web", "consideration"),
        ("退貨", "web", "retention"),
        ("客服單建立", "support", "retention"),
        ("客服單結案", "support", "retention"),
        ("來電", "phone", "retention"),
        ("評論", "review", "advocacy"),
    ],
}


@pytest.mark.parametrize("lang", WORDS)
def test_names_in_other_languages(lang: Language) -> None:
    names = [
        made_up(name, channel, 1000 - 80 * number, position=0.1 + number * 0.05)
        for number, (name, channel, _) in enumerate(WORDS[lang])
    ]
    made = suggest(names, [], Settings(language=lang), lang=lang)
    assert stages_of(made) == {name: stage for name, _, stage in WORDS[lang]}
    assert goals_of(made)["purchase"] == WORDS[lang][3][0]
    assert goals_of(made)["support"] == WORDS[lang][8][0]
    failed = reasons_of(made, f"touchpoint:{WORDS[lang][4][0]}")
    assert len(failed) == 2  # the stage, and that it is a pain


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_are_whole_sentences_in_every_language(lang: Language) -> None:
    tail = [made_up(f"/product/{number}", "web", 5) for number in range(200, 240)]
    opaque = [made_up("X1", "other", 50, position=0.2), made_up("X 1", "other", 9, position=None)]
    made = suggest([*OMNICHANNEL, *tail, *opaque], [country()], Settings(language=lang), lang=lang)
    assert {reason.about for reason in made.reasons} >= {
        *(f"touchpoint:{touchpoint.name}" for touchpoint in made.touchpoints),
        *(f"stage:{stage.name}" for stage in made.stages),
        *(f"journey:{name}" for name in made.journeys),
        "dimension:country",
    }
    for reason in made.reasons:
        assert not re.search(r"[{}]|\.\.|suggest\.", reason.reason), reason
        assert reason.reason.endswith((".", "?", "。", "？")), reason


def country() -> PropertyStats:
    return PropertyStats(
        source="tracking", property="context.country", events=6000, distinct=3, examples=["HU", "TW"], per_customer=1.0
    )


def test_opaque_names_get_a_guess_that_says_so() -> None:
    names = [
        made_up("A", customers=1000, position=0.1, last=0.05),
        made_up("B", customers=600, position=0.5, last=0.2),
        made_up("C", customers=200, position=0.9, last=0.9),
    ]
    made = suggest(names, [], Settings(), lang="en")
    assert goals_of(made) == {"main": "C"}
    assert stages_of(made) == {"A": "awareness", "B": "consideration", "C": "purchase"}
    doubtful = {reason.reason for reason in made.reasons if not reason.sure}
    assert (
        "“C” is a guess, since no name speaks of a goal: 90% of the customers who did it did nothing after it."
        in doubtful
    )


def test_amounts_tell_the_goal_where_names_do_not() -> None:
    names = [made_up("A", customers=900), made_up("B", customers=500), made_up("Z9", customers=300, valued=True)]
    assert goals_of(suggest(names, [], Settings(), lang="en")) == {"purchase": "Z9"}


def test_nothing_that_could_be_a_goal() -> None:
    made = suggest([made_up("error", customers=0, position=None)], [], Settings(), lang="en")
    assert made.journeys == {}
    assert reasons_of(made, "journey:*") == ["Nothing in the data looks like a goal; please name one under journeys."]
    assert suggest([], [], Settings(), lang="en").touchpoints == []


def test_what_the_settings_say_is_kept() -> None:
    own = Settings(
        stages=[Stage(name="Discover"), Stage(name="Buying"), Stage(name="Service")],
        touchpoints=[Touchpoint(name="basket", when=When(name="Product Added"), stage="Buying")],
        journeys={"buy": JourneyType(goal=["receipt"])},
    )
    made = suggest(OMNICHANNEL, [], own, lang="en")
    stages = stages_of(made)
    assert "basket" not in stages
    assert "Product Added" not in stages
    assert stages["Order Completed"] == "Buying"
    assert stages["Ad Clicked"] == "Discover"
    assert stages["ticket created"] == "Service"
    assert stages["Product Viewed"] is None
    assert "which this project does not have" in " ".join(reasons_of(made, "touchpoint:Product Viewed"))
    assert list(made.journeys) == ["lead", "support"]
    both = accept(own, made)
    assert both.touchpoints[0] == own.touchpoints[0]
    assert list(both.journeys) == ["buy", "lead", "support"]
    assert parse_settings(settings_text(both)) == both
    again = suggest(OMNICHANNEL, [], both, lang="en")
    assert (again.touchpoints, again.journeys, again.dimensions, again.reasons) == ([], {}, [], [])


def test_of_two_tools_the_fuller_tells_the_goal_within_one_the_later() -> None:
    tracked = made_up("Order Completed", customers=300, source="web", valued=True)
    assert goals_of(
        suggest([tracked, made_up("order", customers=299, source="shop", valued=True)], [], Settings(), lang="en")
    ) == {"purchase": "Order Completed"}
    assert goals_of(
        suggest([tracked, made_up("order", customers=301, source="shop", valued=True)], [], Settings(), lang="en")
    ) == {"purchase": "order"}
    assert goals_of(
        suggest([tracked, made_up("order", customers=400, source="web", valued=True)], [], Settings(), lang="en")
    ) == {"purchase": "Order Completed"}


def test_messages_have_one_place_together() -> None:
    names = [
        made_up("order", customers=500, position=0.6),
        made_up("email sent", "email", 500, position=0.7),
        made_up("email opened", "email", 100, position=0.5),
        made_up("email clicked", "email", 20, position=0.4),
    ]
    stages = stages_of(suggest(names, [], Settings(), lang="en"))
    assert (stages["email sent"], stages["email opened"], stages["email clicked"]) == ("retention",) * 3


def test_spellings_of_one_name_are_taken_together_and_said() -> None:
    made = suggest(
        [made_up("Order Completed", customers=9), made_up("order_completed", customers=5)], [], Settings(), lang="en"
    )
    assert made.touchpoints[0].when == When(name=["Order Completed", "order_completed"])
    assert reasons_of(made, "touchpoint:Order Completed")[0] == (
        "2 spellings of one name are taken together: “Order Completed”, “order_completed”."
    )


names_in_channels = st.lists(
    st.builds(
        made_up,
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(
                ["order", "Order", "opened", "a*", "*", "/p/1234", "/p/x/1234", "/P/9999?x=1", " cart ", "login"]
            ),
            st.integers(100, 130).map("/item/{}".format),
            st.integers(100, 130).map("/Item/{}/view".format),
        ),
        st.sampled_from(CHANNELS),
        st.integers(0, 500),
        position=st.one_of(st.none(), st.floats(0, 1)),
        last=st.floats(0, 1),
        valued=st.booleans(),
    ),
    max_size=60,
)


@settings(max_examples=80, deadline=None)
@given(names_in_channels, names_in_channels, st.sampled_from(LANGUAGES))
def test_what_is_proposed_is_always_valid(first: list[NameStats], second: list[NameStats], lang: Language) -> None:
    own = accept(Settings(), suggest(first, [country()], Settings(), lang=lang))
    assert parse_settings(settings_text(own)) == own
    both = accept(own, suggest([*first, *second], [country()], own, lang=lang))
    assert parse_settings(settings_text(both)) == both
