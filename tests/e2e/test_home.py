"""Home in a browser: pinned questions drawn when they come near, each failing alone, moved and taken off by keys."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

import desireline as dl
from desireline.base.i18n import LANGUAGES, Language
from desireline.project import Project, ServedProject
from desireline.project.saved_questions import QuestionFile, save_question
from visiting import Serve, Visit, may_only, overflow, refuse, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
STEPS = {"steps": ["Home", "Checkout"]}
KINDS = ["visits", "retention", "paths", "journeys", "overview"]


def pinned(project: Project, *kinds: str) -> None:
    """Put a funnel of hostile name and these questions on Home."""
    save_question(project, QuestionFile(title="<b>To</b> checkout", question="funnel", parameters=STEPS, pinned=1))
    for place, kind in enumerate(kinds, start=2):
        save_question(project, QuestionFile(title=f"Our {kind}", question=kind, pinned=place))


def titles(page: Page) -> list[str]:
    return page.locator(".dl-pins h3").all_text_contents()


def deed(page: Page, title: str, name: str) -> None:
    """Choose what is to be done with a pinned question, by keys alone."""
    page.get_by_role("button", name=f"“{title}”: move or take off").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    for _ in range(4):
        if page.get_by_role("menuitem", name=name).evaluate("own => own === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_a_pinned_question_is_drawn_and_leads_to_itself(browser: Browser, serve: Serve, own: Project) -> None:
    pinned(own)
    visit = Visit(browser, serve(ServedProject(own)))
    page = visit.page
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="<b>To</b> checkout", level=3))
    story = own.ask(dl.Funnel(steps=["Home", "Checkout"])).story("en")
    expect(card.get_by_text(story[0])).to_be_visible()
    expect(card.get_by_role("img", name=" ".join(story))).to_be_visible()
    expect(card.locator(".dl-canvas svg .mark-rect path").first).to_be_visible()
    card.locator(".dl-pin-drawing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>To</b> checkout")
    expect(page.locator(".dl-story-first")).to_have_text(story[0])
    assert "steps=Home%7CCheckout" in page.url
    page.go_back()
    card.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/explore/funnel"))
    assert visit.complaints == []


def test_questions_are_asked_when_they_come_near(browser: Browser, serve: Serve, own: Project) -> None:
    pinned(own, *KINDS)
    visit = Visit(browser, serve(ServedProject(own)), "/map", width=360)
    page = visit.page
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/api/analyses/" in request.url:
            asked.append(request.url)

    page.on("request", note)
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.locator(".dl-pins > li")).to_have_count(6)
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")
    before = len(asked)
    assert before < 6
    for place in range(6):
        page.locator(".dl-pins > li").nth(place).scroll_into_view_if_needed()
        expect(page.locator(".dl-pins > li").nth(place).locator("p").first).to_be_visible()
    assert len(asked) == 6
    assert visit.complaints == []


def test_each_fails_alone_with_its_reason(browser: Browser, serve: Serve, own: Project) -> None:
    pinned(own, "paths", "retention")
    (own.folder / "questions" / "bad.yaml").write_text("title: Bad\nquestion: moon\npinned: 4\n")
    visit = Visit(browser, serve(ServedProject(own)), "/map", language="hu")
    page = visit.page

    refuse(page, "**/api/analyses/paths?*", "no paths today", status=400, code="bad-input")
    page.get_by_role("link", name="Kezdőlap", exact=True).click()
    cards = page.locator(".dl-pins > li")
    expect(cards.nth(1).get_by_role("alert")).to_contain_text("no paths today")
    expect(cards.nth(3)).to_contain_text("nincs „moon” kérdés")
    for place in (0, 2):
        expect(cards.nth(place).locator(".dl-canvas svg")).to_be_visible()
    page.unroute("**/api/analyses/paths?*")
    cards.nth(1).get_by_role("button", name="Próbálja újra").click()
    expect(cards.nth(1).locator(".dl-canvas svg")).to_be_visible()
    assert seriously_inaccessible(page) == []
    shoot(page, "home-pins-failing")


def test_they_are_moved_taken_off_and_put_back_by_keys(browser: Browser, serve: Serve, own: Project) -> None:
    pinned(own, "visits", "retention")
    visit = Visit(browser, serve(ServedProject(own)))
    page = visit.page
    expect(page.locator(".dl-pins > li")).to_have_count(3)
    deed(page, "Our retention", "Move earlier")
    expect(page.locator(".dl-pins h3").nth(1)).to_have_text("Our retention")
    expect(page.get_by_role("button", name="“Our retention”: move or take off")).to_be_focused()
    deed(page, "<b>To</b> checkout", "Move later")
    expect(page.locator(".dl-pins h3").nth(0)).to_have_text("Our retention")
    expect(page.get_by_role("button", name="“<b>To</b> checkout”: move or take off")).to_be_focused()
    deed(page, "<b>To</b> checkout", "Take off Home")
    expect(page.locator(".dl-pins > li")).to_have_count(2)
    expect(page.get_by_role("heading", name="Pinned questions")).to_be_focused()
    page.reload()
    expect(page.locator(".dl-pins > li")).to_have_count(2)
    assert titles(page) == ["Our retention", "Our visits"]
    deed(page, "Our retention", "Take off Home")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".dl-pins > li")).to_have_count(2)
    assert titles(page) == ["Our retention", "Our visits"]
    assert visit.complaints == []


def test_what_was_just_pinned_is_there(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)))
    page = visit.page
    expect(page.get_by_text("press “Save” and tick “Show it on Home”")).to_be_visible()
    page.get_by_role("link", name="Go to Explore").click()
    page.locator("a[href='/explore/paths']").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Show it on Home").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.locator(".dl-pins .dl-canvas svg")).to_be_visible()
    expect(page.get_by_text("press “Save”")).to_have_count(0)
    assert visit.complaints == []


def test_who_may_only_look_sees_them_and_cannot_move_them(browser: Browser, serve: Serve, own: Project) -> None:
    pinned(own)
    visit = Visit(browser, serve(ServedProject(own)), "/map")
    may_only(visit.page, "read")
    visit.page.goto(visit.root)
    expect(visit.page.locator(".dl-pins .dl-canvas svg")).to_be_visible()
    expect(visit.page.get_by_role("button", name=re.compile("move or take off"))).to_have_count(0)


def test_who_may_not_see_people_opens_no_number(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    page = visit.page
    page.locator(".dl-figures button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "cell=" in page.url
    may_only(page, "read")
    page.reload()
    expect(page.locator(".dl-map svg")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".dl-figures button")).to_have_count(0)
    assert visit.complaints == []


def test_a_map_that_cannot_be_drawn_is_told_alone(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/design")
    page = visit.page

    refuse(page, "**/api/map.svg?*", "no drawing today", status=500)
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("no drawing today")
    shoot(page, "home-without-map")
    expect(page.locator(".dl-figures .dl-count").first).to_be_visible()
    page.unroute("**/api/map.svg?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".dl-map svg")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_every_window_in_every_language(
    browser: Browser, serve: Serve, own: Project, lang: Language, width: int
) -> None:
    pinned(own, *KINDS)
    scheme = "dark" if width == 360 else "light"
    visit = Visit(browser, serve(ServedProject(own)), width=width, language=lang, scheme=scheme)
    page = visit.page
    cards = page.locator(".dl-pins > li")
    expect(cards).to_have_count(6)
    for place in range(6):
        cards.nth(place).scroll_into_view_if_needed()
        expect(cards.nth(place).locator(".dl-pin > p").first).to_be_visible()
    expect(page.locator(".dl-waiting")).to_have_count(0)
    expect(cards.locator(".dl-canvas svg")).to_have_count(6)
    assert overflow(page) == []
    assert seriously_inaccessible(page) == []
    assert visit.complaints == []
    shoot(page, f"home-pins-{width}-{lang}")
