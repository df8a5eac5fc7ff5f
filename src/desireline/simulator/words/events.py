"""The web tracking's vocabulary: pages, and track events named as the common e-commerce tracking plans name them."""

import msgspec

__all__ = ["EVENTS", "EVENT_NAMES", "Event"]


class Event(msgspec.Struct, frozen=True):
    """One kind of web event: its type, name, and the page it happens on."""

    type: str
    name: str
    path: str


def _page(name: str, path: str) -> Event:
    return Event("page", name, path)


def _track(name: str, path: str) -> Event:
    return Event("track", name, path)


EVENTS: tuple[Event, ...] = (
    _page("Home", "/"),
    _page("Blog", "/blog/how-to-brew"),
    _page("Catalog", "/collections/all"),
    _page("Cart", "/cart"),
    _page("Checkout", "/checkout"),
    _page("Thank You", "/checkout/thank-you"),
    _page("Order Status", "/account/orders"),
    _page("Account", "/account"),
    _page("Help", "/help"),
    _track("Promotion Viewed", "/"),
    _track("Product List Viewed", "/collections/all"),
    _track("Products Searched", "/search"),
    _track("Product Viewed", "/products"),
    _track("Product Added to Wishlist", "/products"),
    _track("Product Shared", "/products"),
    _track("Product Added", "/products"),
    _track("Product Removed", "/cart"),
    _track("Cart Viewed", "/cart"),
    _track("Checkout Started", "/checkout"),
    _track("Checkout Step Completed", "/checkout"),
    _track("Coupon Entered", "/checkout"),
    _track("Coupon Applied", "/checkout"),
    _track("Coupon Denied", "/checkout"),
    _track("Payment Info Entered", "/checkout"),
    _track("Order Completed", "/checkout/thank-you"),
    _track("Newsletter Subscribed", "/"),
    _track("Signed Up", "/account/register"),
    _track("Signed In", "/account/login"),
    _track("Invite Sent", "/account/invite"),
    Event("identify", "", "/account"),
)
EVENT_NAMES: tuple[str, ...] = tuple(event.name for event in EVENTS if event.name)
