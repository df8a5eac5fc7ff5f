"""What a table's rows are about."""

import pytest

from desireline.sources.recognise.subjects import subject_of
from table_samples import columns


@pytest.mark.parametrize(
    ("source", "noun"),
    [
        ("orders", "order"),
        ("web_orders", "order"),
        ("store_receipts", "receipt"),
        ("support_tickets", "ticket"),
        ("ticket_comments", "ticket comment"),
        ("airline_tweets", "tweet"),
        ("campaign_recipients", "contact"),
        ("crm_contacts", "contact"),
        ("contact_form_submissions", "contact form submission"),
        ("survey_answers", "survey answer"),
        ("customer_conversions", "conversion"),
        ("coupon_redemptions", "coupon redemption"),
        ("abandoned_checkouts", "abandoned cart"),
        ("product_reviews", "review"),
        ("gadget_repairs", "gadget repair"),
        ("rendelések", "order"),
        ("hívások", "call"),
        ("отзывы", "review"),
        ("звонки", "call"),
        ("客服工單", "ticket"),
        ("data", "event"),
    ],
)
def test_by_the_sources_name(source: str, noun: str) -> None:
    assert subject_of(source, []).noun == noun


def test_recipients_with_sent_and_opened_are_letters() -> None:
    found = subject_of("campaign_recipients", columns({"sent_at": [None], "opened_at": [None]}))
    assert (found.noun, found.channel) == ("email", "email")


def test_a_log_is_not_a_list_of_what_it_is_a_log_of() -> None:
    found = subject_of("simple_shop", columns({"event": ["catalog"], "user_id": ["1"]}))
    assert (found.concept, found.things) == ("", False)
    assert not subject_of("user_events", columns({"event": ["catalog"]})).people


@pytest.mark.parametrize(
    ("names", "noun"),
    [
        (["InvoiceNo", "Quantity"], "order"),
        (["tweet_id", "text"], "tweet"),
        (["rating", "review text"], "review"),
        (["nps", "email"], "survey answer"),
        (["caller", "duration"], "call"),
    ],
)
def test_by_the_columns(names: list[str], noun: str) -> None:
    found = subject_of("export_2024", columns({name: ["1"] for name in names}))
    assert (found.noun, found.said) == (noun, False)
