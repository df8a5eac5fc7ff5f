"""The packed store: shards of customers, each a set of memory-mapped arrays; a version at a time, switched at once."""

from desireline.journeys.store.files import Manifest, Shard, Store, StoreFolder

__all__ = ["Manifest", "Shard", "Store", "StoreFolder"]
