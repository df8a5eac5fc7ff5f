"""Real exports beside the project: the mapping that comes out, and why some are refused."""

from pathlib import Path
from typing import Any

import pytest

from data_sets import data_set
from desireline.sources.mapping import (
    ChannelRule,
    CurrencyRule,
    Mapping,
    MeasureRule,
    NameRule,
    ScoreRule,
    TextRule,
    TimeRule,
    ValueRule,
)
from desireline.sources.recognise import Recognition, recognise
from table_samples import sample_file, table

pytestmark = pytest.mark.data


def _recognised(path: str, **options: Any) -> Recognition:
    return recognise(sample_file(data_set(path), **options), currency="EUR")


def _mapping(path: str, **options: Any) -> Mapping:
    found = _recognised(path, **options)
    assert found.refused is None
    assert found.mapping is not None
    return found.mapping


@pytest.mark.parametrize("all_text", [False, True])
def test_simple_shop(all_text: bool) -> None:
    assert _mapping("retentioneering_simple_shop/simple_shop.csv.gz", all_text=all_text) == Mapping(
        time=TimeRule(columns=["timestamp"]),
        name=NameRule(columns=["event"]),
        channel=ChannelRule(const="web"),
        identifiers={"user_id": ["user_id"]},
    )


def test_sparkify() -> None:
    """The registration is a time too, but a property; sessions and names are not people."""
    path = data_set("sparkify_eventlog/jsonl")
    found = recognise(sample_file(path / "*.json", source="sparkify_eventlog"), currency="EUR")
    assert found.mapping == Mapping(
        time=TimeRule(columns=["ts"], format="epoch_ms"),
        name=NameRule(columns=["page"]),
        channel=ChannelRule(const="app"),
        identifiers={"user_id": ["userId"]},
    )


def test_uci_online_retail() -> None:
    assert _mapping("uci_online_retail/online_retail.parquet") == Mapping(
        time=TimeRule(columns=["InvoiceDate"]),
        name=NameRule(const="order", negative="refund"),
        channel=ChannelRule(const="web"),
        identifiers={"customer_id": ["CustomerID"]},
        value=ValueRule(columns=["Quantity", "UnitPrice"]),
    )


@pytest.mark.parametrize("all_text", [False, True])
def test_airline_tweets(all_text: bool) -> None:
    """The confidence of whoever labelled the tweets is no score of the customers."""
    assert _mapping("airline_tweets/tweets.csv.gz", all_text=all_text) == Mapping(
        time=TimeRule(columns=["tweet_created"], format="%Y-%m-%d %H:%M:%S %z"),
        name=NameRule(const="tweet"),
        channel=ChannelRule(const="social"),
        identifiers={"handle": ["name"]},
        id="tweet_id",
        text=TextRule(column="text"),
    )


def test_bpi2012() -> None:
    """The case is who the log follows, as no person is named; its registration is neither time nor moment."""
    assert _mapping("bpi2012_loans/bpic2012.parquet") == Mapping(
        time=TimeRule(columns=["time:timestamp"]),
        name=NameRule(columns=["concept:name"]),
        identifiers={"case_id": ["case:concept:name"]},
    )


def test_helpdesk() -> None:
    """The customer is the customer; the ticket stays a property."""
    assert _mapping("helpdesk_log/helpdesk.parquet") == Mapping(
        time=TimeRule(columns=["time:timestamp"]),
        name=NameRule(columns=["concept:name"]),
        channel=ChannelRule(const="support"),
        identifiers={"customer_id": ["customer"]},
    )


def test_completejourney_transactions() -> None:
    assert _mapping("completejourney/transactions_sample.parquet") == Mapping(
        time=TimeRule(columns=["transaction_timestamp"]),
        name=NameRule(const="transaction", negative="refund"),
        channel=ChannelRule(const="store"),
        identifiers={"customer_id": ["household_id"]},
        value=ValueRule(columns=["sales_value"]),
    )


def test_completejourney_coupon_redemptions() -> None:
    assert _mapping("completejourney/coupon_redemptions.parquet") == Mapping(
        time=TimeRule(columns=["redemption_date"], day="end"),
        name=NameRule(const="coupon redemption"),
        identifiers={"customer_id": ["household_id"]},
    )


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("campaigns", "no column of campaigns looks like a time (it looks like a list of customers by 'household_id')"),
        (
            "demographics",
            "no column of demographics looks like a time (it looks like a list of customers by 'household_id')",
        ),
        ("products", "no column of products looks like a time (it looks like a list of products by 'product_id')"),
        ("promotions_sample", "'week' only holds numbers of weeks"),
        ("campaign_descriptions", "nothing in campaign_descriptions looks like something that happened"),
    ],
)
def test_completejourney_tables_without_events(file: str, says: str) -> None:
    found = _recognised(f"completejourney/{file}.parquet")
    assert found.mapping is None
    assert found.refused is not None
    assert says in found.refused


def test_ga4() -> None:
    assert _mapping("ga4_samples/ga4_sample_rows.ndjson.gz") == Mapping(
        time=TimeRule(columns=["event_timestamp"], format="epoch_us"),
        name=NameRule(columns=["event_name"]),
        channel=ChannelRule(column="platform", values={"WEB": "web", "IOS": "app", "ANDROID": "app"}, const="web"),
        identifiers={"user_id": ["user_id"], "anonymous_id": ["user_pseudo_id"]},
        value=ValueRule(columns=["ecommerce.purchase_revenue_in_usd"], currency=CurrencyRule(const="USD")),
    )


def test_firebase() -> None:
    found = _mapping("ga4_samples/firebase_sample_rows.ndjson.gz")
    assert found.time == TimeRule(columns=["event_timestamp"], format="epoch_us")
    assert found.identifiers == {"user_id": ["user_id"], "anonymous_id": ["user_pseudo_id"]}
    assert found.channel.values == {"ANDROID": "app", "IOS": "app", "WEB": "web"}
    assert found.id is None


def test_nhs_feedback() -> None:
    """Without a time it is refused; with --at it is read, stray answers (-o, cc, -9) aside."""
    path = data_set("nhs_fft_feedback/text_data.csv.gz")
    sample = sample_file(path)
    without = recognise(sample, currency="EUR")
    assert "no column of text_data looks like a time" in (without.refused or "")
    assert without.cure == "at"
    assert recognise(sample, currency="EUR", at=True).mapping == Mapping(
        name=NameRule(const="feedback"),
        channel=ChannelRule(const="survey"),
        score=ScoreRule(column="criticality", min=-5, max=5),
        text=TextRule(column="feedback"),
    )


def test_cdnow() -> None:
    """The master file is cut at its columns' places, which the reader of files has to tell."""
    names = ["customer_id", "date", "number_of_cds", "dollar_value"]
    lines = sample_file(data_set("cdnow/CDNOW_master.txt.gz"), all_text=True, header=True, delimiter="\t")
    rows = [(value or "").split() for value in lines.columns[0].values]
    sample = table("cdnow_master", {name: [row[place] for row in rows] for place, name in enumerate(names)})
    assert recognise(sample, currency="EUR").mapping == Mapping(
        time=TimeRule(columns=["date"], format="%Y%m%d", day="end"),
        name=NameRule(const="order", negative="refund"),
        identifiers={"customer_id": ["customer_id"]},
        value=ValueRule(columns=["dollar_value"], currency=CurrencyRule(const="USD")),
    )


@pytest.mark.parametrize("file", ["lounge", "seat"])
def test_skytrax(file: str) -> None:
    found = _mapping(f"skytrax_reviews/{file}.csv.gz")
    assert found.time == TimeRule(columns=["date"], day="end")
    assert found.name == NameRule(const="review")
    assert found.channel == ChannelRule(const="review")
    assert found.score == ScoreRule(column="overall_rating", min=1, max=10)
    assert found.text == TextRule(column="content")


def test_telco_churn_is_a_list_of_customers() -> None:
    found = _recognised("telco_churn/Telco-Customer-Churn.csv")
    assert found.refused is not None
    assert "it looks like a list of customers by 'customerID'" in found.refused


def test_rees46() -> None:
    """The price stands on views too, so it is not sure to be the event's value."""
    found = _recognised("rees46_sample/2019-Oct-sample.csv", source="oct_sample")
    assert found.mapping == Mapping(
        time=TimeRule(columns=["event_time"]),
        name=NameRule(columns=["event_type"]),
        channel=ChannelRule(const="web"),
        identifiers={"user_id": ["user_id"]},
        value=ValueRule(columns=["price"]),
    )
    assert [guess.sure for guess in found.guesses if guess.role == "value"] == [False]


def test_ab_test() -> None:
    found = _mapping("retentioneering_ab_test/ab_test_demo.csv.gz")
    assert found.value == ValueRule(columns=["transaction_value"])
    assert found.identifiers == {"user_id": ["user_id"]}
    assert found.name == NameRule(columns=["event"])


def test_attribution_playbook() -> None:
    """Visits start and end: one event, at their start. Spend is a measure."""
    visits = _mapping(
        "dbt_attribution_playbook/sessions.csv", delimiter=",", header=True, strict_mode=False, null_padding=True
    )
    assert (visits.time, visits.moments) == (TimeRule(columns=["started_at"]), [])
    assert visits.identifiers == {"customer_id": ["customer_id"]}
    assert visits.channel.column == "utm_medium"
    conversions = _mapping("dbt_attribution_playbook/customer_conversions.csv")
    assert conversions == Mapping(
        time=TimeRule(columns=["converted_at"]),
        name=NameRule(const="conversion"),
        identifiers={"customer_id": ["customer_id"]},
        value=ValueRule(columns=["revenue"]),
    )
    spend = _mapping("dbt_attribution_playbook/ad_spend.csv")
    assert (spend.kind, spend.time) == ("measures", TimeRule(columns=["date_day"]))
    assert spend.measures == [MeasureRule(column="spend", name="spend", unit="money")]


def test_ad_touches() -> None:
    """Two days in February: no number is above 12, so the order of day and month is said to be a guess."""
    found = _recognised("mta_ads_sample/multi_touch_attribution_data.csv.gz")
    assert found.mapping is not None
    assert found.mapping.time == TimeRule(columns=["Timestamp"], format="%m/%d/%Y %H:%M")
    assert [guess.sure for guess in found.guesses if guess.role == "time"] == [False]
    assert found.mapping.identifiers == {"user_id": ["User ID"]}
    assert found.mapping.channel == ChannelRule(
        column="Channel",
        values={
            "Email": "email",
            "Search Ads": "ads",
            "Social Media": "social",
            "Direct Traffic": "web",
            "Referral": "web",
            "Display Ads": "ads",
        },
    )


@pytest.mark.parametrize(
    ("file", "identifiers"),
    [
        ("hubspot/contact_data", {"crm_id": ["id"], "email": ["property_email", "property_email_1"]}),
        ("hubspot/contact_form_submission_data", {"crm_id": ["contact_id"]}),
        ("zendesk/ticket_data", {"requester_id": ["requester_id"]}),
        ("zendesk/user_data", {"user_id": ["id"], "email": ["email"], "phone": ["phone"]}),
        ("shopify/shopify_customer_data", {"customer_id": ["id"], "email": ["email"], "phone": ["phone"]}),
        ("mailchimp/member", {"customer_id": ["id"], "email": ["email_address"]}),
        ("mailchimp/campaign_recipient_activity", {"customer_id": ["member_id"]}),
        ("klaviyo/event", {"customer_id": ["person_id"], "email": ["property_email"]}),
        ("mixpanel/event", {"anonymous_id": ["distinct_id"], "device_id": ["device_id"]}),
        ("marketo/marketo_lead_data", {"crm_id": ["id"], "email": ["email"]}),
        ("twilio/twilio_call_data", {"phone": ["from"]}),
        ("twilio/twilio_message_data", {"phone": ["to"]}),
        ("ga4_export/event_data", {"user_id": ["user_id"], "anonymous_id": ["user_pseudo_id"]}),
    ],
)
def test_connectors_tables_name_people(file: str, identifiers: dict[str, list[str]]) -> None:
    assert _mapping(f"fivetran_connector_seeds/{file}.csv").identifiers == identifiers


def _seeds() -> list[Path]:
    tools = ("hubspot", "klaviyo", "mailchimp", "mixpanel", "qualtrics", "zendesk")
    return [path for tool in tools for path in sorted(data_set(f"fivetran_connector_seeds/{tool}").glob("*.csv"))]


def test_no_connectors_table_is_a_crash() -> None:
    read = 0
    for path in _seeds():
        found = recognise(sample_file(path, all_text=True, sample_size=1000), currency="USD")
        assert (found.mapping is None) != (found.refused is None), path
        read += 1
    assert read > 100
