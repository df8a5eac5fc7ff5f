"""Groups counted in one pass against each group counted by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import Transitions, ask
from desireline.analyses._base import Analysis
from desireline.base.settings.model import Settings
from desireline.journeys.dimensions import dimension_names
from desireline.journeys.groups import groups_of
from logs import Batch, built, small_pieces
from strategies import batches, settings_of_logs

logs = st.lists(batches(most_events=25), min_size=1, max_size=3)


@given(logs, settings_of_logs(), st.data())
@settings(max_examples=40)
def test_groups_at_once(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups_of, "__kwdefaults__", {"most": 2})
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        by = data.draw(st.sampled_from(dimension_names(journeys)), "by")
        where = data.draw(st.sampled_from([None, 'did("a")', 'channel = "web"']), "where")
        question = Transitions(medians=False, by=by, where=where if "a" in journeys.touchpoints else None)
        at_once = ask(question, journeys)
        patch.setattr(Transitions, "run_groups", Analysis.run_groups)
        one_by_one = ask(question, journeys)
        assert at_once.to_dict() == one_by_one.to_dict()
