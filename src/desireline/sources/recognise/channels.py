"""Which channel things happened through: a column that says so, else one channel for the whole table."""

from collections.abc import Sequence
from typing import get_args

import msgspec

from desireline.base.settings.model import CHANNELS, Channel
from desireline.sources.mapping import ChannelRule
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning, fold, meaning, words
from desireline.sources.recognise.subjects import Subject

__all__ = ["ChannelGuess", "channel", "channel_named"]

_SYNONYMS: dict[str, str] = {
    "web": """website, web site, site, online, desktop, webshop, web shop, browser, internet, eshop, direct, direct traffic, portal, web form,
        form, referral, honlap, weboldal, webáruház, weblap, сайт, интернет магазин, веб, 網站, 网站, 網頁, 官網, 官网, 線上, 網路, 网店""",
    "app": """application, mobile app, ios, android, mobile, in app, inapp, applikáció, alkalmazás, mobilapp, приложение,
        мобильное приложение, 應用程式, 手機應用, 应用, 手机应用, app通知""",
    "email": """e mail, mail, newsletter, mailing, edm, crm email, emails, hírlevél, levél, имейл, почта, эл почта, рассылка, письмо,
        電子郵件, 電郵, 邮件, 邮箱, 郵件, 電子報""",
    "social": """facebook, instagram, twitter, tiktok, linkedin, vk, social media, organic social, pinterest, youtube, x corp, közösségi,
        közösségi média, соцсети, социальные сети, вконтакте, 社群, 社交, 社群媒體, 臉書, 微博, 社交媒体""",
    "search": """organic, organic search, seo, google organic, search engine, keresés, kereső, organikus, поиск, органика, 搜尋, 搜索, 自然搜尋,
        自然搜索""",
    "ads": """paid, cpc, ppc, display, paid search, paid social, google ads, adwords, ad, advertising, sem, search ads, display ads, banner,
        retargeting, affiliate, cpm, facebook ads, social ads, paid media, video ads, hirdetés, hirdetések, fizetett, реклама, контекст,
        廣告, 广告, 付費, 付费""",
    "phone": """call, telephone, voice, call center, call centre, hotline, tel, telefon, sms, cellular, hívás, телефон, звонок, колл центр,
        смс, 電話, 电话, 手機, 客服電話, 簡訊""",
    "chat": """livechat, live chat, messenger, whatsapp, chatbot, bot, telegram, viber, line, wechat, csevegés, чат, чат бот, 聊天, 線上客服,
        即時通訊, 在线客服, 微信""",
    "store": """in store, instore, retail, offline, pos, shop, branch, brick and mortar, till, showroom, outlet, bolt, üzlet, магазин,
        розница, филиал, 門市, 店面, 实体店, 實體店, 店鋪, 门店""",
    "mail": "post, direct mail, letter, catalog, catalogue, postal, posta, levélben, письмом, 郵寄, 信件, 型錄",
    "sales": "sales rep, salesperson, field sales, account executive, meeting, értékesítés, értékesítő, продажи, менеджер, 業務, 销售",
    "review": "reviews, review site, vélemény, отзыв, 評論, 评论",
    "survey": "questionnaire, nps, feedback form, kérdőív, опрос, анкета, 問卷, 问卷",
    "support": "helpdesk, help desk, ticket, service desk, customer service, ügyfélszolgálat, поддержка, служба поддержки, 客服, 支援",
    "other": "unknown, api, egyéb, другое, прочее, 其他",
}
_APP_WORDS = frozenset({"song", "artist", "playlist", "podcast", "episode", "game", "sdk", "screen"})
_WEB_WORDS = frozenset({"url", "browser", "useragent", "referrer", "referer", "landing", "href", "cookie"})
_WEB_EVENTS = frozenset(
    "page catalog product cart view checkout login home search click purchase signup register".split()
)
_NO_CHANNEL = frozenset(
    {"shop", "store", "retail", "branch", "form", "line", "x", "unknown", "meeting", "paid"}
)  # in a source's name they say too little
_LETTERS = dict.fromkeys(("sent", "opened", "clicked", "bounced", "unsubscribed", "delivered", "email"), True)
_KNOWN = 0.6  # of the rows must name a channel we know


class ChannelGuess(msgspec.Struct, frozen=True, kw_only=True):
    """The channel and why."""

    rule: ChannelRule
    column: str | None
    reason: str
    sure: bool


def _synonyms() -> dict[str, Channel]:
    found: dict[str, Channel] = {}
    for name, text in _SYNONYMS.items():
        for one in get_args(Channel):
            if one == name:
                found |= {" ".join(words(phrase)): one for phrase in (name, *text.split(","))}
    return found


_CHANNEL_OF = _synonyms()


def channel_named(value: str) -> Channel | None:
    """Return the channel that a value names, in any of the four languages, else None."""
    plain = " ".join(words(value))
    if plain in _CHANNEL_OF:
        return _CHANNEL_OF[plain]
    return _CHANNEL_OF.get(fold(value).strip())


def channel(source: str, columns: Sequence[Column], subject: Subject, *, names: Column | None) -> ChannelGuess:
    """Return the channel; `names` is the column that names the events, where there is one."""
    const, why, sure = _const(source, columns, subject, names)
    best: tuple[float, Column] | None = None
    for column in columns:
        rank = _rank(column.meaning, subject, names=names is not None)
        if (
            rank
            and not column.empty
            and column.type == "text"
            and _share_known(column) >= _KNOWN
            and (best is None or rank > best[0])
        ):
            best = (rank, column)
    if best is None:
        return ChannelGuess(rule=ChannelRule(const=const), column=None, reason=why, sure=sure)
    return _by_column(best[1], const, certain=best[0] > 1)


def _by_column(column: Column, const: Channel, *, certain: bool) -> ChannelGuess:
    values = {value: found for value in column.distinct[:200] if (found := channel_named(value)) is not None}
    if column.meaning.any("platform"):
        upper = all(value == value.upper() for value in values)
        values |= {
            (one.upper() if upper else one): found
            for one, found in _PLATFORMS.items()
            if one.casefold() not in {v.casefold() for v in values}
        }
    unknown = [value for value in column.distinct if value not in values]
    shown = ", ".join(f"{value} is {found}" for value, found in list(values.items())[:6])
    reason = f"column '{column.name}': its values name channels ({shown})"
    if unknown:
        reason += f"; {', '.join(repr(value[:30]) for value in unknown[:5])} {'is' if len(unknown) == 1 else 'are'} none we know, taken as {const}"
    return ChannelGuess(
        rule=ChannelRule(column=column.name, values=values, const=const),
        column=column.name,
        reason=reason,
        sure=certain and not unknown,
    )


_PLATFORMS: dict[str, Channel] = {"web": "web", "ios": "app", "android": "app"}


def _rank(says: Meaning, subject: Subject, *, names: bool) -> float:
    if says.any("id", "time", "count", "duration", "unsubscribed"):
        return 0.0
    if says.any("channel"):
        return 3.0 - 0.2 * says.extra
    if says.only("platform"):
        return 2.0
    if (
        says.any("source")
        and says.only("source", "name", subject.concept or "source")
        and not names
        and not subject.people
    ):
        return 1.5
    if says.any("medium") and not names and not says.any("previous", "updated"):
        return 1.0 - 0.1 * says.extra
    return 0.0


def _share_known(column: Column) -> float:
    return sum(count for value, count in column.counts.items() if channel_named(value) is not None) / max(
        column.filled, 1
    )


def _const(source: str, columns: Sequence[Column], subject: Subject, names: Column | None) -> tuple[Channel, str, bool]:
    """Return the one channel of the table, the reason, and whether it is sure."""
    said = "the source's name says" if subject.said else "the columns say"
    spelled = {word for column in columns for word in column.meaning.words}
    if subject.purchase and subject.concept != "receipt" and any(_store_id(column) for column in columns):
        return "store", "no column names a channel; rows name a store, so it happened in one", False
    if subject.channel is not None:
        return subject.channel, f"no column names a channel; {said} {subject.noun}s, so {subject.channel}", subject.said
    for word in words(source):
        if word not in _NO_CHANNEL and (named := channel_named(word)) is not None:
            return named, f"no column names a channel; the source's name says {word}", True
    if len(spelled & _APP_WORDS) > 1:
        shown = ", ".join(sorted(spelled & _APP_WORDS))
        return "app", f"no column names a channel; columns such as {shown} are those of an app", False
    if not subject.people and (
        spelled & _WEB_WORDS or any(column.meaning.any("session", "page", "anonymous") for column in columns)
    ):
        return "web", "no column names a channel; the columns are those of a website's visits", False
    if names is not None and len(names.counts) > 1:
        letters = {_LETTERS.get(word) for value in names.distinct[:200] for word in meaning(value).concepts}
        if letters == {True}:
            return "email", f"no column names a channel; the events in '{names.name}' are those of letters", True
        events = {word for value in names.distinct[:200] for word in words(value)}
        if len({word.rstrip("0123456789s") for word in events} & _WEB_EVENTS) > 1:
            return (
                "web",
                f"no column names a channel; the events in '{names.name}' are those of a website or shop",
                False,
            )
    if subject.purchase:
        return "other", "no column names a channel, and nothing says how it was bought", False
    return "other", "no column names a channel, and nothing else says one", False


def _store_id(column: Column) -> bool:
    return column.meaning.any("store") and column.meaning.only("store", "id", "number", "name")


assert set(_SYNONYMS) == set(CHANNELS)
