"""What customers said in words."""

from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.texts import text
from table_samples import columns

_SURVEY = Subject(concept="survey", noun="survey answer", channel="survey")
_ORDERS = Subject(concept="order", noun="order", purchase=True)
_LONG = ["The staff was very kind to me.", "I waited for two hours and nobody came."]


def test_by_name_with_its_language() -> None:
    found = text(columns({"comment": list(_LONG), "language": ["en", "en"]}), _SURVEY)
    assert found is not None
    assert (found.rule.column, found.rule.language, found.sure) == ("comment", "language", True)


def test_the_description_of_a_product_was_not_said_by_customers() -> None:
    assert (
        text(
            columns({"Description": ["WHITE HANGING HEART T-LIGHT HOLDER", "CREAM CUPID HEARTS COAT HANGER"]}), _ORDERS
        )
        is None
    )


def test_codes_are_no_text() -> None:
    assert text(columns({"text": ["A1", "B2"], "comment": ["ok", "ok"], "content": ["1", "2"]}), _SURVEY) is None


def test_questions_as_headers_are_read_by_content() -> None:
    found = text(
        columns(
            {"What could we do better?": list(_LONG), "url": ["https://x.example/a b c d", "https://x.example/e f g"]}
        ),
        _SURVEY,
    )
    assert found is not None
    assert (found.rule.column, found.sure) == ("What could we do better?", False)
    assert text(columns({"What could we do better?": list(_LONG)}), _ORDERS) is None


def test_chinese_sentences_are_short() -> None:
    found = text(columns({"留言": ["包裝很漂亮，烏龍茶很好喝。", "等了兩個星期才收到。"]}), _SURVEY)
    assert found is not None


def test_a_comment_goes_before_a_subject() -> None:
    tickets = Subject(concept="ticket", noun="ticket", channel="support")
    found = text(
        columns({"Subject": ["Where is my order, please?", "The teapot came broken."], "Comment": list(_LONG)}), tickets
    )
    assert found is not None
    assert found.rule.column == "Comment"
