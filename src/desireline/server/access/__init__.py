"""Who is asking, and whether they may: what stands between a request and the rooms."""

from desireline.server.access.access import Access
from desireline.server.access.asker import Asker, asker_of
from desireline.server.access.guard import check_declared, check_may, guard
from desireline.server.access.hosts import Hosts, is_loopback

__all__ = ["Access", "Asker", "Hosts", "asker_of", "check_declared", "check_may", "guard", "is_loopback"]
