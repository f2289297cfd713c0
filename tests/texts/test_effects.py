"""What a file would do is said by kinds of record, and nothing is said of what is zero."""

from vanhoa_desktop.texts.sentences.effects import counts_text, record_counts_text, records_text


def test_records_are_counted_by_kind_in_the_order_of_the_register() -> None:
    assert record_counts_text({"household": 2, "person": 1210}) == "1.210 người, 2 hộ"
    assert record_counts_text({"unheard_of": 1, "person": 1}) == "1 người, 1 hồ sơ khác"
    assert record_counts_text({}) == ""


def test_records_are_summed_before_they_are_told_apart() -> None:
    assert records_text({"person": 10, "household": 2}, "mới") == "12 hồ sơ mới (10 người, 2 hộ)"
    assert records_text({}, "mới") == ""


def test_what_is_zero_is_left_out() -> None:
    assert counts_text([(3, "số liệu chưa khớp"), (0, "sửa muộn"), (1, "đã chuyển thôn")]) == (
        "3 số liệu chưa khớp, 1 đã chuyển thôn"
    )
    assert counts_text([(0, "sửa muộn")]) == ""
