"""Maps of made-up shops to draw in tests: plausible numbers, labels in four languages."""

from math import sqrt
from typing import Any

from msgspec.structs import replace

from desireline.analyses import Analysis, Answer
from desireline.base.errors import NotFoundError
from desireline.base.i18n import LANGUAGES, Language
from desireline.render.journey_map.model import Cell, Edge, Leak, MapView, Score, StageColumn
from desireline.stats.shares import Share, share_of

HOSTILE = '<script>alert("x")</script> ]]> &amp; \x00\x07\u202e\ud800 \'"'


def score(mean: float, answers: int, low: float = 1, high: float = 5) -> Score:
    half = (high - low) * 0.6 / sqrt(answers)
    return Score(
        mean=mean,
        low=max(low, mean - half),
        high=min(high, mean + half),
        answers=answers,
        scale_min=low,
        scale_max=high,
    )


def edge(name: str | None, label: str, customers: int) -> Edge:
    return Edge(name=name, label=label, count=customers + customers // 5, customers=customers)


_WORDS: dict[str, tuple[str, str, str, str]] = {
    "awareness": ("Awareness", "認知", "Осведомлённость", "Felfedezés"),
    "consideration": ("Consideration", "考慮", "Обдумывание", "Mérlegelés"),
    "purchase": ("Purchase", "購買", "Покупка", "Vásárlás"),
    "retention": ("Retention", "留存", "Удержание", "Megtartás"),
    "advocacy": ("Advocacy", "推薦", "Рекомендация", "Ajánlás"),
    "ad": ("Ad clicked", "點擊廣告", "Клик по рекламе", "Hirdetésre kattintás"),
    "home": ("Home page", "首頁", "Главная страница", "Kezdőlap"),
    "newsletter": ("Newsletter opened", "開啟電子報", "Рассылка открыта", "Hírlevél megnyitása"),
    "post": ("Post seen", "看到貼文", "Пост увиден", "Bejegyzés megtekintése"),
    "catalogue": ("Catalogue", "商品目錄", "Каталог", "Katalógus"),
    "product": ("Product page", "商品頁", "Страница товара", "Termékoldal"),
    "search": ("Search in the shop", "站內搜尋", "Поиск по магазину", "Keresés a boltban"),
    "reviews": ("Reviews read", "閱讀評論", "Чтение отзывов", "Vélemények olvasása"),
    "chat": ("Question in the chat", "線上詢問", "Вопрос в чате", "Kérdés a csevegőben"),
    "cart": ("Cart", "購物車", "Корзина", "Kosár"),
    "checkout": ("Checkout", "結帳", "Оформление заказа", "Pénztár"),
    "payment": ("Payment", "付款", "Оплата", "Fizetés"),
    "order": ("Order placed", "完成訂單", "Заказ оформлен", "Megrendelés"),
    "till": ("Bought in the shop", "門市購買", "Покупка в магазине", "Vásárlás az üzletben"),
    "parcel": ("Parcel delivered", "包裹送達", "Посылка доставлена", "Csomag kézbesítve"),
    "ticket": ("Help desk ticket", "客服單", "Обращение в поддержку", "Ügyfélszolgálati jegy"),
    "call": ("Phone call", "來電", "Звонок", "Telefonhívás"),
    "loyalty": ("Loyalty card used", "使用會員卡", "Карта лояльности", "Hűségkártya használata"),
    "survey": ("Survey answered", "填寫問卷", "Ответ на опрос", "Kérdőív kitöltése"),
    "review": ("Review written", "撰寫評論", "Отзыв написан", "Vélemény írása"),
    "friend": ("Friend invited", "邀請朋友", "Друг приглашён", "Barát meghívása"),
    "unsubscribe": ("Unsubscribed", "取消訂閱", "Отписка", "Leiratkozás"),
    "start": ("Journey starts", "旅程開始", "Начало пути", "Az út kezdete"),
    "end": ("Journey ends", "旅程結束", "Конец пути", "Az út vége"),
    "shop": ("Greenfield Garden", "綠野園藝", "Зелёный сад", "Zöldmező Kertészet"),
    "journey": ("Purchase", "購買", "Покупка", "Vásárlás"),
}


def shop(lang: Language = "en") -> MapView:
    """Return the map of a shop with five stages, 22 touchpoints and three leaks."""
    at = LANGUAGES.index(lang)

    def word(key: str) -> str:
        return _WORDS[key][at]

    def to(key: str | None, customers: int, *, out: bool = True) -> Edge:
        return edge(key, word(key or ("end" if out else "start")), customers)

    def cell(
        key: str,
        channel: str,
        customers: int,
        journeys: int,
        lost: int,
        ways_in: list[Edge],
        ways_out: list[Edge],
        said: Score | None = None,
    ) -> Cell:
        return Cell(
            touchpoint=key,
            label=word(key),
            channel=channel,
            customers=customers,
            journeys=journeys,
            events=journeys * 2,
            lost=lost,
            goal=key in ("order", "till"),
            score=said,
            ways_in=ways_in,
            ways_out=ways_out,
        )

    def stage(
        key: str,
        icon: str,
        customers: int,
        journeys: int,
        onward: Share | None,
        median_s: float | None,
        cells: list[Cell],
        said: Score | None = None,
        hidden: int = 0,
    ) -> StageColumn:
        return StageColumn(
            stage=key,
            label=word(key),
            icon=icon,
            customers=customers,
            journeys=journeys,
            onward=onward,
            lost=sum(cell.lost for cell in cells) + hidden * 7,
            median_s=median_s,
            score=said,
            cells=cells,
            hidden=hidden,
        )

    def begin(customers: int) -> Edge:
        return to(None, customers, out=False)

    stages = [
        stage(
            "awareness",
            "eye",
            11_870,
            14_120,
            share_of(8_706, 13_604),
            1.4 * 86_400,
            [
                cell(
                    "home",
                    "web",
                    6_904,
                    8_011,
                    1_902,
                    [begin(5_800)],
                    [to("catalogue", 3_120), to("product", 1_704), to(None, 1_800)],
                ),
                cell(
                    "ad",
                    "ads",
                    5_120,
                    5_644,
                    1_377,
                    [begin(5_044)],
                    [to("product", 2_310), to("home", 1_120), to(None, 1_310)],
                ),
                cell(
                    "newsletter",
                    "email",
                    3_212,
                    4_870,
                    801,
                    [begin(3_001)],
                    [to("catalogue", 1_402), to("product", 950), to(None, 760)],
                ),
                cell(
                    "post",
                    "social",
                    1_873,
                    2_004,
                    604,
                    [begin(1_820)],
                    [to("home", 702), to("reviews", 330), to(None, 590)],
                ),
            ],
        ),
        stage(
            "consideration",
            "search",
            8_344,
            9_950,
            share_of(4_987, 9_611),
            3.2 * 3_600,
            [
                cell(
                    "product",
                    "web",
                    6_720,
                    7_903,
                    1_530,
                    [to("catalogue", 3_900), to("ad", 2_310), to("home", 1_704)],
                    [to("cart", 3_480), to("reviews", 1_204), to(None, 1_490)],
                    score(3.9, 210),
                ),
                cell(
                    "catalogue",
                    "web",
                    5_011,
                    5_890,
                    620,
                    [to("home", 3_120), to("newsletter", 1_402)],
                    [to("product", 3_900), to("search", 702)],
                ),
                cell(
                    "search", "web", 2_109, 2_377, 344, [to("catalogue", 702)], [to("product", 1_350), to("cart", 210)]
                ),
                cell(
                    "reviews",
                    "review",
                    1_730,
                    1_811,
                    190,
                    [to("product", 1_204), to("post", 330)],
                    [to("cart", 840), to("product", 422)],
                ),
                cell(
                    "chat",
                    "chat",
                    611,
                    640,
                    41,
                    [to("product", 480)],
                    [to("cart", 350), to("call", 61)],
                    score(4.4, 122),
                ),
            ],
            score(4.1, 332),
            3,
        ),
        stage(
            "purchase",
            "cart",
            4_905,
            5_402,
            share_of(2_655, 5_310),
            4.1 * 86_400,
            [
                cell(
                    "cart",
                    "web",
                    4_480,
                    4_912,
                    702,
                    [to("product", 3_480), to("reviews", 840)],
                    [to("checkout", 3_456), to(None, 690)],
                ),
                cell(
                    "checkout",
                    "web",
                    3_301,
                    3_456,
                    1_234,
                    [to("cart", 3_140)],
                    [to("payment", 2_020), to(None, 1_180)],
                    score(2.6, 408),
                ),
                cell(
                    "payment", "web", 1_995, 2_060, 158, [to("checkout", 2_020)], [to("order", 1_870)], score(3.7, 96)
                ),
                cell("order", "web", 1_822, 1_892, 0, [to("payment", 1_870)], [to("parcel", 1_690)], score(4.5, 501)),
                cell("till", "store", 702, 911, 0, [begin(390), to("newsletter", 104)], [to("loyalty", 511)]),
            ],
            score(3.6, 1_005),
        ),
        stage(
            "retention",
            "heart",
            2_480,
            2_911,
            share_of(514, 2_790),
            16 * 86_400,
            [
                cell(
                    "parcel",
                    "mail",
                    1_744,
                    1_802,
                    12,
                    [to("order", 1_690)],
                    [to("survey", 402), to("ticket", 288)],
                    score(3.1, 377),
                ),
                cell("loyalty", "store", 803, 1_140, 0, [to("till", 511)], [to("till", 302)]),
                cell(
                    "ticket",
                    "support",
                    402,
                    430,
                    96,
                    [to("parcel", 288)],
                    [to("call", 104), to(None, 90)],
                    score(2.9, 140),
                ),
                cell("call", "phone", 211, 240, 51, [to("ticket", 104)], [to(None, 48)], score(2.4, 60)),
            ],
            score(2.9, 577),
            1,
        ),
        stage(
            "advocacy",
            "megaphone",
            498,
            514,
            None,
            None,
            [
                cell(
                    "survey",
                    "survey",
                    431,
                    440,
                    0,
                    [to("parcel", 402)],
                    [to("review", 70), to(None, 340)],
                    score(8.1, 431, 0, 10),
                ),
                cell("review", "review", 88, 88, 0, [to("survey", 70)], [to("friend", 12)]),
                cell("friend", "social", 31, 33, 0, [to("review", 12)], [to(None, 30)]),
            ],
            score(8.1, 431, 0, 10),
        ),
    ]
    leaks = [
        Leak(
            touchpoint="checkout",
            label=word("checkout"),
            stage="purchase",
            customers=1_180,
            most=False,
            lost=share_of(1_234, 3_398),
            goals_lost=1_010.4,
        ),
        Leak(
            touchpoint="product",
            label=word("product"),
            stage="consideration",
            customers=1_490,
            most=False,
            lost=share_of(1_530, 7_650),
            goals_lost=466.2,
        ),
        Leak(
            touchpoint="home",
            label=word("home"),
            stage="awareness",
            customers=1_800,
            most=True,
            lost=share_of(1_902, 7_790),
            goals_lost=402.9,
        ),
    ]
    return MapView(
        project=word("shop"),
        journey="purchase",
        label=word("journey"),
        language=lang,
        where=None,
        period=None,
        narrowed=[],
        time_zone="Europe/Budapest",
        first_us=1_735_689_600_000_000,
        last_us=1_751_234_400_000_000,
        events=96_412,
        customers=12_034,
        anonymous_events=3_201,
        journeys=15_300,
        open_journeys=812,
        reached=share_of(2_803, 14_488),
        recovered=211,
        goals=["order", "till"],
        gap_s=30 * 86_400,
        stages=stages,
        leaks=leaks,
        unstaged=[cell("unsubscribe", "email", 204, 206, 150, [to("newsletter", 190)], [to(None, 150)])],
        unstaged_hidden=2,
    )


def empty(lang: Language = "en") -> MapView:
    """Return the map of a project without any data, its stages set."""
    at = LANGUAGES.index(lang)
    stages = [
        StageColumn(
            stage=key,
            label=_WORDS[key][at],
            icon=icon,
            customers=0,
            journeys=0,
            onward=share_of(0, 0),
            lost=0,
            median_s=None,
            score=None,
            cells=[],
            hidden=0,
        )
        for key, icon in (("awareness", "eye"), ("consideration", "search"), ("purchase", "cart"))
    ]
    return MapView(
        project="New",
        journey="purchase",
        label=_WORDS["journey"][at],
        language=lang,
        where=None,
        period=None,
        narrowed=[],
        time_zone="UTC",
        first_us=None,
        last_us=None,
        events=0,
        customers=0,
        anonymous_events=0,
        journeys=0,
        open_journeys=0,
        reached=share_of(0, 0),
        recovered=0,
        goals=[],
        gap_s=2_592_000.0,
        stages=stages,
        unstaged=[],
        unstaged_hidden=0,
        leaks=[],
    )


class Shop:
    """A provider for the server: the shop's map, and no other journey type than `purchase`."""

    def __init__(self, view: MapView | None = None) -> None:
        self._view = view

    def map_view(
        self, journey: str | None, lang: Language | None, *, where: str | None = None, period: str | None = None
    ) -> MapView:
        if journey not in (None, "purchase"):
            raise NotFoundError(f"there is no journey type '{journey}': choose one of purchase")
        asked = [text for text in (where, period) if text is not None]
        return self._view or replace(shop(lang or "en"), where=where, period=period, narrowed=asked)

    def answer(self, question: Analysis[Any]) -> tuple[Answer[Any], str]:
        raise NotFoundError(f"this shop answers no {question.name()}")

    def data_version(self) -> str:
        return "1"
