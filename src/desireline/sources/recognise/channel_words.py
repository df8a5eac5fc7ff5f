"""The words by which tools and people name channels, in English, Hungarian, Russian and Chinese."""

import functools

from desireline.base.settings.model import Channel
from desireline.sources.recognise.names import fold, words

__all__ = ["channel_named"]

_WORDS: dict[Channel, str] = {
    "web": """website, web site, site, online, desktop, webshop, web shop, browser, internet, eshop, direct,
        direct traffic, portal, web form, form, referral, honlap, weboldal, webáruház, weblap, сайт,
        интернет магазин, веб, 網站, 网站, 網頁, 官網, 官网, 線上, 網路, 网店""",
    "app": """application, mobile app, ios, android, mobile, in app, inapp, applikáció, alkalmazás, mobilapp,
        приложение, мобильное приложение, 應用程式, 手機應用, 应用, 手机应用, app通知""",
    "email": """e mail, mail, newsletter, mailing, edm, crm email, emails, hírlevél, levél, имейл, почта, эл почта,
        рассылка, письмо, 電子郵件, 電郵, 邮件, 邮箱, 郵件, 電子報""",
    "social": """facebook, instagram, twitter, tiktok, linkedin, vk, social media, organic social, pinterest, youtube,
        x corp, közösségi, közösségi média, соцсети, социальные сети, вконтакте, 社群, 社交, 社群媒體, 臉書,
        微博, 社交媒体""",
    "search": """organic, organic search, seo, google organic, search engine, keresés, kereső, organikus, поиск,
        органика, 搜尋, 搜索, 自然搜尋, 自然搜索""",
    "ads": """paid, cpc, ppc, display, paid search, paid social, google ads, adwords, ad, advertising, sem,
        search ads, display ads, banner, retargeting, affiliate, cpm, facebook ads, social ads, paid media,
        video ads, hirdetés, hirdetések, fizetett, реклама, контекст, 廣告, 广告, 付費, 付费""",
    "phone": """call, telephone, voice, call center, call centre, hotline, tel, telefon, sms, cellular, hívás, телефон,
        звонок, колл центр, смс, 電話, 电话, 手機, 客服電話, 簡訊""",
    "chat": """livechat, live chat, messenger, whatsapp, chatbot, bot, telegram, viber, line, wechat, csevegés, чат,
        чат бот, 聊天, 線上客服, 即時通訊, 在线客服, 微信""",
    "store": """in store, instore, retail, offline, pos, shop, branch, brick and mortar, till, showroom, outlet, bolt,
        üzlet, магазин, розница, филиал, 門市, 店面, 实体店, 實體店, 店鋪, 门店""",
    "mail": "post, direct mail, letter, catalog, catalogue, postal, posta, levélben, письмом, 郵寄, 信件, 型錄",
    "sales": """sales rep, salesperson, field sales, account executive, meeting, értékesítés, értékesítő, продажи,
        менеджер, 業務, 销售""",
    "review": "reviews, review site, vélemény, отзыв, 評論, 评论",
    "survey": "questionnaire, nps, feedback form, kérdőív, опрос, анкета, 問卷, 问卷",
    "support": """helpdesk, help desk, ticket, service desk, customer service, ügyfélszolgálat, поддержка,
        служба поддержки, 客服, 支援""",
    "other": "unknown, api, egyéb, другое, прочее, 其他",
}


@functools.cache
def _channels() -> dict[str, Channel]:
    return {
        " ".join(words(phrase)): channel for channel, text in _WORDS.items() for phrase in (channel, *text.split(","))
    }


def channel_named(value: str) -> Channel | None:
    """Return the channel that a value names, in any of the four languages, else None."""
    known = _channels()
    return known.get(" ".join(words(value))) or known.get(fold(value).strip())
