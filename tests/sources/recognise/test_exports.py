"""Whole tables as tools export them, in four languages: the mapping that comes out."""

import pytest

from desireline.sources.mapping import (
    ChannelRule,
    CurrencyRule,
    Mapping,
    MeasureRule,
    NameRule,
    RowMoment,
    ScoreRule,
    TextRule,
    TimeRule,
    ValueRule,
)
from desireline.sources.recognise import Recognition, TableSample, recognise
from table_samples import table


def _mapping(sample: TableSample) -> Mapping:
    found = recognise(sample, currency="EUR")
    assert found.refused is None
    assert found.mapping is not None
    return found.mapping


def _reason(found: Recognition, role: str) -> str:
    return next(guess.reason for guess in found.guesses if guess.role == role)


def test_segment_rows() -> None:
    sample = table(
        "events",
        {
            "type": ["page", "track", "identify", "track"],
            "event": [None, "Order Completed", None, "Product Viewed"],
            "name": ["Home", None, None, None],
            "messageId": ["m1", "m2", "m3", "m4"],
            "anonymousId": ["a1", "a1", "a1", "a2"],
            "userId": [None, "u1", "u1", None],
            "traits.email": [None, None, "anna@example.org", None],
            "originalTimestamp": [f"2026-01-0{day}T10:00:00.000Z" for day in range(1, 5)],
            "sentAt": [f"2026-01-0{day}T10:00:01.000Z" for day in range(1, 5)],
            "receivedAt": [f"2026-01-0{day}T10:00:02.000Z" for day in range(1, 5)],
            "timestamp": [f"2026-01-0{day}T10:00:03.000Z" for day in range(1, 5)],
            "properties.revenue": [None, "12.5", None, None],
            "properties.price": [None, None, None, "3.5"],
            "properties.currency": [None, "HUF", None, "HUF"],
            "properties.order_id": [None, "o1", None, None],
            "context.campaign.source": ["google", None, None, None],
            "context.page.url": ["https://x.example/", None, None, None],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["timestamp"]),
        name=NameRule(columns=["event", "name", "type"]),
        channel=ChannelRule(const="web"),
        identifiers={"anonymous_id": ["anonymousId"], "user_id": ["userId"], "email": ["traits.email"]},
        id="messageId",
        value=ValueRule(columns=["properties.revenue"], currency=CurrencyRule(column="properties.currency")),
    )


def test_shop_orders_are_moments() -> None:
    sample = table(
        "orders",
        {
            "Name": ["#1001", "#1002", "#1003"],
            "Email": ["a@x.hu", "b@x.hu", "a@x.hu"],
            "Phone": ["+36 20 123 4567", None, "+36 20 123 4567"],
            "Created at": ["2025-07-01 09:35:21 +0200", "2025-07-02 10:00:00 +0200", "2025-07-14 10:00:00 +0200"],
            "Paid at": ["2025-07-01 09:36:00 +0200", "2025-07-02 10:01:00 +0200", None],
            "Cancelled at": [None, None, None],
            "Currency": ["EUR", "EUR", "EUR"],
            "Subtotal": ["37.63", "10.00", "20.00"],
            "Shipping": ["3.90", "3.90", "3.90"],
            "Total": ["41.53", "13.90", "23.90"],
            "Source": ["web", "web", "phone"],
        },
    )
    pattern = "%Y-%m-%d %H:%M:%S %z"
    assert _mapping(sample) == Mapping(
        moments=[
            RowMoment(name="order created", time=TimeRule(columns=["Created at"], format=pattern), carries=["value"]),
            RowMoment(name="order paid", time=TimeRule(columns=["Paid at"], format=pattern)),
            RowMoment(name="order cancelled", time=TimeRule(columns=["Cancelled at"], format=pattern)),
        ],
        channel=ChannelRule(column="Source", values={"web": "web", "phone": "phone"}, const="web"),
        identifiers={"email": ["Email"], "phone": ["Phone"]},
        value=ValueRule(columns=["Total"], currency=CurrencyRule(column="Currency")),
    )


def test_letters_sent_are_moments() -> None:
    sample = table(
        "campaign_recipients",
        {
            "Campaign": ["Spring", "Spring"],
            "Email": ["a@x.hu", "b@x.hu"],
            "Sent at": ["2026-01-02 10:00:00", "2026-01-02 10:00:01"],
            "Opened at": ["2026-01-02 12:00:00", None],
            "Clicked at": ["2026-01-02 12:01:00", None],
            "Unsubscribed at": [None, None],
        },
    )
    names = [(moment.name, moment.time.columns) for moment in _mapping(sample).moments]
    assert names == [
        ("email sent", ["Sent at"]),
        ("email opened", ["Opened at"]),
        ("email clicked", ["Clicked at"]),
        ("email unsubscribed", ["Unsubscribed at"]),
    ]
    assert _mapping(sample).channel == ChannelRule(const="email")


def test_tickets_carry_the_answer_with_their_end() -> None:
    sample = table(
        "tickets",
        {
            "Ticket ID": ["1", "2", "3"],
            "Requester email": ["a@x.hu", "b@x.hu", "c@x.hu"],
            "Agent email": ["agent@shop.hu"] * 3,
            "Created at": ["2025-07-13T17:08:49+02:00", "2025-07-14T17:08:49+02:00", "2025-07-15T17:08:49+02:00"],
            "Solved at": ["2025-07-13T18:08:49+02:00", "2025-07-15T17:08:49+02:00", None],
            "Channel": ["chat", "e-mail", "phone"],
            "Satisfaction": ["5", "2", None],
            "Comment": ["Very polite and quick answer.", "Nobody called me back for days.", None],
        },
    )
    found = _mapping(sample)
    assert [(moment.name, moment.carries) for moment in found.moments] == [
        ("ticket created", []),
        ("ticket solved", ["score", "text"]),
    ]
    assert found.identifiers == {"email": ["Requester email"]}
    assert found.id is None
    assert found.score == ScoreRule(column="Satisfaction", min=1, max=5)
    assert found.channel == ChannelRule(
        column="Channel", values={"chat": "chat", "e-mail": "email", "phone": "phone"}, const="support"
    )


def test_calls() -> None:
    sample = table(
        "calls",
        {
            "Caller": ["+36-20/210-6823", "00886912701205", "anonymous"],
            "Start": ["01.07.2025 11:27:58", "23.07.2025 11:33:51", "24.07.2025 09:00:00"],
            "Wait (s)": ["64", "103", "5"],
            "Outcome": ["abandoned", "answered", "answered"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["Start"], format="%d.%m.%Y %H:%M:%S"),
        name=NameRule(const="call"),
        channel=ChannelRule(const="phone"),
        identifiers={"phone": ["Caller"]},
    )


def test_receipts_with_cards() -> None:
    sample = table(
        "receipts",
        {
            "Receipt": ["2025000001", "2025000002", "2025000003"],
            "Store": ["Budapest 2", "Budapest 1", "Budapest 1"],
            "Date": ["01.07.2025 09:30", "13.07.2025 12:51", "14.07.2025 12:51"],
            "Card": [None, "6300001070529573", "6300001070529574"],
            "Total": ["14,02", "20,74", "-5,00"],
            "Payment": ["cash", "card", "card"],
        },
    )
    found = _mapping(sample)
    assert found.identifiers == {"loyalty_card": ["Card"]}
    assert found.name == NameRule(const="receipt", negative="refund")
    assert found.value == ValueRule(columns=["Total"])
    assert found.channel == ChannelRule(const="store")


def test_a_payment_cards_digits_are_nobodys() -> None:
    found = _mapping(table("receipts", {"Date": ["2025-07-01 09:30"], "Card": ["**** 1234"], "Total": ["14.02"]}))
    assert found.identifiers == {}


def test_contacts_of_a_crm() -> None:
    sample = table(
        "contacts",
        {
            "Contact ID": ["C-1", "C-2"],
            "First name": ["Anna", "Béla"],
            "Email": ["a@x.hu", "b@x.hu"],
            "Phone": ["+36-20/269-0875", None],
            "Loyalty card": ["6300002092544173", None],
            "User ID": [None, "usr_103457"],
            "Created": ["2025-07-01 16:54", "2025-07-02 20:20"],
            "Birth date": ["1951-01-01", "1995-01-01"],
            "Language": ["hu", "ru"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["Created"]),
        name=NameRule(const="contact created"),
        identifiers={
            "crm_id": ["Contact ID"],
            "email": ["Email"],
            "phone": ["Phone"],
            "loyalty_card": ["Loyalty card"],
            "user_id": ["User ID"],
        },
    )


def test_ad_spend_is_measures() -> None:
    sample = table(
        "spend_daily",
        {
            "Date": ["2025-07-01", "2025-07-02"],
            "Platform": ["facebook", "google"],
            "Campaign": ["tea", "tea"],
            "Impressions": ["45", "95"],
            "Clicks": ["0", "3"],
            "Cost": ["0.00", "1.69"],
        },
    )
    assert _mapping(sample) == Mapping(
        kind="measures",
        time=TimeRule(columns=["Date"]),
        channel=ChannelRule(const="ads"),
        measures=[
            MeasureRule(column="Impressions", name="impressions"),
            MeasureRule(column="Clicks", name="clicks"),
            MeasureRule(column="Cost", name="spend", unit="money"),
        ],
    )


def test_survey_answers_with_questions_as_headers() -> None:
    sample = table(
        "answers",
        {
            "Response ID": ["880001", "880002"],
            "Email": ["a@x.hu", "b@x.hu"],
            "Submitted at": ["07/12/2025 05:38:11 PM", "07/16/2025 11:02:52 AM"],
            "How likely are you to recommend us? (0-10)": ["7", "9"],
            "How satisfied are you with your order? (1-5)": ["4", "5"],
            "Comment": ["It was fine, thank you.", "Lovely packaging, I will come again."],
            "Language": ["en", "en"],
        },
    )
    found = _mapping(sample)
    assert found.time == TimeRule(columns=["Submitted at"], format="%m/%d/%Y %I:%M:%S %p")
    assert found.name == NameRule(const="survey answer")
    assert found.score == ScoreRule(column="How likely are you to recommend us? (0-10)", min=0, max=10)
    assert found.text == TextRule(column="Comment", language="Language")


def test_reviews_without_people_are_anonymous() -> None:
    sample = table(
        "reviews",
        {
            "date": ["2025-07-07", "2025-07-18"],
            "stars": ["4", "5"],
            "text": ["Lovely packaging, and the oolong is the best.", "The tea is good, the box a little dented."],
        },
    )
    found = recognise(sample, currency="EUR")
    assert found.mapping == Mapping(
        time=TimeRule(columns=["date"], day="end"),
        name=NameRule(const="review"),
        channel=ChannelRule(const="review"),
        score=ScoreRule(column="stars", min=1, max=5),
        text=TextRule(column="text"),
    )
    assert "belong to no customer" in _reason(found, "identifier")


def test_hungarian_receipts() -> None:
    sample = table(
        "bolti_vásárlások",
        {
            "Nyugtaszám": ["N-1", "N-2", "N-3"],
            "Dátum": ["2024. 03. 05.", "2024. 03. 06.", "2024. 03. 25."],
            "Időpont": ["14:20", "9:05", "18:00"],
            "Törzsvásárlói kártya": ["630001", "630002", None],
            "Végösszeg": ["12 500 Ft", "3 990 Ft", "-1 200 Ft"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["Dátum", "Időpont"], format="%Y. %m. %d. %H:%M"),
        name=NameRule(const="receipt", negative="refund"),
        channel=ChannelRule(const="store"),
        identifiers={"loyalty_card": ["Törzsvásárlói kártya"]},
        value=ValueRule(columns=["Végösszeg"], currency=CurrencyRule(const="HUF")),
    )


def test_hungarian_events() -> None:
    sample = table(
        "napló",
        {
            "Ügyfélazonosító": ["1", "2", "1"],
            "Esemény": ["bejelentkezés", "kosárba tétel", "vásárlás"],
            "Időpont": ["2024.03.05. 14:20", "2024.03.05. 14:25", "2024.03.25. 14:25"],
            "Csatorna": ["honlap", "alkalmazás", "ügyfélszolgálat"],
            "Munkatárs azonosítója": ["7", "8", "7"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["Időpont"], format="%Y.%m.%d. %H:%M"),
        name=NameRule(columns=["Esemény"]),
        channel=ChannelRule(
            column="Csatorna", values={"honlap": "web", "alkalmazás": "app", "ügyfélszolgálat": "support"}
        ),
        identifiers={"customer_id": ["Ügyfélazonosító"]},
    )


def test_russian_orders() -> None:
    sample = table(
        "заказы",
        {
            "Номер заказа": ["101", "102", "103"],
            "ID клиента": ["К-7", "К-8", "К-7"],
            "Телефон": ["+7 912 345-67-89", "8 (912) 345-67-80", None],
            "Дата заказа": ["05.03.2024 14:20", "25.03.2024 09:05", "26.03.2024 10:00"],
            "Сумма заказа": ["1 250,50", "900", "-900"],
            "Валюта": ["RUB", "RUB", "RUB"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["Дата заказа"], format="%d.%m.%Y %H:%M"),
        name=NameRule(const="order", negative="refund"),
        channel=ChannelRule(const="web"),
        identifiers={"customer_id": ["ID клиента"], "phone": ["Телефон"]},
        value=ValueRule(columns=["Сумма заказа"], currency=CurrencyRule(column="Валюта")),
    )


def test_russian_tickets() -> None:
    sample = table(
        "обращения",
        {
            "Номер обращения": ["1", "2"],
            "Электронная почта": ["a@x.ru", "b@x.ru"],
            "Создано": ["05.03.2024 14:20", "25.03.2024 09:05"],
            "Решено": ["06.03.2024 10:00", None],
            "Канал": ["чат", "телефон"],
            "Оценка": ["5", None],
            "Комментарий": ["Очень быстро ответили, спасибо большое.", None],
        },
    )
    found = _mapping(sample)
    assert [(moment.name, moment.carries) for moment in found.moments] == [
        ("ticket created", []),
        ("ticket solved", ["score", "text"]),
    ]
    assert found.identifiers == {"email": ["Электронная почта"]}
    assert found.channel == ChannelRule(column="Канал", values={"чат": "chat", "телефон": "phone"}, const="support")
    assert found.score == ScoreRule(column="Оценка", min=1, max=5)
    assert found.text == TextRule(column="Комментарий")


def test_chinese_orders() -> None:
    sample = table(
        "訂單",
        {
            "訂單編號": ["A1", "A2"],
            "會員編號": ["M100", "M200"],
            "電子郵件": ["a@x.tw", "b@x.tw"],
            "下單時間": ["2024年3月5日 14:20", "2024年3月25日 09:05"],
            "付款時間": ["2024年3月5日 14:30", None],
            "總金額": ["NT$1,200", "NT$300"],
        },
    )
    pattern = "%Y年%m月%d日 %H:%M"
    assert _mapping(sample) == Mapping(
        moments=[
            RowMoment(name="order placed", time=TimeRule(columns=["下單時間"], format=pattern), carries=["value"]),
            RowMoment(name="order paid", time=TimeRule(columns=["付款時間"], format=pattern)),
        ],
        channel=ChannelRule(const="web"),
        identifiers={"customer_id": ["會員編號"], "email": ["電子郵件"]},
        value=ValueRule(columns=["總金額"], currency=CurrencyRule(const="TWD")),
    )


def test_chinese_events_in_simplified_letters() -> None:
    sample = table(
        "日志",
        {
            "用户ID": ["u1", "u2", "u1"],
            "事件名称": ["登录", "加入购物车", "支付"],
            "时间": ["1709641200000", "1709641300000", "1709641400000"],
            "渠道": ["网站", "应用", "微信"],
        },
    )
    assert _mapping(sample) == Mapping(
        time=TimeRule(columns=["时间"], format="epoch_ms"),
        name=NameRule(columns=["事件名称"]),
        channel=ChannelRule(column="渠道", values={"网站": "web", "应用": "app", "微信": "chat"}),
        identifiers={"user_id": ["用户ID"]},
    )


def test_chinese_reviews() -> None:
    sample = table(
        "評論",
        {
            "日期": ["2024-03-05", "2024-03-06"],
            "評分": ["5", "1"],
            "評論內容": ["包裝很漂亮，烏龍茶是我喝過最好的。", "等了兩個星期才收到，盒子都壓壞了。"],
        },
    )
    found = _mapping(sample)
    assert found.score == ScoreRule(column="評分", min=1, max=5)
    assert found.text == TextRule(column="評論內容")
    assert (found.name.const, found.channel.const) == ("review", "review")


@pytest.mark.parametrize(
    ("sample", "says"),
    [
        (
            table("products", {"product_id": ["1"], "title": ["Oolong"], "price": ["9.90"]}),
            "list of products by 'product_id'",
        ),
        (
            table("customers", {"customer_id": ["1", "2"], "city": ["Pécs", "Kyiv"]}),
            "list of customers by 'customer_id'",
        ),
        (table("promotions", {"product_id": ["1", "2"], "week": ["1", "53"]}), "'week' only holds numbers of weeks"),
    ],
)
def test_without_a_time_the_way_out_is_told(sample: TableSample, says: str) -> None:
    found = recognise(sample, currency="EUR")
    assert found.mapping is None
    assert found.refused is not None
    assert "no column of" in found.refused
    assert says in found.refused
    assert "give the day of all its rows, or name the column that says it" in found.refused


def test_times_alone_are_nothing_that_happened() -> None:
    found = recognise(
        table("campaigns", {"campaign_id": ["1"], "start_date": ["2017-03-03"], "end_date": ["2017-04-09"]}),
        currency="EUR",
    )
    assert found.mapping is None
    assert found.refused is not None
    assert "nothing in campaigns looks like something that happened" in found.refused


def test_sentences_alone_are_nothing_that_happened() -> None:
    sample = table(
        "polls",
        {
            "created_at": ["2024-01-15", "2024-01-16"],
            "label": ["What do you like most about us?", "Where did you hear of us?"],
        },
    )
    assert recognise(sample, currency="EUR").mapping is None


def test_at_needs_no_time() -> None:
    sample = table(
        "feedback", {"comment": ["The staff was very kind to me.", "I waited for two hours."], "score": ["3", "-4"]}
    )
    assert recognise(sample, currency="EUR").mapping is None
    found = recognise(sample, currency="EUR", at=True)
    assert found.mapping is not None
    assert found.mapping.time is None
    assert found.mapping.score == ScoreRule(column="score", min=-5, max=5)
    assert _reason(found, "time") == "the day that was given, for every row"


def test_an_empty_table_is_refused() -> None:
    assert recognise(table("orders", {}), currency="EUR").refused is not None
    assert "no rows" in (recognise(table("orders", {"id": []}), currency="EUR").refused or "")
