"""The store's last version and its next."""

from pathlib import Path

import msgspec

from desireline.base.errors import StorageError
from desireline.identity import Identities, IdentityStore, SetAside
from desireline.journeys.store import Manifest, Store, StoreFolder

__all__ = ["Last", "Version", "last_version"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the store that is written but not in use yet.

    Attributes:
        folder: of all versions.
        path: its own.
        manifest: what it says of itself.
        identities: who is who in it.
        reused: how many events were taken over from the version before.
    """

    folder: StoreFolder
    path: Path
    manifest: Manifest
    identities: Identities
    reused: int

    def switch(self) -> None:
        """Make it the one in use, and remove the one before."""
        self.folder.switch(self.path, self.manifest)


class Last(msgspec.Struct, frozen=True, kw_only=True):
    """The store as it was built last."""

    store: Store
    set_aside: list[SetAside]
    placeholders: dict[str, int]


def last_version(folder: StoreFolder, rules: str, erasures: int) -> Last | None:
    """Return the last store if it was built by the same rules, and since the last erasure.

    A damaged one counts for nothing, as all of it comes from the log.

    Args:
        folder: of all versions.
        rules: the fingerprint of the settings.
        erasures: the id of the last erasure; a version from before it holds who was erased, and other places in the log.
    """
    try:
        store = folder.open()
    except StorageError:
        return None
    summary = IdentityStore(store.folder / "identity").summary() if store else None
    if store is None or summary is None:
        return None
    if store.manifest.rules != rules or store.manifest.erasures != erasures:
        return None
    return Last(store=store, set_aside=summary.set_aside, placeholders=summary.placeholders)
