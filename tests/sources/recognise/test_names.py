"""Names are read into concepts, in four languages and however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.sources.recognise.names import fold, meaning, singular, words


@pytest.mark.parametrize("name", ["createdAt", "created_at", "Created At", "created.at", "CREATED-AT", "created:at"])
def test_one_name_however_it_is_written(name: str) -> None:
    assert words(name) == ["created", "at"]


@pytest.mark.parametrize(
    ("name", "concepts"),
    [
        ("CustomerID", ("customer", "id")),
        ("customerid", ("customer", "id")),
        ("InvoiceNo", ("invoice", "number")),
        ("case:concept:name", ("case_key",)),
        ("user_pseudo_id", ("user", "anonymous", "id")),
        ("Ügyfélszám", ("customer", "number")),
        ("Vásárló azonosító", ("customer", "id")),
        ("ugyfelazonosito", ("customer", "id")),
        ("Létrehozás dátuma", ("created", "time")),
        ("ID клиента", ("id", "customer")),
        ("Дата заказа", ("time", "order")),
        ("Номер телефона", ("phone",)),
        ("客戶編號", ("customer", "id")),
        ("订单日期", ("order", "time")),
        ("事件名稱", ("event_name",)),
        ("付款時間", ("paid", "time")),
    ],
)
def test_concepts(name: str, concepts: tuple[str, ...]) -> None:
    assert meaning(name).concepts == concepts


@pytest.mark.parametrize("name", ["postcode", "discount", "country", "candidate", "grid", "paid"])
def test_words_are_not_torn_into_ids(name: str) -> None:
    assert "id" not in meaning(name).concepts
    assert "time" not in meaning(name).concepts


def test_unknown_words_are_told_apart_from_glue_and_digits() -> None:
    assert meaning("properties.metric_id_2").unknown == ("metric",)
    assert meaning("data").concepts == meaning("data").unknown == ()


def test_accents_case_and_width_do_not_matter() -> None:
    assert fold("LÉTREHOZÁS") == fold("letrehozas")
    assert fold("ＩＤ") == "id"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("orders", "order"),
        ("replies", "reply"),
        ("boxes", "box"),
        ("status", "status"),
        ("class", "class"),
        ("ties", "tie"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@given(st.text(max_size=60))
def test_any_text_has_a_meaning(name: str) -> None:
    found = meaning(name)
    assert len(found.concepts) + len(found.unknown) <= len(found.words)
